import type { Conventions } from '../../core/changes.ts';
import { bodyHabitOf, type BodyHabit } from './body.ts';
import { emojiHabitOf, type EmojiHabit } from './emoji.ts';
import { BODY_WIDTH, LONGEST_SUBJECT, type HouseRules } from './house-rules.ts';
import { rulesOf } from './stated-rules.ts';
import { isForeign } from './language.ts';
import { partsOf, type SubjectForm, type SubjectParts } from './parts.ts';
import { ticketHabitOf, type TicketHabit } from './ticket.ts';
import { fixedLines, trailersFor } from './trailers.ts';
import { verbFormOf, type VerbForm } from './verbs.ts';

/** How a repository writes its messages, as far as its recent subjects tell and its own rules say. Rules win. */
export interface HouseStyle {
  form: SubjectForm;
  /** Types or areas in use with how often each was seen, most frequent first; empty for sentences. */
  heads: Map<string, number>;
  /** `type(scope)` in use with how often each was seen; those without a scope left out. */
  scopedHeads: { head: string; scope: string; count: number }[];
  /** Share of the subjects of this form that have a scope. */
  scoped: number;
  /** The only types that the project allows; undefined where no rule lists them. */
  types: string[] | undefined;
  /** The only scopes that the project allows; undefined where no rule lists them. */
  scopes: string[] | undefined;
  /** What a rule says of scopes; undefined where none does. */
  scope: 'always' | 'never' | undefined;
  /** Whether an area stands in square brackets: `[area] what`. */
  brackets: boolean;
  /** Whether descriptions start with a capital letter. */
  capital: boolean;
  /** Whether a rule wants a full stop at the end. Never learned: a subject is a title in every view of a history. */
  stop: boolean;
  verbs: VerbForm;
  /** Whether names of code stand in backquotes. */
  quotes: boolean;
  /** Whether the history is in another language than English. */
  foreign: boolean;
  /** The usual number of characters of a subject. */
  typicalLength: number;
  /** The most characters of a subject, and of what follows its type. */
  limit: number;
  descriptionLimit: number;
  emoji: EmojiHabit | undefined;
  ticket: TicketHabit | undefined;
  body: BodyHabit;
  /** Columns of the body. */
  bodyWidth: number;
  /** What stands in every message: the fixed lines of the template, and the trailers that the user's git configuration asks for. */
  template: string[];
  trailers: string[];
  /** Whether the project wants Signed-off-by, whatever the user's configuration says. */
  signedOff: boolean;
}

const SCOPE = /^[\w./@, -]{1,40}$/;
/** Types that no history uses as names of areas, and those that some do. */
const TYPES = new Set(['feat', 'feature', 'fix', 'bugfix', 'hotfix', 'chore', 'refactor', 'perf', 'style']);
const MAYBE_TYPES = new Set(['docs', 'doc', 'test', 'tests', 'build', 'ci', 'deps', 'revert', 'release', 'wip', 'security', 'i18n']);
/** From this share of surely typed subjects among those with a prefix on, prefixes are types. */
const TYPED = 0.15;
/** Above these shares, by weight, subjects get a type or an area. Where people differ, a type is missed more than it disturbs. */
const TYPED_HOUSE = 0.45;
const AREA_HOUSE = 0.5;
/** A guide is not believed where fewer subjects of a history do as it says. */
const FOLLOWED = 0.2;
const WITHIN_LIMIT = 0.75;
const FEW = 5;
/** The user's own subjects that show a habit, and the share of a form from which a house has one. */
const FEW_OWN = 3;
const OF_ONE_MIND = 0.8;
/** A project may allow more; nobody reads it. */
const LARGEST_LIMIT = 100;

