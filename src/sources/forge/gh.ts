import * as z from 'zod';
import type { Forge, OpenRequest, PushedBranch } from '../../core/forge.ts';
import { type Api, apiOf, type Request, type Tool } from './api.ts';
import { isRepositoryPath } from './remote-url.ts';

/** More than one branch can have. */
const MOST = 20;

const pullRequest = z.object({
  number: z.int().positive(),
  title: z.string(),
  body: z.string().nullable(),
  html_url: z.string(),
  base: z.object({ ref: z.string() }),
  head: z.object({ ref: z.string(), sha: z.string(), user: z.object({ login: z.string() }).nullable() }),
});

const repository = z.object({ parent: z.object({ full_name: z.string().refine(isRepositoryPath) }).nullish() });

/** GitHub, its Enterprise servers included, through `gh`. */
export function createGitHub(tool: Tool, api: Api = apiOf(tool)): Forge {
  const request = ({ host, target }: PushedBranch, method: Request['method'], rest: string, body?: object): Request => ({ host, method, path: `repos/${target}/pulls${rest}`, ...(body && { body }) });
  return {
    tool: 'gh',
    noun: 'pull request',

    async open(branch, signal) {
      const query = new URLSearchParams({ state: 'open', head: headOf(branch), per_page: `${MOST}` });
      const all = await api(request(branch, 'GET', `?${query}`), z.array(pullRequest), signal);
      // A server that does not know the filter gives all there are.
      return all.filter(({ head }) => head.ref === branch.branch && sameName(head.user?.login, ownerOf(branch))).map(openRequest);
    },

    async parent({ host, source }, signal) {
      return (await api({ host, method: 'GET', path: `repos/${source}` }, repository, signal)).parent?.full_name;
    },

    async create(branch, { title, body }, { base, draft }, signal) {
      const created = await api(request(branch, 'POST', '', { title, body, base, head: branch.source === branch.target ? branch.branch : headOf(branch), draft }), pullRequest, signal);
      return { url: created.html_url };
    },

    async update(branch, { number }, { title, body }, signal) {
      await api(request(branch, 'PATCH', `/${number}`, { title, body }), pullRequest, signal);
    },
  };
}

function openRequest({ number, title, body, html_url: url, base, head }: z.infer<typeof pullRequest>): OpenRequest {
  return { number, title, body: body ?? '', base: base.ref, headId: head.sha, url };
}

/** `owner:branch`, which names a fork's branch too. */
function headOf(branch: PushedBranch): string {
  return `${ownerOf(branch)}:${branch.branch}`;
}

function ownerOf({ source }: PushedBranch): string {
  return source.slice(0, source.indexOf('/'));
}

/** GitHub's names differ in more than their case. */
function sameName(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
