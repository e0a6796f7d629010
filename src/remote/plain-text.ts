const LONGEST = 200;
/** Letters of a key in a row that tell something of it. */
const TELLING = 6;

/**
 * What a server says, fit to be shown: one short line without control characters, invisible letters and markup,
 * and without any part of the key that is long enough to tell something.
 */
export function plainText(text: string, key: string | undefined): string {
  const line = withoutKey(text.slice(0, 4_000), key)
    .replace(/<[^<>]{0,200}>/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu, ' ')
    .replace(/[<>`[\]\\*#|]/g, ' ')
    .replace(/https?:\/\/\S{1,300}/gi, '…')
    .replace(/\s{1,4000}/g, ' ')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).trimEnd()}…` : line;
}

function withoutKey(text: string, key: string | undefined): string {
  if (!key) return text;
  const width = Math.min(TELLING, key.length);
  const covered = new Uint8Array(text.length);
  for (let start = 0; start + width <= key.length; start++) {
    const part = key.slice(start, start + width);
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) covered.fill(1, at, at + width);
  }
  let result = '';
  for (let index = 0; index < text.length; index++) result += covered[index] ? (covered[index - 1] ? '' : '…') : text[index];
  return result;
}

/** The message in a server's error body, as the usual servers write it; empty where there is none. */
export function messageIn(body: string, key: string | undefined): string {
  try {
    return plainText(messageOfJson(JSON.parse(body)), key);
  } catch {
    return '';
  }
}

function messageOfJson(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  const { error, message, detail } = value as Record<string, unknown>;
  if (error !== undefined && error !== null) return messageOfJson(error);
  return typeof message === 'string' ? message : typeof detail === 'string' ? detail : '';
}
