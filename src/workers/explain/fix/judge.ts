import type { Diagnostic, Finding, Linters } from '../../../core/diagnostic.ts';
import type { Syntax } from '../../../core/syntax.ts';
import type { ExplainInput } from '../input.ts';

/** What is known of the source before anything is changed. */
export interface Before {
  input: ExplainInput;
  /** What the tool reports of the diagnostic's rule. */
  reported: Finding[];
}

/** What speaks against a changed source. */
export interface Complaint {
  /** For the model that wrote it and the person who reads it. */
  text: string;
  /** A name that nothing defines any more. */
  missing?: string;
  /** What another rule reports now. */
  added?: Finding;
}

/** Undefined: the tool is content. */
export type Judge = (changed: string, signal: AbortSignal) => Promise<Complaint | undefined>;

/** Comments that switch a linter off. */
const SILENCING = /noqa|(?:pylint|pyright|mypy|ruff)\s*:|shellcheck\s+disable|eslint-(?:disable|ignore)|(?:biome|prettier|oxlint|stylelint|deno-lint)-(?:ignore|disable)|@ts-(?:ignore|expect-error|nocheck)|type:\s*ignore|nosec|NOSONAR|NOLINT|istanbul ignore/gi;
/** Rules that ask for something to go. */
const REMOVAL = /unus|unnecess|useless|redundan|remov|duplicat|empty|extra|dead|unreachable|multiple|newline|blank|never (?:read|used)/i;
/** Words of the languages themselves: they go and come with the form of the code. */
const KEYWORDS = new Set('and as async await break case catch class const continue def default do done elif else esac export false fi finally for from function if import in is lambda let new none not null of or pass raise return static super switch then this throw true try type typeof undefined var void while with yield'.split(' '));
/** Letters of a reported piece that is a name or little more. */
const LONGEST_NAME = 40;
/** Share of the words of the changed lines that must be left. */
const MUST_STAY = 0.5;

/** Which tool and rule tell of names that nothing defines, for each tool: the first that can be had. */
const UNDEFINED: Record<string, [tool: string, rule: string][]> = {
  eslint: [['eslint', 'no-undef']],
  ruff: [['ruff', 'F821']],
  pylint: [['ruff', 'F821'], ['pylint', 'undefined-variable']],
};

const unreadable = (findings: Finding[]) => findings.find((found) => found.diagnostic.rule === '');
const words = (text: string) => text.toLowerCase().match(/[a-z0-9_]+/g) ?? [];

/** The lines that one text has and the other has not, counted. */
function linesNotIn(text: string, other: string): string[] {
  const there = new Map<string, number>();
  for (const line of other.split(/\r?\n/)) there.set(line, (there.get(line) ?? 0) + 1);
  return text.split(/\r?\n/).filter((line) => {
    const count = there.get(line) ?? 0;
    there.set(line, count - 1);
    return count <= 0;
  });
}

/** True where a change mostly deletes. */
export function deletesTooMuch(before: string, after: string, { message, rule }: Pick<Diagnostic, 'message' | 'rule'>): boolean {
  if (REMOVAL.test(message + rule)) return false;
  const was = words(linesNotIn(before, after).join(' '));
  const left = words(linesNotIn(after, before).join(' '));
  const counts = new Map<string, number>();
  for (const word of left) counts.set(word, (counts.get(word) ?? 0) + 1);
  let kept = 0;
  for (const word of was) {
    const count = counts.get(word) ?? 0;
    if (count > 0) kept++;
    counts.set(word, count - 1);
  }
  return was.length > 4 && kept < was.length * MUST_STAY;
}

