import { code } from '../../pull-request/markdown.ts';
import type { CodeLine, ReviewedHunk } from '../reviewed-file.ts';
import { risk, type Detector } from './detector.ts';

/** What a package promises to those who install it. */
const PROMISES = new Set(['exports', 'main', 'module', 'types', 'typings', 'bin', 'engines', 'browser', 'type', 'peerDependencies', 'sideEffects']);
const KEY = /^( {1,4}|\t)"([\w-]+)"\s*:/;
/** The versions of a language that are asked for, by the manifest's name. */
const ASKS: [RegExp, RegExp][] = [
  [/(?:^|\/)pyproject\.toml$/, /^\s*(requires-python)\s*=/],
  [/(?:^|\/)setup\.(?:py|cfg)$/, /^\s*(python_requires)\s*=/],
  [/(?:^|\/)cargo\.toml$/i, /^\s*(rust-version|edition)\s*=/],
  [/(?:^|\/)go\.mod$/, /^(go)\s+\d/],
  [/\.csproj$/, /^\s*<(TargetFrameworks?)>/],
];

/** Changes of a manifest that those who use the package notice. */
export const manifestContract: Detector = ({ change, hunks, added, removed }) => {
  if (change.kind === 'added' || change.kind === 'deleted') return [];
  if (/(?:^|\/)package\.json$/.test(change.path)) {
    const keys = new Map(hunks.flatMap(({ old, current }) => [...keysOf(old), ...keysOf(current)]));
    return [...keys].map(([key, line]) => risk('public-api', `${code(key)} of the package changes.`, line));
  }
  const asks = ASKS.find(([path]) => path.test(change.path))?.[1];
  if (!asks) return [];
  const before = removed.find(({ text }) => asks.test(text));
  const after = added.find(({ text }) => asks.test(text));
  if (!before && !after) return [];
  return [risk('public-api', `${code(asks.exec((after ?? before)!.text)![1]!)} changes: other versions of the language are asked for.`, after?.line ?? null)];
};

/** The promises among whose lines there are changed ones, with the line of the first. */
function* keysOf(lines: ReviewedHunk['current']): Iterable<[string, number | null]> {
  const [indent] = lines.flatMap(({ text }) => KEY.exec(text)?.[1] ?? []).sort((a, b) => a.length - b.length);
  let key = '';
  for (const line of lines) {
    const match = KEY.exec(line.text);
    if (match && match[1] === indent) key = match[2]!;
    if (line.changed && PROMISES.has(key) && /\w/.test(line.text)) yield [key, lineOf(line)];
    if (line.text.startsWith(`${indent}}`)) key = '';
  }
}

function lineOf({ line }: CodeLine): number {
  return line;
}
