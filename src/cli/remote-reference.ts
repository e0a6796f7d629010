/** To be replaced by what src/remote/reference.ts says of references and keys. */

const HOSTS: Record<string, string> = { anthropic: 'api.anthropic.com', google: 'generativelanguage.googleapis.com' };
const KEYS: Record<string, string[]> = {
  'api.anthropic.com': ['ANTHROPIC_API_KEY'],
  'generativelanguage.googleapis.com': ['GOOGLE_GENERATIVE_AI_API_KEY', 'GEMINI_API_KEY'],
  'api.openai.com': ['OPENAI_API_KEY'],
};

export interface RemoteReference {
  /** `api.anthropic.com`, `127.0.0.1:8080`. */
  recipient: string;
  model: string;
}

/** Whether the reference names a model behind an address, and not a file or one of the catalogue. */
export function isRemote(reference: string): boolean {
  return /^(?:openai|anthropic|google):/.test(reference);
}

/** Undefined where it is none of `openai:https://host/v1#model`, `anthropic:model` and `google:model`, or holds a key. */
export function parseRemote(reference: string): RemoteReference | undefined {
  const [, provider = '', rest = ''] = /^(openai|anthropic|google):(\S+)$/.exec(reference) ?? [];
  const recipient = HOSTS[provider];
  if (recipient !== undefined) return /^[\w.-]+$/.test(rest) ? { recipient, model: rest } : undefined;
  if (provider !== 'openai' || !URL.canParse(rest)) return undefined;
  const { protocol, host, username, password, search, hash } = new URL(rest);
  const sound = ['http:', 'https:'].includes(protocol) && username === '' && password === '' && search === '' && hash.length > 1;
  return sound ? { recipient: host, model: rest.slice(rest.indexOf('#') + 1) } : undefined;
}

/** The environment variables that may hold the key, the first one first. A provider's own is for its own address only. */
export function keyVariables(reference: string): string[] {
  return ['JOURNEYMAN_REMOTE_KEY', ...(KEYS[parseRemote(reference)?.recipient ?? ''] ?? [])];
}
