import type { FileChange } from '../../core/changes.ts';
import { roleOf } from '../changes/role.ts';

/** A line that defines something with a name: a function, class, type, … in the languages that are common. */
const DEFINITION =
  /^[+-]\s*(?:export\s+)?(?:default\s+)?(?:pub(?:\([^)]*\))?\s+)?(?:public\s+|private\s+|protected\s+)?(?:static\s+)?(?:async\s+)?(?:(?:function\*?|func|fun|def|fn|class|interface|struct|trait|enum|type)\s+(?:\([^)]*\)\s*)?(\w+)|(?:const|let|var)\s+(\w+)\s*=\s*(?:async\s*)?(?:\(|function))/;
/** Code that comes with this many more lines than go is new, not changed. */
const GROWS = 3;
/** Changes smaller than this can be anything. */
const SMALL = 8;

function isCode(file: FileChange): boolean {
  return ['source', 'config', 'dependency'].includes(roleOf(file.path));
}

function defined(files: FileChange[], sign: '+' | '-'): Set<string> {
  const lines = files.flatMap((file) => file.hunks.flatMap((hunk) => hunk.lines)).filter((line) => line[0] === sign);
  return new Set(lines.map((line) => DEFINITION.exec(line.slice(0, 300))).map((match) => match?.[1] ?? match?.[2] ?? '').filter(Boolean));
}

function sum(files: FileChange[], key: 'added' | 'removed'): number {
  return files.reduce((total, file) => total + file[key], 0);
}

/**
 * What the shape of a change of code says of its type, likeliest first; empty where it says nothing.
 * New names in code that mostly grows are a feature; tests that grow beside code that defines nothing new prove a fix;
 * code that shrinks or stays as long, without tests, was rearranged.
 */
export function typesByShape(files: FileChange[]): string[] {
  const code = files.filter(isCode);
  const tests = files.filter((file) => roleOf(file.path) === 'test');
  const [before, after] = [defined(code, '-'), defined(code, '+')];
  const gained = [...after].filter((name) => !before.has(name)).length;
  const lost = [...before].filter((name) => !after.has(name)).length;
  const [added, removed] = [sum(code, 'added'), sum(code, 'removed')];
  if (gained > 0 && lost === 0 && added >= GROWS * removed) return ['feat'];
  if (sum(tests, 'added') > sum(tests, 'removed') && gained === 0 && lost === 0) return ['fix'];
  if (tests.length === 0 && added <= removed && added + removed > SMALL) return ['refactor', 'perf', 'style'];
  return [];
}
