import { describe, expect, it } from 'vitest';
import { standings } from '../../../../src/sources/git/commit-graph.ts';

const graph = (...lines: string[]) => new Map(lines.map((line) => line.split(' ')).map(([id, ...parents]) => [id!, parents]));

describe('standings', () => {
  it('counts what each side lacks, and tells where the branch left', () => {
    const commits = graph('h2 h1', 'h1 r1', 'r1 m1', 'm2 m1', 'm1 m0', 'm0');
    expect(standings(commits, 'h2', ['m2', 'r1'])).toEqual([
      { ahead: 3, behind: 1, leftOnItsLine: true },
      { ahead: 2, behind: 0, leftOnItsLine: true },
    ]);
  });

  it('knows a branch that this one was merged into from one that it was made from', () => {
    const [develop, main] = standings(graph('d1 m0 h1', 'h2 h1', 'h1 m0', 'm0'), 'h2', ['d1', 'm0'])!;
    expect(develop).toEqual({ ahead: 1, behind: 1, leftOnItsLine: false });
    expect(main).toEqual({ ahead: 2, behind: 0, leftOnItsLine: true });
  });

  it('needs no order, and bears more branches than bits', () => {
    const commits = graph('a', 'b a', 'h b', ...Array.from({ length: 70 }, (_, index) => `o${index} ${index % 2 ? 'a' : 'b'}`));
    const found = standings(commits, 'h', Array.from({ length: 70 }, (_, index) => `o${index}`))!;
    expect(found.map(({ ahead }) => ahead)).toEqual(Array.from({ length: 70 }, (_, index) => (index % 2 ? 2 : 1)));
    expect(found.every(({ behind }) => behind === 1)).toBe(true);
  });

  it('says when the branch is older than what was read', () => {
    expect(standings(graph('m1 m0'), 'h', ['m1'])).toBeUndefined();
    expect(standings(graph('h gone'), 'h', ['older'])).toEqual([{ ahead: 1, behind: 0, leftOnItsLine: false }]);
  });
});
