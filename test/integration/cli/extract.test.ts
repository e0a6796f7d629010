import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandLine } from '../../support/command-line.ts';
import { ensureModel } from '../../support/editor/models.ts';

let folder = '';
beforeAll(async () => {
  await ensureModel('smollm2-135m');
  folder = await mkdtemp(join(tmpdir(), 'journeyman Belege é '));
  for (const name of ['invoice.pdf', 'picture-only.pdf']) await cp(fileURLToPath(new URL(`../../fixtures/documents/${name}`, import.meta.url)), join(folder, name));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

it('reads an invoice out of a PDF: the schema holds and nothing is invented, even with the smallest model', async () => {
  const { code, stdout, stderr } = await commandLine(['run', 'invoice', 'invoice.pdf', '--json'], { cwd: folder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { output, checks } = JSON.parse(stdout) as { output: { values: Record<string, unknown>; places: { path: string; line: number }[] }; checks: { name: string; passed: boolean }[] };
  expect(checks.filter(({ name }) => name !== 'found').every(({ passed }) => passed)).toBe(true);
  const nullable = (type: string) => ({ type: [type, 'null'] });
  const schema = { type: 'object', properties: { invoice_number: nullable('string'), issue_date: nullable('string'), total: nullable('number'), currency: { const: 'EUR' }, items: { type: 'array' } }, required: ['invoice_number', 'issue_date', 'total', 'currency', 'items'] };
  expect(new Ajv({ strict: false }).validate(schema, output.values)).toBe(true);
  for (const path of output.places) expect(path.line).toBeLessThanOrEqual(12);
  if (output.values['issue_date'] !== null) expect(output.values['issue_date']).toBe('2024-03-12');
});

it('says of a scanned PDF that it holds no text', async () => {
  const { code, stderr } = await commandLine(['run', 'invoice', 'picture-only.pdf'], { cwd: folder });
  expect(code).toBe(1);
  expect(stderr).toContain('picture-only.pdf holds no text.');
});
