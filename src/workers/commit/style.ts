import { verbFormOf, type VerbForm } from './verbs.ts';

/** `conventional`: `type(scope): what`. `area`: `some words: what`. `sentence`: no prefix. */
export type SubjectForm = 'conventional' | 'area' | 'sentence';

export interface SubjectParts {
  form: SubjectForm;
  /** The type, or the area; empty for a sentence. */
  head: string;
  /** Without parentheses; empty where there is none. */
  scope: string;
  description: string;
}

const SCOPE = /^[\w./@, -]{1,40}$/;
const CONVENTIONAL = /^(\w+)(?:\(([^)]*)\))?!?: (.+)$/s;
const AREA = /^([\w./*,{} -]{1,40}): (.+)$/s;

export function partsOf(subject: string): SubjectParts {
  const conventional = CONVENTIONAL.exec(subject);
  if (conventional) return { form: 'conventional', head: conventional[1]!, scope: conventional[2] ?? '', description: conventional[3]! };
  const area = AREA.exec(subject);
  if (area) return { form: 'area', head: area[1]!, scope: '', description: area[2]! };
  return { form: 'sentence', head: '', scope: '', description: subject };
}

/** From this share of subjects with letters outside ASCII on, a history is not in English, as far as code can tell. */
const FOREIGN = 0.3;

/** How a repository writes its subjects, as far as its recent ones tell. */
export interface HouseStyle {
  form: SubjectForm;
  /** Types or areas in use with how often each was seen, most frequent first; empty for sentences. */
  heads: Map<string, number>;
  /** `type(scope)` in use with how often each was seen; those without a scope left out. */
  scopedHeads: { head: string; scope: string; count: number }[];
  /** Share of the subjects of this form that have a scope. */
  scoped: number;
  /** Whether descriptions start with a capital letter. */
  capital: boolean;
  verbs: VerbForm;
  /** Whether names of code stand in backquotes. */
  quotes: boolean;
  /** Whether the history is in a language with other letters than English. */
  foreign: boolean;
  /** The usual number of characters of a subject. */
  typicalLength: number;
}

/** What a repository without history gets: the convention that most projects with one follow. */
const NO_HISTORY: HouseStyle = { form: 'conventional', heads: new Map(), scopedHeads: [], scoped: 0, capital: false, verbs: 'imperative', quotes: true, foreign: false, typicalLength: 50 };

function tally(words: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1]));
}

function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** What no person chose the words of. */
function isByMachine(subject: string): boolean {
  return /^(Merge (branch|pull request|remote|tag|commit)|Revert "|fixup! |squash! |amend! )/.test(subject);
}

/** Infers the style of a repository from its recent subjects, newest first. */
export function inferStyle(recentSubjects: string[]): HouseStyle {
  const subjects = recentSubjects.filter((subject) => subject.trim() && !isByMachine(subject));
  if (subjects.length === 0) return NO_HISTORY;
  const all = subjects.map(partsOf);
  // The newest count a little more, so that a change of habit shows.
  const votes: Record<SubjectForm, number> = { conventional: 0, area: 0, sentence: 0 };
  all.forEach(({ form }, index) => (votes[form] += 1 - index / (2 * all.length)));
  const form = (Object.keys(votes) as SubjectForm[]).reduce((best, each) => (votes[each] > votes[best] ? each : best));
  const own = all.map((parts, index) => ({ ...parts, subject: subjects[index]! })).filter((parts) => parts.form === form);
  const letters = own.map(({ description }) => /^[\p{L}]/u.exec(description)?.[0]).filter((letter) => letter !== undefined);
  return {
    form,
    heads: tally(own.map(({ head }) => head).filter(Boolean)),
    scopedHeads: Array.from(tally(own.filter(({ scope }) => SCOPE.test(scope)).map(({ head, scope }) => `${head}(${scope})`)), ([prefix, count]) => {
      const open = prefix.indexOf('(');
      return { head: prefix.slice(0, open), scope: prefix.slice(open + 1, -1), count };
    }),
    scoped: own.filter(({ scope }) => SCOPE.test(scope)).length / own.length,
    capital: letters.filter((letter) => letter !== letter.toLowerCase()).length * 2 > letters.length,
    verbs: verbFormOf(own.map(({ description }) => description)),
    quotes: subjects.some((subject) => subject.includes('`')),
    foreign: subjects.filter((subject) => /[^\p{ASCII}]/u.test(subject.replace(/[^\p{L}]/gu, ''))).length > subjects.length * FOREIGN,
    typicalLength: median(own.map(({ subject }) => subject.length)),
  };
}
