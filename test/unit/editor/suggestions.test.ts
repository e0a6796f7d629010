import { describe, expect, it } from 'vitest';
import type { Check, WorkerResult } from '../../../src/core/result.ts';
import { doubts } from '../../../src/editor/feedback.ts';
import { Suggestions } from '../../../src/editor/suggestions.ts';

const failed: Check = { name: 'specific', passed: false, detail: 'It names nothing of the change.' };
const passed: Check = { name: 'form', passed: true, detail: '' };

function result(...texts: string[]): WorkerResult<string> {
  const candidates = texts.map((output) => ({ output, confidence: 0.7, checks: [] }));
  const timings = { firstTextMs: null, totalMs: 1, promptTokens: 1, outputTokens: 1, cachedTokens: 0 };
  return { worker: 'commit', ...candidates[0]!, accepted: true, answeredBy: 'local', model: 'm', timings, cost: 0, candidates: texts.length > 1 ? candidates : undefined };
}
const suggestions = (...texts: string[]) => new Suggestions(result(...texts), (text) => text);

describe('suggestions', () => {
  it('are gone through in a circle, and say where one is', () => {
    const three = suggestions('a', 'b', 'c');
    expect([three.shown.output, three.place]).toEqual(['a', '1 of 3']);
    expect([three.next()?.output, three.place]).toEqual(['b', '2 of 3']);
    expect(three.next()?.output).toBe('c');
    expect([three.next()?.output, three.place]).toEqual(['a', '1 of 3']);
  });

  it('take more in without losing the place of the one that is shown, and none twice', () => {
    const some = suggestions('shown');
    expect(some.complete).toBe(false);
    expect(some.next()).toBeUndefined();
    some.add(result('better', 'shown', 'worse'));
    expect(some.complete).toBe(true);
    expect(some.shown.output).toBe('shown');
    expect(some.all.map(({ output }) => output)).toEqual(['shown', 'better', 'worse']);
    expect(some.next()?.output).toBe('better');
  });

  it('may be one alone, which is then all there is', () => {
    const one = suggestions('a');
    one.add(result('a'));
    expect([one.complete, one.next(), one.shown.output]).toEqual([true, undefined, 'a']);
    expect(new Suggestions({ ...result('a'), answeredBy: 'code' }, (text) => text).complete).toBe(true);
  });

  it('can be chosen, but only those that are there', () => {
    const two = suggestions('a', 'b');
    expect(two.show(7)).toBeUndefined();
    expect(two.shown.output).toBe('a');
    expect(two.show(1)?.output).toBe('b');
    expect(two.shown.output).toBe('b');
  });
});

describe('doubts', () => {
  it.each([
    ['none', { checks: [passed], confidence: 0.9 }, true, undefined],
    ['a failed check', { checks: [passed, failed], confidence: 0.6 }, true, 'Look at this message once more: It names nothing of the change.'],
    ['low confidence', { checks: [passed], confidence: 0.314 }, false, 'Not sure of this message (31 %).'],
    ['both', { checks: [failed], confidence: 0.3 }, false, 'Not sure of this message (30 %): It names nothing of the change.'],
    ['a check without a reason', { checks: [{ ...failed, detail: ' ' }], confidence: 0.6 }, true, 'Look at this message once more: The check “specific” failed.'],
  ])('%s', (_name, candidate, accepted, text) => {
    expect(doubts(candidate, accepted)).toBe(text);
  });
});
