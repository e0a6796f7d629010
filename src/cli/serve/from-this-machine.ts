import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Why a request may come from a web page, as a sentence; undefined where a program of this machine has sent it. Pages reach loopback
 * addresses: under a foreign name that leads here (DNS rebinding), or by requests for which browsers ask nobody. The first are known by their
 * `Host`, the others by the headers that browsers, and only they, send along.
 */
export function fromPage(headers: IncomingHttpHeaders, port: number): string | undefined {
  const host = headers.host?.toLowerCase() ?? '';
  const names = LOOPBACK.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  if (!names.includes(host)) return 'The header Host is not that of this server.';
  if (headers.origin !== undefined) return 'The request comes from a web page: it has the header Origin.';
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'none') return 'The request comes from a web page: it has the header Sec-Fetch-Site.';
  return undefined;
}
