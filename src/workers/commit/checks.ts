import type { FileChange } from '../../core/changes.ts';
import type { Check } from '../../core/result.ts';
import { roleOf, type FileRole } from '../changes/role.ts';
import { inventedNames } from '../checks/invented-names.ts';
import { FIXED_DESCRIPTIONS } from './examples.ts';
import type { CommitFacts } from './facts.ts';
import type { CommitOutput } from './input.ts';
import { similarity } from './similar.ts';
import { partsOf, type SubjectParts } from './parts.ts';

const NEARLY_THE_SAME = 0.8;
const FEWEST_WORDS = 2;
/** Letters of a word that tells something; of a name in a list of packages, as `qs`. */
const SHORTEST_WORD = 3;
const SHORTEST_NAME = 2;
const LONGEST_LINE = 500;
/** Share of the changed lines of source from which on a file is one of those that the change is about. */
const MAIN_SHARE = 0.2;
/** Of so many sources each may be what the change is about. */
const MANY_SOURCES = 12;
/** Share of the changed lines below which a message rests on a part. */
const LEAST_SEEN = 0.3;
/** What could be said of any change. */
const GENERIC =
  /^(?:(?:update|improve|refactor|change|modify|fix|clean ?up|enhance|make|minor|small|various|some|misc|the|a|an|and|of|for|in|to|with|code|codebase|files?|changes?|functions?|methods?|logic|structure|readability|maintainability|consistency|formatting|performance|quality|functionality|improvements?|updates?|fixes|issues?|bugs?|better|improved)\W*)+$/i;

function check(name: string, passed: boolean, failure: string): Check {
  return { name, passed, detail: passed ? '' : failure };
}

const VERSION_OR_WORD = /v?\d+(?:\.\d+)+[\w.+-]*|[\p{L}\p{N}]{3,}/giu;
const WORD = /v?\d+(?:\.\d+)+[\w.+-]*|[\p{L}\p{N}_-]+/giu;
/** Types that say of what kind a change is, and nothing of where; `cmake` in the place of a type says where. */
const TYPE = /^(?:feat|feature|fix|bugfix|hotfix|docs?|style|refactor|perf|tests?|build|ci|chores?|revert|release|deps|wip|misc)$/i;
/** Words that any subject may have. */
const EMPTY = new Set('add bump update upgrade remove fix use the for and with from into new code file files is it in of on to at by as an or if no not be do up so we via'.split(' '));
/** Files that tell on the lines around a change what it is of: the package whose version it is. */
const LISTS: ReadonlySet<FileRole> = new Set<FileRole>(['dependency', 'ci', 'config', 'lock']);

/** The words of a text in lower case, versions among them without the `v` before them: `readFile` and `read_file` are `readfile`, `read` and `file`. */
function words(text: string, shortest: number): string[] {
  return (text.match(WORD) ?? []).flatMap((word) => {
    if (isVersion(word)) return [word.replace(/^v/i, '').replace(/[.+-]+$/, '').toLowerCase()];
    const parts = word.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase().split(/[\s_-]+/);
    return [...new Set([parts.join(''), ...parts])].filter((part) => part.length >= shortest);
  });
}

function isVersion(word: string): boolean {
  return /^v?\d+\./i.test(word);
}

/** The words of a subject that may tell what changed, its scope or area among them. */
function tellingWords({ head, scope, description }: SubjectParts): Set<string> {
  return new Set(words(`${TYPE.test(head) ? '' : head} ${scope} ${description}`, SHORTEST_NAME).filter((word) => !EMPTY.has(word)));
}

/** The files that the change is mainly about: sources that are a good part of what changes in sources, all sources where none is, all files where there is no source. */
function mainFiles(files: FileChange[]): FileChange[] {
  const sources = files.filter((file) => roleOf(file.path) === 'source');
  if (sources.length === 0) return files;
  const lines = ({ added, removed }: FileChange) => added + removed;
  const total = sources.reduce((sum, file) => sum + lines(file), 0);
  const main = sources.filter((file) => lines(file) >= total * MAIN_SHARE);
  return main.length === 0 || sources.length > MANY_SOURCES ? sources : main;
}

/** True where one of these words is of the files: of their paths, sections or changed lines. */
function names(files: FileChange[], said: ReadonlySet<string>): boolean {
  return files.some(({ path, hunks }) => {
    const around = LISTS.has(roleOf(path));
    const has = (text: string) => words(text, around ? SHORTEST_NAME : SHORTEST_WORD).some((word) => said.has(word));
    return has(path) || hunks.some(({ section, lines }) => has(section) || lines.some((line) => (around || line[0] !== ' ') && has(line.slice(1, LONGEST_LINE))));
  });
}

/** Judges a message by code. Each check has a reason that a person can read. */
export function checkMessage({ subject, message }: CommitOutput, facts: CommitFacts, seen = 1): Check[] {
  // Code writes in the house's form, or in its words; it invents nothing, and what it says of a change it says of all of its kind.
  const byCode = facts.routine !== undefined;
  const parts = partsOf(subject);
  const { form, description } = parts;
  const wanted = facts.style.form;
  const invented = inventedNames(message, facts.known);
  const copied = [...facts.recentSubjects, ...facts.similar.map((example) => example.subject), ...FIXED_DESCRIPTIONS].find((recent) => similarity(description, partsOf(recent).description) > NEARLY_THE_SAME);
  const said = tellingWords(parts);
  const specific = names(facts.files, said);
  const main = mainFiles(facts.files);
  return [
    check('form', byCode || form === wanted || (wanted === 'area' && form === 'conventional') || wanted === 'sentence', `The history writes ${wanted === 'conventional' ? '`type: what`' : '`area: what`'}.`),
    check('length', subject.length > 0 && subject.length <= facts.style.limit && (description.match(VERSION_OR_WORD)?.length ?? 0) >= FEWEST_WORDS, subject.length > facts.style.limit ? `${subject.length} characters.` : 'It says next to nothing.'),
    check('invented', byCode || invented.length === 0, `Not in the change: ${invented.join(', ')}.`),
    check('copied', byCode || copied === undefined, `An earlier commit, or an example, says this: ${copied}`),
    check('generic', !GENERIC.test(description), 'It could be said of any change.'),
    check('specific', specific, 'It names nothing of the change.'),
    check('main file', !specific || names(main, said), `It says nothing of ${main.slice(0, 2).map(({ path }) => path).join(' or ')}, where most of the source changes.`),
    check('seen', seen >= LEAST_SEEN, `The model saw ${Math.round(seen * 100)} % of the changed lines; the other files it knows by name.`),
  ];
}
