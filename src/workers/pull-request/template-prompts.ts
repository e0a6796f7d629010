import type { LinkedIssues } from './linked-issues.ts';
import { kindOf } from './template-kinds.ts';
import { LONGEST_LINE, type TemplateLine } from './template-lines.ts';
import { isPlaceholderText } from './template-placeholder.ts';
import { labelIn } from './template-sections.ts';

/** What stands for a number that is not there yet. */
const NUMBER = String.raw`(?:[\w.-]{0,60}(?:\/[\w.-]{0,60})?#(?:\.{3}|…|[a-z_]{0,20}|x{1,8}|0{1,6}|1234?5?|<[^<>]{0,40}>|\[[^\]]{0,40}\]|\([^()]{0,40}\))|<[^<>]{1,40}>|\((?:issue|ticket|link)[^()]{0,40}\)|\[[^\]]{1,40}\])`;
const CLOSING = 'fix(?:e[sd])?|close[sd]?|resolve[sd]?';
const MENTIONING = 'address(?:es)?|refs?|references?|relate[sd](?: to)?|see(?: also)?|part of|updates?|follow-up (?:to|of)';
/** `This PR fixes #`, `Closes: #XXX`, `Addresses #number (in this form)`. */
const AT_END = new RegExp(String.raw`(^|[\s(:*_-])(${CLOSING}|${MENTIONING})(:?)[ \t]*(issues?:? )?${NUMBER}(?:[ \t]*\([^()]{0,80}\))?[.)]?$`, 'i');
/** `Closes`, `Refs:` with nothing before and nothing after. */
const ALONE = new RegExp(String.raw`^((?:[-*+] )?)(${CLOSING}|${MENTIONING})(:?)$`, 'i');
const IS_CLOSING = new RegExp(String.raw`^(?:${CLOSING})$`, 'i');
/** `Fixes #1, Fixes #2`. */
const EXAMPLES = new RegExp(String.raw`^(?:(?:${CLOSING}) #\d(?:, ?|$))+$`, 'i');
const KEY = /^[A-Z][A-Z0-9]+-\d+$/;

/**
 * Writes issues where a line asks for them: after `Fixes #`, `Closes: <!-- issue -->`, `**Issue:**`, `JIRA:`. Check boxes stay.
 * What was written is taken out of `left`; the lines are changed in place.
 */
export function fillIssuePrompts(lines: TemplateLine[], left: LinkedIssues): void {
  // `Fixes #` below a label is the better place than the label.
  for (const fill of [afterKeyword, afterLabel]) fillEach(lines, (text) => (left.closes.length + left.mentions.length === 0 ? undefined : fill(text, left)));
}

