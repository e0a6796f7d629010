import { symbolsOf } from '../../changes/symbols.ts';
import { code } from '../../pull-request/markdown.ts';
import { natureOfFile } from '../file-nature.ts';
import type { Risk } from '../input.ts';
import { listed, type CodeLine, type ReviewedFile } from '../reviewed-file.ts';
import { risk, type Detector } from './detector.ts';

const PASSES_ANYHOW = /\bcontinue-on-error:\s*true\b|\|\|\s*true\s*$|\ballow_failure:\s*true\b/;
const SETTING = /^\s*["']?([A-Za-z_][\w./-]*)["']?\s*[:=]\s*(\S.{0,60}?),?\s*$/;
const DATA = /^[[{]/;
/** Keys whose values are words for people. */
const WORDS: ReadonlySet<string> = new Set(['name', 'id', 'title', 'summary', 'description', 'version']);
const MOST_VALUES = 3;
const EXAMPLE = /(?:^|[./_-])(?:example|sample|template|dist)(?:[./_-]|$)/i;

/** What continuous integration checks, and settings whose value is another one now. */
export const settings: Detector = (file) => {
  const { change, role, added } = file;
  if ((role !== 'ci' && role !== 'config') || EXAMPLE.test(change.path)) return [];
  if (change.kind === 'deleted') return role === 'ci' ? [risk('ci', 'What this file ran is no longer run.')] : [];
  if (change.kind !== 'modified') return [];
  const nature = natureOfFile(change)?.kind;
  if (nature === 'formatting' || nature === 'comments' || nature === 'versions' || nature === 'typo' || nature === 'licence-year') return [];
  const passes = role === 'ci' ? added.filter(({ code }) => PASSES_ANYHOW.test(code)).map(({ line }) => risk('ci', 'A failure of this step no longer counts.', line)) : [];
  if (passes.length > 0) return passes;
  if (role === 'config') return otherValues(file);
  const { removed: gone, changed } = symbolsOf(change);
  const names = (list: readonly { name: string }[]) => [...new Set(list.map(({ name }) => name))].map(code);
  const [others, lost] = [names(changed), names(gone)];
  if (others.length > 0) return [risk('ci', `${listed(others)} ${others.length === 1 ? 'changes' : 'change'}.`, added.find(({ code }) => code.trim() !== '')?.line ?? null)];
  return lost.length > 0 ? [risk('ci', `${listed(lost)} ${lost.length === 1 ? 'is' : 'are'} gone.`)] : [];
};

/** Settings that had another value before, each key once in the file. */
function otherValues({ added, removed }: ReviewedFile): Risk[] {
  const [before, after] = [valuesOf(removed), valuesOf(added)];
  return [...after]
    .filter(([key, { value }]) => before.has(key) && before.get(key)!.value !== value)
    .slice(0, MOST_VALUES)
    .map(([key, { value, line }]) => risk('configuration', `${code(key)} is ${code(value)} in place of ${code(before.get(key)!.value)}.`, line));
}

function valuesOf(lines: CodeLine[]): Map<string, { value: string; line: number }> {
  const values = new Map<string, { value: string; line: number }>();
  const several = new Set<string>();
  for (const { code: text, line } of lines) {
    const [, key, value] = SETTING.exec(text) ?? [];
    if (key === undefined || WORDS.has(key) || DATA.test(value!)) continue;
    if (values.has(key)) several.add(key);
    values.set(key, { value: value!, line });
  }
  for (const key of several) values.delete(key);
  return values;
}
