import { describe, expect, it } from 'vitest';
import { breakingChanges, saidMigration, saidReasons, saidTested, withoutSaid } from '../../../src/workers/pull-request/commit-sections.ts';

const commit = (body: string, subject = 'Sort well') => [{ subject, body }];

describe('breakingChanges', () => {
  it('takes the authors’ words: footers, else subjects with a mark', () => {
    expect(breakingChanges(commit('Text.\n\nBREAKING CHANGE: `sort` takes\na list now\n\nMore'))).toEqual(['`sort` takes a list now']);
    expect(breakingChanges(commit('BREAKING-CHANGE: gone\nReviewed-by: A <a@b.c>'))).toEqual(['gone']);
    expect(breakingChanges(commit('', 'feat(api)!: remove the old sort'))).toEqual(['remove the old sort']);
    expect(breakingChanges([...commit('BREAKING CHANGE: gone', 'feat!: x'), ...commit('BREAKING CHANGE: gone', 'fix!: y')])).toEqual(['gone']);
  });

  it('guesses nothing, and makes what is hostile harmless', () => {
    expect(breakingChanges(commit('This breaks the breaking change: maybe', 'Stop breaking! now: x'))).toEqual([]);
    expect(breakingChanges(commit('BREAKING CHANGE: <script> @all `x'))).toEqual(['\\<script\\> `@all` x']);
    expect(breakingChanges(commit('BREAKING CHANGE:'))).toEqual([]);
    expect(breakingChanges(commit('BREAKING CHANGE:\n\nSigned-off-by: A <a@b.c>'))).toEqual([]);
  });
});

describe('the form of what breaks', () => {
  it.each<[what: string, body: string, text: string]>([
    ['a list', 'BREAKING CHANGE: these are gone:\n- `a`, as nobody\n  used it\n- `b`\n\nFixes #1', 'these are gone:\n- `a`, as nobody used it\n- `b`'],
    ['an empty first line', 'BREAKING CHANGE:\n\nThe option x\nis gone.\n\nMore', 'The option x is gone.'],
    ['a list behind an empty line', 'BREAKING CHANGE: gone are\n\n* a\n* b', 'gone are\n\n* a\n* b'],
    ['what was before and is after', "BREAKING CHANGE: `x` is gone.\n\nBefore:\n```ts\nx();\n\nFoo: bar\n```\nAfter:\n```ts\ny();\n```\n\nCloses #3", '`x` is gone.\n\nBefore:\n```ts\nx();\n\nFoo: bar\n```\nAfter:\n```ts\ny();\n```'],
    ['code by its indentation', 'BREAKING CHANGE: `x` is gone.\n\nTo migrate, write\n\n    y({\n      z,\n    });', '`x` is gone.\n\nTo migrate, write\n\n    y({\n      z,\n    });'],
    ['its end at another footer', 'BREAKING CHANGE: gone\nReviewed-by: A\n- x', 'gone'],
  ])('has %s', (_, body, text) => {
    expect(breakingChanges(commit(body))).toEqual([text]);
    expect(withoutSaid(`Text.\n\n${body}`, { tests: true, closes: true })).not.toContain(text.split('\n').at(-1));
  });

  it('is cut after a word', () => {
    expect(breakingChanges(commit(`BREAKING CHANGE: ${'word '.repeat(1000)}`))[0]).toMatch(/ word …$/);
    expect(breakingChanges(commit(`BREAKING CHANGE: ${'x'.repeat(5000)}`))[0]).toHaveLength(2002);
    for (const part of ['\n', '- a\n', ' ', '```\n', '\n\n- a']) breakingChanges(commit(`BREAKING CHANGE: x${part.repeat(50_000)}`));
  });
});

describe('saidTested', () => {
  it('takes what stands under a heading for it, up to the next one or a trailer', () => {
    expect(saidTested(commit('Why.\n\nTest plan:\n- ran it\n- looked\n\nChangelog: fixed\nMore'))).toEqual(['- ran it\n- looked']);
    expect(saidTested(commit('## How was this tested\n\nBy hand\n\n## Notes\n\nNone'))).toEqual(['By hand']);
    expect(saidTested(commit('**Testing:** `npm test`'))).toEqual(['`npm test`']);
    expect(saidTested(commit('Tested: on Linux\n\nTested-by: Ann B <a@b.c>\nTested-by: Ann B <x@y.z>'))).toEqual(['on Linux', 'Tested by Ann B.']);
  });

  it('says nothing where nobody did', () => {
    expect(saidTested(commit('Tested the waters with this.\n\nTesting is hard.\n\n```\nTest plan: x\n```'))).toEqual([]);
  });

  it('keeps hostile text from doing harm', () => {
    expect(saidTested(commit('Test plan:\n<img src=x> @team ]]>\n```sh\nrun <x>'))).toEqual(['\\<img src=x\\> `@team` ]]\\>\n```sh\nrun <x>\n```']);
    expect(saidTested(commit(`Test plan:\n${'line\n'.repeat(100)}`))[0]!.split('\n')).toHaveLength(13);
    expect(saidTested(commit('Tested-by: <b>'))).toEqual([]);
    expect(saidTested(commit('Test plan:\n/close\n  /label ~x\na /b'))).toEqual(['\\/close\n  \\/label ~x\na /b']);
  });
});

describe('saidMigration', () => {
  it('takes what stands under its heading, and no sentence that only begins so', () => {
    expect(saidMigration(commit('Migration:\nrun it\n'))).toEqual(['run it']);
    expect(saidMigration(commit('Upgrade notes: set the variable'))).toEqual(['set the variable']);
    expect(saidMigration(commit('## Migration guide\n\nrun it\n\n## Other\n\nx'))).toEqual(['run it']);
    expect(saidMigration(commit('Migrating the tests\nMigration of x'))).toEqual([]);
  });
});

describe('saidReasons', () => {
  it('takes paragraphs that give a reason', () => {
    expect(saidReasons(commit('Uses a list.\n\nEqual items were shuffled, because\nthe sort is not stable.\n\nFixes #1'))).toEqual(['Equal items were shuffled, because the sort is not stable.']);
    expect(saidReasons(commit('Adds a flag.\n\nBREAKING CHANGE: gone, because'))).toEqual([]);
  });
});

describe('withoutSaid', () => {
  it('drops what has another place, and keeps a text that has nothing of it as it is', () => {
    const body = 'Text.\n\nBREAKING CHANGE: a\nb\n\nTest plan:\nran\n\nFixes #1, closes #2.\n\nSee #3';
    expect(withoutSaid(body, { tests: false, closes: true })).toBe('Text.\n\nTest plan:\nran\n\nSee #3');
    expect(withoutSaid('a\n\n\n\nb ', { tests: true, closes: true })).toBe('a\n\n\n\nb ');
    expect(withoutSaid('We say it fixes #1 here', { tests: true, closes: true })).toBe('We say it fixes #1 here');
  });
});
