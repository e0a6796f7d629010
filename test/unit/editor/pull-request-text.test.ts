import { describe, expect, it } from 'vitest';
import { PullRequestChoices } from '../../../src/editor/pull-request-choices.ts';
import { PullRequestTexts } from '../../../src/editor/pull-request-text.ts';
import { Remembered } from '../../../src/editor/remembered.ts';
import { hasText } from '../../../src/editor/pull-request-view.ts';

const text = (title: string, description = 'What it does.') => ({ title, description });

describe('the texts of a preview', () => {
  it('show what is written, and then what the user makes of it', () => {
    const texts = new PullRequestTexts();
    texts.write(text('Add'));
    texts.write(text('Add a cart'));
    expect([texts.shown, texts.edited, texts.own]).toEqual([text('Add a cart'), false, []]);
    texts.edit(text('Add a basket'));
    texts.edit(text('Add a basket!'));
    expect([texts.shown, texts.edited, texts.own, texts.others]).toEqual([text('Add a basket!'), true, [text('Add a basket!')], []]);
  });

  it('are nobody\'s own where nothing is changed in the end', () => {
    const texts = new PullRequestTexts();
    texts.write(text('Add a cart'));
    texts.edit(text('Add a cart'));
    texts.edit(text('Add a cart!'));
    texts.edit(text('Add a cart'));
    expect([texts.edited, texts.own]).toEqual([false, []]);
  });

  it('give back what the user wrote, whatever was written after it', () => {
    const texts = new PullRequestTexts();
    texts.write(text('Add a cart'));
    texts.edit(text('My first'));
    texts.write(text(''));
    texts.write(text('Add a cart and a till'));
    expect([texts.shown, texts.edited, texts.others]).toEqual([text('Add a cart and a till'), false, [text('My first')]]);
    texts.edit(text('My second'));
    expect(texts.others).toEqual([text('My first')]);
    texts.restore(texts.others[0]!);
    expect([texts.shown, texts.edited, texts.others]).toEqual([text('My first'), true, [text('My second')]]);
    texts.edit(text('My first, changed'));
    expect(texts.own).toEqual([text('My second'), text('My first, changed')]);
  });

  it('restore nothing that is not the user\'s', () => {
    const texts = new PullRequestTexts();
    texts.write(text('Add a cart'));
    texts.restore(text('Whatever'));
    expect(texts.shown).toEqual(text('Add a cart'));
  });

  it('keep what came too late to be shown, once', () => {
    const texts = new PullRequestTexts();
    texts.write(text('Add a till'));
    texts.keep(text('Typed before'));
    texts.keep(text('Typed before'));
    expect([texts.shown, texts.others]).toEqual([text('Add a till'), [text('Typed before')]]);
  });

  it('are limited in number: the oldest go', () => {
    const texts = new PullRequestTexts([text('stored')]);
    for (let round = 0; round < 12; round++) {
      texts.write(text('written'));
      texts.edit(text(`mine ${round}`));
    }
    expect(texts.own.map(({ title }) => title)).toEqual(Array.from({ length: 10 }, (_, index) => `mine ${index + 2}`));
  });
});

describe('whether there is something to edit and copy', () => {
  it.each([
    ['working', 'Add', false],
    ['done', 'Add', true],
    ['stopped', 'Add', true],
    ['stopped', '', false],
    ['failed', '', false],
  ] as const)('%s with the title %j: %s', (phase, title, expected) => {
    expect(hasText({ phase, asking: false, title, description: '' })).toBe(expected);
  });
});

function storage(stored: Record<string, unknown> = {}) {
  return { stored, get: (key: string) => stored[key], update: async (key: string, value: unknown) => void (stored[key] = JSON.parse(JSON.stringify(value))) };
}

describe('what a workspace remembers', () => {
  const isText = (value: unknown): value is string => typeof value === 'string';

  it('is found by its key, and forgotten on demand', () => {
    const remembered = new Remembered(storage(), 'names', isText);
    remembered.put('a', 'one');
    remembered.put('b', 'two');
    remembered.put('a', 'three');
    expect([remembered.get('a'), remembered.get('b'), remembered.get('c')]).toEqual(['three', 'two', undefined]);
    remembered.put('a', undefined);
    expect([remembered.get('a'), remembered.get('b')]).toEqual([undefined, 'two']);
  });

  it('is limited: what was put longest ago goes', () => {
    const remembered = new Remembered(storage(), 'names', isText, 2);
    for (const key of ['a', 'b', 'a', 'c']) remembered.put(key, key);
    expect(['a', 'b', 'c'].map((key) => remembered.get(key))).toEqual(['a', undefined, 'c']);
  });

  it.each(['text', null, 7, { a: 'one' }, [['a', 7], ['b'], 'c', null]])('is nothing where %j is stored', (stored) => {
    const remembered = new Remembered(storage({ names: stored }), 'names', isText);
    expect(remembered.get('a')).toBeUndefined();
    remembered.put('a', 'one');
    expect(remembered.get('a')).toBe('one');
  });
});

describe('the choices for pull requests', () => {
  const feature = { folder: '/shop', branch: 'feature' };
  const other = { folder: '/shop', branch: 'other' };
  const elsewhere = { folder: '/till', branch: 'feature' };

  it('of a base are the branch\'s, those of a template the repository\'s', () => {
    const choices = new PullRequestChoices(storage());
    choices.chooseBase(feature, 'develop');
    choices.chooseTemplate(feature, '.github/bug.md');
    expect(choices.input(feature)).toEqual({ cwd: '/shop', base: 'develop', template: '.github/bug.md' });
    expect(choices.input(other)).toEqual({ cwd: '/shop', base: undefined, template: '.github/bug.md' });
    expect(choices.input(elsewhere)).toEqual({ cwd: '/till', base: undefined, template: undefined });
    choices.chooseTemplate(other, '');
    choices.chooseBase(feature, undefined);
    expect(choices.input(feature)).toEqual({ cwd: '/shop', base: undefined, template: '' });
  });

  it('outlive the window, and so do the texts that the user wrote', () => {
    const { stored, ...store } = storage();
    const before = new PullRequestChoices({ stored, ...store } as typeof store);
    before.chooseBase(feature, 'develop');
    before.keepTexts(feature, [text('Mine')]);
    const after = new PullRequestChoices(storage(stored));
    expect([after.base(feature), after.texts(feature), after.texts(other)]).toEqual(['develop', [text('Mine')], []]);
    after.keepTexts(feature, []);
    expect(after.texts(feature)).toEqual([]);
  });

  it('take nothing for texts that is none', () => {
    const stored = { 'journeyman.pullRequest.texts': [['feature:/shop', [{ title: 'no description' }]]] };
    expect(new PullRequestChoices(storage(stored)).texts(feature)).toEqual([]);
  });
});
