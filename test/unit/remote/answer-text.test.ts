import { describe, expect, it } from 'vitest';
import { AnswerText } from '../../../src/remote/answer-text.ts';

/** What is let out, piece by piece. */
function pieces(answer: string[], prefill = '', stops: string[] = []): string[] {
  const text = new AnswerText(prefill, stops);
  return [...answer.map((piece) => text.push(piece)), text.end()];
}
const whole = (answer: string, prefill = '', stops: string[] = []) => {
  const letters = pieces([...answer], prefill, stops).join('');
  expect(pieces([answer], prefill, stops).join('')).toBe(letters);
  return letters;
};

describe('the prefill', () => {
  it('is taken off where it is repeated, also in pieces', () => {
    expect(pieces(['fi', 'x', ':', ' keep', ' it'], 'fix:')).toEqual(['', '', '', ' keep', ' it', '']);
    expect(whole('\n fix: keep it', 'fix:')).toBe(' keep it');
  });

  it('takes the white space along that it ends with', () => {
    expect(whole('The point is  to save', 'The point is ')).toBe('to save');
  });

  it('is let through where it only began', () => {
    expect(pieces(['fi', 'ne'], 'fix:')).toEqual(['', ' fine', '']);
    expect(pieces(['fi'], 'fix:')).toEqual(['', ' fi']);
  });

  it('is followed by a space where the answer goes on after a word, and by none after a quote', () => {
    expect(whole('keep it', 'fix:')).toBe(' keep it');
    expect(whole('Keep it', 'A title: "')).toBe('Keep it');
  });

  it('is taken off where only its last line is repeated', () => {
    expect(whole('```js\nlet a;', 'Plan: declare it\n```js\n')).toBe('let a;');
    expect(whole('Plan: declare it\n```js\nlet a;', 'Plan: declare it\n```js\n')).toBe('let a;');
  });
});

describe('stop texts', () => {
  it('end the answer and are no part of it', () => {
    const text = new AnswerText('', ['\n\n', 'END']);
    expect([text.push('one\n'), text.push('two\n'), text.push('\nthree'), text.push('four'), text.end()]).toEqual(['one', '\ntwo', '', '', '']);
    expect(text.stopped).toBe(true);
  });

  it('do not end an answer before it began', () => {
    expect(whole('\n\nA line.\nAnother', '', ['\n'])).toBe('A line.');
  });

  it('are let out where they only began', () => {
    expect(whole('the E and EN', '', ['END'])).toBe('the E and EN');
  });
});

it('keeps the indentation of the first line', () => {
  expect(whole('\n\n    return 1;')).toBe('    return 1;');
});
