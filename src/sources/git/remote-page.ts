import type { GitCommand } from './command.ts';

export interface Page {
  kind: 'github' | 'gitlab';
  /** Without a slash at its end, and without anybody's password. */
  url: string;
}

/** The page of the project that a remote's address belongs to; null where it is neither GitHub's nor GitLab's. */
export function pageOf(address: string): Page | null {
  const match = /^(?:https?|ssh|git):\/\/(?:[^/@]*@)?([\w.-]+)(?::\d+)?\/([\w./~-]+?)(?:\.git)?\/?$/.exec(address) ?? /^(?:[\w.-]+@)?([\w.-]+):(?!\/)([\w./~-]+?)(?:\.git)?\/?$/.exec(address);
  const [, host, path] = match ?? [];
  if (host === undefined || path === undefined || !/^[^/]+(?:\/[^/]+)+$/.test(path)) return null;
  const kind = /(?:^|\.)github(?:\.|$)/i.test(host) ? 'github' : /(?:^|\.)gitlab(?:\.|$)/i.test(host) ? 'gitlab' : null;
  return kind && { kind, url: `https://${host.toLowerCase()}/${path}` };
}

/** The page of the repository that changes are meant for: of the remote `upstream`, which a fork has, of `origin`, or of another one. */
export async function readPage(git: GitCommand): Promise<Page | null> {
  const entries = (await git(['config', '--null', '--get-regexp', '^remote\\..*\\.url$'])).split('\0').filter(Boolean);
  const rank = (key: string) => ['remote.upstream.url', 'remote.origin.url'].indexOf(key) >>> 0;
  const remotes = entries.map((entry) => ({ key: entry.slice(0, entry.indexOf('\n')), address: entry.slice(entry.indexOf('\n') + 1) }));
  remotes.sort((one, other) => rank(one.key) - rank(other.key));
  for (const { address } of remotes) {
    const page = pageOf(address);
    if (page) return page;
  }
  return null;
}
