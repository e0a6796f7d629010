import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LintTarget } from '../../core/diagnostic.ts';
import { folderWith } from '../../sources/linters/find-program.ts';
import { type ColumnUnit, type Positions, positionsOf } from '../../sources/linters/text-position.ts';
import { languageOf } from '../language.ts';
import type { Reported } from '../reported.ts';
import type { ReportFinding } from './report.ts';

/** Bytes. */
const LARGEST_FILE = 4_000_000;
const TAB = 8;

export interface ResolveOptions {
  cwd: string;
  toolsDir?: string;
  signal: AbortSignal;
}

export interface Resolved {
  items: Reported[];
  /** Why findings were left out, a line each. */
  skipped: string[];
}

interface ReadFile {
  target: LintTarget;
  runTools: boolean;
  lines: string[];
  positions(unit: ColumnUnit): Positions;
}

/**
 * Reads the files that the findings are about and turns their columns into ours. Only ordinary files of this machine are read. Linters,
 * which run what a project's configuration says, are allowed for files of the project that the person stands in: a report could name any other.
 */
export async function resolveFindings(findings: readonly ReportFinding[], { cwd, toolsDir, signal }: ResolveOptions): Promise<Resolved> {
  const root = await realpath(folderWith(['.git'], cwd) ?? cwd);
  const files = new Map<string, Promise<ReadFile | string>>();
  const items: Reported[] = [];
  const skipped = new Set<string>();
  for (const finding of findings) {
    signal.throwIfAborted();
    const key = JSON.stringify([finding.path, finding.base]);
    let reading = files.get(key);
    if (!reading) files.set(key, (reading = openFile(finding, cwd, root, toolsDir)));
    const file = await reading;
    if (typeof file === 'string') {
      skipped.add(`${finding.path} was skipped: ${file}`);
    } else if (finding.line > file.lines.length) {
      skipped.add(`${finding.path}:${finding.line} was skipped: the file has ${file.lines.length} lines. Run the tool again.`);
    } else {
      items.push({ target: file.target, diagnostic: diagnosticOf(finding, file), severity: finding.severity, runTools: file.runTools });
    }
  }
  return { items, skipped: [...skipped] };
}

/** The file; a reason where it cannot be read. */
async function openFile({ path, base }: ReportFinding, cwd: string, root: string, toolsDir: string | undefined): Promise<ReadFile | string> {
  const candidates = localPaths(path, [cwd, ...(base !== undefined && isAbsolute(base) ? [base] : [])]);
  if (candidates.length === 0) return 'it is no file of this machine.';
  for (const file of candidates) {
    const found = await stat(file).catch(() => undefined);
    if (!found) continue;
    // A device or a pipe would never end.
    if (!found.isFile()) return 'it is no ordinary file.';
    if (found.size > LARGEST_FILE) return 'it is too large.';
    const source = await readFile(file, 'utf8').catch(() => undefined);
    if (source === undefined) return 'you may not read it.';
    const below = relative(root, await realpath(file));
    const known = new Map<ColumnUnit, Positions>();
    return {
      target: { file, source, language: languageOf(file, source), toolsDir },
      runTools: below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below),
      lines: source.split(/\r\n|\n|\r/),
      positions(unit) {
        const positions = known.get(unit) ?? positionsOf(source, unit);
        known.set(unit, positions);
        return positions;
      },
    };
  }
  return 'there is no such file.';
}

/** Paths on this machine that may be meant; none for an address of another one, network drives included. */
function localPaths(path: string, bases: string[]): string[] {
  if (/^file:/i.test(path)) {
    try {
      const url = new URL(path);
      if (url.hostname !== '' && url.hostname !== 'localhost') return [];
      url.hostname = '';
      return [fileURLToPath(url)].filter((file) => !isNetworkPath(file));
    } catch {
      return [];
    }
  }
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(path) || isNetworkPath(path)) return [];
  return [...new Set(bases.map((base) => resolve(base, path)))];
}

function isNetworkPath(path: string): boolean {
  return /^[\\/]{2}/.test(path);
}

function diagnosticOf({ tool, rule, message, line, column, endLine, endColumn, unit }: ReportFinding, file: ReadFile): Reported['diagnostic'] {
  const columnAt = (at: number, wanted: number) => (unit === 'tabs' ? file.positions('codePoint').column(at, untabbed(file.lines[at - 1] ?? '', wanted)) : file.positions(unit).column(at, wanted));
  const start = columnAt(line, Math.max(1, column ?? 1));
  const last = Math.min(Math.max(endLine ?? line, line), file.lines.length);
  // A place without an end is a point, one without a column its whole line.
  const without = column !== undefined && last === line ? start + 1 : (file.lines[last - 1] ?? '').length + 1;
  const end = endColumn === undefined ? without : columnAt(last, Math.max(1, endColumn));
  return { tool, rule, message, line, column: start, endLine: last, endColumn: last === line ? Math.max(end, start) : end };
}

/** The column, in characters, of one that counts up to the next multiple of eight at each tab. */
function untabbed(line: string, wanted: number): number {
  let column = 1;
  let characters = 1;
  for (const character of line) {
    if (column >= wanted) break;
    column = character === '\t' ? column + TAB - ((column - 1) % TAB) : column + 1;
    characters++;
  }
  return characters;
}
