import type { Token } from 'node-llama-cpp';
import { describe, expect, it } from 'vitest';
import { StopTexts } from '../../src/models/process/stop-texts.ts';
import { TokenText } from '../../src/models/process/token-text.ts';

function stream(stops: string[], pieces: string[]) {
  const texts = new StopTexts(stops);
  const shown: string[] = [];
  for (const piece of pieces) {
    const { text, stopped } = texts.push(piece);
    shown.push(text);
    if (stopped) return { shown, stopped };
  }
  shown.push(texts.flush());
  return { shown, stopped: false };
}

describe('StopTexts', () => {
  it.each([
    { name: 'no stop texts', stops: [], pieces: ['a', 'b'], shown: ['a', 'b', ''], stopped: false },
    { name: 'an empty stop text is none', stops: [''], pieces: ['a'], shown: ['a', ''], stopped: false },
    { name: 'a stop text in one piece', stops: ['END'], pieces: ['one END two'], shown: ['one '], stopped: true },
    { name: 'a stop text over three pieces is never shown in part', stops: ['END'], pieces: ['one E', 'N', 'D two'], shown: ['one ', '', ''], stopped: true },
    { name: 'what only looked like a stop text is shown later', stops: ['END'], pieces: ['E', 'N', 'T'], shown: ['', '', 'ENT', ''], stopped: false },
    { name: 'a beginning at the very end is shown at last', stops: ['END'], pieces: ['one EN'], shown: ['one ', 'EN'], stopped: false },
    { name: 'a beginning that starts anew inside a failed one', stops: ['aab'], pieces: ['aa', 'ab', 'x'], shown: ['', 'a'], stopped: true },
    { name: 'the earliest of several wins', stops: ['two', 'one'], pieces: ['x one two'], shown: ['x '], stopped: true },
    { name: 'the longest beginning of several is held', stops: ['\n\n', '\n---'], pieces: ['a\n-', 'b'], shown: ['a', '\n-b', ''], stopped: false },
  ])('$name', ({ stops, pieces, shown, stopped }) => {
    expect(stream(stops, pieces)).toEqual({ shown, stopped });
  });
});

describe('TokenText', () => {
  /** Each token is a byte. */
  const detokenize = (tokens: readonly Token[]) => Buffer.from(tokens as unknown as number[]).toString('utf8');
  const pieces = (bytes: Iterable<number>) => {
    const text = new TokenText(detokenize, []);
    return [...bytes].map((byte) => text.push(byte as Token));
  };

  it('gives characters of several tokens whole', () => {
    expect(pieces(Buffer.from('aé漢😀b'))).toEqual(['a', '', 'é', '', '', '漢', '', '', '', '😀', 'b']);
  });

  it('does not wait for ever for bytes that never become a character', () => {
    expect(pieces([0xf0, 0x41]).join('')).toContain('A');
    expect(pieces([0x80, 0x80, 0x80, 0x80, 0x41]).join('')).toMatch(/\uFFFD+A$/);
  });

  it('hands on what precedes, for tokenizers that mark spaces', () => {
    const seen: number[][] = [];
    const text = new TokenText((tokens, _, before) => (seen.push([...before]), `${tokens.length}`), [1, 2, 3, 4, 5] as Token[]);
    text.push(6 as Token);
    text.push(7 as Token);
    expect(seen).toEqual([[2, 3, 4, 5], [3, 4, 5, 6]]);
  });
});
