import { describe, expect, it } from 'vitest';
import { workerSchemaText } from '../../../../scripts/worker-schema.ts';
import { type FrontMatterSchema, proposalsAt, settingAt } from '../../../../src/editor/custom/front-matter.ts';
import { KINDS } from '../../../../src/workers/custom/definition.ts';

const schema = JSON.parse(workerSchemaText()) as FrontMatterSchema;
/** What is proposed where the text has a bar. */
const at = (text: string) => {
  const line = text.slice(0, text.indexOf('|')).split('\n').length - 1;
  const lines = text.split('\n');
  const character = lines[line]!.indexOf('|');
  lines[line] = lines[line]!.replace('|', '');
  return proposalsAt(lines, { line, character }, schema);
};
const labels = (text: string) => at(text).map(({ label }) => label);

describe('in the front matter', () => {
  it('the settings that are not there yet are proposed, each with what it does', () => {
    const found = at('---\nkind: classify\n|\n---\nSay it.');
    expect(found.map(({ label }) => label)).toContain('labels');
    expect(found.map(({ label }) => label)).not.toContain('kind');
    expect(found.every(({ documentation }) => documentation.length > 10)).toBe(true);
    expect(found.find(({ label }) => label === 'result')!.insert).toMatch(/^result: \$\{1\|.*clipboard.*\|\}$/);
    expect(labels('---\nki|\n---\n')).toContain('kind');
  });

  it('the values of a setting are proposed, in a list too', () => {
    expect(labels('---\nkind: |\n---\n')).toEqual([...KINDS]);
    expect(labels('---\nkind: cl|\n---\n')).toEqual([...KINDS]);
    expect(labels('---\ninput: [selection, |]\n---\n')).toContain('clipboard');
    expect(labels('---\ninput:\n  - |\n---\n')).toContain('clipboard');
    expect(labels('---\nkeep: [n|]\n---\n')).toContain('numbers');
    expect(labels('---\nmultiple: |\n---\n')).toEqual(['true', 'false']);
  });

  it('nothing is proposed where anything may stand', () => {
    for (const text of ['---\ndescription: Says |\n---\n', '---\nlabels:\n  b|\n---\n', '---\nunheard: |\n---\n', '---\n__proto__: |\n---\n']) expect(labels(text)).toEqual([]);
  });

  it('and nothing outside of it', () => {
    for (const text of ['---\nkind: classify\n---\n|', '|---\nkind: classify\n---\n', 'kind: |\n']) expect(labels(text)).toEqual([]);
  });

  it('a file whose end is not written yet has settings too', () => {
    expect(labels('---\nki|')).toContain('kind');
  });

  it('a setting says what it does', () => {
    const lines = ['---', 'kind: classify', '---', 'kind: in the text'];
    expect(settingAt(lines, { line: 1, character: 2 }, schema)).toMatchObject({ name: 'kind', documentation: expect.stringContaining('`extract`') as string });
    expect(settingAt(lines, { line: 1, character: 9 }, schema)).toBeUndefined();
    expect(settingAt(lines, { line: 3, character: 1 }, schema)).toBeUndefined();
  });
});
