import { describe, expect, it } from 'vitest';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { inSentenceCase } from '../../../src/workers/pull-request/sentence-case.ts';
import { changed } from './changed.ts';

const FILES = parseDiff(changed('lib/rules.js', '', '+// the rule fixer is a class instead of a constructor, to be used with all rules of Windows'));

describe('a headline', () => {
  it.each([
    ['Refactor Rule Fixer to Class Instead of Constructor', 'Refactor rule fixer to class instead of constructor'],
    ['refactor Rule Fixer for Windows Rules', 'refactor rule fixer for Windows rules'],
  ])('becomes a sentence: %s', (title, sentence) => {
    expect(inSentenceCase(title, FILES)).toBe(sentence);
  });

  it.each(['Add Windows and Class to the rule fixer', 'Use Class', 'Add RuleFixer, HTTPServer and JSONParser', 'use the class', ''])('is not %j', (title) => {
    expect(inSentenceCase(title, FILES)).toBe(title);
  });

  it('is seen in a diff of any size', () => {
    const large = parseDiff(changed('a.js', '', ...Array.from({ length: 20_000 }, (_, index) => `+rule${index}`)));
    expect(inSentenceCase('Add Rule Fixer Class', [...large, ...FILES])).toBe('Add Rule Fixer Class');
  });
});
