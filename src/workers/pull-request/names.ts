import type { FileChange } from '../../core/changes.ts';

/** Lines that define something with a name, in the languages that most code is written in. */
const DEFINITIONS = [
  /^\s*(?:(?:export|default|public|private|protected|internal|static|async|abstract|final|override|inline|virtual|sealed|partial|unsafe|declare|extern|pub(?:\([^)]*\))?|const)\s+)*(?:function\*?|def|class|interface|enum|struct|trait|fn|fun|module|namespace|proc|sub|record|protocol|object|macro_rules!)\s+([A-Za-z_$][\w$:.]*)/,
  /^\s*impl(?:<[^>]*>)?\s+(?:[\w:<>, ]+\s+for\s+)?([A-Z]\w*)/,
  /^\s*func\s+(?:\([^)]*\)\s*)?([A-Za-z_]\w*)/,
  /^\s*(?:export\s+)?(?:declare\s+)?type\s+([A-Za-z_]\w*)/,
  /^\s*(?:export\s+)?(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*(?::[^=]+)?=\s*(?:async\s*)?(?:\(|function\b|[\w$]+\s*=>)/,
  /^\s*#\s*define\s+([A-Za-z_]\w*)/,
  // C: a type and a name at the line's beginning, and no semicolon.
  /^(?!return\b|else\b|if\b|while\b|for\b|switch\b)[A-Za-z_][\w\s*<>,:&]*?[\s*&]([A-Za-z_~][\w:~]*)\s*\([^;]*$/,
  /^([A-Za-z_][\w-]*)\s*\(\)\s*\{/,
];
const HEADING = /^#{1,6}\s+(.+?)\s*#*$/;
/** Keys of configuration files. */
const KEY = /^\s{0,4}"?([A-Za-z_@][\w@/.-]*)"?\s*[:=](?!=)/;
const TEST = /^\s*(?:(?:it|test)(?:\.\w+)?\(|(?:async\s+)?def test_|func Test[A-Z]|#\[(?:\w+::)?test\]|@Test\b|test\s*["{]|test_?that\()/;

export interface TouchedNames {
  added: string[];
  removed: string[];
  changed: string[];
}

type Reader = (line: string) => string | undefined;

/** The name that a line of code defines. */
export const definedName: Reader = (line) => {
  for (const pattern of DEFINITIONS) {
    const name = pattern.exec(line)?.[1];
    // `__init__` and its like are in every class.
    if (name !== undefined) return /^__\w+__$/.test(name) ? undefined : name.replace(/[:.]+$/, '');
  }
  return undefined;
};
const headingText: Reader = (line) => HEADING.exec(line)?.[1]?.slice(0, 60);
const keyName: Reader = (line) => KEY.exec(line)?.[1];

/** What the changed lines define, and in what the others lie (git's hunk headers), each name once and in the file's order. */
export function touchedNames(file: FileChange, of: 'code' | 'text' | 'configuration'): TouchedNames {
  const read = { code: definedName, text: headingText, configuration: keyName }[of];
  const [added, removed, around] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const hunk of file.hunks) {
    let enclosing = read(hunk.section);
    for (const line of hunk.lines) {
      // A cut keeps patterns quick on minified lines.
      const name = read(line.slice(1, 301));
      if (line[0] === ' ') {
        if (name !== undefined) enclosing = name;
      } else if (name !== undefined) {
        (line[0] === '+' ? added : removed).add(name);
        enclosing = undefined;
      } else {
        if (enclosing !== undefined) around.add(enclosing);
      }
    }
  }
  const both = [...added].filter((name) => removed.has(name));
  return {
    added: [...added].filter((name) => !removed.has(name)),
    removed: [...removed].filter((name) => !added.has(name)),
    changed: [...new Set([...both, ...around])].filter((name) => !(added.has(name) && !removed.has(name)) && !(removed.has(name) && !added.has(name))),
  };
}

/** How many tests the added lines have more than the removed ones. */
export function addedTests(file: FileChange): number {
  let count = 0;
  for (const hunk of file.hunks) {
    for (const line of hunk.lines) {
      if (line[0] !== ' ' && TEST.test(line.slice(1, 301))) count += line[0] === '+' ? 1 : -1;
    }
  }
  return count;
}
