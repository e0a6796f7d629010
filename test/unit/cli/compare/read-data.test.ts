import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readData, spread } from '../../../../src/cli/compare/read-data.ts';
import type { WorkerDefinition } from '../../../../src/workers/custom/definition.ts';

const classify = { kind: 'classify', labels: ['net', 'code'].map((name) => ({ name, description: '' })), multiple: false } as unknown as WorkerDefinition;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journeyman däta '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(name: string, text: string, definition = classify) {
  await writeFile(join(folder, name), text);
  return readData(definition, name, folder, new AbortController().signal);
}

describe('labelled data', () => {
  it('are JSON lines, and what is wrong is told with its line', async () => {
    const { examples, problems } = await read('a.jsonl', '\uFEFF{"input": "refused", "output": "net"}\r\n\nno\n{"text": "x", "label": "code"}\n[1]\n{"input": "y", "output": "disk"}\n');
    expect(examples).toEqual([{ input: 'refused', output: 'net' }, { input: 'x', output: 'code' }]);
    expect(problems.map(({ line }) => line)).toEqual([3, 5, 6]);
    expect(problems[2]!.message).toContain('"disk" is none of the labels');
  });

  it('are CSV with a line of names, also where a text goes over several lines', async () => {
    const { examples, problems } = await read('a.csv', 'id,Label,Text\r\n1,net,"refused,\r\nagain"\r\n\r\n2,disk,full\r\n3,code,"a ""quoted"" one"\r\n');
    expect(examples).toEqual([{ input: 'refused,\r\nagain', output: 'net' }, { input: 'a "quoted" one', output: 'code' }]);
    expect(problems).toEqual([{ line: 5, message: expect.stringContaining('"disk"') }]);
  });

  it('are JSON in the cells of CSV, or several labels, where the worker answers so', async () => {
    const extract = await read('b.csv', 'input,output\nTotal 5,"{""total"": 5}"\nTotal 6,six\n', { kind: 'extract' } as WorkerDefinition);
    expect(extract.examples).toEqual([{ input: 'Total 5', output: { total: 5 } }]);
    expect(extract.problems).toEqual([{ line: 3, message: expect.stringContaining('not JSON') }]);
    const several = await read('c.csv', 'text,labels\nx,net; code\n', { ...classify, multiple: true });
    expect(several.examples).toEqual([{ input: 'x', output: ['net', 'code'] }]);
  });

  it('say why there are none', async () => {
    await expect(read('d.csv', 'a,b\nx,net\n')).resolves.toMatchObject({ problems: [{ line: 1 }] });
    await expect(read('e.jsonl', '{"input": "x"}')).rejects.toThrow('There are no labelled examples in e.jsonl. Line 1: null is none of the labels');
    await expect(read('f.jsonl', '')).rejects.toThrow('It is empty.');
    await expect(readData(classify, 'none.jsonl', folder, new AbortController().signal)).rejects.toThrow('There is no such file.');
  });

  it('are spread evenly where only some are taken', () => {
    expect(spread([1, 2, 3, 4, 5, 6], 3)).toEqual([1, 3, 5]);
    expect(spread([1, 2], 3)).toEqual([1, 2]);
  });
});
