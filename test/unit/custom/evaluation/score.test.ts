import { describe, expect, it } from 'vitest';
import { fieldF1 } from '../../../../src/workers/custom/evaluation/field-f1.ts';
import { labelled } from '../../../../src/workers/custom/evaluation/labelled.ts';
import { scoreAnswer } from '../../../../src/workers/custom/evaluation/score.ts';

const labels = [{ name: 'Network', description: '' }, { name: 'code', description: '' }];

describe('a labelled example', () => {
  const classify = { kind: 'classify' as const, labels, none: 'other', multiple: false };
  it.each([
    ['a label in other capitals', 'network', 'Network'],
    ['the label for none', 'other', 'other'],
    ['null for none', null, 'other'],
    ['a list of one', ['code'], 'code'],
  ])('takes %s', (_, given, output) => {
    expect(labelled(classify, 'x', given)).toEqual({ input: 'x', output });
  });

  it.each([
    ['an unknown label', 'x', 'disk', '"disk" is none of the labels: Network, code, other.'],
    ['no label', 'x', undefined, 'null is none of the labels: Network, code, other.'],
    ['several', 'x', ['code', 'other'], 'There are several labels, and the worker gives one.'],
    ['no input', ' ', 'code', 'There is no input: a text is needed.'],
    ['an input that is no text', 7, 'code', 'There is no input: a text is needed.'],
  ])('refuses %s', (_, input, output, problem) => {
    expect(labelled(classify, input, output)).toEqual({ problem });
  });

  it('has what its kind answers', () => {
    expect(labelled({ ...classify, multiple: true }, 'x', ['code', 'network'])).toEqual({ input: 'x', output: ['code', 'Network'] });
    expect(labelled({ ...classify, kind: 'extract' }, 'x', 'text')).toHaveProperty('problem');
    expect(labelled({ ...classify, kind: 'extract' }, 'x', { a: 1 })).toEqual({ input: 'x', output: { a: 1 } });
    expect(labelled({ ...classify, kind: 'transform' }, 'x', '')).toHaveProperty('problem');
  });
});

describe('a score', () => {
  const score = (kind: 'classify' | 'extract' | 'transform' | 'summarize', wanted: unknown, output: unknown, multiple = false) => scoreAnswer({ kind, none: 'other', multiple }, wanted, { output, checks: [] });

  it('is whether the label is right', () => {
    expect(score('classify', 'code', { label: 'code', items: [] })).toEqual({ value: 1, exact: true, checks: 1 });
    expect(score('classify', 'code', { label: 'Network', items: [] }).value).toBe(0);
    expect(score('classify', 'other', { label: null, items: [] }).value).toBe(1);
  });

  it('is how well several labels agree', () => {
    const output = { label: 'code', items: [{ labels: ['code', 'Network'] }] };
    expect(score('classify', ['Network', 'code'], output, true)).toMatchObject({ value: 1, exact: true });
    expect(score('classify', ['code'], output, true).value).toBeCloseTo(2 / 3);
  });

  it('is how many values were found, whatever else the answer says of them', () => {
    expect(score('extract', { total: 12, name: 'Ada' }, { values: { name: 'ada', total: '12' }, places: [] })).toMatchObject({ value: 1, exact: true });
    expect(score('extract', { total: 12, name: 'Ada' }, { values: { name: 'Ada', total: 13 } }).value).toBe(0.5);
    expect(score('extract', [{ a: 1 }, { a: 2 }], { items: [{ values: { a: 1 } }, { values: { a: 2 } }] }).exact).toBe(true);
  });

  it('is how alike the texts are', () => {
    expect(score('transform', '{ "a": 1 }', { text: '{ "a":\n1 }' })).toMatchObject({ value: 1, exact: true });
    expect(score('summarize', 'the cat sat', { summary: 'the cat ran', points: [] }).value).toBeCloseTo(2 / 3);
    expect(score('summarize', 'the cat sat', null).value).toBe(0);
  });

  it('tells how many checks passed', () => {
    const check = (passed: boolean) => ({ name: '', passed, detail: '' });
    expect(scoreAnswer({ kind: 'transform', multiple: false }, 'a', { output: { text: 'a' }, checks: [check(true), check(false)] }).checks).toBe(0.5);
  });
});

describe('the F1 of fields', () => {
  it.each([
    ['nothing and nothing', {}, { a: null, b: '' }, 1],
    ['lists in another order', { tags: ['a', 'b'] }, { tags: ['b', 'a'] }, 1],
    ['a value that is invented', { a: 1 }, { a: 1, b: 2 }, 2 / 3],
    ['a value twice that is wanted once', { a: ['x'] }, { a: ['x', 'x'] }, 2 / 3],
    ['the right value in the wrong place', { a: 'x' }, { b: 'x' }, 0],
    ['objects within objects', { a: { b: [{ c: true }] } }, { a: { b: [{ c: 'True' }] } }, 1],
    ['no object at all', { a: 1 }, undefined, 0],
  ])('of %s', (_, wanted, found, expected) => {
    expect(fieldF1(wanted, found)).toBeCloseTo(expected);
  });
});
