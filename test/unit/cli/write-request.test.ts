import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { Output } from '../../../src/cli/output.ts';
import { describeWritten, type Destination, findDestination, writeRequest } from '../../../src/cli/write-request.ts';
import { UserError } from '../../../src/core/errors.ts';
import type { Forge, OpenRequest } from '../../../src/core/forge.ts';
import type { Pushed } from '../../../src/sources/forge/pushed.ts';

const cwd = mkdtempSync(join(tmpdir(), 'journeyman write é '));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const { signal } = new AbortController();
const pushed: Pushed = {
  host: 'github.com',
  server: 'github.com',
  source: 'tea/shop',
  target: 'tea/shop',
  targetIsKnown: false,
  mergedInto: (path) => ({ ...pushed, target: path, targetIsKnown: true }),
  branch: 'steep',
  local: 'steep',
  headId: 'a'.repeat(40),
  unpushed: 0,
  revisionOf: async (base) => `refs/remotes/origin/${base}`,
  nameOf: async (base) => base.replace('origin/', ''),
};
const open: OpenRequest = { number: 3, title: 'Old', body: 'By hand.', base: 'main', headId: pushed.headId, url: 'https://github.com/tea/shop/pull/3' };
const text = { title: 'New', body: 'By the model.' };

/** `requests`: those in the repository that holds the branch; `inParent`: those in the one that it is a fork of, where it is one. */
function forge(requests: OpenRequest[], inParent?: OpenRequest[]): Forge & { done: string[] } {
  const done: string[] = [];
  return {
    tool: 'gh',
    noun: 'pull request',
    done,
    open: async ({ target }) => (target === 'parent/shop' ? inParent! : requests),
    parent: async () => inParent && 'parent/shop',
    create: async (_branch, { title }, { base }) => (done.push(`create ${title} for ${base}`), { url: 'https://github.com/tea/shop/pull/4' }),
    update: async (_branch, { number }, { title }) => void done.push(`update ${number} to ${title}`),
  };
}

function write(server: Forge, request: OpenRequest | undefined, { accepted = true, cache = join(cwd, 'cache') } = {}) {
  const destination: Destination = { forge: server, pushed, request, baseName: 'main', base: 'origin/main' };
  const context = { stdin: new PassThrough(), stderr: new Output(new PassThrough()), env: { JOURNEYMAN_CACHE: cache }, cwd, signal };
  return writeRequest(destination, text, { context, judgement: { accepted, confidence: accepted ? 0.9 : 0.25 }, draft: false, yes: true });
}

describe('writeRequest', () => {
  it('writes nothing that nobody has read and the checks doubt', async () => {
    const server = forge([open]);
    for (const request of [open, undefined]) await expect(write(server, request, { accepted: false })).rejects.toThrow('Nothing was written. The text is below the threshold: its confidence is 25 %. Read it, and run the command again without --yes.');
    expect(server.done).toEqual([]);
  });

  it('replaces nothing that it could not keep', async () => {
    const server = forge([open]);
    const cache = join(cwd, 'a file');
    writeFileSync(cache, '');
    await expect(write(server, open, { cache })).rejects.toThrow(/^Nothing was written\. What stands there could not be kept in .+a file.+ Check that you may write there\.$/);
    expect(server.done).toEqual([]);
  });

  it('says where the old text is when nobody knows whether it was replaced', async () => {
    const failing = { ...forge([open]), update: async () => Promise.reject(new UserError('gh gave no answer.', '', 'Run it yourself')) };
    const failure: Error = await write(failing, open).then(() => Promise.reject(new Error('It was written.')), (error: Error) => error);
    expect(failure.message).toMatch(/^gh gave no answer\. Run it yourself\. What stood there is kept in .+\.md$/);
    expect(readFileSync(/kept in (.+)$/.exec(failure.message)![1]!, 'utf8')).toBe('Old\n\nBy hand.');
  });

  it('keeps what it replaces, each time in a file of its own', async () => {
    const server = forge([open]);
    const first = await write(server, open);
    const second = await write(server, open, { cache: 'relative cache' });
    expect(server.done).toEqual(['update 3 to New', 'update 3 to New']);
    for (const written of [first, second]) expect(readFileSync(written!.previous!.file, 'utf8')).toBe('Old\n\nBy hand.');
    expect(first!.previous!.file).not.toBe(second!.previous!.file);
    expect(describeWritten(first!, 'pull request')).toEqual([`Updated the pull request: ${open.url}`, `What it said before is kept in ${first!.previous!.file}`]);
  });
});

describe('findDestination', () => {
  const git = { baseChoices: async () => [{ name: 'origin/develop', reason: 'default-branch' as const, commits: 1 }] };
  const find = (requests: OpenRequest[], base?: string) => findDestination({ pushed, forge: forge(requests), base, git, cwd, head: undefined }, signal);

  it('takes the base of the open one, else the named one, else the likeliest', async () => {
    expect(await find([open])).toMatchObject({ request: open, baseName: 'main', base: 'refs/remotes/origin/main' });
    expect(await find([open], 'origin/main')).toMatchObject({ request: open, baseName: 'main', base: 'origin/main' });
    expect(await find([], 'origin/main')).toMatchObject({ request: undefined, baseName: 'main', base: 'origin/main' });
    expect(await find([])).toMatchObject({ request: undefined, baseName: 'develop', base: 'origin/develop' });
  });

  it('is the repository that a fork came from where nothing else is told', async () => {
    const place = (requests: OpenRequest[], inParent?: OpenRequest[], told = pushed) => findDestination({ pushed: told, forge: forge(requests, inParent), base: undefined, git, cwd, head: undefined }, signal);
    expect(await place([], [])).toMatchObject({ pushed: { source: 'tea/shop', target: 'parent/shop' }, request: undefined });
    expect(await place([], [open])).toMatchObject({ pushed: { target: 'parent/shop' }, request: open });
    expect(await place([open], [])).toMatchObject({ pushed: { target: 'tea/shop' }, request: open });
    expect(await place([])).toMatchObject({ pushed: { target: 'tea/shop' } });
    expect(await place([], [], { ...pushed, targetIsKnown: true })).toMatchObject({ pushed: { target: 'tea/shop' } });
  });

  it('takes none where it is not clear which one is meant', async () => {
    const other = { ...open, number: 4, base: 'release' };
    await expect(find([open, other])).rejects.toThrow('2 pull requests of steep are open. They are for main, release.');
    expect(await find([open, other], 'release')).toMatchObject({ request: other });
    await expect(find([open], 'release')).rejects.toThrow('is for main, not for release');
  });
});
