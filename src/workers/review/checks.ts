import type { Check } from '../../core/result.ts';
import type { FileChange } from '../../core/changes.ts';
import { inventedNames } from '../checks/invented-names.ts';
import { lookFirst, summaryByCode } from './answer.ts';
import type { ReviewFacts } from './facts.ts';
import type { ReviewOutput } from './input.ts';
import { saysNothing } from './sentence.ts';

/** What code can say of a review: that it accounts for every file, invents nothing, and points at lines that there are. */
export function checkReview({ summary, files }: ReviewOutput, facts: ReviewFacts): Check[] {
  const check = (name: string, problem: string, fine: string): Check => ({ name, passed: problem === '', detail: problem || fine });
  const changes = new Map(facts.files.map(({ file }) => [file.change.path, file.change]));
  const told = new Set(files.map(({ path }) => path));
  const missing = [...changes.keys()].filter((path) => !told.has(path));
  const byCode = summary === summaryByCode(facts);
  const invented = inventedNames([byCode ? '' : summary.replace(lookFirst(facts), ''), ...files.filter(({ by }) => by === 'model').map((file) => file.summary)].join('\n'), [facts.known]);
  const astray = files.flatMap(({ path, risks }) => risks.filter(({ line }) => line !== null && !showsLine(changes.get(path), line)).map(({ line }) => `${path}:${line}`));
  const asked = facts.files.some(({ asks }) => asks);
  const problem = summary === '' ? 'There is no summary.' : asked && (byCode || saysNothing(summary)) ? 'Nothing that the model wrote of the whole stood; the summary is made of facts alone.' : '';
  return [
    check('summary', problem, 'There is a summary.'),
    check('every-file', missing.length > 0 ? `Not accounted for: ${missing.slice(0, 5).join(', ')}.` : '', 'Every file is accounted for.'),
    check('no-invented-names', invented.length > 0 ? `Not in the change: ${invented.slice(0, 5).join(', ')}.` : '', 'Every name occurs in the change.'),
    check('risk-lines', astray.length > 0 ? `Not in the diff: ${astray.slice(0, 5).join(', ')}.` : '', 'Every risky line is in the diff.'),
  ];
}

/** True where the diff shows this line of the new file. */
function showsLine(change: FileChange | undefined, line: number): boolean {
  return change?.hunks.some(({ newStart, lines }) => line >= newStart && line < newStart + lines.filter((each) => each[0] !== '-').length) ?? false;
}
