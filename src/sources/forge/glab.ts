import * as z from 'zod';
import type { Forge, PushedBranch } from '../../core/forge.ts';
import { type Api, apiOf, type Tool } from './api.ts';
import { isRepositoryPath } from './remote-url.ts';

/** More than one branch can have. */
const MOST = 100;
/** What makes a merge request a draft is its title. */
const DRAFT = /^\s*(?:draft:|\[draft\]|\(draft\))\s*/i;

const project = z.object({ id: z.int(), forked_from_project: z.object({ path_with_namespace: z.string().refine(isRepositoryPath) }).nullish() });
const mergeRequest = z.object({
  iid: z.int().positive(),
  title: z.string(),
  description: z.string().nullable(),
  web_url: z.string(),
  target_branch: z.string(),
  source_branch: z.string(),
  source_project_id: z.int().nullable(),
  sha: z.string().nullable(),
});

/** GitLab, at any address, through `glab`. */
export function createGitLab(tool: Tool, api: Api = apiOf(tool)): Forge {
  const projectOf = (host: string | undefined, path: string, signal: AbortSignal) => api({ host, method: 'GET', path: projectPath(path) }, project, signal);
  const idOf = async (host: string | undefined, path: string, signal: AbortSignal) => (await projectOf(host, path, signal)).id;
  return {
    tool: 'glab',
    noun: 'merge request',

    async open({ host, source, target, branch }, signal) {
      const from = await idOf(host, source, signal);
      const query = new URLSearchParams({ state: 'opened', source_branch: branch, per_page: `${MOST}` });
      const all = await api({ host, method: 'GET', path: `${projectPath(target)}/merge_requests?${query}` }, z.array(mergeRequest), signal);
      // Branches of the same name come from every fork.
      return all
        .filter((each) => each.source_branch === branch && each.source_project_id === from)
        .map((each) => ({ number: each.iid, title: each.title, body: each.description ?? '', base: each.target_branch, headId: each.sha ?? '', url: each.web_url }));
    },

    async parent({ host, source }, signal) {
      return (await projectOf(host, source, signal)).forked_from_project?.path_with_namespace;
    },

    async create({ host, source, target, branch }: PushedBranch, { title, body }, { base, draft }, signal) {
      const elsewhere = source === target ? {} : { target_project_id: await idOf(host, target, signal) };
      const created = await api(
        { host, method: 'POST', path: `${projectPath(source)}/merge_requests`, body: { source_branch: branch, target_branch: base, title: draft ? `Draft: ${title}` : title, description: body, ...elsewhere } },
        mergeRequest,
        signal,
      );
      return { url: created.web_url };
    },

    async update({ host, target }, request, { title, body }, signal) {
      const draft = DRAFT.test(title) ? '' : (DRAFT.exec(request.title)?.[0] ?? '');
      await api({ host, method: 'PUT', path: `${projectPath(target)}/merge_requests/${request.number}`, body: { title: `${draft}${title}`, description: body } }, mergeRequest, signal);
    },
  };
}

function projectPath(path: string): string {
  return `projects/${encodeURIComponent(path)}`;
}
