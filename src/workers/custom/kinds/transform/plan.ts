import type { WorkerDefinition } from '../../definition.ts';
import type { CustomInput } from '../../input.ts';
import type { Syntax } from '../../../../core/syntax.ts';
import { formatProblem, plainFormatProblem } from './format-problems.ts';
import type { TransformFacts } from './facts.ts';
import { piecesAt, type Range } from './pieces.ts';
import { splitJson, splitTop } from './split-json.ts';
import { splitCode, splitRows } from './split-lines.ts';
import { splitProse } from './split-prose.ts';

/** Characters of a piece: a small model keeps track of about as much, and a person sees something after some seconds. */
const PROSE = 700;
const DATA = 900;
const CODE = 1800;

type Written = 'json' | 'csv' | 'lines' | 'prose';

/** Takes the document apart by what it is written in. */
export async function planOf(input: CustomInput, { format, keep }: Pick<WorkerDefinition, 'format' | 'keep'>, syntax: Pick<Syntax, 'errors'>): Promise<TransformFacts> {
  const source = input.text;
  const text = source.replace(/^\uFEFF/, '');
  const written = writtenIn(text, input, format);
  const prose = format === 'text' || format === 'markdown';
  const mayStay = prose ? written === 'prose' : (format === 'json') === (written === 'json') && (format === 'csv') === (written === 'csv') && written !== 'prose' && (await formatProblem(text, format, syntax)) === undefined;
  const ranges = rangesOf(text, written, format, { keepsCode: keep.includes('code'), inPlace: mayStay }).map((range) => ({ ...range, start: range.start + source.length - text.length, end: range.end + source.length - text.length }));
  return { input, source, pieces: piecesAt(source, ranges), inPlace: mayStay, mayStay, done: [], written: '' };
}

function writtenIn(text: string, { path = '', language = '' }: CustomInput, format: WorkerDefinition['format']): Written {
  if (/^\s*[[{]/.test(text) && plainFormatProblem(text, 'json') === undefined) return 'json';
  if (/\.[ct]sv$/i.test(path) || /csv|tsv/.test(language) || (format === 'csv' && plainFormatProblem(text, 'csv') === undefined && text.includes('\n'))) return 'csv';
  if (/^(?:markdown|plaintext|latex|restructuredtext|asciidoc)$/.test(language) || /\.(?:md|markdown|txt|rst|adoc)$/i.test(path)) return 'prose';
  const prose = format === 'text' || format === 'markdown';
  return prose && (language === '' || language === 'html') && !/\.(?:[cm]?[jt]sx?|py|sh|css|ya?ml|html?|go|rs|java|c|h|cpp|cs|rb|php)$/i.test(path) ? 'prose' : 'lines';
}

function rangesOf(text: string, written: Written, format: WorkerDefinition['format'], { keepsCode, inPlace }: { keepsCode: boolean; inPlace: boolean }): Range[] {
  if (written === 'prose') return splitProse(text, PROSE, keepsCode);
  const most = written === 'lines' ? CODE : DATA;
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const start = text.indexOf(trimmed[0]!);
  // What fits is best understood as a whole, but for arrays, which are lists of equal things.
  if (trimmed.length <= most && !(written === 'json' && trimmed.startsWith('[') && format === 'json')) return [{ start, end: start + trimmed.length }];
  // Only in its own place may a piece leave out what stays as it is.
  if (written === 'json') return inPlace ? splitJson(text, most) : splitTop(text, most);
  return written === 'csv' ? splitRows(text, most) : splitCode(text, most);
}
