import { describe, expect, it } from 'vitest';
import { typeFeatures } from '../../../src/workers/commit/type-features.ts';
import { scoresOfBoth } from '../../../src/workers/commit/told-types.ts';
import { type CommitType, historyOf, likeliestTypes, TYPES, typeScores } from '../../../src/workers/commit/type-model.ts';
import { file } from './changes.ts';

const none = new Map<string, number>();

describe('typeFeatures', () => {
  it('names the evidence in a change', () => {
    const features = typeFeatures([
      { ...file('src/a.ts', ['+export function shiny() {', '+  if (!cache) throw new Error();', '+}']), kind: 'added' },
      file('test/a.test.ts', ["+it('shines', () => {", '+});']),
    ]);
    expect(features).toMatchObject({ 'has source': 1, 'has test': 1, 'new source file': 1, 'source only added': 1, 'tests grow': 1, 'tests beside source': 1, 'share of test': 0.4 });
    expect(features['source adds names']).toBeCloseTo(Math.log(2));
    expect(features['new failures']).toBeGreaterThan(0);
    expect(features).not.toHaveProperty('only source');
    expect(typeFeatures([file('README.md', ['-a', '+b'])])).toMatchObject({ 'only docs': 1, 'writes only docs': 1 });
  });

  it('are finite for nothing, for binaries and for hostile lines', () => {
    const odd = [{ ...file('a.png', []), binary: true }, file('b.ts', [`+${'if ('.repeat(50_000)}`, '-'])];
    for (const files of [[], odd]) for (const value of Object.values(typeFeatures(files))) expect(Number.isFinite(value)).toBe(true);
  });
});

describe('likeliestTypes', () => {
  it('gives each allowed type a probability, likeliest first', () => {
    const types = likeliestTypes(typeFeatures([file('README.md', ['-old words here', '+new words there'])]), none);
    expect(types[0]!.type).toBe('docs');
    expect(types.map(({ type }) => type).sort()).toEqual([...TYPES].sort());
    expect(types.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1);
    expect(likeliestTypes({}, none, { allowed: (type) => type === 'perf' })).toEqual([{ type: 'perf', probability: 1 }]);
    expect(likeliestTypes({}, none, { allowed: () => false })).toEqual([]);
  });

  it('weighs what the history usually writes', () => {
    const features = typeFeatures([file('src/a.ts', ['-return old(value);', '+return shiny(value);'])]);
    const of = (type: string, counts: Map<string, number>) => likeliestTypes(features, counts).find((each) => each.type === type)!.probability;
    expect(of('refactor', new Map([['refactor', 20]]))).toBeGreaterThan(of('refactor', new Map([['fix', 20]])));
  });

  it('weighs what a model was asked', () => {
    const features = typeFeatures([file('src/a.ts', ['-return old(value);', '+return shiny(value);'])]);
    const of = (type: CommitType) => likeliestTypes(features, none, { told: TYPES.map((each) => (each === type ? 0.91 : 0.01)) });
    for (const type of ['perf', 'refactor'] as const) {
      const share = (types: ReturnType<typeof of>) => types.find((each) => each.type === type)!.probability;
      expect(share(of(type))).toBeGreaterThan(share(likeliestTypes(features, none)));
    }
    expect(of('fix').reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1);
    expect(scoresOfBoth([0, 0], [1, 0], { code: 1, model: 1, bias: [0, 0] })[1]).toBeGreaterThan(-20);
  });

  it('adds the weights up', () => {
    const weights = { history: 2, bias: TYPES.map(() => 1), features: { a: TYPES.map((_, index) => index) } };
    const history = historyOf(new Map([['fix', 3]]));
    expect(history[TYPES.indexOf('fix')]).toBeCloseTo(Math.log(3.5 / 8));
    expect(typeScores({ a: 2, unheard: 9 }, history, weights)[1]).toBeCloseTo(1 + 2 * history[1]! + 2);
  });
});
