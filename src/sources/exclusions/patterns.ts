import { homedir } from 'node:os';

/** Patterns that the braces of one may stand for. */
const MOST_EXPANDED = 1000;
const BRACES = /(?<!\\)\{([^{}]*,[^{}]*)\}/;
/** A backslash where a folder ends on Windows, and not before what an escape is for, at the start of a line or of white space. */
const FOLDERS = /(?<=.)\\(?=[\p{L}\p{N}_.*?{@-]|$)|^\\\\/u;

/**
 * A user's patterns in the syntax of .gitignore: braces, `./`, quotes and the backslashes of Windows are what people know from other settings, and would
 * match nothing. A pattern that can be read in two ways is there in both.
 */
export function gitignorePatterns(patterns: readonly string[]): string[] {
  return [...new Set(patterns.flatMap(formsOf))];
}

/** Those of them that begin at the root of the file system, without their first slash; for the path of a file without its first slash. */
export function absolutePatterns(patterns: readonly string[]): string[] {
  return gitignorePatterns(patterns).flatMap((pattern) => {
    const [, not, path] = /^(!?)(.*)$/s.exec(pattern)!;
    const whole = path!.startsWith('~/') ? slashed(homedir()) + path!.slice(1) : path!;
    return /^(?:\/{1,2}[^/]+\/.|[A-Za-z]:\/)/.test(whole) ? [`${not}/${whole.replace(/^\/+/, '')}`] : [];
  });
}

function formsOf(pattern: string): string[] {
  const bare = pattern.trimStart().replace(/^(["'])(.*)\1\s*$/s, '$2');
  const forms = FOLDERS.test(bare) ? [bare, slashed(bare)] : [bare];
  return forms.flatMap(expanded).map((form) => form.replace(/^(!?)(?:\.\/)+/, '$1'));
}

const slashed = (path: string) => path.replaceAll('\\', '/');

function expanded(pattern: string): string[] {
  const done: string[] = [];
  // What is not expanded stands for itself as well: a folder may be called `{a,b}`.
  for (const open = [pattern]; open.length > 0; ) {
    const next = open.pop()!;
    if (done.push(next) > MOST_EXPANDED) return ['*'];
    const braces = BRACES.exec(next);
    if (braces) open.push(...braces[1]!.split(',').map((part) => next.slice(0, braces.index) + part + next.slice(braces.index + braces[0].length)));
  }
  return done;
}
