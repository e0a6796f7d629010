import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A pull request or merge request as the server keeps it. */
export interface Kept {
  number: number;
  title: string;
  body: string | null;
  base: string;
  branch: string;
  /** Path of the repository that the branch is in. */
  source: string;
  sha: string;
  open: boolean;
  draft: boolean;
}

export interface Seen {
  method: string;
  path: string;
  body: unknown;
  /** How the stand-in tool was started; undefined where a real one asks. */
  started: { tool: string; args: string[]; cwd: string } | undefined;
}

interface Reply {
  status: number;
  body: unknown;
}

/**
 * The few requests of GitHub's and GitLab's interfaces that are about pull requests, answered as they document it. Also a proxy in front of
 * `github.localhost`, the name under which gh speaks without encryption, so that the real gh can be led here.
 */
export class ForgeServer {
  readonly target: string;
  kept: Kept[] = [];
  /** A fork of the target that is there too; undefined where there is none. */
  fork: string | undefined;
  seen: Seen[] = [];
  /** What the next request gets in place of its answer. */
  refuse: Reply | undefined;
  /** Called before a list is given. */
  onList: () => void = () => undefined;
  readonly #server: Server;

  constructor(target: string) {
    this.target = target;
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ status, body }) => response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'x-oauth-scopes': 'repo, read:org' }).end(JSON.stringify(body)));
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): Promise<unknown> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  open(request: Partial<Kept> = {}): Kept {
    const added: Kept = { number: 12, title: 'Old title', body: 'Old body, written by hand.\r\n', base: 'main', branch: 'feature/steep', source: this.target, sha: 'f'.repeat(40), open: true, draft: false, ...request };
    this.kept.push(added);
    return added;
  }

  /** What was asked for beside lists and logins. */
  get writes(): Seen[] {
    return this.seen.filter(({ method, path }) => method !== 'GET' && !path.includes('graphql'));
  }

  async #answer(request: IncomingMessage): Promise<Reply> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const sent = await text(request);
    const started = request.headers['x-started'];
    const method = request.method ?? 'GET';
    const body = sent === '' ? undefined : (JSON.parse(sent) as Record<string, unknown>);
    this.seen.push({ method, path: `${pathname}?${searchParams}`, body, started: typeof started === 'string' ? (JSON.parse(decodeURIComponent(started)) as Seen['started']) : undefined });
    const refusal = this.refuse;
    this.refuse = undefined;
    if (refusal) return refusal;
    return pathname.startsWith('/api/v4/') ? this.#gitlab(method, pathname, searchParams, body) : this.#github(method, pathname, searchParams, body);
  }

  #github(method: string, path: string, query: URLSearchParams, body: Record<string, unknown> | undefined): Reply {
    const [, repository, list, number] = /^\/repos\/([^/]+\/[^/]+)(\/pulls)?(?:\/(\d+))?$/.exec(path) ?? [];
    if (path === '/' || path === '/graphql') return { status: 200, body: { data: { viewer: { login: 'zoe' } } } };
    const isFork = repository !== undefined && repository === this.fork;
    if (repository !== this.target && !isFork) return { status: 404, body: { message: 'Not Found' } };
    if (list === undefined) return { status: 200, body: { full_name: repository, fork: isFork, ...(isFork && { parent: { full_name: this.target } }) } };
    if (isFork) return method === 'GET' ? { status: 200, body: [] } : { status: 422, body: { message: 'Nobody looks at requests in a fork.' } };
    const show = (each: Kept) => ({
      number: each.number,
      state: each.open ? 'open' : 'closed',
      title: each.title,
      body: each.body,
      draft: each.draft,
      html_url: `https://github.localhost/${this.target}/pull/${each.number}`,
      base: { ref: each.base },
      head: { ref: each.branch, sha: each.sha, label: `${each.source.split('/')[0]}:${each.branch}`, user: { login: each.source.split('/')[0] }, repo: { full_name: each.source } },
    });
    if (method === 'GET') {
      this.onList();
      return { status: 200, body: this.kept.filter((each) => each.open && query.get('head') === `${each.source.split('/')[0]}:${each.branch}`).map(show) };
    }
    if (method === 'POST') {
      const [owner, branch] = String(body?.['head']).includes(':') ? String(body?.['head']).split(':') : [repository.split('/')[0], String(body?.['head'])];
      if (this.kept.some((each) => each.branch === branch && each.base === body?.['base'])) return { status: 422, body: { message: 'Validation Failed', errors: [{ message: `A pull request already exists for ${owner}:${branch}.` }] } };
      return { status: 201, body: show(this.open({ number: 40, title: String(body?.['title']), body: String(body?.['body']), base: String(body?.['base']), branch: branch!, source: `${owner}/shop`, draft: body?.['draft'] === true })) };
    }
    const found = this.kept.find((each) => each.number === Number(number));
    if (method !== 'PATCH' || !found) return { status: 404, body: { message: 'Not Found' } };
    Object.assign(found, body);
    return { status: 200, body: show(found) };
  }

  #gitlab(method: string, path: string, query: URLSearchParams, body: Record<string, unknown> | undefined): Reply {
    const [, encoded = '', list, number] = /^\/api\/v4\/projects\/([^/]+)(\/merge_requests)?(?:\/(\d+))?$/.exec(path) ?? [];
    const project = decodeURIComponent(encoded);
    const idOf = (name: string) => (name === this.target ? 7 : 8);
    const show = (each: Kept) => ({
      iid: each.number,
      state: each.open ? 'opened' : 'closed',
      title: each.title,
      description: each.body,
      web_url: `https://gitlab.localhost/${this.target}/-/merge_requests/${each.number}`,
      target_branch: each.base,
      source_branch: each.branch,
      source_project_id: idOf(each.source),
      sha: each.sha,
    });
    if (list === undefined) return { status: 200, body: { id: idOf(project), path_with_namespace: project, ...(project === this.fork && { forked_from_project: { id: idOf(this.target), path_with_namespace: this.target } }) } };
    if (method === 'GET') {
      this.onList();
      return { status: 200, body: this.kept.filter((each) => each.open && project === this.target && query.get('state') === 'opened' && query.get('source_branch') === each.branch).map(show) };
    }
    if (method === 'POST') {
      return { status: 201, body: show(this.open({ number: 40, title: String(body?.['title']), body: String(body?.['description']), base: String(body?.['target_branch']), branch: String(body?.['source_branch']), source: project })) };
    }
    const found = this.kept.find((each) => each.number === Number(number));
    if (method !== 'PUT' || !found || project !== this.target) return { status: 404, body: { message: '404 Not found' } };
    found.title = String(body?.['title']);
    found.body = String(body?.['description']);
    return { status: 200, body: show(found) };
  }
}
