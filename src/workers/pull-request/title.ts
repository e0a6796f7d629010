import type { FileChange } from '../../core/changes.ts';
import { roleOf, type FileRole } from '../changes/role.ts';
import { commonFolder } from '../commit/file-names.ts';
import { partsOf } from '../commit/parts.ts';
import { inferStyle } from '../commit/style.ts';
import { shorten } from './clauses.ts';
import type { Message } from './facts.ts';

export const LONGEST_TITLE = 72;
/** Characters that are read of a line. */
const LONGEST_LINE = 1000;
const TYPES = ['feat', 'fix', 'docs', 'refactor', 'perf', 'test', 'build', 'ci', 'style', 'chore', 'revert'];
/** What a pull request is for when its commits differ: the weightiest comes first. */
const WEIGHT = ['feat', 'fix', 'perf', 'refactor'];
const TYPE_OF_ROLE: Partial<Record<FileRole, string>> = { docs: 'docs', test: 'test', ci: 'ci', lock: 'chore', dependency: 'chore' };

/** The form of a title in this repository. */
export interface TitleStyle {
  /** Null where titles have no `type: `. `type` is null where code cannot tell it and the model chooses. */
  conventional: { type: string | null; scope: string; breaking: boolean; types: string[] } | null;
  /** Whether the description starts with a capital letter; null where nothing tells. */
  capital: boolean | null;
}

export function titleStyle(recentSubjects: string[], commits: Message[], files: FileChange[]): TitleStyle {
  const subjects = [...commits.map(({ subject }) => subject), ...recentSubjects];
  if (subjects.length === 0) return { conventional: null, capital: null };
  const { form, heads, capital } = inferStyle(subjects);
  if (form !== 'conventional') return { conventional: null, capital };
  const own = commits.map(({ subject }) => ({ ...partsOf(subject), subject })).filter((parts) => parts.form === 'conventional');
  const scopes = new Set(own.map(({ scope }) => scope));
  return {
    conventional: {
      type: typeOfCommits(own.map(({ head }) => head)) ?? typeOfFiles(files),
      scope: scopes.size === 1 ? [...scopes][0]! : '',
      breaking: own.some(({ subject }) => /^\w+(?:\([^)]*\))?!:/.test(subject)),
      types: [...new Set([...[...heads.keys()].filter((head) => /^[a-z]+$/.test(head)), ...TYPES])],
    },
    capital,
  };
}

function typeOfCommits(types: string[]): string | null {
  const count = (type: string) => types.filter((other) => other === type).length;
  return WEIGHT.find((type) => types.includes(type)) ?? [...types].sort((one, other) => count(other) - count(one))[0] ?? null;
}

function typeOfFiles(files: FileChange[]): string | null {
  const types = new Set(files.map(({ path }) => TYPE_OF_ROLE[roleOf(path)]));
  return types.size === 1 ? ([...types][0] ?? null) : null;
}

