import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewGit } from '../../../src/editor/review-git.ts';
import { SampleRepository, temporaryFolder } from '../../support/editor/sample-workspace.ts';

const { signal } = new AbortController();
let holder: string;
let repository: SampleRepository;
const id = (revision: string) => repository.git('rev-parse', revision).trim();

beforeAll(() => {
  holder = temporaryFolder();
  repository = new SampleRepository(join(holder, 'läden')).write({ 'a.txt': 'a\n' }).commit('Add a').onBranch('größe').write({ 'b.txt': 'b\n' }).commit('Add b');
  repository.git('switch', '--quiet', 'main');
  repository.write({ 'c.txt': 'c\n' }).commit('Add c').git('switch', '--quiet', 'größe');
});

afterAll(() => rm(holder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

describe('the base of a review', () => {
  it('is where the branch left it, also when another commit is checked out by now', async () => {
    const head = id('größe');
    const left = id('größe~1');
    expect(await reviewGit.baseId({ cwd: repository.folder, base: 'main', head }, signal)).toBe(left);
    repository.git('switch', '--quiet', 'main');
    expect(await reviewGit.baseId({ cwd: repository.folder, base: 'main', head }, signal)).toBe(left);
    repository.git('switch', '--quiet', 'größe');
  });

  it('can be chosen from what the branch may be meant for', async () => {
    const choices = await reviewGit.baseChoices(repository.folder, signal);
    expect(choices.find(({ name }) => name === 'main')?.commits).toBe(1);
  });

  it('is refused where it would be an option of git', async () => {
    await expect(reviewGit.baseId({ cwd: repository.folder, base: '--output=x', head: id('größe') }, signal)).rejects.toThrow('is not a revision');
  });
});
