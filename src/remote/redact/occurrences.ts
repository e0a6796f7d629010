import type { Span } from './spans.ts';

/**
 * Every place where one of the values stands in a text, by the automaton of Aho and Corasick: the time grows with the text and the values, not
 * with their product. Of values that end at the same character the longest counts.
 */
export function createOccurrences(values: ReadonlyMap<string, string>): (text: string) => Span[] {
  const next = new Map<number, number>();
  const fail: number[] = [0];
  const longest: (string | undefined)[] = [undefined];
  const key = (state: number, code: number) => state * 65_536 + code;
  for (const value of values.keys()) {
    let state = 0;
    for (let index = 0; index < value.length; index++) {
      const at = key(state, value.charCodeAt(index));
      let to = next.get(at);
      if (to === undefined) {
        to = fail.push(0) - 1;
        longest.push(undefined);
        next.set(at, to);
      }
      state = to;
    }
    longest[state] = value;
  }
  // A map keeps its order: not by depth, so the breadth is walked by lists of edges.
  const edges: [code: number, to: number][][] = fail.map(() => []);
  for (const [at, to] of next) edges[Math.floor(at / 65_536)]!.push([at % 65_536, to]);
  const step = (state: number, code: number): number => {
    for (let from = state; ; from = fail[from]!) {
      const to = next.get(key(from, code));
      if (to !== undefined) return to;
      if (from === 0) return 0;
    }
  };
  const queue = edges[0]!.map(([, to]) => to);
  for (let index = 0; index < queue.length; index++) {
    const state = queue[index]!;
    longest[state] ??= longest[fail[state]!];
    for (const [code, to] of edges[state]!) {
      fail[to] = step(fail[state]!, code);
      queue.push(to);
    }
  }
  return (text) => {
    const spans: Span[] = [];
    let state = 0;
    for (let index = 0; index < text.length; index++) {
      state = step(state, text.charCodeAt(index));
      const value = longest[state];
      if (value !== undefined) spans.push({ start: index + 1 - value.length, end: index + 1, kind: values.get(value)! });
    }
    return spans;
  };
}
