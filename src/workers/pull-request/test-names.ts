import type { FileChange } from '../../core/changes.ts';

/** The text in which a test says what it expects, or the name that says it. */
const EXPECTATION = /^\s*(?:(it|test|describe|context|specify)(?:\.\w+)?\(\s*(['"`])(.+?)\2|test\s*["{](.+?)["}]|(?:async\s+)?(?:def|fn|func)\s+(test_\w+|Test[A-Z]\w*))/;
const LONGEST = 200;

export interface TestName {
  text: string;
  /** Whether it is the name of a group of tests. */
  group: boolean;
}

/** What a line of code says that a test expects: `parses lines`; undefined for other lines. */
export function testName(line: string): TestName | undefined {
  const match = EXPECTATION.exec(line.slice(0, LONGEST));
  if (!match) return undefined;
  const text = match[3] ?? match[4] ?? match[5]!.replace(/^test_?|^Test/, '').replaceAll('_', ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return { text, group: match[1] === 'describe' || match[1] === 'context' };
}

/** The names of the tests that a file gained: of those that are in removed lines too, none. */
export function namesOfAddedTests(file: FileChange): string[] {
  const [added, removed] = [new Set<string>(), new Set<string>()];
  for (const { lines } of file.hunks) {
    for (const line of lines) {
      const name = line[0] === ' ' ? undefined : testName(line.slice(1));
      if (name && !name.group) (line[0] === '+' ? added : removed).add(name.text);
    }
  }
  return [...added].filter((name) => !removed.has(name));
}
