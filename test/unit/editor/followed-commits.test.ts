import { beforeEach, describe, expect, it } from 'vitest';
import type { Adjustment, Verdict } from '../../../src/core/adjustment.ts';
import { shifted } from '../../../src/core/learned-shift.ts';
import { FollowedCommits } from '../../../src/editor/followed-commits.ts';
import { learnedText } from '../../../src/editor/learned-text.ts';
import { createVerdicts } from '../../../src/editor/verdicts.ts';
import type { HeadMove } from '../../../src/sources/git/head-moves.ts';

const ours = { message: 'Keep the cart in the database', confidence: 0.6, answeredBy: 'local' as const };
const other = { message: 'Change the shop', confidence: 0.4, answeredBy: 'local' as const };
const kept = { kind: 'kept' };
const discarded = { kind: 'discarded' };

let moves: HeadMove[];
let failing: Error | undefined;
let learned: { confidence: number; verdict: Verdict }[];
let followed: FollowedCommits;
const repository = { rootUri: { fsPath: '/shop' }, inputBox: { value: '' }, state: { HEAD: { commit: 'a' } as { commit?: string } | undefined } };

beforeEach(() => {
  [moves, learned, failing] = [[{ to: 'a', time: 90, action: 'commit', message: 'First' }], [], undefined];
  Object.assign(repository, { inputBox: { value: ours.message }, state: { HEAD: { commit: 'a' } } });
  followed = new FollowedCommits({
    async headMoves() {
      if (failing) throw failing;
      return [...moves];
    },
    verdicts: { learn: (worker, { confidence }, verdict) => void (worker === 'commit' && learned.push({ confidence, verdict })) },
    now: () => 100_900,
    log: { debug: () => undefined } as never,
  });
});

/** HEAD moves on, and the editor tells of it. */
async function move(to: string, message: string, action = 'commit', box = ''): Promise<void> {
  moves = [{ to, time: 100 + moves.length, action, message }, ...moves];
  repository.inputBox.value = box;
  repository.state.HEAD = { commit: to };
  await followed.changed(repository);
}

