import { dependencyChanges } from '../changes/versions.ts';
import type { Nature } from '../changes/nature.ts';
import type { CodeSymbol } from '../changes/definitions.ts';
import { symbolsOf } from '../changes/symbols.ts';
import { code } from '../pull-request/markdown.ts';
import { natureOfFile } from './file-nature.ts';
import { isOmitted, listed, type CodeLine, type ReviewedFile } from './reviewed-file.ts';

export interface CodeSentence {
  text: string;
  /** Whether it says all that there is to say. */
  enough: boolean;
}

/** Longer lines are not shown. */
const LONGEST_LINE = 80;
/** Lines of a manifest beside its packages that need no words of their own. */
const MOST_OTHER_LINES = 3;
const enough = (text: string): CodeSentence => ({ text, enough: true });

/** What happens in a file, by code alone: one sentence. */
export function sentenceByCode(file: ReviewedFile): CodeSentence {
  const { change, role, added, removed, movedFrom, movedTo } = file;
  const whole = ofWhole(file);
  if (whole !== undefined) return enough(whole);
  const nature = change.kind === 'modified' ? natureOfFile(change) : undefined;
  const told = nature && ofNature(nature);
  if (told !== undefined) return enough(told);
  const telling = (lines: CodeLine[]) => lines.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
  const [come, gone] = [telling(added), telling(removed)];
  const moves = [movedFrom.length > 0 && `come from ${listed(movedFrom.map(code))}`, movedTo.length > 0 && `go to ${listed(movedTo.map(code))}`].filter((part) => part !== false).join(' and ');
  if (come.length + gone.length === 0) {
    return enough(moves === '' ? 'Lines change their place within the file.' : change.kind === 'added' ? `New file: its lines ${moves}, as they were.` : `Lines ${moves}, as they were.`);
  }
  const packages = role === 'dependency' && change.kind === 'modified' ? ofPackages(file) : '';
  if (packages !== '') return { text: packages, enough: come.length + gone.length <= MOST_OTHER_LINES + countOfPackages(file) };
  const line = change.kind === 'modified' ? ofLine(come, gone, file) : undefined;
  if (line !== undefined) return enough(line);
  const names = [ofSymbols(file), moves && `lines ${moves}`].filter(Boolean).join('; ');
  if (change.kind === 'added') return { text: names === '' ? 'New file.' : `New file: ${names}.`, enough: role === 'test' && names !== '' };
  if (change.kind === 'renamed') return { text: `Moved from ${code(change.oldPath ?? '')}${names && `; ${names}`}.`, enough: false };
  return { text: sentence(names || ofCounts(come, gone)), enough: role === 'test' && names !== '' };
}

/** Where a file's content is not to be read, or did not change. */
function ofWhole({ change, role, movedTo }: ReviewedFile): string | undefined {
  const { kind, binary, submodule, hunks } = change;
  if (submodule) return kind === 'added' ? 'Another repository is included.' : kind === 'deleted' ? 'Another repository is no longer included.' : 'The included repository moves to another commit.';
  if (kind === 'deleted') {
    const names = symbolsOf(change).removed.filter((symbol) => symbol.kind !== 'test' && symbol.kind !== 'property').map(({ name }) => code(name));
    if (movedTo.length > 0) return `Deleted; lines of it go to ${listed(movedTo.map(code))}.`;
    return names.length === 0 ? 'Deleted.' : `Deleted, with ${listed(names)}.`;
  }
  if (binary) return kind === 'added' ? 'New binary file.' : 'The binary file changes.';
  if (isOmitted(change)) return `${kind === 'added' ? 'New file, too' : 'Too'} large to be read here.`;
  if (hunks.length === 0) {
    if (kind === 'renamed') return `Moved from ${code(change.oldPath ?? '')}, otherwise as it was.`;
    if (kind === 'copied') return `Copied from ${code(change.oldPath ?? '')}.`;
    return kind === 'added' ? 'New empty file.' : 'Only the mode of the file changes.';
  }
  if (role === 'lock') return 'Locked versions change.';
  if (role === 'generated') return 'Generated or vendored content changes.';
  return role === 'asset' ? 'The asset changes.' : undefined;
}