function fillEach(lines: TemplateLine[], fill: (text: string) => string | undefined): void {
  for (const line of lines) {
    if (line.in !== 'text' || line.seen === '' || line.raw.length > LONGEST_LINE || /^#{1,6}\s|^[-*+] \[|^\|/.test(line.seen)) continue;
    const at = line.raw.indexOf('<!--');
    // A comment before or within the prompt: too odd to be changed.
    if (at >= 0 && line.raw.slice(0, at).trim() !== line.seen) continue;
    const before = (at < 0 ? line.raw : line.raw.slice(0, at)).trimEnd();
    const after = at < 0 ? (line.raw.endsWith('\r') ? '\r' : '') : ` ${line.raw.slice(at)}`;
    const written = fill(before);
    if (written !== undefined) [line.raw, line.seen] = [written + after, written.trim()];
  }
}

function afterKeyword(text: string, left: LinkedIssues): string | undefined {
  const match = AT_END.exec(text) ?? ALONE.exec(text);
  if (!match) return undefined;
  const [word, colon] = [match[2]!, `${match[3]} ${match[4] ?? ''}`];
  const start = text.slice(0, match.index) + match[1]!;
  if (!IS_CLOSING.test(word)) return left.mentions.length === 0 ? undefined : `${start}${word}${colon}${takeMentions(left)}`;
  if (left.closes.length === 0) return undefined;
  const issues = left.closes.splice(0).map((phrase) => phrase.slice(phrase.lastIndexOf(' ') + 1));
  return `${start}${word}${colon}${issues.join(`, ${word.toLowerCase()} `)}`;
}

function afterLabel(text: string, left: LinkedIssues): string | undefined {
  const label = labelIn(text.trim());
  // A question is a heading: its answer stands below.
  if (!label || label.value !== '' || label.label.includes('?') || kindOf(label.label) !== 'issues' || !/[:：]/.test(text)) return undefined;
  // All that stood after the colon was for the author to replace.
  const end = Math.max(text.lastIndexOf(':'), text.lastIndexOf('：'));
  const rest = end < 0 ? '' : text.slice(end + 1);
  const kept = end < 0 ? text : `${text.slice(0, end + 1)}${/^\s*(\*\*|__)/.exec(rest)?.[1] ?? ''}`;
  const value = valueFor(label.label, left);
  return value === '' ? undefined : `${kept.trimEnd()} ${value}`;
}

/** Takes what fits a label: keys for `JIRA`, no closing words for `Related`. */
export function valueFor(label: string, left: LinkedIssues): string {
  if (/\bjira\b/i.test(label)) {
    const isKey = (issue: string) => KEY.test(issue.slice(issue.lastIndexOf(' ') + 1));
    const keys = [...left.closes, ...left.mentions].filter(isKey);
    left.closes = left.closes.filter((phrase) => !isKey(phrase));
    left.mentions = left.mentions.filter((mention) => !isKey(mention));
    return keys.map((issue) => issue.slice(issue.lastIndexOf(' ') + 1)).join(', ');
  }
  const closes = /\brelate[sd]? to\b|\brefs?\b/i.test(label) ? [] : left.closes.splice(0);
  return [...closes, ...(left.mentions.length > 0 ? [takeMentions(left)] : [])].join(', ');
}

function takeMentions(left: LinkedIssues): string {
  return left.mentions.splice(0).join(', ');
}

/** Texts for the rows of a table, each on one line; empty where there is nothing to say. */
export interface RowTexts {
  summary: string;
  tests: string;
  issues: LinkedIssues;
}

/** Fills the rows of tables that have a question in the first cell and only a placeholder in the second. Returns which parts were written. */
export function fillTableRows(lines: TemplateLine[], texts: RowTexts): Set<'summary' | 'tests' | 'issues'> {
  const written = new Set<'summary' | 'tests' | 'issues'>();
  for (const line of lines) {
    const row = line.in === 'text' && /^\s*\|/.test(line.raw.slice(0, LONGEST_LINE)) && line.raw.length <= 4 * LONGEST_LINE ? cellsOf(line.raw) : undefined;
    if (!row) continue;
    const kind = kindOf(row.label);
    if ((kind !== 'summary' && kind !== 'tests' && kind !== 'issues') || written.has(kind)) continue;
    if (!isPlaceholderCell(row.value.replaceAll('`', '').trim())) continue;
    const text = kind === 'issues' ? valueFor('', texts.issues) : texts[kind];
    if (text === '') continue;
    line.raw = `${row.before}${text.replaceAll('|', '\\|')}${row.after}`;
    written.add(kind);
  }
  return written;
}

function isPlaceholderCell(value: string): boolean {
  return isPlaceholderText(value) || AT_END.test(value) || EXAMPLES.test(value) || /^(?:\(optional\)|if (?:this|the|it|there|your)\b)/i.test(value);
}

/** The first cell, and what stands around the value of the second; undefined for a line of a table with other than two cells. */
function cellsOf(raw: string): { label: string; before: string; value: string; after: string } | undefined {
  const bars = [...raw.matchAll(/\\?\|/g)].filter(([bar]) => bar === '|').map(({ index }) => index);
  if (bars.length < 2 || bars.length > 3) return undefined;
  const start = bars[1]! + 1;
  const end = bars[2] ?? raw.length;
  if (bars.length === 3 && raw.slice(end + 1).trim() !== '') return undefined;
  const cell = raw.slice(start, end);
  const comment = cell.indexOf('<!--');
  const value = comment < 0 ? cell : cell.slice(0, comment);
  if (/^[\s:-]+$/.test(value) && value.includes('-')) return undefined;
  return { label: raw.slice(bars[0]! + 1, bars[1]), before: `${raw.slice(0, start)} `, value, after: `${comment < 0 ? (bars.length === 3 ? ' ' : '') : ` ${cell.slice(comment)}`}${bars.length === 3 ? raw.slice(end) : raw.endsWith('\r') && comment < 0 ? '\r' : ''}` };
}
