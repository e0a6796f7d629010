import { describe, expect, it } from 'vitest';
import type { PushedBranch } from '../../../../src/core/forge.ts';
import { type Api, type Request, toolFailure } from '../../../../src/sources/forge/api.ts';
import { toolByHost } from '../../../../src/sources/forge/choose.ts';
import { createGitHub } from '../../../../src/sources/forge/gh.ts';
import { createGitLab } from '../../../../src/sources/forge/glab.ts';

const { signal } = new AbortController();
const branch: PushedBranch = { host: 'code.example', source: 'zoe/shop', target: 'tea/shop', branch: 'feature/a&b=c#d' };
const text = { title: 'Title', body: 'Body' };

/** Answers with these, one after the other, and remembers what was asked. */
function api(...answers: unknown[]): { api: Api; asked: Request[] } {
  const asked: Request[] = [];
  return {
    asked,
    async api(request, shape) {
      asked.push(request);
      return shape.parse(answers.shift());
    },
  };
}

const pull = { number: 3, title: 'Old', body: null, html_url: 'https://code.example/tea/shop/pull/3', base: { ref: 'main' }, head: { ref: branch.branch, sha: 'abc', user: { login: 'Zoe' } } };
const merge = { iid: 3, title: '[Draft] Old', description: null, web_url: 'https://code.example/3', target_branch: 'main', source_branch: branch.branch, source_project_id: 8, sha: 'abc' };

describe('GitHub', () => {
  it('finds the requests of this branch only', async () => {
    const { api: ask, asked } = api([pull, { ...pull, number: 4, head: { ...pull.head, user: { login: 'other' } } }, { ...pull, number: 5, head: { ...pull.head, ref: 'main' } }, { ...pull, number: 6, head: { ...pull.head, user: null } }]);
    expect(await createGitHub({ name: 'gh', program: '/gh' }, ask).open(branch, signal)).toEqual([{ number: 3, title: 'Old', body: '', base: 'main', headId: 'abc', url: pull.html_url }]);
    expect(asked).toEqual([{ host: 'code.example', method: 'GET', path: 'repos/tea/shop/pulls?state=open&head=zoe%3Afeature%2Fa%26b%3Dc%23d&per_page=20' }]);
  });

  it('names the owner of a fork', async () => {
    const { api: ask, asked } = api(pull, pull);
    const github = createGitHub({ name: 'gh', program: '/gh' }, ask);
    await github.create(branch, text, { base: 'main', draft: false }, signal);
    await github.create({ ...branch, source: 'tea/shop' }, text, { base: 'main', draft: true }, signal);
    expect(asked.map(({ body }) => body)).toMatchObject([{ head: `zoe:${branch.branch}`, draft: false }, { head: branch.branch, draft: true }]);
  });
});

describe('a fork', () => {
  it('is told by what it came from', async () => {
    const github = api({ parent: { full_name: 'tea/shop' } }, { parent: null }, {}, { parent: { full_name: '../shop' } });
    const askGitHub = () => createGitHub({ name: 'gh', program: '/gh' }, github.api).parent(branch, signal);
    expect([await askGitHub(), await askGitHub(), await askGitHub()]).toEqual(['tea/shop', undefined, undefined]);
    await expect(askGitHub()).rejects.toThrow();
    expect(github.asked[0]).toEqual({ host: 'code.example', method: 'GET', path: 'repos/zoe/shop' });
    const gitlab = api({ id: 8, forked_from_project: { path_with_namespace: 'tea/house/shop' } }, { id: 8 });
    const askGitLab = () => createGitLab({ name: 'glab', program: '/glab' }, gitlab.api).parent(branch, signal);
    expect([await askGitLab(), await askGitLab()]).toEqual(['tea/house/shop', undefined]);
    expect(gitlab.asked[0]).toEqual({ host: 'code.example', method: 'GET', path: 'projects/zoe%2Fshop' });
  });
});

