import * as z from 'zod';

/** What a server says of its models. */
export type ModelList = { kind: 'models'; names: string[] } | { kind: 'key wanted' } | { kind: 'unknown' };

/** Milliseconds that one waits for a list that is only a convenience. */
const PATIENCE_MS = 3_000;
const MOST_BYTES = 2_000_000;
const MOST_NAMES = 500;
const answer = z.object({ data: z.array(z.object({ id: z.string().min(1).max(200) })) });

/** The models of an OpenAI-compatible server, by the address that its requests go below (`https://host/v1`). Never rejects. */
export async function listModels(address: string, key: string | undefined, request: typeof fetch = fetch): Promise<ModelList> {
  try {
    // A redirect could take the key to another host.
    const response = await request(`${address}/models`, { headers: { Accept: 'application/json', ...(key && { Authorization: `Bearer ${key}` }) }, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.status === 401 || response.status === 403) return { kind: 'key wanted' };
    if (!response.ok || !response.body) return { kind: 'unknown' };
    const { data } = answer.parse(JSON.parse(await beginning(response.body)));
    return data.length === 0 ? { kind: 'unknown' } : { kind: 'models', names: data.slice(0, MOST_NAMES).map(({ id }) => id) };
  } catch {
    return { kind: 'unknown' };
  }
}

async function beginning(body: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error('The list is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** An address as it is written into a reference, or why it is none. Where it has no path, `/v1` is meant. */
export function serverAddress(text: string): { address: string; host: string; plain: boolean } | { problem: string } {
  const url = URL.parse(text.trim());
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') return { problem: 'Write an address that begins with https:// (or http:// for this machine).' };
  if (url.username || url.password) return { problem: 'Leave user name and password out: a key is asked for afterwards.' };
  if (url.search || url.hash) return { problem: 'Leave out what comes after ? or #.' };
  let path = url.pathname;
  while (path.endsWith('/')) path = path.slice(0, -1);
  return { address: `${url.origin}${path || '/v1'}`, host: url.host, plain: url.protocol === 'http:' };
}