function ofNature(nature: Nature): string | undefined {
  switch (nature.kind) {
    case 'formatting':
      return nature.detail === 'layout' ? 'Only its layout changes.' : `Only its layout changes (${nature.detail}).`;
    case 'comments':
      return 'Only comments change.';
    case 'licence-year':
      return `The year of the copyright goes from ${nature.from} to ${nature.to}.`;
    case 'typo':
      return `Corrects ${listed(nature.corrections.map(({ from, to }) => `${code(from)} to ${code(to)}`))}.`;
    case 'identifier':
      return `${nature.defined ? 'Renames' : 'Replaces'} ${code(nature.from)} ${nature.defined ? 'to' : 'with'} ${code(nature.to)}.`;
    case 'versions': {
      const { own, packages } = nature.changes;
      const bumps = packages.map(({ name, from, to }) => (/^[0-9a-f]{20,}$/.test(to) ? code(name) : `${code(name)} from ${from} to ${to}`));
      return [own && `The version goes from ${own.from} to ${own.to}`, bumps.length > 0 && `${own ? 'bumps' : 'Bumps'} ${listed(bumps)}`].filter(Boolean).join('; ').concat('.');
    }
    case 'generated':
    case 'moved-files':
    case 'moved-code':
      return undefined;
  }
}

function ofPackages({ change }: ReviewedFile): string {
  const { bumped, added, removed } = dependencyChanges([change]);
  const parts = [
    added.length > 0 && `adds ${listed(added.map(code))}`,
    bumped.length > 0 && `bumps ${listed(bumped.map(({ name, from, to }) => `${code(name)} from ${from} to ${to}`))}`,
    removed.length > 0 && `removes ${listed(removed.map(code))}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? '' : sentence(parts.join('; '));
}

function countOfPackages({ change }: ReviewedFile): number {
  const { bumped, added, removed } = dependencyChanges([change]);
  return added.length + 2 * bumped.length + removed.length;
}

/** Where no name is known: how much there is, and how it begins. */
function ofCounts(come: CodeLine[], gone: CodeLine[]): string {
  const lines = (count: number) => (count === 1 ? 'one line' : `${count} lines`);
  const first = [...come, ...gone].find(({ text }) => text.trim().length <= LONGEST_LINE);
  const counts = [come.length > 0 && `adds ${lines(come.length)}`, gone.length > 0 && `removes ${lines(gone.length)}`].filter((part) => part !== false).join(' and ');
  return `${counts}${first ? `, beginning with ${code(first.text.trim())}` : ''}`;
}

/** A change of one line is best shown. */
function ofLine(come: CodeLine[], gone: CodeLine[], { change }: ReviewedFile): string | undefined {
  if (come.length > 1 || gone.length > 1 || [...come, ...gone].some(({ text }) => text.trim().length > LONGEST_LINE)) return undefined;
  const [after, before] = [come[0] && code(come[0].text.trim()), gone[0] && code(gone[0].text.trim())];
  const { changed } = symbolsOf(change);
  const within = changed.length === 1 && changed[0]!.kind !== 'setting' && !(come[0] ?? gone[0])!.text.includes(changed[0]!.name) ? ` in ${code(changed[0]!.name)}` : '';
  if (before === undefined) return `Adds the line ${after}${within}.`;
  return after === undefined ? `Removes the line ${before}${within}.` : `${before} becomes ${after}${within}.`;
}

/** `adds a; renames b to c; changes d`. */
function ofSymbols({ change, role }: ReviewedFile): string {
  const { added, removed, renamed, changed } = symbolsOf(change);
  const named = (symbols: readonly CodeSymbol[]) => symbols.filter(({ kind }) => kind !== 'test' && kind !== 'section').map(({ name }) => code(name));
  const sections = (symbols: readonly CodeSymbol[]) => symbols.filter(({ kind }) => kind === 'section').map(({ name }) => code(name));
  const tests = (symbols: readonly CodeSymbol[]) => symbols.filter(({ kind }) => kind === 'test').map(({ name }) => code(name));
  const counted = (names: string[]) => (names.length === 1 ? `the test ${names[0]}` : `${names.length} tests (${listed(names)})`);
  const verbs = (symbols: readonly CodeSymbol[], verb: string) => {
    const [names, cases] = [role === 'test' ? [] : named(symbols), tests(symbols)];
    const headings = sections(symbols);
    const things = [names.length > 0 && listed(names), headings.length > 0 && `the section${headings.length === 1 ? '' : 's'} ${listed(headings)}`, cases.length > 0 && counted(cases)].filter((part) => part !== false);
    return things.length === 0 ? '' : `${verb} ${things.join(' and ')}`;
  };
  const renames = renamed.slice(0, 2).map(({ from, to }) => `${code(from)} to ${code(to)}`);
  return [verbs(added, 'adds'), renames.length > 0 && `renames ${listed(renames)}`, verbs(changed, 'changes'), change.kind !== 'added' && verbs(removed, 'removes')].filter(Boolean).join('; ');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