/** Words of the changed lines that are gone and that neither the message nor the reported piece of code speaks of. */
export function lostWords(before: string, after: string, { message, rule, line, column, endLine, endColumn }: Diagnostic): string[] {
  const reported = line === endLine ? (before.split(/\r?\n/)[line - 1] ?? '').slice(column - 1, endColumn - 1) : '';
  const given = new Set(words(`${message} ${rule} ${reported.length <= LONGEST_NAME ? reported : ''}`));
  const left = new Set(words(linesNotIn(after, before).join(' ')));
  const gone = new Set(words(linesNotIn(before, after).join(' ').replace(/(?:^|\s)(?:\/\/|#)\s.*$/gm, '')));
  return [...gone].filter((word) => word.length > 1 && !KEYWORDS.has(word) && !left.has(word) && !given.has(word) && ![...left].some((other) => other.includes(word)));
}

export function silences(before: string, after: string): boolean {
  const count = (text: string) => text.match(SILENCING)?.length ?? 0;
  return count(after) > count(before);
}

/** Without its layout, which a tool may mend and a model only shuffles. */
export const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();

/** What the second list reports beyond the first: by rule and message, since lines move. */
function added(before: Finding[], after: Finding[]): Finding[] {
  const key = ({ diagnostic: { rule, message } }: Finding) => `${rule} ${message}`;
  const counts = new Map<string, number>();
  const rules = new Map<string, number>();
  const count = (map: Map<string, number>, name: string, by: number) => map.set(name, (map.get(name) ?? 0) + by);
  for (const finding of before) {
    count(counts, key(finding), 1);
    count(rules, finding.diagnostic.rule, 1);
  }
  for (const finding of after) count(rules, finding.diagnostic.rule, -1);
  return after.filter((finding) => {
    count(counts, key(finding), -1);
    // A message that quotes the code changes with it: only a rule that is reported more often than before counts.
    return counts.get(key(finding))! < 0 && (rules.get(finding.diagnostic.rule) ?? 0) < 0;
  });
}

function said({ message, line }: Diagnostic, source: string): string {
  const code = (source.split(/\r?\n/)[line - 1] ?? '').trim().slice(0, 120);
  return `${message.replace(/\s+/g, ' ').slice(0, 200)}${code === '' ? '' : `, at: ${code}`}`;
}

/** What speaks against a changed source without asking a tool. */
export async function faultOf({ source, language, diagnostic }: ExplainInput, changed: string, syntax: Syntax | undefined): Promise<Complaint | undefined> {
  if (changed === source) return { text: 'Nothing was changed.' };
  if (silences(source, changed)) return { text: 'A comment that silences the linter is no fix.' };
  if (deletesTooMuch(source, changed, diagnostic)) return { text: 'Most of the code was deleted. Keep what it does.' };
  const [broken, brokenBefore] = await Promise.all([syntax?.errors(changed, language), syntax?.errors(source, language)]).catch(() => []);
  return broken !== undefined && brokenBefore !== undefined && broken > brokenBefore ? { text: 'The code can no longer be parsed.' } : undefined;
}

/**
 * Judges changes of one source for one diagnostic. The cheap questions come first, then the tool: it must be able to read the source, report
 * the rule less often than before, know every name that it knew, and report nothing of any other rule that it did not report before.
 */
export function createJudge({ input, reported }: Before, linters: Linters, syntax: Syntax | undefined): Judge {
  const { diagnostic, source } = input;
  const remembered = new Map<string, Promise<Finding[] | undefined>>();
  const target = (text: string) => ({ file: input.file, source: text, language: input.language, ...(input.toolsDir === undefined ? {} : { toolsDir: input.toolsDir }) });
  const ask = (text: string, tool: string, rule: string | undefined, signal: AbortSignal) =>
    linters.lint(target(text), { tool, ...(rule === undefined ? {} : { rule }), signal }).catch(() => {
      signal.throwIfAborted();
      return undefined;
    });
  /** What was reported before the change: asked once for all changes. */
  const before = (tool: string, rule: string | undefined, signal: AbortSignal) => {
    const key = `${tool} ${rule}`;
    const known = remembered.get(key);
    if (known) return known;
    const asked = ask(source, tool, rule, signal);
    remembered.set(key, asked);
    return asked;
  };

  async function undefinedName(changed: string, signal: AbortSignal): Promise<Complaint | undefined> {
    for (const [tool, rule] of UNDEFINED[diagnostic.tool] ?? []) {
      if (!linters.canLint(tool) || rule === diagnostic.rule) continue;
      const [was, now] = await Promise.all([before(tool, rule, signal), ask(changed, tool, rule, signal)]);
      if (!was || !now) continue;
      const [first] = added(was, now);
      if (!first) return undefined;
      const missing = /[`'"](\w+)[`'"]/.exec(first.diagnostic.message)?.[1];
      return { text: `A name is not defined: ${said(first.diagnostic, changed)}`, ...(missing === undefined ? {} : { missing }) };
    }
    return undefined;
  }

  return async (changed, signal) => {
    const unsound = await faultOf(input, changed, syntax);
    if (unsound) return unsound;
    const after = await ask(changed, diagnostic.tool, diagnostic.rule, signal);
    if (!after) return { text: `${diagnostic.tool} could not be run on the changed code.` };
    const unread = unreadable(after);
    if (unread) return { text: `The code can no longer be parsed: ${said(unread.diagnostic, changed)}` };
    const left = after.length >= reported.length ? nearest(after, diagnostic) : stillThere(input, changed, reported, after);
    if (left) return { text: `The rule still reports it: ${said(left.diagnostic, changed)}` };

    const missing = await undefinedName(changed, signal);
    if (missing !== undefined) return missing;

    const [all, now] = await Promise.all([before(diagnostic.tool, undefined, signal), ask(changed, diagnostic.tool, undefined, signal)]);
    const [other] = all && now ? added(all, now).filter((found) => found.diagnostic.rule !== diagnostic.rule) : [];
    return other && { text: `Another rule reports something new: ${said(other.diagnostic, changed)}`, added: other };
  };
}

/**
 * The finding that was asked about, where the tool reports it after the change as before: another one of its rule may have gone instead. In code that
 * stayed it has its place; in code that changed, its message tells, which then must be reported less often.
 */
function stillThere({ source, diagnostic }: Before['input'], changed: string, reported: Finding[], after: Finding[]): Finding | undefined {
  const same = (findings: Finding[]) => findings.filter((found) => found.diagnostic.message === diagnostic.message);
  const kept = same(after);
  const at = offsetOf(source, diagnostic);
  const [start, end] = sameEnds(source, changed);
  const moved = at < start ? at : at >= source.length - end ? at + changed.length - source.length : undefined;
  if (moved !== undefined) return kept.find((found) => offsetOf(changed, found.diagnostic) === moved);
  return kept.length > 0 && kept.length >= same(reported).length ? nearest(kept, diagnostic) : undefined;
}

/** Characters that two texts have in common at their beginning, and behind it at their end. */
function sameEnds(one: string, other: string): [start: number, end: number] {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start++;
  let end = 0;
  while (end < most - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  return [start, end];
}

function offsetOf(text: string, { line, column }: Pick<Diagnostic, 'line' | 'column'>): number {
  let at = 0;
  for (let passed = 1; passed < line; passed++) {
    const next = text.indexOf('\n', at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  return at + column - 1;
}

/** What is reported nearest to where it was. */
function nearest(findings: Finding[], { line }: Diagnostic): Finding {
  return findings.reduce((best, found) => (Math.abs(found.diagnostic.line - line) < Math.abs(best.diagnostic.line - line) ? found : best));
}
