import type { Check } from '../../core/result.ts';
import { inventedNames } from '../checks/invented-names.ts';
import { bulletList } from './description.ts';
import type { PullRequestFacts, PullRequestOutput } from './facts.ts';
import { isProjectKey, KEYS } from './issue-phrases.ts';
import { pointsOfFiles } from './points.ts';
import { isGeneric, LONGEST_TITLE, titleFrom, titleOfFiles } from './title.ts';

/** What code can say of an answer: its form, that it invents nothing, and that it accounts for every file. */
export function checkAnswer({ title, description, files }: PullRequestOutput, facts: PullRequestFacts): Check[] {
  const check = (name: string, problem: string, fine: string): Check => ({ name, passed: problem === '', detail: problem || fine });
  const invented = inventedNames(`${title}\n${description}`, [facts.known, facts.template ?? '']);
  const covered = new Set(files.map(({ path }) => path));
  const missing = facts.files.filter(({ path }) => !covered.has(path));
  const unknown = [...`${title}\n${description}`.matchAll(/(?<![\w&])#(\d+)\b/g)].map((match) => match[1]!).filter((number) => !facts.issues.has(number) && !facts.template?.includes(`#${number}`));
  const text = `${title}\n${description}`;
  const keys = [...new Set(text.match(KEYS))].filter((key) => isProjectKey(key) && !facts.template?.includes(key) && !key.toLowerCase().split('-').every((part) => ` ${facts.known} `.includes(` ${part} `)));
  const madeUp = [...unknown.map((number) => `#${number}`), ...keys];
  return [
    check('title-form', formProblem(title), 'One line of at most 72 characters without a full stop.'),
    check('title-specific', isGeneric(title) || isByCode(title, facts) ? 'The title says little of this change.' : '', 'The title says something of this change.'),
    check('summary', summaryProblem(description, facts), 'There is a summary.'),
    check('no-invented-names', invented.length > 0 ? `Not in the change: ${invented.slice(0, 5).join(', ')}.` : '', 'Every name occurs in the change.'),
    check('no-invented-issues', madeUp.length > 0 ? `Not in the commits: ${madeUp.join(', ')}.` : '', 'Every issue number occurs in the commits.'),
    check('every-file', missing.length > 0 ? `Not accounted for: ${missing.slice(0, 5).map(({ path }) => path).join(', ')}.` : '', 'Every file is accounted for.'),
  ];
}

function formProblem(title: string): string {
  if (title === '') return 'There is no title.';
  if (title.length > LONGEST_TITLE) return `The title has ${title.length} characters.`;
  return /[\n]|\.$/.test(title) ? 'The title ends with a full stop or has several lines.' : '';
}

/** True where no title of the model's stood, though there was something to read. */
function isByCode(title: string, { readable, files, style, issues }: PullRequestFacts): boolean {
  return readable && title === titleFrom(titleOfFiles(files), style, issues);
}

/** A change that only code described (binaries, renames) needs no prose. */
function summaryProblem(description: string, { template, readable, files }: PullRequestFacts): string {
  if (!readable) return '';
  if (description.includes(bulletList(pointsOfFiles(files)))) return 'Nothing that the model wrote stood; the summary is made of facts alone.';
  const there = template === null ? /^## (?:Summary|Changes)\n\n(?!- \*\*)/m.test(description) : description.trim() !== template.trim();
  return there ? '' : 'There is no summary.';
}
