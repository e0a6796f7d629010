import { UserError } from '../core/errors.ts';

/** A model behind an address that speaks OpenAI's chat completions. */
export interface OpenAiReference {
  provider: 'openai';
  /** Up to and without the last slash before `chat/completions`: `https://api.openai.com/v1`. */
  url: string;
  model: string;
}

/** A model that is reached over HTTP. */
export type ServerReference = OpenAiReference | { provider: 'anthropic'; model: string } | { provider: 'google'; model: string };

/** A model on another machine, or one that the editor offers. */
export type RemoteReference = ServerReference | { provider: 'editor'; vendor: string; family: string };

const EXAMPLES = 'Write it as openai:https://api.openai.com/v1#gpt-4.1-mini (any server that speaks OpenAI’s API), anthropic:claude-sonnet-4-5, google:gemini-2.5-flash, or editor:copilot/gpt-4.1.';
/** Names go into addresses: nothing that ends a path, and no step upwards. */
const MODEL_NAME = /^(?!.*\.\.)[A-Za-z0-9][\w.:/@+-]{0,199}$/;

/** Reads `openai:https://host/v1#model`, `anthropic:model`, `google:model`, `editor:vendor/family`. Throws a UserError for anything else, and for plain http to another machine unless `allowHttp`. */
export function parseRemoteReference(text: string, { allowHttp = false } = {}): RemoteReference {
  const reference = text.trim();
  const colon = reference.indexOf(':');
  const rest = reference.slice(colon + 1).trim();
  const scheme = colon < 0 ? '' : reference.slice(0, colon).toLowerCase();
  switch (scheme) {
    case 'openai':
      return openAiReference(rest, allowHttp);
    case 'anthropic':
    case 'google':
      return { provider: scheme, model: modelName(rest) };
    case 'editor': {
      const slash = rest.indexOf('/');
      const [vendor, family] = [rest.slice(0, slash).trim(), rest.slice(slash + 1).trim()];
      if (slash < 1 || family === '') throw unreadable(rest, 'names no model as VENDOR/FAMILY');
      return { provider: 'editor', vendor: modelName(vendor), family: modelName(family) };
    }
    default:
      throw unreadable(reference, 'does not begin with openai:, anthropic:, google: or editor:');
  }
}

function openAiReference(text: string, allowHttp: boolean): OpenAiReference {
  const hash = text.indexOf('#');
  const address = hash < 0 ? text : text.slice(0, hash);
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') throw unreadable(address, 'is no web address that begins with https://');
  if (url.username || url.password) throw new UserError('The remote model cannot be used.', 'Its address holds a user name or a password, and addresses are shown and logged.', 'Leave it out of the address, and store the key as a key.');
  if (url.search) throw unreadable(url.host, 'has a query (?…) in its address');
  if (hash < 0) throw unreadable(address, 'names no model after a #');
  if (url.protocol === 'http:' && !allowHttp && !isLoopback(url.hostname)) {
    throw new UserError('The remote model cannot be used.', `Everything sent to ${url.host} over plain http can be read on the way.`, 'Use an https:// address, or allow plain http for it if the network between is your own.');
  }
  return { provider: 'openai', url: `${url.origin}${url.pathname.replace(/\/{1,100}$/, '')}`, model: modelName(text.slice(hash + 1).trim()) };
}

function modelName(name: string): string {
  if (!MODEL_NAME.test(name)) throw unreadable(name, name === '' ? 'has no name of a model' : 'is no name of a model');
  return name;
}

function unreadable(what: string, why: string): UserError {
  const shown = what.replace(/[^\x20-\x7e]/g, '').slice(0, 80);
  return new UserError('The remote model cannot be read.', `${JSON.stringify(shown)} ${why}.`, EXAMPLES);
}

/** Whether an address is this machine's own. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Whether this names a model on a server, in place of one that runs here. */
export function isHosted(model: string): boolean {
  return /^openai:/i.test(model.trim());
}

/** Who gets what is sent, for people. */
export function recipientOf(reference: RemoteReference): string {
  switch (reference.provider) {
    case 'openai':
      return new URL(reference.url).host;
    case 'anthropic':
      return 'api.anthropic.com';
    case 'google':
      return 'generativelanguage.googleapis.com';
    case 'editor':
      return vendorName(reference.vendor);
  }
}

/** A vendor of the editor's models as people know it. */
export function vendorName(vendor: string): string {
  return vendor === 'copilot' ? 'GitHub Copilot' : vendor;
}

/** Whether the model runs on this machine. */
export function isLocal(reference: RemoteReference): boolean {
  return reference.provider === 'openai' && isLoopback(new URL(reference.url).hostname);
}

/**
 * The environment variables that may hold the key, the first one set counts. A provider's usual variable is read for that provider's own address alone.
 * A hosted model in place of the local one has a variable of its own, so that the key of the one never goes to the other.
 */
export function keyVariables(reference: RemoteReference, use: 'remote' | 'hosted' = 'remote'): string[] {
  if (reference.provider === 'editor') return [];
  const own = use === 'remote' ? 'JOURNEYMAN_REMOTE_KEY' : 'JOURNEYMAN_MODEL_KEY';
  if (reference.provider === 'anthropic') return [own, 'ANTHROPIC_API_KEY'];
  if (reference.provider === 'google') return [own, 'GOOGLE_GENERATIVE_AI_API_KEY'];
  return new URL(reference.url).origin === 'https://api.openai.com' ? [own, 'OPENAI_API_KEY'] : [own];
}