/** What no person chose the words of. */
function isByMachine(subject: string): boolean {
  return /^(Merge (branch|pull request|remote|tag|commit)|Revert "|fixup! |squash! |amend! |\[pre-commit\.ci\])/.test(subject);
}

/** Infers the style of a repository from its recent subjects, newest first, and from what it and its user's git say where that is known. */
export function inferStyle(recentSubjects: string[], { conventions, branch = null }: { conventions?: Conventions; branch?: string | null } = {}): HouseStyle {
  const subjects = recentSubjects.filter((subject) => subject.trim() && !isByMachine(subject));
  const all = subjects.map(partsOf);
  const { checked, advised } = conventions ? rulesOf(conventions) : { checked: {}, advised: {} };
  const rules = { ...believed(advised, subjects, all), ...checked };
  const form = habitualForm(all, conventions?.ownSubjects ?? [], rules);
  const own = all.map((parts, index) => ({ ...parts, length: subjects[index]!.length })).filter((parts) => parts.form === form || (form === 'area' && parts.form === 'conventional'));
  const descriptions = own.map(({ description }) => description);
  const scoped = own.filter(({ scope }) => SCOPE.test(scope));
  const habits = bodyHabitOf(conventions?.recentBodies ?? []);
  return {
    form,
    heads: allowed(tally(own.map(({ head }) => head).filter(Boolean)), form === 'conventional' ? rules.types : undefined),
    scopedHeads: rules.scope === 'never' ? [] : scopedHeads(scoped).filter(({ head, scope }) => isAllowed(head, rules.types) && isAllowed(scope, rules.scopes)),
    scoped: rules.scope === 'never' ? 0 : rules.scope === 'always' ? 1 : share(scoped, own),
    types: form === 'conventional' ? rules.types : undefined,
    scopes: rules.scopes,
    scope: rules.scope,
    brackets: form === 'area' && own.filter(({ brackets }) => brackets).length * 2 > own.length,
    capital: rules.capital ?? capitalOf(descriptions),
    stop: rules.stop === true,
    verbs: rules.imperative ? 'imperative' : verbFormOf(descriptions),
    quotes: subjects.length === 0 || subjects.some((subject) => subject.includes('`')),
    foreign: isForeign(subjects),
    typicalLength: own.length === 0 ? 50 : median(own.map(({ length }) => length)),
    limit: Math.min(rules.limit ?? LONGEST_SUBJECT, LARGEST_LIMIT),
    descriptionLimit: rules.descriptionLimit ?? LARGEST_LIMIT,
    emoji: emojiHabitOf(all.flatMap((parts, index) => (parts.emoji ? [{ ...parts, emoji: parts.emoji, place: subjects[index]!.startsWith(parts.emoji) ? ('front' as const) : ('description' as const) }] : [])), all.length),
    ticket: ticketHabitOf(all.flatMap(({ ticket }) => ticket ?? []), all.length, branch),
    body: rules.body === undefined ? habits : { ...habits, share: rules.body === 'always' ? 1 : 0 },
    bodyWidth: rules.bodyWidth ?? BODY_WIDTH,
    template: conventions ? fixedLines(conventions) : [],
    trailers: trailersFor(conventions),
    signedOff: rules.signedOff ?? false,
  };
}

/** How likely a subject with this type has a scope: by how often those with it have, and all have where it is rare. */
export function scopeShare({ heads, scopedHeads, scoped, scope }: HouseStyle, head: string): number {
  if (scope !== undefined) return scope === 'always' ? 1 : 0;
  const withScope = scopedHeads.filter((each) => each.head === head).reduce((sum, { count }) => sum + count, 0);
  return (withScope + 2 * scoped) / ((heads.get(head) ?? 0) + 2);
}

/** What a guide says where the history does not show that nobody follows it. */
function believed(advised: HouseRules, subjects: string[], all: SubjectParts[]): HouseRules {
  const rules = { ...advised };
  if (subjects.length < FEW) return rules;
  if (share(all.filter(isTyped), all) < FOLLOWED) delete rules.conventional;
  if (rules.limit !== undefined && share(subjects.filter((subject) => subject.length <= rules.limit!), subjects) < WITHIN_LIMIT) delete rules.limit;
  return rules;
}

function isTyped({ form, head, scope }: SubjectParts): boolean {
  return form === 'conventional' && (scope !== '' || TYPES.has(head.toLowerCase()) || MAYBE_TYPES.has(head.toLowerCase()));
}

/**
 * The form of the house; where its people differ, that of the user's own subjects. In 47 histories, each author's next subject had the form of the last 30
 * of the house in 50 % of 1,027 cases where fewer than eight of ten had the same, and that of their own last 15 in 60 %.
 */
function habitualForm(all: SubjectParts[], ownSubjects: string[], rules: HouseRules): SubjectForm {
  const form = formOf(all, rules);
  const own = ownSubjects.filter((subject) => !isByMachine(subject)).map(partsOf);
  if (own.length < FEW_OWN || share(all.filter((parts) => parts.form === form), all) >= OF_ONE_MIND) return form;
  return formOf(own, rules);
}

function formOf(all: SubjectParts[], { conventional }: HouseRules): SubjectForm {
  // No history: the convention that most projects with one follow.
  if (conventional || (all.length === 0 && conventional === undefined)) return 'conventional';
  const weight = (test: (parts: SubjectParts) => boolean) => all.reduce((sum, parts, index) => sum + (test(parts) ? weightOf(index) : 0), 0);
  const prefixed = weight(({ form }) => form !== 'sentence');
  const sure = weight((parts) => isTyped(parts) && (parts.scope !== '' || TYPES.has(parts.head.toLowerCase())));
  const typed = conventional !== false && (sure >= prefixed * TYPED || weight(isTyped) === prefixed);
  if (prefixed <= weight(() => true) * (typed ? TYPED_HOUSE : AREA_HOUSE)) return 'sentence';
  return typed ? 'conventional' : 'area';
}

/**
 * The newest count more, so that a change of habit shows. Of the next 6,251 subjects of 23 histories, each after 15 others, 0.850 are told rightly to be
 * sentences or to have a prefix (0.853 with 0.85 here and one half for types); of those that have a type 0.776 are told to have a prefix (0.748), in the mean of the histories.
 */
function weightOf(index: number): number {
  return 0.75 ** index;
}

function capitalOf(descriptions: string[]): boolean {
  const letters = descriptions.map((description) => /^\p{L}/u.exec(description)?.[0]).filter((letter) => letter !== undefined);
  return letters.filter((letter) => letter !== letter.toLowerCase()).length * 2 > letters.length;
}

function scopedHeads(scoped: SubjectParts[]): HouseStyle['scopedHeads'] {
  return Array.from(tally(scoped.map(({ head, scope }) => `${head}(${scope})`)), ([prefix, count]) => {
    const open = prefix.indexOf('(');
    return { head: prefix.slice(0, open), scope: prefix.slice(open + 1, -1), count };
  });
}

function isAllowed(word: string, only: string[] | undefined): boolean {
  return only === undefined || only.includes(word);
}

function allowed(heads: Map<string, number>, only: string[] | undefined): Map<string, number> {
  return new Map([...heads].filter(([head]) => isAllowed(head, only)));
}

function tally(words: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1]));
}

function share(some: unknown[], all: unknown[]): number {
  return all.length === 0 ? 0 : some.length / all.length;
}

function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
