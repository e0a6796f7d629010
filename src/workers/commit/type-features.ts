import type { FileChange } from '../../core/changes.ts';
import type { SymbolKind } from '../changes/definitions.ts';
import { natureOf } from '../changes/nature.ts';
import { roleOf, type FileRole } from '../changes/role.ts';
import { symbolsOf } from '../changes/symbols.ts';

/** Changed lines that are looked at for words; the first ones tell. */
const MOST_LINES = 2_000;
const LONGEST_LINE = 300;
const ROLES: FileRole[] = ['source', 'test', 'docs', 'config', 'dependency', 'ci', 'lock', 'generated', 'asset'];

/** Words of the changed lines of code that speak for one type of change or another. */
const SIGNS: Record<string, RegExp> = {
  guards: /^\s*(?:if|else if|elif|unless|guard)\b|\?\?|\?\.|\b(?:try|catch|except|rescue|recover)\b/,
  failures: /\b(?:throw|raise|panic|abort|assert|error|err|exception|warn)\w*\b/i,
  nothing: /\b(?:null|nil|none|undefined|nullptr|isnan|empty)\b/i,
  speed: /\b(?:cache\w*|memo\w*|perf\w*|fast\w*|alloc\w*|lazy|pool|benchmark\w*|preload\w*|capacity)\b/i,
  deprecation: /deprecat/i,
  choices: /\b(?:option|flag|setting|config|param|feature|support)\w*\b/i,
  linting: /\b(?:eslint|prettier|biome|oxlint|ruff|black|clippy|rustfmt|golangci|lint|editorconfig)\w*\b/i,
};

/** Evidence for the type of a change, by name: shares from 0 to 1, logarithms of counts, or 0 and 1. What is absent is 0. */
export type Features = Record<string, number>;

function sum(files: FileChange[], key: 'added' | 'removed'): number {
  return files.reduce((total, file) => total + file[key], 0);
}

/** All that code sees in a change that may tell its type. Linear in the size of the diff. */
export function typeFeatures(files: FileChange[]): Features {
  const features: Features = {};
  const roles = files.map((file) => roleOf(file.path));
  const lines = sum(files, 'added') + sum(files, 'removed') || 1;
  for (const role of ROLES) {
    const of = files.filter((_, index) => roles[index] === role);
    if (of.length === 0) continue;
    features[`has ${role}`] = 1;
    if (of.length === files.length) features[`only ${role}`] = 1;
    features[`share of ${role}`] = (sum(of, 'added') + sum(of, 'removed')) / lines;
  }
  const written = new Set(roles.filter((role) => role !== 'lock' && role !== 'generated' && role !== 'asset'));
  if (written.size === 1) features[`writes only ${[...written][0]!}`] = 1;
  if ([...written].every((role) => role === 'dependency' || role === 'config' || role === 'ci')) features['no code'] = 1;

  for (const kind of ['added', 'deleted', 'renamed', 'modified'] as const) {
    const share = files.filter((file) => file.kind === kind).length / files.length;
    if (share > 0) features[`files ${kind}`] = share;
  }
  features['number of files'] = Math.log1p(files.length);
  features['number of lines'] = Math.log1p(lines);

  const source = files.filter((_, index) => roles[index] === 'source');
  const tests = files.filter((_, index) => roles[index] === 'test');
  const [added, removed] = [sum(source, 'added'), sum(source, 'removed')];
  if (source.some((file) => file.kind === 'added')) features['new source file'] = 1;
  if (tests.some((file) => file.kind === 'added')) features['new test file'] = 1;
  if (source.length > 0) {
    features['source grows'] = (added - removed) / (added + removed || 1);
    features['lines of source'] = Math.log1p(added + removed);
    features[added + removed <= 6 ? 'tiny source' : added + removed <= 30 ? 'small source' : 'large source'] = 1;
    if (removed === 0) features['source only added'] = 1;
    if (added === 0) features['source only removed'] = 1;
  }
  if (sum(tests, 'added') > sum(tests, 'removed')) features['tests grow'] = 1;
  if (tests.length > 0 && source.length > 0) features['tests beside source'] = 1;

  countSymbols(features, source, 'source');
  countSymbols(features, tests, 'test');
  countSymbols(features, files.filter((_, index) => roles[index] === 'docs'), 'docs');
  if (features['source only added'] && features['source adds names']) features['new names alone'] = 1;
  const nature = natureOf(files)?.kind;
  if (nature) features[`nature ${nature}`] = 1;
  countSigns(features, source);
  if (files.some((file) => /(^|\/)(changelog|changes|history|news|\.changeset)\b/i.test(file.path))) features['changelog'] = 1;
  if (files.some((file) => /(^|\/)(scripts?|tools?|build|hack|\.?make\w*)\//i.test(file.path))) features['scripts'] = 1;
  if (files.some((file) => /(^|\/)(examples?|samples?|playground|demos?)\//i.test(file.path))) features['examples'] = 1;
  if (files.some((file) => /\.d\.ts$|(^|\/)types?\b|\.pyi$/i.test(file.path))) features['types'] = 1;
  return features;
}

function countSymbols(features: Features, files: FileChange[], where: string): void {
  const counts = new Map<string, number>();
  const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const file of files) {
    const { added, removed, renamed, changed } = symbolsOf(file);
    for (const { kind } of added) count(`adds ${groupOf(kind)}`);
    for (const { kind } of removed) count(`removes ${groupOf(kind)}`);
    renamed.forEach(() => count('renames'));
    changed.forEach(() => count('changes'));
  }
  for (const [key, number] of counts) features[`${where} ${key}`] = Math.log1p(number);
}

function groupOf(kind: SymbolKind): string {
  return kind === 'option' || kind === 'setting' || kind === 'property' ? 'choices' : kind === 'test' || kind === 'section' ? kind : 'names';
}

function countSigns(features: Features, source: FileChange[]): void {
  const changed = source.flatMap((file) => file.hunks.flatMap((hunk) => hunk.lines)).filter((line) => /^[+-]\s*\S/.test(line)).slice(0, MOST_LINES);
  for (const sign of ['+', '-'] as const) {
    const lines = changed.filter((line) => line[0] === sign).map((line) => line.slice(1, LONGEST_LINE));
    if (lines.length === 0) continue;
    for (const [name, pattern] of Object.entries(SIGNS)) {
      const share = lines.filter((line) => pattern.test(line)).length / lines.length;
      if (share > 0) features[`${sign === '+' ? 'new' : 'old'} ${name}`] = Math.sqrt(share);
    }
  }
}
