import type { FileChange } from '../../core/changes.ts';
import { modelFeatures, tokenFeatures } from '../../core/token-features.ts';
import type { Evidence } from '../../core/worker.ts';
import { type FileRole, roleOf } from '../changes/role.ts';
import { symbolsOf } from '../changes/symbols.ts';
import type { CommitFacts, Routine } from './facts.ts';
import { countsOf } from './head.ts';
import type { CommitOutput } from './input.ts';
import { partsOf } from './parts.ts';
import { similarity } from './similar.ts';
import type { HouseStyle } from './style.ts';
import { typeFeatures } from './type-features.ts';
import { likeliestTypes } from './type-model.ts';

/** The first ones tell; a diff may be huge. */
const MOST_LINES = 1_500;
const LONGEST_LINE = 300;
const MOST_RECENT = 30;
/** Fewer words make no sentence. */
const FEWEST_WORDS = 3;
const ROLES: FileRole[] = ['source', 'test', 'docs', 'config', 'dependency', 'ci', 'lock', 'generated', 'asset'];
const VAGUE = /^(?:update|improve|refactor|change|modify|clean|enhance|adjust|tweak|handle|make)\w*$/;
const VERBS: Record<string, RegExp> = {
  'adds': /^add/,
  'fixes': /^fix/,
  'removes': /^(?:remov|delet|drop)/,
  'renames': /^(?:renam|mov)/,
  'bumps': /^(?:bump|upgrad|releas|prepar)/,
  'uses': /^(?:us|replac|switch)(?:e|ed|es|ing)?$/,
};
/** Words that any subject may have. */
const EMPTY = new Set('the a an and or of for in to with on at by from into is are be as it its not no when if'.split(' '));

/** Lower-cased words; `readFile` and `read_file` also as `read` and `file`. */
function words(text: string): string[] {
  const plain = text.replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2');
  return plain.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function share(some: readonly string[], of: ReadonlySet<string>): number {
  return some.length === 0 ? 0 : some.filter((word) => of.has(word)).length / some.length;
}

function mean(numbers: number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** What is the same for all answers to a change is worked out once. */
const known = new WeakMap<CommitFacts, ReturnType<typeof changeOf>>();

function changeOf({ files, style, recentSubjects }: CommitFacts) {
  const changed: string[] = [];
  const added: string[] = [];
  for (const file of files) {
    for (const { lines } of file.hunks) {
      for (const line of lines) {
        if (changed.length >= MOST_LINES) break;
        if (line[0] === ' ') continue;
        changed.push(line.slice(1, LONGEST_LINE));
        if (line[0] === '+') added.push(line.slice(1, LONGEST_LINE));
      }
    }
  }
  const main = mainFile(files);
  const { added: defined, removed, renamed, changed: touched } = symbolsOf(main);
  const recent = recentSubjects.slice(0, MOST_RECENT).map((subject) => partsOf(subject).description);
  const names = [...defined, ...touched, ...removed].map(({ name }) => name).concat(renamed.map(({ to }) => to));
  return {
    changed: new Set(changed.flatMap(words)),
    /** Lines that people wrote as sentences: remarks, documentation, names of tests. */
    sentences: added.map((line) => words(line)).filter((line) => line.length >= FEWEST_WORDS && line.length <= 30),
    paths: new Set(files.flatMap(({ path }) => words(path))),
    sections: new Set(files.flatMap(({ hunks }) => hunks.flatMap(({ section }) => words(section)))),
    mainPath: new Set(words(main.path.split('/').slice(-2).join('/')).slice(0, -1)),
    names: new Set(names.flatMap(words)),
    recent,
    circumstances: { ...sizeOf(files), ...houseOf(style, recentSubjects, recent, files), ...typeOf(files, style) },
  };
}

function mainFile(files: FileChange[]): FileChange {
  const lines = (file: FileChange) => file.added + file.removed;
  const sources = files.filter(({ path }) => roleOf(path) === 'source');
  return (sources.length > 0 ? sources : files).reduce((most, file) => (lines(file) > lines(most) ? file : most));
}

function sizeOf(files: FileChange[]): Record<string, number> {
  const roles = files.map(({ path }) => roleOf(path));
  const added = files.reduce((sum, file) => sum + file.added, 0);
  const removed = files.reduce((sum, file) => sum + file.removed, 0);
  const hunks = files.reduce((sum, file) => sum + file.hunks.length, 0);
  const features: Record<string, number> = {
    'lines': Math.log1p(added + removed),
    'files': Math.log1p(files.length),
    'hunks': Math.log1p(hunks),
    'source files': Math.log1p(roles.filter((role) => role === 'source').length),
    'one file': Number(files.length === 1),
    'tiny': Number(added + removed <= 4),
    'share added': added / (added + removed || 1),
    'balance': Math.abs(added - removed) / (added + removed || 1),
    'folders': Math.log1p(new Set(files.map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1))).size),
    'different roles': new Set(roles).size,
  };
  for (const role of ROLES) features[`only ${role}`] = Number(roles.every((each) => each === role));
  for (const kind of ['added', 'deleted', 'renamed'] as const) features[`files ${kind}`] = files.filter((file) => file.kind === kind).length / files.length;
  return features;
}

