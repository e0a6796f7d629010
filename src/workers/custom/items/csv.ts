import Papa from 'papaparse';
import type { Item, ItemReader } from './item.ts';

/** Rows of a table: comma, semicolon, tab or bar, found by itself; names from the first row where it looks like a header. */
export const csv: ItemReader = (text) => {
  // Excel's own line says the delimiter.
  const told = /^sep=(.)\n/.exec(text)?.[1];
  const first = told === undefined ? 1 : 2;
  const body = told === undefined ? text : text.slice(text.indexOf('\n') + 1);
  const rows = rowsOf(body, told, true) ?? rowsOf(body, told, false) ?? [];
  const header = rows[0] !== undefined && isHeader(rows[0].cells, rows[1]?.cells) ? rows.shift()!.cells : undefined;
  return rows.map(({ cells, firstLine, lastLine }): Item => ({
    text: cells.flatMap((cell, column) => (cell.trim() === '' ? [] : [`${header?.[column]?.trim() || `column ${column + 1}`}: ${cell.trim()}`])).join('\n'),
    firstLine: firstLine + first - 1,
    lastLine: lastLine + first - 1,
    count: 1,
    about: {},
  }));
};

interface Row {
  cells: string[];
  firstLine: number;
  lastLine: number;
}

/** Undefined where a quote is never closed: then quotes mean nothing there. */
function rowsOf(text: string, delimiter: string | undefined, quoted: boolean): Row[] | undefined {
  const rows: Row[] = [];
  let open = false;
  let [position, line] = [0, 1];
  const settings = { delimiter: delimiter ?? '', newline: '\n' as const, skipEmptyLines: 'greedy' as const, ...(quoted ? {} : { quoteChar: '\0' }) };
  Papa.parse<string[]>(text, {
    ...settings,
    step({ data, errors, meta }) {
      open ||= errors.some(({ code }) => code === 'MissingQuotes');
      while (text[position] === '\n') {
        position++;
        line++;
      }
      const firstLine = line;
      for (let at = text.indexOf('\n', position); at >= 0 && at < meta.cursor; at = text.indexOf('\n', at + 1)) line++;
      const ended = meta.cursor > position && text[meta.cursor - 1] === '\n';
      position = meta.cursor;
      if (data.some((cell) => cell.trim() !== '')) rows.push({ cells: data, firstLine, lastLine: Math.max(firstLine, ended ? line - 1 : line) });
    },
  });
  return quoted && open ? undefined : rows;
}

/** Names are short, different, and no numbers or dates. */
function isHeader(cells: readonly string[], next: readonly string[] | undefined): boolean {
  const names = cells.map((cell) => cell.trim());
  const named = names.filter((name) => name !== '');
  return next !== undefined && named.length > 0 && named.length >= names.length / 2 && new Set(named).size === named.length && named.every((name) => name.length <= 60 && !/^[-+]?[\d.,/: -]+%?$/.test(name) && !/@\w/.test(name));
}
