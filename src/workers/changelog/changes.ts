import type { ReleaseCommit } from '../../core/releases.ts';
import { UNSPACED } from '../../core/unspaced.ts';
import { withVerbForm } from '../commit/verbs.ts';
import { partsOf } from '../commit/parts.ts';
import { closedIssues } from '../pull-request/commits.ts';
import { isGeneric } from '../pull-request/title.ts';
import type { Piece } from '../pull-request/pieces.ts';
import { readBreaking } from './breaking.ts';
import { CATEGORIES, categoryOfType, type Category } from './categories.ts';
import { categoryOf, withoutArea } from './evidence.ts';
import type { ChangelogFacts, LeftOut } from './input.ts';

/** One line of a changelog to be. */
export interface Change {
  category: Exclude<Category, 'breaking'>;
  /** As its author put it, without type, scope and references. */
  text: string;
  scope: string;
  /** What breaks, in the author's words; empty where it is only said that something does; null where nothing is said to. */
  breaking: string | null;
  /** The list below those words. */
  breakingPoints: string[];
  /** `#12`, `!12`: the requests that brought it. */
  requests: string[];
  /** Full ids of its commits; none where they are not known. */
  ids: string[];
  /** `#12`: issues that it closes, without the requests. */
  closes: string[];
  authors: string[];
  paths: string[];
}

