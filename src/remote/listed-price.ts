// eslint-disable-next-line no-restricted-imports -- the table of the package's folder models/, not the code of src/models/
import table from '../../models/prices.json' with { type: 'json' };
import type { Price } from '../core/escalation.ts';
import type { ServerReference } from './reference.ts';

/** The hosts whose models the table lists, by its names for the providers. */
const HOSTS: Record<string, string> = { 'api.openai.com': 'openai', 'api.mistral.ai': 'mistral', 'api.deepseek.com': 'deepseek', 'api.groq.com': 'groq' };

/** The price in the kept table; undefined where that does not list the provider's model. */
export function listedPrice(reference: ServerReference): Price | undefined {
  const provider = reference.provider === 'openai' ? HOSTS[new URL(reference.url).hostname] : reference.provider;
  const models: Partial<Record<string, Record<string, number[]>>> = table.models;
  const prices = provider === undefined ? undefined : models[provider];
  const [input, output] = (prices && Object.hasOwn(prices, reference.model) && prices[reference.model]) || [];
  return input === undefined || output === undefined ? undefined : { input, output };
}
