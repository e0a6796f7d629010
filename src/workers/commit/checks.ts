import type { Check } from '../../core/result.ts';
import { inventedNames } from '../checks/invented-names.ts';
import type { CommitFacts } from './facts.ts';
import type { CommitOutput } from './input.ts';
import { similarity } from './similar.ts';
import { partsOf } from './style.ts';

const NEARLY_THE_SAME = 0.8;
const FEWEST_WORDS = 2;
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

/** True where the subject has a word of the change: of its paths, sections or changed lines. */
function namesTheChange(description: string, { files }: CommitFacts): boolean {
  const said = new Set(parts(description).filter((word) => !/^(add|update|remove|fix|use|the|for|and|with|from|new|code|file|files)$/.test(word)));
  return files.some((file) => {
    if (parts(file.path).some((word) => said.has(word))) return true;
    return file.hunks.some((hunk) => parts(hunk.section).some((word) => said.has(word)) || hunk.lines.some((line) => line[0] !== ' ' && parts(line.slice(0, 500)).some((word) => said.has(word))));
  });
}

/** Judges a message by code. Each check has a reason that a person can read. */
export function checkMessage({ subject, message }: CommitOutput, facts: CommitFacts): Check[] {
  const { form, description } = partsOf(subject);
  const wanted = facts.style.form;
  const invented = inventedNames(message, facts.known);
  const copied = [...facts.recentSubjects, ...facts.similar.map((example) => example.subject)].find((recent) => similarity(description, partsOf(recent).description) > NEARLY_THE_SAME);
  const habit = facts.routine?.whole === true && facts.routine.text === copied;
  return [
    check('form', form === wanted || (wanted === 'area' && form === 'conventional') || wanted === 'sentence', `The history writes ${wanted === 'conventional' ? '`type: what`' : '`area: what`'}.`),
    check('length', subject.length > 0 && subject.length <= facts.style.limit && words(description).length >= FEWEST_WORDS, subject.length > facts.style.limit ? `${subject.length} characters.` : 'It says next to nothing.'),
    check('invented', invented.length === 0, `Not in the change: ${invented.join(', ')}.`),
    check('copied', copied === undefined || habit, `An earlier commit has this subject: ${copied}`),
    check('generic', !GENERIC.test(description), 'It could be said of any change.'),
    check('specific', namesTheChange(description, facts), 'It names nothing of the change.'),
  ];
}
