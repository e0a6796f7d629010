import { describe, expect, it } from 'vitest';
import { contentOf } from '../../../../src/editor/custom/worker-content.ts';

describe('contentOf', () => {
  it('makes a row of each piece, with its lines, its label and how sure that is', () => {
    const output = {
      label: 'bug',
      items: [
        { firstLine: 3, lastLine: 3, count: 1, about: {}, text: 'It crashes.', label: 'bug', labels: ['bug'], probability: 0.934 },
        { firstLine: 4, lastLine: 6, count: 12, about: { component: 'export' }, text: 'Add a theme', label: 'wish', labels: ['wish', 'design'], probability: 0.5 },
        { firstLine: 7, lastLine: 7, count: 1, about: {}, text: 'Hm.', label: null, labels: [], probability: 0.2 },
      ],
    };
    const { rows, text, more } = contentOf(output, 'rendered');
    expect(rows).toEqual([
      { firstLine: 3, lastLine: 3, name: '', answer: 'bug', none: false, sure: 93, note: 'It crashes.' },
      { firstLine: 4, lastLine: 6, name: '', answer: 'wish, design', none: false, sure: 50, note: '12 times · component: export\nAdd a theme' },
      { firstLine: 7, lastLine: 7, name: '', answer: 'none', none: true, sure: 20, note: 'Hm.' },
    ]);
    expect([text, more]).toEqual(['', 0]);
  });

  it('makes a row of each value, also of those inside others, and leads to where it stands', () => {
    const output = {
      values: { number: 'R-7', total: 12.5, due: null, lines: [{ name: 'Nail', price: 3 }], tags: [] },
      places: [{ path: 'number', line: 2, column: 5 }, { path: ['lines', 0, 'price'], line: 9, column: 1 }],
      rejected: [{ path: 'iban', value: 'DE00' }, 'something else'],
    };
    const { rows, rejected } = contentOf(output, '{}');
    expect(rows.map(({ name, answer, firstLine, none }) => [name, answer, firstLine, none])).toEqual([
      ['number', 'R-7', 2, false],
      ['total', '12.5', null, false],
      ['due', 'not found', null, true],
      ['lines.0.name', 'Nail', null, false],
      ['lines.0.price', '3', 9, false],
      ['tags', '[]', null, false],
    ]);
    expect(rejected).toEqual(['iban: DE00', 'something else']);
  });

  it('shows a summary above its points', () => {
    const { text, rows, fixed } = contentOf({ summary: 'All is well.', points: [{ text: 'It works.', firstLine: 1, lastLine: 40 }] }, 'x');
    expect([text, fixed, rows[0]?.answer, rows[0]?.lastLine]).toEqual(['All is well.', false, 'It works.', 40]);
  });

  it('keeps the letters of a transformed text', () => {
    expect(contentOf({ text: '  a\n  b', lost: [], added: [] }, '  a\n  b')).toMatchObject({ text: '  a\n  b', fixed: true, rows: [] });
  });

  it.each([['a text', 'words'], ['nothing', null], ['entries of another form', { items: [1, { firstLine: -3 }, null], values: 7, points: 'x' }], ['a list', [1, 2]]])('shows %s as it is written', (_what, output) => {
    expect(contentOf(output, 'rendered')).toEqual({ text: 'rendered', fixed: false, rows: [], more: 0, rejected: [] });
  });

  it('shows the first five hundred of many', () => {
    const { rows, more } = contentOf({ items: Array.from({ length: 1200 }, (_, index) => ({ firstLine: index + 1, label: 'a', text: 'x' })) }, '');
    expect([rows.length, more]).toEqual([500, 700]);
  });

  it('gives all of them to the problems list', () => {
    const output = { items: Array.from({ length: 1200 }, (_, index) => ({ firstLine: index + 1, label: index === 1100 ? 'bug' : null, text: 'x' })) };
    const { rows, more } = contentOf(output, '', Infinity);
    expect(rows.filter(({ none }) => !none).map(({ firstLine }) => firstLine)).toEqual([1101]);
    expect(more).toBe(0);
  });
});
