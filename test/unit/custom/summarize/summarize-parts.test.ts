import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../../../src/workers/custom/kinds/sentences.ts';
import { findLines } from '../../../../src/workers/custom/kinds/summarize/find-lines.ts';
import { readPoint } from '../../../../src/workers/custom/kinds/summarize/points.ts';
import { atMost } from '../../../../src/workers/custom/kinds/summarize/reduce.ts';
import { mainSentence, stands, tidy } from '../../../../src/workers/custom/kinds/summarize/standing.ts';
import { unwrapped, windowsOf } from '../../../../src/workers/custom/kinds/summarize/windows.ts';

const LINES = ['# Cache', '', 'The store keeps answers for 30 days.', 'It removes the oldest ones first.', '', '# Server', '', 'Requests need a token.', 'The token stands in a file that only the owner can read.'];
const source = (lines: string[], first = 1) => lines.map((text, index) => ({ text, firstLine: first + index, lastLine: first + index }));

describe('windows of lines', () => {
  it('end at headings and blank lines, and hold every line with words', () => {
    const { windows, seen } = windowsOf(source(LINES, 11), 100, 10);
    expect(windows.map(({ firstLine, lastLine }) => [firstLine, lastLine])).toEqual([[11, 14], [16, 19]]);
    expect(seen).toBe(1);
  });

  it('are spread evenly over a text that is too long, which is said', () => {
    const { windows, seen } = windowsOf(source(Array.from({ length: 10_000 }, (_, index) => `line ${index}`)), 500, 5);
    expect(windows).toHaveLength(5);
    expect(windows[0]!.firstLine).toBe(1);
    expect(windows.at(-1)!.lastLine).toBe(10_000);
    expect(seen).toBeLessThan(0.05);
  });

  it('hold of a line without end only its beginning', () => {
    const { windows, seen } = windowsOf(source(['x'.repeat(1_000_000)]), 500, 5);
    expect(windows[0]!.lines[0]).toHaveLength(600);
    expect(seen).toBeLessThan(0.01);
  });
});

describe('a line that is too long to be shown', () => {
  const line = (text: string) => ({ text, firstLine: 7, lastLine: 7 });

  it('is taken apart at sentences where it is prose, and keeps its place', () => {
    const sentences = Array.from({ length: 40 }, (_, index) => `Paragraph ${index} says that the store keeps its answers for ${index} days.`);
    const pieces = unwrapped(line(sentences.join(' ')));
    expect(pieces.map(({ text }) => text).join(' ')).toBe(sentences.join(' '));
    expect(pieces.length).toBeGreaterThan(3);
    for (const { text, firstLine, lastLine } of pieces) expect([text.length <= 600, text.endsWith('.'), firstLine, lastLine]).toEqual([true, true, 7, 7]);
    const { windows, seen } = windowsOf([...source(['# Title', '']), ...pieces], 1500, 40);
    expect([windows.length > 1, seen, windows.at(-1)!.lastLine]).toEqual([true, 1, 7]);
    expect(readPoint('Answers stay 39 days.', 1, windows.at(-1)!)).toMatchObject({ firstLine: 7, lastLine: 7 });
  });

  it('is taken apart in scripts without spaces too', () => {
    expect(unwrapped(line('这个程序把答案保存三十天。'.repeat(100))).every(({ text }) => text.length <= 600 && text.endsWith('。'))).toBe(true);
  });

  it.each(['x'.repeat(2000), `{"a":${'1,'.repeat(1000)}}`, 'const a = b.c(d); '.repeat(100).replaceAll('. ', '.')])('stays as it is where it is none', (text) => {
    expect(unwrapped(line(text))).toEqual([line(text)]);
  });
});

describe('the lines that a sentence rests on', () => {
  it('are those that have its rare words', () => {
    expect(findLines('Answers are kept for 30 days and the oldest removed first.', LINES)).toMatchObject({ first: 2, last: 3 });
    expect(findLines('A token is needed for requests.', LINES)).toMatchObject({ first: 7, last: 7 });
    expect(findLines('Bananas grow fast.', LINES)).toBeUndefined();
  });
});

describe('a point of a window', () => {
  const window = { lines: LINES, places: source(LINES, 11) };

  it('is the model\'s sentence with its lines in the input', () => {
    expect(readPoint('This text says that the token is in a file that only the owner can read.', 0.9, window)).toMatchObject({ text: 'The token is in a file that only the owner can read.', firstLine: 19, lastLine: 19, by: 'model' });
  });

  it('is a sentence of the text where the model\'s invents or says nothing of it', () => {
    expect(readPoint('Answers are kept for 90 days.', 0.9, window)).toMatchObject({ by: 'code' });
    expect(readPoint('Bananas are yellow and sweet.', 0.9, window)).toMatchObject({ by: 'code', text: mainSentence(LINES)!.text });
  });

  it('is nothing where there are no words', () => {
    expect(readPoint('', 1, { lines: ['---'], places: source(['---']) })).toBeUndefined();
  });
});

describe('sentences', () => {
  it('end at full stops, not at those of abbreviations and versions', () => {
    expect(sentencesOf('Use v1.2 e.g. Node 22. It works! `x` is set. "So" it is.')).toEqual(['Use v1.2 e.g. Node 22.', 'It works!', '`x` is set.', '"So" it is.']);
  });

  it('stand where they name and count nothing new', () => {
    const known = LINES.join('\n');
    expect([stands('The store keeps answers for 30 days.', known), stands('The store keeps answers for 31 days.', known), stands('The store calls removeOldest first.', known), stands('Sure, here it is.', known)]).toEqual([true, false, false, false]);
    expect(tidy('- **This text** explains that x is y')).toBe('X is y');
    // Without its verb it would be no sentence.
    expect(tidy('The text discusses how x is y.')).toBe('The text discusses how x is y.');
  });

  it('fit into a number of words, the first ones before others', () => {
    expect(atMost(['One two three.', 'Four five.', 'Six.'], 5)).toBe('One two three. Four five.');
    expect(atMost(['One two three.'], 2)).toBe('One two …');
  });
});
