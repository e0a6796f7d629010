import { describe, expect, it } from 'vitest';
import { tokensIn } from '../../../src/remote/token-probabilities.ts';
import { weighedByAlternatives } from '../../../src/remote/weigh-options.ts';

const token = (alternatives: Record<string, number>) => {
  const [[text, probability]] = Object.entries(alternatives) as [[string, number]];
  return { text, probability, alternatives: Object.entries(alternatives).map(([other, likelihood]) => ({ text: other, probability: likelihood })) };
};
const shown = (probabilities: number[] | undefined) => probabilities?.map((each) => each.toFixed(2));

describe('weighing options by the alternatives that a server names', () => {
  it('adds up the ways of writing an option', () => {
    expect(shown(weighedByAlternatives(['network', 'memory', 'code'], [token({ Network: 0.5, network: 0.1, ' memory': 0.2 })]))).toEqual(['0.75', '0.25', '0.00']);
  });

  it('follows the answer where options begin alike', () => {
    const tokens = [token({ miss: 0.8, net: 0.2 }), token({ 'ing file': 0.75, 'ing key': 0.25 })];
    expect(shown(weighedByAlternatives(['missing file', 'missing key', 'network'], tokens))).toEqual(['0.60', '0.20', '0.20']);
  });

  it('gives an option that another begins with what does not go on', () => {
    expect(shown(weighedByAlternatives(['net', 'network'], [token({ net: 1 })]))).toEqual(['1.00', '0.00']);
    expect(shown(weighedByAlternatives(['net', 'network'], [token({ net: 1 }), token({ work: 0.7, '.': 0.3 })]))).toEqual(['0.30', '0.70']);
  });

  it('says nothing where the server names no alternatives, or none of the options', () => {
    expect(weighedByAlternatives(['a', 'b'], [{ text: 'a', probability: 1 }])).toBeUndefined();
    expect(weighedByAlternatives(['a', 'b'], [token({ x: 0.9, y: 0.1 })])).toBeUndefined();
    expect(weighedByAlternatives(['a', 'b'], [])).toBeUndefined();
  });

  it('reads the alternatives of a streamed answer, and leaves out what is none', () => {
    const entry = { token: 'a', logprob: 0, top_logprobs: [{ token: 'a', logprob: 0 }, { token: 'b', logprob: -Infinity }, { token: 3 }, null] };
    expect(tokensIn({ choices: [{ logprobs: { content: [entry, { ...entry, top_logprobs: [] }] } }] })).toEqual([
      { text: 'a', probability: 1, alternatives: [{ text: 'a', probability: 1 }, { text: 'b', probability: 0 }] },
      { text: 'a', probability: 1 },
    ]);
  });
});