function houseOf(style: HouseStyle, subjects: string[], recent: string[], files: FileChange[]): Record<string, number> {
  if (subjects.length === 0) return { 'conventional': Number(style.form === 'conventional') };
  const forms = subjects.map((subject) => partsOf(subject).form);
  const paths = new Set(files.flatMap(({ path }) => words(path)).filter((word) => word.length > 2));
  const nearest = recent.map((one, index) => Math.max(0, ...recent.map((other, at) => (at === index ? 0 : similarity(one, other)))));
  return {
    'conventional': Number(style.form === 'conventional'),
    'area': Number(style.form === 'area'),
    'share of the form': forms.filter((form) => form === style.form).length / forms.length,
    'scoped': style.scoped,
    'usual words': mean(recent.map((description) => words(description).length)),
    'house repeats itself': mean(nearest),
    'house speaks of these files': mean(recent.map((description) => Number(words(description).some((word) => paths.has(word))))),
    'house names code': mean(recent.map((description) => Number(/[`_]|\p{Ll}\p{Lu}|\(\)/u.test(description)))),
  };
}

function typeOf(files: FileChange[], style: HouseStyle): Record<string, number> {
  const [first, second] = likeliestTypes(typeFeatures(files), countsOf(style.heads));
  return first ? { 'type certainty': first.probability, 'type margin': first.probability - (second?.probability ?? 0), 'is a fix or feature': Number(first.type === 'fix' || first.type === 'feat') } : {};
}

function routineOf(routine: Routine | undefined): Record<string, number> {
  const bump = routine !== undefined && /\d/.test(routine.text);
  return {
    'code answered': Number(routine !== undefined),
    'in the words of the last': Number(routine?.whole === true),
    'code answered with a version': Number(bump),
  };
}

/** F1 of the words of the subject and of the line that is most like it. */
function likestSentence(said: string[], sentences: string[][]): number {
  const own = new Set(said);
  let best = 0;
  for (const sentence of sentences) {
    const common = sentence.filter((word) => own.has(word)).length;
    if (common > 1) best = Math.max(best, (2 * common) / (sentence.length + said.length));
  }
  return best;
}

/** What may tell whether a message is near to what a person would write. All of it is at hand when the message is; none of it costs a model's time. */
export function commitFeatures({ output, facts, checks, tokens, agreement, seen, model }: Evidence<CommitFacts, CommitOutput>): Record<string, number> {
  if (facts.files.length === 0) return {};
  const change = known.get(facts) ?? changeOf(facts);
  known.set(facts, change);
  const { description, scope } = partsOf(output.subject);
  const all = words(description);
  const said = all.filter((word) => !EMPTY.has(word));
  const [verb = '', ...rest] = said;
  const usual = change.circumstances['usual words'];
  const features: Record<string, number> = {
    ...change.circumstances,
    ...tokenFeatures(tokens, (word) => word.length > 2 && change.changed.has(word)),
    ...modelFeatures(model),
    ...routineOf(facts.routine),
    'words': all.length,
    ...(usual !== undefined && { 'words beyond the usual': Math.abs(all.length - usual) }),
    'has a scope': Number(scope !== ''),
    'words in the changed lines': share(rest, change.changed),
    'words in the paths': share(rest, change.paths),
    'words in the sections': share(rest, change.sections),
    'words of names': share(rest, change.names),
    'names the main symbol': Number(rest.some((word) => word.length > 2 && change.names.has(word))),
    'names the main file': Number(rest.some((word) => word.length > 2 && change.mainPath.has(word))),
    'like a sentence of the change': likestSentence(all, change.sentences),
    'like a recent subject': Math.max(0, ...change.recent.map((recent) => similarity(description, recent))),
    'words of recent subjects': share(rest, new Set(change.recent.flatMap(words))),
    'vague': Number(VAGUE.test(verb)),
    'names code': Number(/[`_]|\p{Ll}\p{Lu}|\(\)/u.test(description)),
    'has a number': Number(/\d/.test(description)),
    ...(agreement !== undefined && { agreement }),
    'seen': seen ?? 1,
    'has an example': Number(facts.similar.length > 0),
    ...(facts.similar[0] && { 'like the example': similarity(description, partsOf(facts.similar[0].subject).description) }),
  };
  for (const [name, pattern] of Object.entries(VERBS)) features[`verb ${name}`] = Number(pattern.test(verb));
  for (const { name, passed } of checks) features[`failed ${name}`] = Number(!passed);
  return features;
}
