import { lintSource } from '@secretlint/core';
import { rules as recommended } from '@secretlint/secretlint-rule-preset-recommend';
import type { Span } from './spans.ts';

/**
 * secretlint's recommended rules, but for the one that lets a comment in the text switch the others off: the text is not ours.
 */
const FILTER = '@secretlint/secretlint-rule-filter-comments';
const RULES = recommended.filter((rule) => rule.meta.id !== FILTER).map((rule) => ({ id: rule.meta.id, rule }));
if (RULES.length === 0 || RULES.length === recommended.length) throw new Error('secretlint has other rules than were expected');

/** Characters that are looked at together: what secretlint does with its findings takes the square of their number. */
const CHUNK = 50_000;
/** Characters of a line without end that are looked at twice. */
const OVERLAP = 4000;
/** Where the rules report more than the password of an address. */
const USER_INFO = /:\/\/[^\s:/@]{0,200}:([^\s/@]{1,300})@/d;

/** Rejects where a rule fails. */
export async function findByRules(text: string): Promise<Span[]> {
  const spans: Span[] = [];
  for (let at = 0; at < text.length; ) {
    const whole = at + CHUNK >= text.length;
    const newline = whole ? text.length : text.lastIndexOf('\n', at + CHUNK);
    const end = newline > at ? newline : at + CHUNK;
    for (const span of await findIn(text.slice(at, end))) spans.push({ ...span, start: span.start + at, end: span.end + at });
    at = whole || newline > at ? end + (whole ? 0 : 1) : end - OVERLAP;
    if (whole) break;
  }
  return spans;
}

async function findIn(content: string): Promise<Span[]> {
  const source = { filePath: 'text', content, ext: '', contentType: 'text' as const };
  const { messages } = await lintSource({ source, options: { config: { rules: RULES }, noPhysicFilePath: true } });
  return messages.flatMap((message) => {
    if (message.type !== 'message') return [];
    const kind = `secret (${message.ruleId.replace(/^.*secretlint-rule-/, '').replaceAll('-', ' ')})`;
    const [from, to] = message.range as [number, number];
    // Some rules' ranges begin before the secret and are as long as it; what was found is in the message's data.
    const values = Object.values((message.data ?? {}) as Record<string, unknown>).filter((value) => typeof value === 'string' && value.length > 3) as string[];
    const found = values.flatMap((value) => within(content, value, from, kind));
    return found.length > 0 ? found : [{ start: from, end: to, kind }];
  });
}

function within(content: string, value: string, from: number, kind: string): Span[] {
  const at = content.indexOf(value, from);
  if (at === -1) return [];
  const userInfo = USER_INFO.exec(value);
  if (userInfo) return [{ start: at + userInfo.indices![1]![0], end: at + userInfo.indices![1]![1], kind }];
  // A rule that takes the rest of a line.
  const end = value.search(/[\s"'`]/);
  return [{ start: at, end: at + (end > 3 ? end : value.length), kind }];
}
