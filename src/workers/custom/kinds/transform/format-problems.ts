import Papa from 'papaparse';
import { parseDocument } from 'yaml';
import { messageOf } from '../../../../core/errors.ts';
import type { Syntax } from '../../../../core/syntax.ts';
import type { Format } from './bare-answer.ts';
import { fencedBlocks } from './code-spans.ts';

const GRAMMARS: Partial<Record<Format, string[]>> = { typescript: ['typescript', 'typescriptreact'], javascript: ['javascript'], python: ['python'], css: ['css'], shell: ['shellscript'] };
const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr', '!doctype']);
/** Their end may be left out. */
const OPTIONAL = new Set(['p', 'li', 'dt', 'dd', 'td', 'th', 'tr', 'thead', 'tbody', 'tfoot', 'option', 'html', 'head', 'body', 'colgroup']);

/** Why the text is not written in the format, for people and for the model; undefined where it is, or where there is no telling. */
export async function formatProblem(text: string, format: Format, syntax: Pick<Syntax, 'errors'>): Promise<string | undefined> {
  const grammars = GRAMMARS[format];
  if (!grammars) return plainFormatProblem(text, format);
  if (text.trim() === '') return 'It is empty.';
  let fewest: number | undefined;
  for (const grammar of grammars) {
    const errors = await syntax.errors(text, grammar);
    if (errors === 0 || errors === undefined) return undefined;
    fewest = Math.min(fewest ?? errors, errors);
  }
  return `It has ${fewest === 1 ? 'a syntax error' : `${fewest} syntax errors`} as ${format}.`;
}

/** The same for formats that need no grammar. */
export function plainFormatProblem(text: string, format: Format): string | undefined {
  if (text.trim() === '') return 'It is empty.';
  if (format === 'json') return jsonProblem(text);
  if (format === 'yaml') {
    const [error] = parseDocument(text, { prettyErrors: false }).errors;
    return error && `It is not YAML: ${messageOf(error)}.`;
  }
  if (format === 'csv') return csvProblem(text);
  if (format === 'markdown') return markdownProblem(text);
  return format === 'html' ? htmlProblem(text) : undefined;
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `It is not JSON: ${messageOf(error).slice(0, 120)}.`;
  }
}

function csvProblem(text: string): string | undefined {
  const { data, errors } = Papa.parse<string[]>(text.trim(), { skipEmptyLines: true });
  const [error] = errors.filter(({ code }) => code !== 'UndetectableDelimiter');
  if (error) return `It is not CSV: ${error.message}.`;
  const odd = data.findIndex((row) => row.length !== data[0]!.length);
  return odd < 0 ? undefined : `Row ${odd + 1} has ${data[odd]!.length} fields, the first one ${data[0]!.length}.`;
}

function markdownProblem(text: string): string | undefined {
  const last = fencedBlocks(text).at(-1);
  if (last?.end === text.length && !/(?:`{3,}|~{3,})[ \t]*$/.test(text)) return 'A block of code is not closed.';
  const lines = text.split('\n');
  const cells = (line: string) => line.trim().replace(/^\||(?<!\\)\|$/g, '').split(/(?<!\\)\|/).length;
  for (const [index, line] of lines.entries()) {
    if (index === 0 || !/^\s*\|?[ :-]*-{2,}[ :|-]*$/.test(line) || !line.includes('|')) continue;
    if (cells(line) !== cells(lines[index - 1]!)) return 'The lines of a table have different numbers of cells.';
  }
  return undefined;
}

function htmlProblem(text: string): string | undefined {
  const open: string[] = [];
  for (const [, slash, name, rest] of withoutOpaque(text).matchAll(/<(\/?)([a-z!][\w-]*)([^<>]*)>/gi)) {
    const tag = name!.toLowerCase();
    if (VOID.has(tag) || rest!.endsWith('/')) continue;
    if (!slash) open.push(tag);
    else {
      while (open.length > 0 && open.at(-1) !== tag && OPTIONAL.has(open.at(-1)!)) open.pop();
      if (open.pop() !== tag && !OPTIONAL.has(tag)) return `</${tag}> closes nothing.`;
    }
  }
  const unclosed = open.find((tag) => !OPTIONAL.has(tag));
  return unclosed === undefined ? undefined : `<${unclosed}> is not closed.`;
}

/** Without comments, scripts and styles, in which a bracket is no tag. */
function withoutOpaque(text: string): string {
  let rest = '';
  let at = 0;
  for (const { 0: opening, 1: name, index } of text.matchAll(/<!--|<(script|style)\b/gi)) {
    if (index < at) continue;
    const closing = name === undefined ? '-->' : `</${name}`;
    const end = indexOfAnyCase(text, closing, index + opening.length);
    if (end < 0) break;
    rest += text.slice(at, index);
    at = end + closing.length;
    if (name !== undefined) at = Math.max(at, text.indexOf('>', at) + 1);
  }
  return rest + text.slice(at);
}

function indexOfAnyCase(text: string, wanted: string, from: number): number {
  const pattern = new RegExp(wanted, 'gi');
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}