describe('GitLab', () => {
  it('finds the requests of this branch only', async () => {
    const { api: ask, asked } = api({ id: 8 }, [merge, { ...merge, iid: 4, source_project_id: 9 }, { ...merge, iid: 5, source_project_id: null }]);
    expect(await createGitLab({ name: 'glab', program: '/glab' }, ask).open(branch, signal)).toEqual([{ number: 3, title: '[Draft] Old', body: '', base: 'main', headId: 'abc', url: merge.web_url }]);
    expect(asked.map(({ path }) => path)).toEqual(['projects/zoe%2Fshop', 'projects/tea%2Fshop/merge_requests?state=opened&source_branch=feature%2Fa%26b%3Dc%23d&per_page=100']);
  });

  it('asks the fork for a request to the repository that it came from', async () => {
    const { api: ask, asked } = api({ id: 7 }, merge);
    await createGitLab({ name: 'glab', program: '/glab' }, ask).create(branch, text, { base: 'main', draft: true }, signal);
    expect(asked).toMatchObject([{ path: 'projects/tea%2Fshop' }, { method: 'POST', path: 'projects/zoe%2Fshop/merge_requests', body: { title: 'Draft: Title', description: 'Body', source_branch: branch.branch, target_branch: 'main', target_project_id: 7 } }]);
  });

  it.each([
    ['Draft: Old', 'Title', 'Draft: Title'],
    ['[draft] Old', 'Title', '[draft] Title'],
    ['Drafting rules', 'Title', 'Title'],
    ['Draft: Old', 'Draft: Title', 'Draft: Title'],
  ])('%s becomes %s as %s', async (old, title, written) => {
    const { api: ask, asked } = api(merge);
    await createGitLab({ name: 'glab', program: '/glab' }, ask).update(branch, { ...text, title: old, number: 3, base: 'main', headId: '', url: '' }, { ...text, title }, signal);
    expect(asked).toMatchObject([{ method: 'PUT', path: 'projects/tea%2Fshop/merge_requests/3', body: { title: written, description: 'Body' } }]);
  });
});

describe('toolByHost', () => {
  it.each([
    ['github.com', 'gh'],
    ['github.corp.example', 'gh'],
    ['github-work', 'gh'],
    ['tea.ghe.com', 'gh'],
    ['gitlab.com', 'glab'],
    ['my-gitlab.example:8080', 'glab'],
    ['notgithub.example', undefined],
    ['code.example', undefined],
  ])('%s is for %s', (host, tool) => {
    expect(toolByHost(host)).toBe(tool);
  });
});

describe('toolFailure', () => {
  it.each([
    ['gh', 1, 'gh: Validation Failed (HTTP 422)\nA pull request already exists for zoe:x.\n', 'gh failed. A pull request already exists for zoe:x. See whether this works: gh auth status --hostname h.example'],
    ['gh', 4, 'To get started, please run:  gh auth login\n', 'gh failed. To get started, please run: gh auth login. Log in: gh auth login --hostname h.example'],
    ['gh', 1, 'error connecting to api.github.com\ncheck your internet connection or https://githubstatus.com\n', 'gh failed. check your internet connection or https://githubstatus.com. Check the network: gh auth status --hostname h.example'],
    ['glab', 1, 'glab: 401 Unauthorized (HTTP 401)\n', 'glab failed. 401 Unauthorized (HTTP 401). Log in: glab auth login --hostname h.example'],
    ['glab', 1, '\u001b[31mglab: 403 Forbidden\u0007\u202e (HTTP 403)\u001b[0m\n\n', 'glab failed. 403 Forbidden (HTTP 403). Check that you may write there, and as whom you are logged in: glab auth status --hostname h.example'],
    ['glab', 2, '', 'glab failed. It ended with code 2 and said nothing. See whether this works: glab auth status --hostname h.example'],
  ] as const)('of %s with %i and %j', (tool, code, stderr, message) => {
    expect(toolFailure(tool, 'h.example', { code, stdout: '', stderr }).message).toBe(message);
  });

  it('keeps it short', () => {
    expect(toolFailure('gh', undefined, { code: 1, stdout: 'x'.repeat(10_000), stderr: '' }).message.length).toBeLessThan(400);
  });
});
