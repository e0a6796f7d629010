import { inventedNames } from '../checks/invented-names.ts';
import { unknownNumbers } from '../checks/unknown-numbers.ts';
import { code } from '../pull-request/markdown.ts';
import type { ReviewFacts } from './facts.ts';
import type { ReviewFile, ReviewOutput } from './input.ts';
import { placesOf } from './places.ts';
import { mainFiles } from './prompt.ts';
import { saysNothing, tidySentence } from './sentence.ts';
import { placeCount } from './words.ts';

const MOST_SENTENCES = 2;
const LONGEST_SUMMARY = 600;
/** A full stop after a word and before a capital letter or a name: not the one in `e.g. this` or `a.ts`. */
const BETWEEN = /(?<=[^\s.]{2}[.!]`?)\s+(?=[\p{Lu}`])/u;

/** The output with this summary. */
export function outputOf(summary: string, { base, head, baseId, files }: ReviewFacts): ReviewOutput {
  return { base, head, baseId, summary, files: files.map(fileOf) };
}

function fileOf({ file: { change, role }, risks, summary, by }: ReviewFacts['files'][number]): ReviewFile {
  const { path, oldPath, kind, added, removed } = change;
  return { path, ...(oldPath !== undefined && oldPath !== path && { oldPath }), kind, role, added, removed, summary, by, risks };
}

/**
 * Reads the model's summary, whole or as far as it has come, and leaves out the sentences that code can see to be wrong or empty.
 * Where none stands, code sums up. Where to look first is always said by code: it knows.
 */
export function readSummary(text: string, facts: ReviewFacts): string {
  const sentences = text.replace(/\s+/g, ' ').trim().split(BETWEEN);
  const kept: string[] = [];
  for (const [index, sentence] of sentences.entries()) {
    // One that is still being written, or was cut off, counts where there is no other.
    if (index > 0 && index === sentences.length - 1 && !/[.!]`?$/.test(sentence)) break;
    const tidy = tidySentence(sentence);
    if (!saysNothing(tidy) && !kept.includes(tidy) && inventedNames(tidy, [facts.known]).length === 0 && unknownNumbers(tidy, `${facts.known} ${facts.files.length}`).length === 0) kept.push(tidy);
  }
  let summary = '';
  for (const sentence of kept.slice(0, MOST_SENTENCES)) if (summary.length + sentence.length < LONGEST_SUMMARY) summary = `${summary} ${sentence}`.trim();
  return summary === '' ? summaryByCode(facts) : `${summary} ${lookFirst(facts)}`.trim();
}

/** What the whole is about, by code alone. */
export function summaryByCode(facts: ReviewFacts): string {
  const { files } = facts;
  const sum = (key: 'added' | 'removed') => files.reduce((total, { file }) => total + file.change[key], 0);
  const counts = [sum('added') > 0 && `+${sum('added')}`, sum('removed') > 0 && `−${sum('removed')}`].filter(Boolean).join(' ');
  const sizes = `${files.length === 1 ? 'One file changes' : `${files.length} files change`}${counts && ` (${counts})`}.`;
  const [main] = mainFiles(files, 1);
  const told = main && `${code(main.file.change.path)}: ${main.summary}`;
  return [sizes, told, lookFirst(facts)].filter(Boolean).join(' ');
}

/** The riskiest place, and how many more there are; empty where there is none. */
export function lookFirst({ files }: ReviewFacts): string {
  const [first] = placesOf(files);
  if (!first) return '';
  const more = placeCount(files) - 1;
  return `Look first at ${code(first.path)}: ${first.risk.detail}${more > 0 ? ` There ${more === 1 ? 'is one more place' : `are ${more} more places`} to look at.` : ''}`;
}
