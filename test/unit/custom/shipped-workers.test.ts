import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadWorkers } from '../../../src/workers/custom/load.ts';

const folder = fileURLToPath(new URL('../../../workers/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.md')).map((name) => ({ path: `${folder}${name}`, origin: 'built-in' as const, text: readFileSync(`${folder}${name}`, 'utf8') }));

it('every shipped worker file can be used as it is', () => {
  const { workers, problems } = loadWorkers(files, { syntax: { errors: async () => undefined } });
  expect(problems).toEqual([]);
  expect(workers.map(({ definition }) => definition.name)).toEqual(expect.arrayContaining(['crm-tags', 'error-cause', 'error-class', 'log-analysis', 'test-failure-triage', 'ticket-routing', 'ticket-tags', 'todo-triage']));
});
