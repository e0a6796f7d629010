import type { Item, ItemReader } from './item.ts';
import { numberedLines } from './numbered-lines.ts';
import { readCargo, readDotnet, readGoTest } from './tests/compiled.ts';
import type { Failure, FailureReader } from './tests/failure.ts';
import { readJest, readMocha, readNodeSpec, readVitest } from './tests/javascript.ts';
import { readJunit } from './tests/junit.ts';
import { readPytest, readUnittest } from './tests/python.ts';
import { readTap } from './tests/tap.ts';

const READERS: FailureReader[] = [readTap, readVitest, readPytest, readUnittest, readGoTest, readCargo, readJest, readMocha, readNodeSpec, readDotnet];

const THROWN = /^(?:Uncaught |panic: )?[\w.:$]{0,80}(?:Error|Exception)\b/;
/** What is thrown by an assertion, or where something that the test needs is not there. */
const NO_CRASH = /^\w{0,20}(?:Assert|Connection|Timeout|Permission|FileNotFound|ModuleNotFound|Import)|\bE(?:CONN|NOENT|ACCES)/i;

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
  // Which of two it is, code can tell: a check that did not hold, or something that was thrown.
  const said = compared.length === 0 && THROWN.test(message) && !NO_CRASH.test(message) ? `threw ${message}` : message;
  return { text: [`test ${name}`, ...(file === undefined ? [] : [`in ${file}`]), said, ...compared].join('\n'), firstLine, lastLine, count: 1, about };
}
