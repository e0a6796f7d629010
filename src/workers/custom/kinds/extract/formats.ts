import type { StringFormat } from './field.ts';

/** What values of a format look like in a text. Linear in its length. */
const FORMS: Partial<Record<StringFormat, RegExp>> = {
  email: /(?<![\w.+[\]-])[\w.+[\]-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}(?![\w@])/g,
  uri: /\b[a-z][a-z+.-]{1,15}:\/\/[^\s<>"'`)\]}]{1,500}/gi,
  ipv4: /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d]|\.\d)/g,
  ipv6: /(?<![\w:])[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?![\w:])/gi,
  uuid: /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi,
  hostname: /(?<![\w@.-])(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,8}[a-z]{2,20}(?![\w-])/gi,
};

/** What of a text has the format, in its order. */
export function ofFormat(format: StringFormat, text: string): { text: string; offset: number }[] {
  const form = FORMS[format];
  return form ? [...text.matchAll(form)].map((match) => ({ text: format === 'uri' ? match[0].replace(/[.,;:!?]+$/, '') : match[0], offset: match.index })) : [];
}

/** Whether a whole text has the format; dates and times as JSON Schema wants them. */
export const FORMAT_CHECKS: Record<StringFormat, (value: string) => boolean> = {
  date: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)),
  'date-time': (value) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})?$/.test(value),
  time: (value) => /^\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})?$/.test(value),
  email: whole('email'),
  uri: whole('uri'),
  ipv4: whole('ipv4'),
  ipv6: whole('ipv6'),
  uuid: whole('uuid'),
  hostname: whole('hostname'),
};

function whole(format: StringFormat): (value: string) => boolean {
  return (value) => {
    const [first] = ofFormat(format, value);
    return first?.text === value;
  };
}
