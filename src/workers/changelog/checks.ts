import type { Check } from '../../core/result.ts';
import { inventedNames } from '../checks/invented-names.ts';
import type { DraftedFacts } from './draft.ts';
import type { ChangelogOutput } from './input.ts';

/** What code can say of an entry: that it invents nothing, that nothing is missing, that its place is known, and whether it speaks the changelog's language. */
export function checkOutput(output: ChangelogOutput, facts: DraftedFacts): Check[] {
  const check = (name: string, problem: string, fine: string): Check => ({ name, passed: problem === '', detail: problem || fine });
  const { changes, house } = facts.drafted;
  const texts = facts.commits.flatMap(({ subject, body, paths, author }) => [subject, body, author.name, ...paths]);
  const pieces = Array.from(facts.pieces.values(), ({ text, breaking }) => `${text}\n${breaking ?? ''}`);
  const titles = facts.merged.map(({ title }) => title);
  const frame = [facts.version ?? '', facts.range.from ?? '', facts.range.to, facts.page?.url ?? '', house.document.headings.map(({ title }) => title).join('\n'), facts.habits.changesets?.packages.map(({ name }) => name).join('\n') ?? '', output.files.map(({ path }) => path).join('\n')];
  const invented = inventedNames(output.entry.replace(/\]\([^)]*\)/g, ']').replace(/\\(?=[<>![\]()@_*|])/g, ''), [...texts, ...pieces, ...titles, ...frame]);
  const vague = changes.length === 0 && facts.commits.length > 0;
  return [
    check('no-invented-names', invented.length > 0 ? `Not in the commits: ${invented.slice(0, 5).join(', ')}.` : '', 'Every name occurs in the commits.'),
    check('something-to-tell', vague ? 'None of the commits changes anything that users see, as far as their messages tell.' : '', 'There are changes that users see.'),
    check('known-headings', house.guessed && output.files.length > 0 ? 'No heading of the changelog names a version: look whether the entry stands in the right place.' : '', 'The headings of versions are known.'),
    check('language', house.style.foreign && changes.length > 0 ? 'The changelog is not in English, and the lines are in the words of the commits.' : '', 'The lines are in the language of the commits.'),
  ];
}
