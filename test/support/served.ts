import { type Finished, startCommandLine } from './command-line.ts';

export interface Served {
  url: string;
  token: string;
  pid: number;
  /** Headers of a request that carries JSON. */
  headers: Record<string, string>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Sends SIGTERM and waits for the end. */
  stop(): Promise<Finished>;
}

/** The built command line as a server with the smallest model, on a port of its own. */
export async function startServed({ cwd, env, args = [] }: { cwd: string; env?: NodeJS.ProcessEnv; args?: string[] }): Promise<Served> {
  const started = await startCommandLine(['serve', '--port', '0', '--json', ...args], { cwd, env: { JOURNEYMAN_TOKEN: '', ...env } });
  started.child.stdin.end();
  while (!started.stdout().includes('\n')) {
    const ended = await Promise.race([started.finished, new Promise<undefined>((resolve) => started.child.stdout.once('data', () => resolve(undefined)))]);
    if (ended) throw new Error(ended.stderr);
  }
  const { url, token } = JSON.parse(started.stdout()) as { url: string; token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    ...{ url, token, headers },
    pid: started.child.pid!,
    post: (path, body, more = {}) => fetch(`${url}${path}`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { ...headers, ...more } }),
    stop: () => {
      started.child.kill('SIGTERM');
      return started.finished;
    },
  };
}
