import { describe, expect, it } from 'vitest';
import { type Choice, type OptionNode, optionTree, weighTree } from '../../../src/models/process/option-tree.ts';

/** Letters as tokens, and a model that tells how likely each is after what stands there; `.` is the end. */
function letters(options: string[], likely: Record<string, Record<string, number>>) {
  const asked: string[] = [];
  const weigh = async ({ path }: OptionNode<string>): Promise<Choice<string>> => {
    asked.push(path.join(''));
    const { '.': end = 0, ...next } = likely[path.join('')] ?? {};
    return { next: new Map(Object.entries(next)), end };
  };
  return { asked, weighed: weighTree(optionTree(options.map((option) => [...option])), weigh) };
}

describe('weighing options as a tree of their tokens', () => {
  it('asks once for options that part at their first token', async () => {
    const { asked, weighed } = letters(['feat', 'docs', 'perf'], { '': { f: 0.3, d: 0.1, p: 0.1 } });
    expect((await weighed).map((each) => each.toFixed(3))).toEqual(['0.600', '0.200', '0.200']);
    expect(asked).toEqual(['']);
  });

  it('asks again only where options part, however long what they share', async () => {
    const { asked, weighed } = letters(['missing file', 'missing key', 'network'], { '': { m: 0.8, n: 0.2 }, 'missing ': { f: 0.1, k: 0.3 } });
    expect((await weighed).map((each) => each.toFixed(3))).toEqual(['0.200', '0.600', '0.200']);
    expect(asked).toEqual(['', 'missing ']);
  });

  it('ends an option that another begins with by the end of the turn', async () => {
    const { weighed } = letters(['net', 'network'], { net: { '.': 0.1, w: 0.3 } });
    expect((await weighed).map((each) => each.toFixed(3))).toEqual(['0.250', '0.750']);
  });

  it('does not look into what is hardly likely, and leaves the sum at 1', async () => {
    const { asked, weighed } = letters(['aa', 'ab', 'ba', 'bb', 'c'], { '': { a: 0.9, b: 0.0005, c: 0.0995 }, a: { a: 1, b: 1 }, b: { a: 1, b: 0 } });
    const probabilities = await weighed;
    expect(asked).toEqual(['', 'a']);
    expect(probabilities[2]).toBe(probabilities[3]);
    expect(probabilities.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 10);
  });

  it('does not look without end', async () => {
    const options = Array.from({ length: 26 * 2 }, (_, index) => `${String.fromCharCode(97 + (index >> 1))}${index % 2}`);
    const even = (names: string[]) => Object.fromEntries(names.map((name) => [name, 1 / names.length]));
    const { asked, weighed } = letters(options, Object.fromEntries([['', even(options.map(([first]) => first!))], ...options.map(([first]) => [first!, { 0: 1, 1: 0 }])]) as Record<string, Record<string, number>>);
    const probabilities = await weighed;
    expect(asked).toHaveLength(16);
    expect(probabilities.filter((each) => each === 0)).toHaveLength(15);
    expect(probabilities.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 10);
  });

  it('asks nothing where there is nothing to choose', async () => {
    const { asked, weighed } = letters(['same', 'same'], {});
    expect(await weighed).toEqual([0.5, 0.5]);
    expect(asked).toEqual([]);
  });

  it('takes all for alike where the model holds none possible', async () => {
    expect(await letters(['a', 'b'], {}).weighed).toEqual([0.5, 0.5]);
  });
});
