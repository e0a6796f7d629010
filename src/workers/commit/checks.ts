import type { FileChange } from '../../core/changes.ts';
import type { Check } from '../../core/result.ts';
import { roleOf } from '../changes/role.ts';
import { inventedNames } from '../checks/invented-names.ts';
import { FIXED_DESCRIPTIONS } from './examples.ts';
import type { CommitFacts } from './facts.ts';
import type { CommitOutput } from './input.ts';
import { similarity } from './similar.ts';
import { partsOf } from './parts.ts';

const NEARLY_THE_SAME = 0.8;
const FEWEST_WORDS = 2;
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

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
}

/** The parts of a name: `readFile` and `read_file` are `read` and `file`. */
function parts(text: string): string[] {
  return words(text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replace(/[_-]/g, ' '));
}

/** The files that the change is mainly about: sources that are a good part of what changes in sources, all files where there is no source. */
function mainFiles(files: FileChange[]): FileChange[] {
  const sources = files.filter((file) => roleOf(file.path) === 'source');
  const lines = ({ added, removed }: FileChange) => added + removed;
  const total = sources.reduce((sum, file) => sum + lines(file), 0);
  return sources.length === 0 ? files : sources.filter((file) => lines(file) >= total * MAIN_SHARE || sources.length > MANY_SOURCES);
}

/** True where the subject has a word of these files: of their paths, sections or changed lines. */
function names(files: FileChange[], description: string): boolean {
  const said = new Set(parts(description).filter((word) => !/^(add|update|remove|fix|use|the|for|and|with|from|new|code|file|files)$/.test(word)));
  return files.some((file) => {
    if (parts(file.path).some((word) => said.has(word))) return true;
    return file.hunks.some((hunk) => parts(hunk.section).some((word) => said.has(word)) || hunk.lines.some((line) => line[0] !== ' ' && parts(line.slice(0, 500)).some((word) => said.has(word))));
  });
}

/** Judges a message by code. Each check has a reason that a person can read. */
export function checkMessage({ subject, message }: CommitOutput, facts: CommitFacts, seen = 1): Check[] {
  const { form, description } = partsOf(subject);
  const wanted = facts.style.form;
  const invented = inventedNames(message, facts.known);
  const copied = [...facts.recentSubjects, ...facts.similar.map((example) => example.subject), ...FIXED_DESCRIPTIONS].find((recent) => similarity(description, partsOf(recent).description) > NEARLY_THE_SAME);
  const specific = names(facts.files, description);
  const main = mainFiles(facts.files);
  return [
    check('form', form === wanted || (wanted === 'area' && form === 'conventional') || wanted === 'sentence', `The history writes ${wanted === 'conventional' ? '`type: what`' : '`area: what`'}.`),
    check('length', subject.length > 0 && subject.length <= facts.style.limit && words(description).length >= FEWEST_WORDS, subject.length > facts.style.limit ? `${subject.length} characters.` : 'It says next to nothing.'),
    check('invented', invented.length === 0, `Not in the change: ${invented.join(', ')}.`),
    // What code says of a change it says of all of its kind.
    check('copied', copied === undefined || facts.routine !== undefined, `An earlier commit, or an example, says this: ${copied}`),
    check('generic', !GENERIC.test(description), 'It could be said of any change.'),
    check('specific', specific, 'It names nothing of the change.'),
    check('main file', !specific || names(main, description), `It says nothing of ${main.slice(0, 2).map(({ path }) => path).join(' or ')}, where most of the source changes.`),
    check('seen', seen >= LEAST_SEEN, `The model saw ${Math.round(seen * 100)} % of the changed lines; the other files it knows by name.`),
  ];
}
