import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readHeadMoves } from '../../../src/sources/git/head-moves.ts';
import { type Repository, Sandbox } from './repository.ts';

const sandbox = new Sandbox();
const read = () => readHeadMoves(repository.path, new AbortController().signal);

let count = 0;
let repository: Repository;
beforeEach(() => {
  repository = sandbox.repository(`mövéd ${++count}`);
});
afterAll(() => sandbox.remove());

describe('the moves of HEAD', () => {
  it('are none before the first commit, and where no record is kept', async () => {
    expect(await read()).toEqual([]);
    repository.git('config', 'core.logAllRefUpdates', 'false');
    repository.commit('First', { a: '1' });
    expect(await read()).toEqual([]);
  });

  it('say what moved it, from where, and the whole message', async () => {
    const first = repository.commit('First: größer', { a: '1' });
    repository.git('switch', '--quiet', '-c', 'work');
    const second = repository.commit('Second\n\nWith a body\nof two lines.', { a: '2' });
    repository.git('commit', '--quiet', '--amend', '-m', 'Amended');
    const amended = repository.git('rev-parse', 'HEAD').trim();
    repository.git('reset', '--quiet', '--hard', first);
    const moves = await read();
    expect(moves.map(({ to, action, message }) => ({ to, action, message: message.trim() }))).toEqual([
      { to: first, action: 'reset', message: 'First: größer' },
      { to: amended, action: 'commit (amend)', message: 'Amended' },
      { to: second, action: 'commit', message: 'Second\n\nWith a body\nof two lines.' },
      { to: first, action: 'checkout', message: 'First: größer' },
      { to: first, action: 'commit (initial)', message: 'First: größer' },
    ]);
    const times = moves.map(({ time }) => time);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(new Set(times).size).toBe(5);
    expect(Math.min(...times)).toBeGreaterThan(1_700_000_000);
  });

  it('are the last ten', async () => {
    for (let commit = 0; commit < 12; commit++) repository.commit(`Commit ${commit}`, { a: String(commit) });
    const moves = await read();
    expect(moves.map(({ message }) => message.trim())).toEqual(Array.from({ length: 10 }, (_, place) => `Commit ${11 - place}`));
  });
});
