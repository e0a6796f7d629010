/** Parameters without which an answer is still one, by the names that servers give them when they refuse them. */
const OPTIONAL = ['temperature', 'seed', 'stop', 'stop_sequences', 'top_logprobs', 'logprobs', 'max_tokens', 'reasoning_effort', 'stream_options', 'response_format'] as const;

/** The parameter that a server's refusal names as one that this model does not take; undefined where it names none of those that may be left out. */
export function unsupportedIn(errorBody: string, known: ReadonlySet<string>): string | undefined {
  const text = errorBody.slice(0, 4_000).toLowerCase();
  if (!/unsupported|not support|unavailable|not allowed|not permitted|unknown|unrecognized|unexpected|extra|deprecated|cannot be used|may only|does not take/.test(text)) return undefined;
  return OPTIONAL.find((name) => !known.has(name) && new RegExp(`(?:^|[^a-z_])${name}(?:[^a-z_]|$)`).test(text));
}

/** The JSON body of a request without these parameters. The limit of the answer's length goes by its newer name. */
export function without(body: string, parameters: ReadonlySet<string>): string {
  if (parameters.size === 0) return body;
  const value = JSON.parse(body) as Record<string, unknown>;
  const renamed = parameters.has('max_tokens') && value['max_tokens'] !== undefined ? { max_completion_tokens: value['max_tokens'] } : {};
  const kept = Object.entries(value).filter(([name]) => !parameters.has(name) && !(name === 'top_logprobs' && parameters.has('logprobs')));
  return JSON.stringify({ ...Object.fromEntries(kept), ...renamed });
}
