import { describe, expect, it } from 'vitest';
import { isExample } from '../../../../src/sources/git/history.ts';
import { commitParser } from '../../../../src/sources/git/history-log.ts';
import { splitter } from '../../../../src/sources/git/stream.ts';

const id = (digit: string) => digit.repeat(40);

function parse(text: string, size: number) {
  const split = splitter('\0', 4000);
  const parser = commitParser();
  const commits = [];
  for (let at = 0; at < text.length; at += size) commits.push(...parser(split(text.slice(at, at + size))));
  return [...commits, ...parser([...split(undefined), undefined])];
}

describe('a log as it streams in', () => {
  const log = `\u0001${id('a')}\x00100\x00Subject one\x00body\n\u0001${id('f')}\n\x00\x00\nsrc/a b.ts\x00ö.md\x00\u0001${id('b')}\x0090\x00Without files\x00\x00\u0001${id('c')}\x0080\x00\u0001${id('e')}\x00\x00\x00\nc.txt\x00`;

  it.each([1, 7, 41, 10_000])('gives the same commits in pieces of %i characters', (size) => {
    expect(parse(log, size)).toEqual([
      { id: id('a'), time: 100, subject: 'Subject one', body: `body\n\u0001${id('f')}`, files: ['src/a b.ts', 'ö.md'] },
      { id: id('b'), time: 90, subject: 'Without files', body: '', files: [] },
      { id: id('c'), time: 80, subject: `\u0001${id('e')}`, body: '', files: ['c.txt'] },
    ]);
  });

  it('keeps no more of a field than its bound', () => {
    const [commit] = parse(`\u0001${id('a')}\x001\x00s\x00${'x'.repeat(50_000)}\x00\x00\nf\x00`, 1000);
    expect(commit?.body).toHaveLength(4000);
    expect(commit?.files).toEqual(['f']);
  });

  it('survives what is no log', () => {
    expect(parse('garbage\x00more\x00', 3)).toEqual([]);
  });
});

it('takes only descriptions that someone meant to keep for examples', () => {
  for (const subject of ['fix: count from zero', 'Docs', 'v4.17.1', 'Update the wipers', '修复队列', 'Reverting is possible now']) expect([subject, isExample(subject)]).toEqual([subject, true]);
  for (const subject of ['', '.', '…', 'Revert "fix: count"', 'revert: feat', 'fixup! fix: count', 'squash! x', 'amend! x', 'WIP', 'wip: half', '[WIP] half', "Merge branch 'main'", 'Initial commit']) {
    expect([subject, isExample(subject)]).toEqual([subject, false]);
  }
});
