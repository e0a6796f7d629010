import { describe, expect, it } from 'vitest';
import { windowsOf } from '../../../src/workers/custom/kinds/extract/windows.ts';

const words = async (texts: string[]) => texts.map((text) => text.split(/\s+/).filter(Boolean).length);

describe('windows', () => {
  it('leave a short text whole', async () => {
    expect(await windowsOf('a b\nc', { tokens: 10, overlap: 2 }, words)).toEqual([{ text: 'a b\nc', line: 1, column: 1 }]);
  });

  it('overlap, end at lines, and hold every line', async () => {
    const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`);
    const windows = await windowsOf(lines.join('\n'), { tokens: 30, overlap: 7 }, words);
    expect(windows.length).toBeGreaterThan(4);
    for (const { text, line } of windows) expect(lines.slice(line - 1, line - 1 + text.split('\n').length).join('\n')).toBe(text);
    expect(windows.slice(1).every(({ line }, index) => line < windows[index]!.line + windows[index]!.text.split('\n').length)).toBe(true);
    expect(windows.at(-1)!.text.endsWith('line 49')).toBe(true);
  });

  it('cut a line that is longer than a window, and know the column', async () => {
    const windows = await windowsOf(`x\n${'word '.repeat(2_000)}`, { tokens: 500, overlap: 0 }, words);
    expect(windows.length).toBeGreaterThan(3);
    expect(windows.slice(1).every(({ line, column }) => line === 2 && column > 1)).toBe(true);
    expect(windows.map(({ text }) => text).join('').replace('\n', '').length).toBe(10_001);
  });

  it('come to an end where a single line is too large', async () => {
    expect(await windowsOf('a\nb\nc', { tokens: 1, overlap: 5 }, words)).toHaveLength(3);
  });
});
