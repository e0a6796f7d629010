/** What is needed of a remote reference to ask for its key: who gets what is sent. */
export interface Recipient {
  /** `api.anthropic.com`, `127.0.0.1:8080`, `GitHub Copilot`. */
  name: string;
  model: string;
  /** Whether it is this machine, which seldom wants a key. */
  local: boolean;
  /** Whether the editor itself asks the model, with its own account. */
  editor: boolean;
}

/** Reads a reference as far as that; undefined where it is none. To be replaced by `parseRemoteReference` and `recipientOf` of src/remote/reference.ts. */
export function recipientOfReference(reference: string): Recipient | undefined {
  const [, provider = '', rest = ''] = /^\s*([a-z]+):(.*?)\s*$/is.exec(reference) ?? [];
  switch (provider.toLowerCase()) {
    case 'openai': {
      const url = URL.parse(rest);
      const model = url?.hash.slice(1) ?? '';
      return url && /^https?:$/.test(url.protocol) && model !== '' ? { name: url.host, model, local: isThisMachine(url.hostname), editor: false } : undefined;
    }
    case 'anthropic':
      return rest === '' ? undefined : { name: 'api.anthropic.com', model: rest, local: false, editor: false };
    case 'google':
      return rest === '' ? undefined : { name: 'generativelanguage.googleapis.com', model: rest, local: false, editor: false };
    case 'editor': {
      const [vendor = '', ...family] = rest.split('/');
      return vendor === '' || family.join('/') === '' ? undefined : { name: vendorName(vendor), model: family.join('/'), local: false, editor: true };
    }
    default:
      return undefined;
  }
}

/** A vendor of the editor's models as people know it. */
export function vendorName(vendor: string): string {
  return vendor === 'copilot' ? 'GitHub Copilot' : vendor;
}

/** Whether an address is this machine's own. */
export function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