/** A line of the model as a title of this form: one line, at most 72 characters, no full stop, the house's prefix. Empty where nothing is left. */
export function titleFrom(line: string, style: TitleStyle, issues: ReadonlySet<string>): string {
  const plain = withoutUnknownIssues(line.slice(0, LONGEST_LINE), issues)
    .replace(/^\s*(?:[#*>-]+\s*)?(?:\*\*)?(?:pull request |pr )?(?:title)(?:\*\*)?\s*:(?:\*\*)?\s*/i, '')
    .replace(/^["'“”*#\s-]+|["'“”*\s]+$/g, '')
    .replace(/\s+/g, ' ');
  return inForm(plain, withoutFiller, style);
}

/** What a person wrote, a commit's subject for instance, as a title of this form: their words stay as they are. */
export function titleOfSubject(subject: string, style: TitleStyle, issues: ReadonlySet<string>): string {
  const plain = withoutUnknownIssues(subject.slice(0, LONGEST_LINE).replace(/\s+/g, ' '), issues).trim();
  return inForm(plain, (description) => description.replace(/[\s.,;:]+$/, ''), style);
}

function inForm(plain: string, tidied: (description: string) => string, style: TitleStyle): string {
  const parts = partsOf(plain);
  const known = [...TYPES, ...(style.conventional?.types ?? [])];
  const hasType = parts.form === 'conventional' && known.includes(parts.head.toLowerCase());
  const description = tidied(hasType ? parts.description : plain);
  if (!/[\p{L}\p{N}]/u.test(description)) return '';
  if (!style.conventional) return shorten(inCase(description, style.capital ?? true), LONGEST_TITLE);
  const { type, scope, breaking } = style.conventional;
  const chosen = type ?? (hasType ? parts.head.toLowerCase() : 'chore');
  const head = `${chosen}${scope && `(${scope})`}${breaking ? '!' : ''}: `;
  return head + shorten(inCase(description, style.capital ?? false), LONGEST_TITLE - head.length);
}

/** Removes `#12`, `(#12)` and `Fixes #12` where nothing known has that number. */
export function withoutUnknownIssues(text: string, issues: ReadonlySet<string>): string {
  return text.replace(/\s*[([]?(?:\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|see|issue):?\s+)?#(\d+)\b[)\]]?/gi, (whole, number: string) => (issues.has(number) ? whole : ''));
}

/** Small models add what the change is supposed to be good for; it says nothing. */
export function withoutFiller(text: string): string {
  const shorter = text
    .replace(/,? (?:for|to) (?:improved?|better|enhanced?|increased?) [\w ,]+$/i, '')
    .replace(/,? (?:thereby |thus )?(?:ensuring|improving|enhancing|making|providing|promoting|allowing for) [^`]*$/i, '')
    .replace(/[\s.,;:]+$/, '');
  return shorter.split(' ').length >= 3 ? shorter : text.replace(/[\s.,;:]+$/, '');
}

const VERBS =
  'add|allow|apply|bump|cache|change|check|clean|convert|create|delete|disable|document|drop|enable|enhance|ensure|expose|extend|fix|group|handle|implement|improve|include|introduce|make|mention|modify|move|parse|prevent|reduce|refactor|remove|rename|replace|restructure|return|revamp|simplify|split|support|switch|test|update|use|wrap';
const INFLECTED = new Map(
  VERBS.split('|').flatMap((verb) => {
    const stem = verb.replace(/e$/, '').replace(/y$/, 'i');
    const past: Record<string, string> = { drop: 'dropped', make: 'made', split: 'split', wrap: 'wrapped' };
    const third = verb.endsWith('y') ? `${stem}es` : /(?:s|x|ch|sh)$/.test(verb) ? `${verb}es` : `${verb}s`;
    return [third, past[verb] ?? `${stem}ed`].filter((form) => form !== verb).map((form): [string, string] => [form, verb]);
  }),
);

const VERB_AND_COLON = new RegExp(`^(${VERBS}):\\s+(\\p{L}+)?`, 'iu');

/** `Add: a file` as `Add a file`, and `Add: Use the cache` as `Use the cache`: small models take the verb for a label. */
export function withoutLabel(text: string): string {
  return text.replace(VERB_AND_COLON, (_, label: string, next = '') => (new RegExp(`^(?:${VERBS}|import)$`, 'i').test(next) ? next : `${label} ${inCase(next, false)}`));
}

/** `Adds x and removes y` or `Added x` as `Add x and remove y`: how people write what a change does. */
export function imperative(text: string): string {
  const first = inflectedVerb(text);
  if (first === undefined) return text;
  const all = text.replace(/((?:,| and) (?:and )?)(\p{L}+ .*?)(?=,| and |$)/gu, (_, joint: string, clause: string) => joint + (inflectedVerb(clause) === undefined ? clause : withVerb(clause)));
  return withVerb(all);
}

function inflectedVerb(text: string): string | undefined {
  // `Changes to x` is a noun.
  return /^\p{L}+ (?:to|for|in|of|on)\b/u.test(text) ? undefined : INFLECTED.get(/^\p{L}+/u.exec(text)?.[0].toLowerCase() ?? '');
}

function withVerb(text: string): string {
  const verb = inflectedVerb(text)!;
  return (/^\p{Lu}/u.test(text) ? verb.charAt(0).toUpperCase() + verb.slice(1) : verb) + text.replace(/^\p{L}+/u, '');
}

/** Names such as `parseDiff` or `README` keep their first letter. */
function inCase(text: string, capital: boolean): string {
  const first = /^\S+/.exec(text)?.[0] ?? '';
  if (/[`_.()/\d]/.test(first) || /^.+\p{Lu}/u.test(first)) return text;
  return (capital ? text.charAt(0).toUpperCase() : text.charAt(0).toLowerCase()) + text.slice(1);
}

const GENERIC =
  /^(?:update[sd]?|change[sd]?|improve[sd]?|fix(?:e[sd])?|refactor(?:ed|s)?|modif(?:y|ied)|clean(?:ed)? ?up|wip|work in progress|misc|various|minor|small|some|more|changes|tweaks?|stuff|temp|tmp|test|commit|initial commit)(?: (?:the|some|more|various|minor|small|multiple|several|code|codebase|files?|changes?|fixes|fix|bugs?|things?|stuff|project|structure|tests?|logic|implementation|functionality|improvements?|enhancements?|updates?|and|to|for|with|in|of|this|new|features?|include|pull requests?|prs?|branch|repository|refactor(?:ing)?|improve))*$/i;

/** True for a title that would fit any change. */
export function isGeneric(title: string): boolean {
  const description = partsOf(title).form === 'conventional' ? partsOf(title).description : title;
  return description.trim() === '' || GENERIC.test(description.trim());
}

/** A title by code alone, for changes that no model needs to read or could not name. */
export function titleOfFiles(files: FileChange[]): string {
  const verbs: Record<FileChange['kind'], string> = { added: 'Add', deleted: 'Remove', renamed: 'Rename', copied: 'Copy', mode: 'Change the mode of', modified: 'Update' };
  const kinds = new Set(files.map(({ kind }) => kind));
  const verb = kinds.size === 1 ? verbs[[...kinds][0]!] : 'Change';
  const [first] = files;
  if (files.length === 1 && first) {
    const name = first.path.split('/').at(-1)!;
    const before = first.oldPath?.split('/').at(-1);
    return before !== undefined && before !== name ? `${verb} ${before} to ${name}` : `${verb} ${name}`;
  }
  const roles = new Set(files.map(({ path }) => roleOf(path)));
  if ([...roles].every((role) => role === 'lock' || role === 'dependency')) return 'Update dependencies';
  const folder = commonFolder(files.map(({ path }) => path));
  const noun = roles.size === 1 ? { test: 'test files', docs: 'documentation files', ci: 'CI files', asset: 'assets', config: 'configuration files' }[[...roles][0] as string] : undefined;
  return `${verb} ${files.length} ${noun ?? 'files'}${folder && ` in ${folder}`}`;
}
