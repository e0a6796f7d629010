import { describe, expect, it } from 'vitest';
import { joined, piecesAt, type Range } from '../../../../src/workers/custom/kinds/transform/pieces.ts';
import { splitJson, splitTop } from '../../../../src/workers/custom/kinds/transform/split-json.ts';
import { splitCode, splitRows } from '../../../../src/workers/custom/kinds/transform/split-lines.ts';
import { splitProse } from '../../../../src/workers/custom/kinds/transform/split-prose.ts';

const texts = (text: string, ranges: Range[]) => ranges.map(({ start, end }) => text.slice(start, end));
const README = '---\ntitle: x\n---\n# Tool\n\n[![build](https://a.example/b.svg)](https://a.example)\n\nIt is a tool.\r\n\r\nIt has parts.\n\n```sh\nnpm i\n\nls\n```\n\n- one\n- two\n\n<p>\n\n[a]: https://a.example\n';

describe('pieces of a document', () => {
  it('are paragraphs of prose: no code, badges, rules and references', () => {
    expect(texts(README, splitProse(README, 20, true))).toEqual(['# Tool', 'It is a tool.', 'It has parts.', '- one\n- two']);
    expect(texts(README, splitProse(README, 60, true))).toEqual(['# Tool', 'It is a tool.\r\n\r\nIt has parts.', '- one\n- two']);
    expect(texts(README, splitProse(README, 60, false)).some((piece) => piece.includes('npm i'))).toBe(true);
  });

  it('a heading goes with what it is above', () => {
    const text = 'Before.\n\n## A\n\nText of A.\n\n## B\n\nText of B.\n';
    expect(texts(text, splitProse(text, 40, true))).toEqual(['Before.', '## A\n\nText of A.', '## B\n\nText of B.']);
  });

  it('long ones are cut at items, sentences, words, and never within a letter', () => {
    const long = 'First sentence here. Second sentence here. Third one.';
    expect(texts(long, splitProse(long, 25, true))).toEqual(['First sentence here.', 'Second sentence here.', 'Third one.']);
    const faces = '😀'.repeat(30);
    expect(texts(faces, splitProse(faces, 7, true)).join('')).toBe(faces);
    expect(texts(faces, splitProse(faces, 7, true)).every((piece) => !/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/.test(piece))).toBe(true);
  });

  it('of code begin at the margin behind blank lines', () => {
    const code = 'import a\n\ndef f():\n    x = 1\n\n    return x\n\ndef g():\n    pass\n';
    expect(texts(code, splitCode(code, 40))).toEqual(['import a', 'def f():\n    x = 1\n\n    return x', 'def g():\n    pass']);
  });

  it('of CSV are rows below their header, fields with line feeds whole', () => {
    const csv = 'id,text\n1,"a\nb"\n2,c\n3,d\n';
    const ranges = splitRows(csv, 10);
    expect(texts(csv, ranges)).toEqual(['1,"a\nb"', '2,c\n3,d']);
    expect(ranges[0]!.frame).toEqual({ kind: 'header', line: 'id,text' });
  });

  it('of JSON are elements and texts, with the key of a member', () => {
    const json = '[{"a": "x]"}, 2, "y\\"", {"list": ["long text", {"b": 1, "c": "t"}], "n": 1}]';
    const ranges = splitJson(json, 22);
    expect(texts(json, ranges)).toEqual(['{"a": "x]"}', '"y\\""', '"long text"', '{"b": 1, "c": "t"}']);
    expect(splitJson('{"title": "a long text that does not fit", "n": 3}', 20)).toEqual([{ start: 10, end: 41, frame: { kind: 'member', key: 'title' } }]);
  });

  it('put together unchanged are the document, byte by byte', () => {
    for (const most of [5, 30, 400]) {
      for (const [text, split] of [[README, (of: string) => splitProse(of, most, true)], [README, (of: string) => splitCode(of, most)], ['a,b\n1,2\n3,4', (of: string) => splitRows(of, most)], ['  [1, {"a": "b"} ]\n', (of: string) => splitJson(of, most)]] as const) {
        const ranges = split(text);
        expect(ranges.every(({ start, end }, index) => start < end && start >= (ranges[index - 1]?.end ?? 0))).toBe(true);
        expect(joined(piecesAt(text, ranges), [])).toBe(text);
      }
    }
  });

  it('of large and hostile documents are found in linear time', () => {
    const large = 'One line of text.\n\n'.repeat(100_000);
    expect(splitProse(large, 700, true).length).toBeGreaterThan(1000);
    for (const hostile of ['![a](b) '.repeat(20_000) + 'x', '[a]: '.repeat(20_000), '```\n'.repeat(50_001), '\n'.repeat(200_000), 'x'.repeat(500_000)]) expect(joined(piecesAt(hostile, splitProse(hostile, 700, true)), [])).toBe(hostile);
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    expect(splitJson(deep, 10)).toHaveLength(1);
  });

  it('leaves nothing of a JSON document out where it becomes another format', () => {
    const json = '{"name": "x", "version": 3, "private": true, "nothing": null, "scripts": {"a": "b", "n": 1}, "list": [1, 2, "three"]}';
    const ranges = splitTop(json, 40);
    expect(ranges.length).toBeGreaterThan(2);
    expect(ranges.map(({ start, end }) => json.slice(start, end)).join(', ')).toBe(json.slice(1, -1));
    const array = '[1, 2, {"a": 1}, {"b": null}, "x"]';
    expect(splitTop(array, 40).map(({ start, end }) => array.slice(start, end))).toEqual(['1, 2', '{"a": 1}', '{"b": null}', '"x"']);
    expect(splitTop(' "text" ', 40)).toEqual([{ start: 1, end: 7 }]);
    expect(splitTop('{}', 40)).toEqual([]);
  });
});
