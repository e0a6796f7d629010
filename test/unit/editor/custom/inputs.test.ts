import { describe, expect, it } from 'vitest';
import { firstInput, type TakenInput, wantedInputs } from '../../../../src/editor/custom/choose-input.ts';
import { diagnosticsText } from '../../../../src/editor/custom/diagnostics-text.ts';
import { plainLabel } from '../../../../src/editor/custom/plain-label.ts';
import { terminalSelection } from '../../../../src/editor/custom/terminal-selection.ts';

const taken = (from: TakenInput['from'], text: string): TakenInput => ({ input: { text }, from, what: from });

describe('firstInput', () => {
  it('takes the first that there is, in the order that is asked for', async () => {
    const sources = { selection: () => undefined, file: () => taken('file', 'a'), clipboard: async () => taken('clipboard', 'b') };
    expect((await firstInput(['selection', 'clipboard', 'file'], sources))?.from).toBe('clipboard');
    expect((await firstInput(['terminal', 'stdin', 'file'], sources))?.from).toBe('file');
    expect(await firstInput(['selection', 'terminal'], sources)).toBeUndefined();
  });

  it('passes what is blank', async () => {
    expect((await firstInput(['selection', 'file'], { selection: () => taken('selection', ' \n'), file: () => taken('file', 'a') }))?.from).toBe('file');
  });

  it('does not look at the clipboard where something comes before it', async () => {
    let looked = 0;
    await firstInput(['file', 'clipboard'], { file: () => taken('file', 'a'), clipboard: () => void looked++ as undefined });
    expect(looked).toBe(0);
  });
});

it('says what is wanted', () => {
  expect(wantedInputs(['selection', 'file'])).toBe('a selection or an open file');
  expect(wantedInputs(['stdin', 'clipboard'])).toBe('text in the clipboard');
  expect(wantedInputs(['selection', 'clipboard', 'terminal'])).toBe('a selection, text in the clipboard or a selection in a terminal');
});

it('writes diagnostics in the order of their places, each on a line', () => {
  const range = (line: number, character: number) => ({ start: { line, character }, end: { line, character: character + 1 } });
  const text = diagnosticsText([
    { message: 'Unexpected\nvar.', source: 'eslint', code: 'no-var', range: range(11, 4), severity: 0 },
    { message: 'Unused.', source: undefined, code: undefined, range: range(2, 0), severity: 3 },
  ]);
  expect(text).toBe('3:1 hint: Unused.\n12:5 error eslint no-var: Unexpected var.');
});

describe('terminalSelection', () => {
  const clipboard = (text: string) => ({ text, readText: async function () { return this.text; }, writeText: async function (value: string) { this.text = value; } });

  it('gives what is copied, and the clipboard its old text back', async () => {
    const held = clipboard('mine');
    expect(await terminalSelection(held, async () => void (held.text = 'npm ERR!'))).toBe('npm ERR!');
    expect(held.text).toBe('mine');
  });

  it('tells no selection from one that says what was in the clipboard already', async () => {
    const held = clipboard('same');
    expect(await terminalSelection(held, async () => undefined)).toBeUndefined();
    expect(await terminalSelection(held, async () => void (held.text = 'same'))).toBe('same');
    expect(held.text).toBe('same');
  });

  it('gives the old text back when copying fails', async () => {
    const held = clipboard('mine');
    await expect(terminalSelection(held, () => Promise.reject(new Error('no terminal')))).rejects.toThrow('no terminal');
    expect(held.text).toBe('mine');
  });
});

it('puts a stranger\'s text on one line, without icons or marks that turn it round', () => {
  expect(plainLabel('Tickets\n$(trash) now\u202Egpj.exe\u0007')).toBe('Tickets $ (trash) now gpj.exe');
  expect(plainLabel('x'.repeat(200), 10)).toBe('xxxxxxxxx…');
});
