import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runTool } from '../../../src/sources/linters/run-tool.ts';
import { PYLINT } from '../../../src/workers/explain/reasons/pylint.ts';
import { PYLINT_MORE } from '../../../src/workers/explain/reasons/pylint-more.ts';
import { usePythonTools } from '../../support/python-tools.ts';

it('the reasons for Pylint\'s messages are for messages that Pylint has, and for nearly all of them', async () => {
  const program = join(await usePythonTools(), 'pylint');
  const { stdout } = await runTool('pylint', program, ['--list-msgs'], { cwd: tmpdir(), signal: new AbortController().signal });
  const messages = new Map(Array.from(stdout.matchAll(/^:([\w-]+) \(([A-Z])\d+\)/gm), ([, name, category]) => [name!, category!]));
  const reasons = { ...PYLINT, ...PYLINT_MORE };
  expect(Object.keys(reasons).filter((name) => !messages.has(name))).toEqual([]);
  // Fatal and informational ones are about the check itself; a newer Pylint may have a few more.
  const about = [...messages].filter(([, category]) => 'CEWR'.includes(category)).map(([name]) => name);
  expect(about.length).toBeGreaterThan(300);
  expect(about.filter((name) => name in reasons).length / about.length).toBeGreaterThan(0.95);
});
