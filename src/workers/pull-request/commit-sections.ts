import type { Message } from './facts.ts';
import { CLOSING_LINE } from './issue-phrases.ts';
import { prose, proseBlock } from './markdown.ts';

/** The headings of sections in which authors say how they tested, and what users must do. */
const TESTED = /^(?:#{1,6}\s+)?\**(?:test(?:ing)? plan|how (?:(?:was|has|is) (?:this|it) (?:been )?|i )?tested|tests? (?:done|performed|run)|testing(?: done| steps)?|tested|verification)\**:?\**(?:\s+(.*))?$/i;
const TO_DO = /^(?:#{1,6}\s+(?=[^:]*$)|\**(?=[^:]*:))(?:migration(?: guide| notes?)?|migrating|upgrad(?:e|ing)(?: guide| notes?| instructions?)?)\**:?\**(?:\s+(.*))?$/i;
const BREAKING = /^\**BREAKING[ -]CHANGES?\**\s*:\**\s*(.*)$/;
const BREAKING_HEADER = /^[a-z]{2,20}(?:\([^()]{1,60}\))?!: (.+)$/i;
/** A line that begins something else: another trailer, a heading, issues. */
const ELSE = /^(?:[A-Z][A-Za-z]*(?:-[A-Za-z]+)*: \S|#{1,6}\s|BREAKING[ -]CHANGES?:|[A-Z][\w /]{2,40}:\s*$|(?:[Rr]efs?|[Rr]eferences|[Ss]ee|[Rr]elated to|[Cc]lose[sd]?|[Ff]ix(?:e[sd])?|[Rr]esolve[sd]?):? +\S{0,60}(?:#|-)\d)/;
const TESTED_BY = /^Tested-by:\s*([^\s<>][^<>\n]{0,80}?)\s*(?:<[^<>]*>)?$/i;
const MOST_LINES = 12;
const LONGEST = 500;
/** What users must change may take some lines. */
const LONGEST_BREAKING = 2000;
const MOST_EMPTY = 5;
/** How text begins that belongs to what breaks though an empty line stands before it. */
const GOES_ON = /^(?:[-*+] |\d+[.)] |```|~~~|\s{2,}\S|>|(?:before|after|old|new|instead|replace|use|update|change|rename|to (?:migrate|update|upgrade|keep|restore|get|fix))\b)|\bmigrat/i;
const BEFORE_OR_AFTER = /^(?:before|after|old|new)\b[^:]{0,60}:\s*$/i;
const FENCE = /^\s*(?:```|~~~)/;
const ITEM = /^\s*(?:[-*+] |\d{1,3}[.)] |[>|])/;

interface Found {
  from: number;
  to: number;
  text: string[];
}

/** Sections of a body under such a heading, up to the next heading or trailer; where they begin on its line, up to the next empty one. */
function sectionsUnder(lines: string[], heading: RegExp): Found[] {
  const found: Found[] = [];
  let fenced = false;
  for (let index = 0; index < lines.length; index++) {
    if (FENCE.test(lines[index]!)) fenced = !fenced;
    const match = fenced ? null : heading.exec(lines[index]!.slice(0, LONGEST));
    if (!match) continue;
    // The word alone, with neither colon nor marks, is prose.
    if (match[1] !== undefined && !/[:*]/.test(lines[index]!.slice(0, lines[index]!.length - match[1].length))) continue;
    const from = index;
    const text = match[1] ? [match[1]] : [];
    while (index + 1 < lines.length && !ELSE.test(lines[index + 1]!.slice(0, LONGEST)) && (!match[1] || lines[index + 1]!.trim() !== '')) text.push(lines[++index]!);
    while (text[0]?.trim() === '') text.shift();
    while (text.at(-1)?.trim() === '') text.pop();
    if (text.length > 0) found.push({ from, to: index + 1, text });
  }
  return found;
}

/** What breaks: from its footer on to the next empty line, and further where a list, code, or what was before and is after follows. */
function breakingFooters(lines: string[]): Found[] {
  const found: Found[] = [];
  for (let index = 0; index < lines.length; index++) {
    const match = BREAKING.exec(lines[index]!.slice(0, 2 * LONGEST_BREAKING));
    if (!match) continue;
    const from = index;
    const text = match[1] ? [match[1]] : [];
    let fenced = false;
    while (index + 1 < lines.length) {
      const line = lines[index + 1]!;
      if (!fenced && line.trim() === '') {
        const next = lines.slice(index + 2, index + 2 + MOST_EMPTY).find((each) => each.trim() !== '');
        if (next === undefined || (text.length > 0 && !GOES_ON.test(next.slice(0, LONGEST)))) break;
      } else if (!fenced && ELSE.test(line.slice(0, LONGEST)) && !BEFORE_OR_AFTER.test(line.slice(0, LONGEST))) break;
      if (FENCE.test(line)) fenced = !fenced;
      if (text.length > 0 || line.trim() !== '') text.push(line);
      index++;
    }
    if (text.length > 0) found.push({ from, to: index + 1, text });
  }
  return found;
}

/** Lines that only go on are one; those of lists, code and quotes stay. */
function laidOut(lines: string[]): string {
  const laid: string[] = [];
  let fenced = false;
  for (const line of lines) {
    const before = laid.at(-1) ?? '';
    const isFence = FENCE.test(line);
    const isCode = /^(?: {4}|\t)/.test(line) && (before === '' || /^(?: {4}|\t)/.test(before));
    const goesOn = !fenced && !isFence && !isCode && before !== '' && !FENCE.test(before) && line.trim() !== '' && !ITEM.test(line);
    if (goesOn) laid[laid.length - 1] = `${before} ${line.replace(/\s+/g, ' ').trim()}`;
    else if (line.trim() !== '' || before !== '') laid.push(fenced || isFence || isCode || ITEM.test(line) ? line.trimEnd() : line.replace(/\s+/g, ' ').trim());
    if (isFence) fenced = !fenced;
  }
  return laid.join('\n').trim();
}

/** Cut after a word. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.slice(0, most).search(/\s+\S*$/);
  return `${text.slice(0, end > 0 ? end : most)} …`;
}

function linesOf({ body }: Message): string[] {
  return body.split(/\r?\n/);
}

/** What breaks, in the authors' words: footers `BREAKING CHANGE:`, and subjects with `!` where no footer says more. Never worked out from the diff. Markdown, with the line breaks of lists and code. */
export function breakingChanges(commits: Message[]): string[] {
  return [...new Set(commits.flatMap(saidBreaking).map(proseBlock))];
}

/** The same of one commit, as it stands there. */
export function saidBreaking(commit: Message): string[] {
  const footers = breakingFooters(linesOf(commit)).map(({ text }) => laidOut(text));
  const header = BREAKING_HEADER.exec(commit.subject)?.[1];
  const said = footers.length > 0 ? footers : header !== undefined ? [laidOut([header])] : [];
  return said.map((text) => cut(text, LONGEST_BREAKING)).filter((text) => text !== '');
}

/** How the authors say they tested: what stands under `Test plan:` and the like, and the names in `Tested-by:`. Lines of Markdown. */
export function saidTested(commits: Message[]): string[] {
  const plans = commits.flatMap((commit) => sectionsUnder(linesOf(commit), TESTED).map(({ text }) => excerpt(text)));
  const by = commits.flatMap((commit) => linesOf(commit).flatMap((line) => TESTED_BY.exec(line.slice(0, LONGEST))?.[1] ?? []));
  return [...new Set([...plans, ...(by.length > 0 ? [`Tested by ${[...new Set(by.map((name) => prose(name)))].join(', ')}.`] : [])])];
}

/** What users have to do, as the authors wrote it under `Migration:` or `Upgrade notes:`. */
export function saidMigration(commits: Message[]): string[] {
  return [...new Set(commits.flatMap((commit) => sectionsUnder(linesOf(commit), TO_DO).map(({ text }) => excerpt(text))))];
}

function excerpt(lines: string[]): string {
  const shown = proseBlock(lines.slice(0, MOST_LINES).map((line) => cut(line.trimEnd(), LONGEST)).join('\n'));
  return lines.length > MOST_LINES ? `${shown}\n…` : shown;
}

/** A summary that is a commit's body, without what breaks and what users must do, which have places of their own, and without the tests and issues that found one. */
export function withoutSaid(summary: string, { tests, closes }: { tests: boolean; closes: boolean }): string {
  const lines = summary.split('\n');
  const gone = [...breakingFooters(lines), ...sectionsUnder(lines, TO_DO), ...(tests ? sectionsUnder(lines, TESTED) : [])];
  const dropped = new Set(gone.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)));
  const kept = lines.filter((line, index) => !dropped.has(index) && !(closes && CLOSING_LINE.test(line.slice(0, LONGEST).trim())));
  return kept.length === lines.length ? summary : kept.join('\n').replace(/\n{3,}/g, '\n\n').trim();
}

const REASON = /\b(?:because|so that|in order to|otherwise|previously|until now|used to|no longer|this (?:broke|caused|made|meant|led)|the (?:problem|reason|issue) (?:is|was))\b/i;
const MOST_REASONS = 2;

/** Paragraphs in which the authors say why: none of their other text is taken for a reason. */
export function saidReasons(commits: Message[]): string[] {
  const paragraphs = commits.flatMap(({ body }) => withoutSaid(body.replaceAll('\r\n', '\n'), { tests: true, closes: true }).split(/\n\s*\n/));
  const reasons = paragraphs.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => REASON.test(text) && text.length <= LONGEST && !/^(?:[-*#>|]|```)/.test(text));
  return [...new Set(reasons)].slice(0, MOST_REASONS).map((text) => proseBlock(text));
}