describe('a message that stood in the box', () => {
  it('was kept where it is what was committed, and that is told once', async () => {
    followed.written(repository, ours);
    await followed.changed(repository);
    expect(learned).toEqual([]);
    await move('b', `${ours.message}\n`);
    await move('c', 'Something else');
    expect(learned).toEqual([{ confidence: 0.6, verdict: kept }]);
  });

  it('was edited by as much as was changed', async () => {
    followed.written(repository, ours);
    await move('b', 'Keep the basket in the database\n');
    expect(learned).toEqual([{ confidence: 0.6, verdict: { kind: 'edited', changed: expect.closeTo(1 / 6) } }]);
  });

  it('was thrown away where another one was committed in its stead', async () => {
    followed.written(repository, ours);
    repository.inputBox.value = '';
    await followed.changed(repository);
    await move('b', 'WIP');
    expect(learned).toEqual([{ confidence: 0.6, verdict: discarded }]);
  });

  it('is of the first commit or of an amended one, too', async () => {
    moves = [];
    repository.state.HEAD = undefined;
    followed.written(repository, ours);
    await move('a', ours.message, 'commit (initial)');
    expect(learned).toEqual([{ confidence: 0.6, verdict: kept }]);
    followed.written(repository, other);
    await move('b', other.message, 'commit (amend)');
    expect(learned).toEqual([{ confidence: 0.6, verdict: kept }, { confidence: 0.4, verdict: kept }]);
  });

  it('has its verdict by the first commit, though a hook or somebody quick has amended it', async () => {
    followed.written(repository, ours);
    moves = [{ to: 'b', time: 100, action: 'commit', message: ours.message }, ...moves];
    await move('c', 'Another text altogether', 'commit (amend)');
    expect(learned).toEqual([{ confidence: 0.6, verdict: kept }]);
  });

  it('is not judged by what comes from elsewhere', async () => {
    followed.written(repository, ours);
    for (const [to, action] of [['b', 'pull'], ['c', 'checkout'], ['d', 'reset'], ['e', 'rebase (finish)'], ['f', 'cherry-pick']] as const) await move(to, 'Not ours', action, ours.message);
    expect(learned).toEqual([]);
    await move('g', ours.message);
    expect(learned).toEqual([{ confidence: 0.6, verdict: kept }]);
  });

  it('waits on where something else is committed in a terminal', async () => {
    followed.written(repository, ours);
    await move('b', 'Fix the build', 'commit', ours.message);
    expect(learned).toEqual([]);
    await move('c', ours.message);
    expect(learned).toEqual([{ confidence: 0.6, verdict: kept }]);
  });

  it('is forgotten when the branch is switched and nothing stands there', async () => {
    followed.written(repository, ours);
    await move('b', 'There', 'checkout');
    await move('c', 'Something else');
    expect(learned).toEqual([]);
  });

  it('is passed over where another suggestion was committed', async () => {
    followed.written(repository, ours);
    followed.replaced(repository, { message: other.message, confidence: other.confidence });
    followed.replaced(repository, { message: 'Third', confidence: 0.2 });
    followed.replaced(repository, { message: other.message, confidence: other.confidence });
    await move('b', other.message);
    expect(learned).toEqual(expect.arrayContaining([{ confidence: 0.6, verdict: discarded }, { confidence: 0.2, verdict: discarded }, { confidence: 0.4, verdict: kept }]));
    expect(learned).toHaveLength(3);
  });

  it('is not judged by a commit that git had before the editor knew of it', async () => {
    repository.state.HEAD = { commit: 'older' };
    followed.written(repository, ours);
    repository.state.HEAD = { commit: 'a' };
    await followed.changed(repository);
    await move('b', ours.message);
    expect(learned).toEqual([{ confidence: 0.6, verdict: kept }]);
  });

  it('teaches nothing where git fails, or the repository is closed', async () => {
    followed.written(repository, ours);
    failing = new Error('no git');
    await move('b', ours.message);
    failing = undefined;
    await move('c', ours.message);
    followed.written(repository, ours);
    followed.closed(repository);
    await move('d', ours.message);
    expect(learned).toEqual([]);
  });
});

describe('what is learned', () => {
  let shift: number;
  let enabled: boolean;
  let taught: [string, number, Verdict][];
  const adjustment: Adjustment = {
    shift: async () => shift,
    learn: async (worker, confidence, verdict) => void taught.push([worker, confidence, verdict]),
    learned: async () => [],
    reset: async () => undefined,
  };
  const verdicts = createVerdicts({ use: (job) => job({ adjustment } as never) }, () => enabled);
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
  beforeEach(() => {
    [shift, enabled, taught] = [0, true, []];
  });

  it('is of the confidence as it was without what was learned before', async () => {
    shift = 0.8;
    verdicts.learn('commit', { confidence: shifted(0.4, 0.8), answeredBy: 'local' }, { kind: 'kept' });
    await settled();
    expect(taught).toEqual([['commit', expect.closeTo(0.4), kept]]);
  });

  it('is nothing from code, from a remote model, or where the user wants none of it', async () => {
    for (const answeredBy of ['code', 'remote'] as const) verdicts.learn('commit', { confidence: 0.5, answeredBy }, { kind: 'kept' });
    enabled = false;
    verdicts.learn('commit', { confidence: 0.5, answeredBy: 'local' }, { kind: 'kept' });
    await settled();
    expect(taught).toEqual([]);
  });

  it('is told in points', () => {
    expect(learnedText({ verdicts: 23, shift: 0.241 })).toBe('23 verdicts, +6 points at 50 %');
    expect(learnedText({ verdicts: 1, shift: -0.04 })).toBe('1 verdict, −1 point at 50 %');
    expect(learnedText({ verdicts: 7, shift: 0.001 })).toBe('7 verdicts, no change');
  });
});
