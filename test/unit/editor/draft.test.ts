import { describe, expect, it } from 'vitest';
import { Draft } from '../../../src/editor/draft.ts';

describe('Draft', () => {
  it('leaves the text alone until the first words come, then shows each piece', () => {
    const box = { value: 'my own words' };
    const draft = new Draft(box);
    expect(box.value).toBe('my own words');
    expect(draft.write('feat: a')).toBe(true);
    expect(draft.write('feat: add')).toBe(true);
    expect(box.value).toBe('feat: add');
  });

  it('gives back what stood there', () => {
    const box = { value: 'my own words' };
    const draft = new Draft(box);
    draft.write('feat: add');
    draft.restore();
    expect(box.value).toBe('my own words');
  });

  it('gives back what was typed while the model was still reading', () => {
    const box = { value: '' };
    const draft = new Draft(box);
    box.value = 'typed meanwhile';
    draft.write('feat: add');
    expect(draft.replaced).toBe('typed meanwhile');
    draft.restore();
    expect(box.value).toBe('typed meanwhile');
  });

  it('stops at the first word of the user, and keeps it', () => {
    const box = { value: 'before' };
    const draft = new Draft(box);
    draft.write('feat');
    box.value = 'featx';
    expect(draft.write('feat: add')).toBe(false);
    expect(box.value).toBe('featx');
    draft.restore();
    expect(box.value).toBe('featx');
    expect(draft.untouched).toBe(false);
  });

  it('is not put off by a box that tells late of what was written before', () => {
    let now = 0;
    const box = { value: '' };
    const draft = new Draft(box, () => now);
    draft.write('feat');
    draft.write('feat: add');
    now += 20;
    box.value = 'feat';
    expect(draft.write('feat: add a')).toBe(true);
    box.value = '';
    expect(draft.write('feat: add a thing')).toBe(true);
    expect(box.value).toBe('feat: add a thing');
    // Much later it is no echo: somebody has shortened the text.
    now += 5_000;
    box.value = 'feat';
    expect(draft.untouched).toBe(false);
    expect(draft.write('feat: add a thing more')).toBe(false);
    expect(box.value).toBe('feat');
  });

  it('leaves the box alone when nothing was written', () => {
    const box = { value: 'before' };
    const draft = new Draft(box);
    box.value = 'changed by the user';
    draft.restore();
    expect(box.value).toBe('changed by the user');
    expect(draft.replaced).toBe('');
  });

  it('has replaced nothing where the box was empty or held the same text', () => {
    const empty = new Draft({ value: '' });
    empty.write('feat: add');
    expect(empty.replaced).toBe('');
    const same = new Draft({ value: 'feat: add' });
    same.write('feat');
    same.write('feat: add');
    expect(same.replaced).toBe('');
  });
});
