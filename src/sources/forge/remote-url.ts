export interface RemoteAddress {
  /** In small letters, with the port where it is not the usual one of the web. */
  host: string;
  /** `owner/name`, without `.git`. */
  path: string;
}

/** Servers that are reached by another name through port 443. */
const ALIASES: Record<string, string> = { 'ssh.github.com': 'github.com', 'www.github.com': 'github.com', 'altssh.gitlab.com': 'gitlab.com', 'www.gitlab.com': 'gitlab.com' };

/** Where a remote's URL points, in any of the forms that git takes; undefined for a folder of this machine. */
export function remoteAddress(url: string): RemoteAddress | undefined {
  const { host, path } = parts(url) ?? {};
  if (host === undefined || path === undefined) return undefined;
  const name = host.toLowerCase();
  const trimmed = path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  if (!/^[a-z0-9][a-z0-9.-]*(?::\d+)?$/.test(name) || !isRepositoryPath(trimmed)) return undefined;
  return { host: ALIASES[name] ?? name, path: trimmed };
}

/** The name under which ssh is to reach the server, as it is written; undefined for a URL that is not for ssh. */
export function sshName(url: string): string | undefined {
  return /^(?:https?|git):\/\//i.test(url) ? undefined : parts(url)?.host;
}

function parts(url: string): { host: string; path: string } | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url)) {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (!parsed || !/^(?:https?|ssh|git|git\+ssh|ssh\+git):$/.test(parsed.protocol)) return undefined;
    // The port of ssh or git says nothing of where the server's interface is.
    return { host: parsed.protocol.startsWith('http') ? parsed.host : parsed.hostname, path: parsed.pathname };
  }
  // `C:\repositories` is a folder, and so is all that has a slash before the colon.
  const short = /^(?:[^@/\\:]+@)?([^/\\:]{2,}):(.+)$/.exec(url);
  return short ? { host: short[1]!, path: short[2]! } : undefined;
}

/** Two parts or more, none of which could lead a request elsewhere. */
export function isRepositoryPath(path: string): boolean {
  const names = path.split('/');
  return names.length >= 2 && names.every((name) => /^[\w.~-]+$/.test(name) && !/^\.+$/.test(name));
}
