import { describe, expect, it } from 'vitest';
import type { Complaint } from '../../../../src/workers/explain/fix/judge.ts';
import { settle } from '../../../../src/workers/explain/fix/settle.ts';

const signal = new AbortController().signal;
const settled = (text: string, complaint: (text: string) => Complaint | undefined) => settle(text, 'python', async (changed) => complaint(changed), signal);
const found = (edits: { startLine: number; endLine: number; newText: string }[]) => ({ diagnostic: { tool: 'ruff', rule: 'F401', message: 'unused', line: 1, column: 1, endLine: 1, endColumn: 2 }, fixes: [{ title: '', edits }] });

describe('settle', () => {
  it('leaves alone what nothing speaks against', async () => {
    expect(await settled('x\n', () => undefined)).toEqual({ text: 'x\n', complaint: undefined });
  });

  it('adds an import that is missing', async () => {
    expect(await settled('x = Path()\n', (text) => (text.includes('import') ? undefined : { text: 'undefined', missing: 'Path' }))).toEqual({ text: 'from pathlib import Path\nx = Path()\n', complaint: undefined });
  });

  it('carries out the tool\'s own fix for what the change left behind', async () => {
    const unused = { text: 'new', added: found([{ startLine: 1, endLine: 1, newText: '' }]) };
    expect(await settled('import os\nx = 1\n', (text) => (text.includes('os') ? unused : undefined))).toEqual({ text: 'x = 1\n', complaint: undefined });
  });

  it('keeps the change as it was where that does not help, and comes to an end', async () => {
    let asked = 0;
    const stubborn = { text: 'new', added: found([{ startLine: 1, endLine: 0, newText: '#\n' }]) };
    expect(await settled('x\n', () => { asked++; return stubborn; })).toEqual({ text: 'x\n', complaint: stubborn });
    expect(asked).toBeLessThan(6);
    expect(await settled('x = helper()\n', () => ({ text: 'undefined', missing: 'helper' }))).toMatchObject({ text: 'x = helper()\n', complaint: { missing: 'helper' } });
  });
});
