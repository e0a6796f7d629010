import type { Item, ItemReader } from './item.ts';
import { numberedLines } from './numbered-lines.ts';
import { readCargo, readDotnet, readGoTest } from './tests/compiled.ts';
import type { Failure, FailureReader } from './tests/failure.ts';
import { readJest, readMocha, readNodeSpec, readVitest } from './tests/javascript.ts';
import { readJunit } from './tests/junit.ts';
import { readPytest, readUnittest } from './tests/python.ts';
import { readTap } from './tests/tap.ts';

const READERS: FailureReader[] = [readTap, readVitest, readPytest, readUnittest, readGoTest, readCargo, readJest, readMocha, readNodeSpec, readDotnet];

/** The failing tests in what runners print; a build's log may hold the output of several. */
export const testFailures: ItemReader = (text) => {
  const reported = text.includes('<testcase') ? readJunit(text) : [];
  const lines = reported.length > 0 ? [] : numberedLines(text);
  const all = [...reported, ...READERS.flatMap((read) => (lines.length === 0 ? [] : read(lines)))];
  const found = new Map<string, Failure>();
  for (const failure of all) {
    const key = `${failure.name} ${failure.file ?? ''}`;
    // A summary says it again.
    if (!found.has(key)) found.set(key, failure);
  }
  return [...found.values()].sort((one, other) => one.firstLine - other.firstLine).map(itemOf);
};

function itemOf({ runner, name, file, line, message, expected, actual, firstLine, lastLine }: Failure): Item {
  const about: Record<string, string | number> = { runner, name };
  for (const [key, value] of Object.entries({ file, line, message, expected, actual })) if (value !== undefined && value !== '') about[key] = value;
  const compared = expected === undefined || actual === undefined ? [] : [`expected: ${expected.slice(0, 200)}`, `actual: ${actual.slice(0, 200)}`];
  return { text: [`test ${name}`, ...(file === undefined ? [] : [`in ${file}`]), message, ...compared].join('\n'), firstLine, lastLine, count: 1, about };
}