const CONVENTIONAL = /^([A-Za-z]+)(?:\(([^()]*)\))?(!)?:\s+(.+)$/s;
/** `(#12)`, `[#12]`, `(!12)`, `(fixes #12)` and instructions to servers at the end of a subject. */
const AT_END = /\s*(?:[([](?:(?:fix(?:es|ed)?|close[sd]?|resolve[sd]?|refs?|see|pr|gh)[: ]*)?(?:[\w.-]+\/[\w.-]+)?[#!]\d+(?:,? (?:and )?[#!]\d+)*[)\]]|\[(?:skip ci|ci skip|no ci)\])\s*$/i;
/** Characters of a message that are read. */
const LONGEST_SUBJECT = 400;
const LONGEST_BODY = 20_000;
const HASH = /^[0-9a-f]{7,64}$/i;
const UPDATE = /^(?:bump|update|upgrade)(?:s|d)? (.+?) from (\S+) to (\S+)$/i;

/** What a server writes where somebody writes nothing, and verbs that say nothing with one plain word. */
const EMPTY = /^(?:update|create|delete|rename|add) [\w./-]*\.\w{1,8}$|^add files via upload$|^(?:update[sd]?|fix(?:e[sd])?|change[sd]?|improve[sd]?|tweak(?:ed)?|clean ?up) [a-z]+$/i;

/** Letters of a script without spaces that tell something: two are a word. */
const FEW_LETTERS = 4;

interface Reading {
  type: string | null;
  scope: string;
  breaking: string | null;
  breakingPoints: string[];
  text: string;
  requests: string[];
}

/** What a commit's own message says. */
function readMessage({ subject, body }: Pick<ReleaseCommit, 'subject' | 'body'>): Reading {
  let text = subject.slice(0, LONGEST_SUBJECT).trim();
  const requests: string[] = [];
  for (let match = AT_END.exec(text); match && match.index > 0; match = AT_END.exec(text)) {
    requests.unshift(...(match[0].match(/(?<![\w])[#!]\d+/g) ?? []));
    text = text.slice(0, match.index);
  }
  const [, type, scope = '', mark, description] = CONVENTIONAL.exec(text) ?? [];
  const conventional = type !== undefined && (categoryOfType(type.toLowerCase()) !== undefined || scope !== '' || mark !== undefined);
  const footer = readBreaking(body.slice(0, LONGEST_BODY));
  return {
    type: conventional ? type.toLowerCase() : null,
    scope: conventional ? scope.trim() : '',
    breaking: footer?.said ?? (mark === undefined ? null : ''),
    breakingPoints: footer?.points ?? [],
    text: conventional ? description!.trim() : withoutLabels(text),
    requests,
  };
}

/** The text without emoji, keys of tickets, and a type behind them. A head that is no type stays: it tells where the change is. */
function withoutLabels(text: string): string {
  const { form, head, description } = partsOf(text);
  if (form === 'area') return text;
  const isArea = form === 'conventional' && categoryOfType(head.toLowerCase()) === undefined;
  return `${isArea ? `${head}: ` : ''}${description.trim()}` || text;
}

/** Whether a commit's own message tells what it does. */
export function saysEnough(commit: Pick<ReleaseCommit, 'subject' | 'body'>): boolean {
  const { text } = readMessage(commit);
  const words = withoutArea(text);
  return !isGeneric(words) && (/\p{L}{2}.*\s\S/u.test(words) || [...words].filter((letter) => UNSPACED.test(letter)).length >= FEW_LETTERS) && !EMPTY.test(words);
}

/** Whether it may be something that users see, as far as its message and its paths tell: of others no sum is needed. */
export function mayBeSeen(commit: ReleaseCommit): boolean {
  const reading = readMessage(commit);
  const paths = commit.paths;
  return categoryOf({ ...reading, paths, breaking: reading.breaking !== null }) !== null || (reading.type === null && !saysEnough(commit) && categoryOf({ ...reading, text: 'change it', paths, breaking: false }) !== null);
}

/** The changes that users see, in the order of the commits, each once, and what is left out. `listed` are the categories beyond the usual ones that the project lists. */
export function changesOf(facts: Pick<ChangelogFacts, 'commits' | 'merged' | 'pieces'>, listed: ReadonlySet<Category>): { changes: Change[]; leftOut: LeftOut[] } {
  const changes: Change[] = [];
  const leftOut: LeftOut[] = [];
  for (const commit of foldRequests(facts)) {
    const found = changeOf(commit, facts.pieces.get(commit.id), listed);
    if (typeof found === 'string') leftOut.push({ subject: commit.subject, reason: found });
    else changes.push(found);
  }
  return { changes: joinRepeated(changes), leftOut };
}

/** The change, or why it is none that is told. */
function changeOf(commit: ReleaseCommit, piece: Piece | undefined, listed: ReadonlySet<Category>): Change | LeftOut['reason'] {
  const own = readMessage(commit);
  const summed = piece && piece.by !== 'message' ? piece : undefined;
  const reading = { ...own, type: own.type ?? piece?.type ?? null, scope: own.scope || (piece?.scope ?? ''), breaking: own.breaking ?? piece?.breaking ?? null, text: summed ? summed.text : own.text };
  const category = categoryOf({ ...reading, paths: commit.paths, breaking: reading.breaking !== null });
  if (category === null || category === 'breaking') return 'not seen by users';
  if ((category === 'docs' || category === 'dependencies') && !listed.has(category) && reading.breaking === null) return category === 'docs' ? 'documentation' : 'dependencies';
  // Where nobody could say what it does, it is left out rather than told of in empty words.
  if (reading.text === '' || (!summed && !saysEnough(commit) && !reading.breaking)) return 'says too little';
  const requests = [...new Set([...reading.requests.slice(-1), ...(commit.request === undefined ? [] : [commit.request])])];
  const closes = [...reading.requests.slice(0, -1), ...closedIssues([commit]).flatMap((phrase) => /^\w+ (#\d+)$/.exec(phrase)?.[1] ?? [])].filter((issue) => !requests.includes(issue));
  return {
    category: category === 'docs' || category === 'dependencies' ? (listed.has(category) ? category : 'changed') : category,
    text: reading.text.replace(/\s+/g, ' '),
    scope: reading.scope,
    breaking: reading.breaking,
    breakingPoints: reading.breakingPoints,
    requests,
    ids: HASH.test(commit.id) ? [commit.id] : [],
    closes: [...new Set(closes)],
    authors: commit.author.name === '' ? [] : [commit.author.name],
    paths: commit.paths,
  };
}

/**
 * Where its commits have no types, a request whose merge tells its title is one change: its commits tell how it got there, its title what it does.
 * What a title does not say, as that something breaks, is taken from the commits.
 */
function foldRequests({ commits, merged }: Pick<ChangelogFacts, 'commits' | 'merged'>): ReleaseCommit[] {
  const typed = new Set(commits.filter((commit) => readMessage(commit).type !== null).map(({ id }) => id));
  const named = merged.filter(({ title, commits: ids }) => title !== '' && saysEnough({ subject: title, body: '' }) && ids.filter((id) => typed.has(id)).length * 2 <= ids.length);
  const titled = new Map(named.flatMap((request) => request.commits.map((id) => [id, request] as const)));
  const done = new Set<string>();
  return commits.flatMap((commit) => {
    const request = titled.get(commit.id);
    if (!request) return commit;
    if (done.has(request.id)) return [];
    done.add(request.id);
    const inside = new Set(request.commits);
    const all = commits.filter(({ id }) => inside.has(id));
    return { ...all.at(-1)!, subject: request.title, body: all.map(({ body }) => body).join('\n\n'), paths: [...new Set(all.flatMap(({ paths }) => paths))], request: request.request };
  });
}

/** Lines that say the same are one; of updates of one dependency, the first version and the last. Breaking ones come first. */
function joinRepeated(changes: Change[]): Change[] {
  const joined = new Map<string, Change>();
  for (const change of changes) {
    const update = UPDATE.exec(change.text);
    const key = update ? `update ${update[1]!.toLowerCase()}` : `${change.scope.toLowerCase()}:${keyOf(change.text)}`;
    const before = joined.get(key);
    if (!before) {
      joined.set(key, change);
      continue;
    }
    const first = UPDATE.exec(before.text)?.[2];
    const both = <K extends 'breakingPoints' | 'requests' | 'ids' | 'closes' | 'authors' | 'paths'>(field: K) => [...new Set([...before[field], ...change[field]])];
    joined.set(key, {
      ...before,
      text: update && first ? change.text.replace(/ from \S+ to /, () => ` from ${first} to `) : before.text,
      breaking: before.breaking || (change.breaking ?? before.breaking),
      breakingPoints: both('breakingPoints'),
      requests: both('requests'),
      ids: both('ids'),
      closes: both('closes'),
      authors: both('authors'),
      paths: both('paths'),
    });
  }
  return [...joined.values()].sort((one, other) => Number(other.breaking !== null) - Number(one.breaking !== null));
}

/** The same for lines that say the same: without markup, references, case, and the form of the first verb. */
export function keyOf(text: string): string {
  const plain = text
    .replace(/\(\[[^\]]*\]\([^)]*\)\)|\([#!]\d+\)|\(`?[0-9a-f]{7,40}`?\)/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:\*\*)?\[?breaking(?: change)?\]?(?:\*\*)?:?(?:\*\*)?:?\s+/i, '')
    .replace(/^\*\*[^*]+:\*\*\s*|^\*\*[^*]+\*\*:\s*/, '')
    .replace(/\\(?=[<>![\]()@_*])/g, '')
    .trim();
  return (withVerbForm(plain, 'imperative').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

export function byCategory(changes: Change[]): Map<Category, Change[]> {
  return new Map(CATEGORIES.map((category) => [category, changes.filter((change) => change.category === category)] as const).filter(([, some]) => some.length > 0));
}
