import { UserError } from '../../core/errors.ts';
import { biomeJson } from './biome-json.ts';
import { eslintJson } from './eslint-json.ts';
import { golangciJson } from './golangci-json.ts';
import { mypyJson } from './mypy-json.ts';
import { pylintJson } from './pylint-json.ts';
import { pyrightJson } from './pyright-json.ts';
import type { ReportFinding, ReportFormat } from './report.ts';
import { ruffJson } from './ruff-json.ts';
import { rustcJson } from './rustc-json.ts';
import { sarif } from './sarif.ts';
import { shellcheckJson } from './shellcheck-json.ts';
import { stylelintJson } from './stylelint-json.ts';

const FORMATS: readonly ReportFormat[] = [sarif, eslintJson, ruffJson, pylintJson, shellcheckJson, stylelintJson, mypyJson, pyrightJson, biomeJson, rustcJson, golangciJson];
export const FORMAT_NAMES = FORMATS.map(({ name }) => name);

/** Findings that are read of one report. */
export const MOST_FINDINGS = 1000;
/** Characters. */
const LONGEST_MESSAGE = 2000;
const LONGEST_NAME = 200;
const LONGEST_PATH = 4096;

export interface Report {
  /** The first `MOST_FINDINGS`, each once. */
  findings: ReportFinding[];
  /** Whether there are more. */
  more: boolean;
  /** Entries that could not be understood. */
  unreadable: number;
}

/** The findings of a report in any of the formats; a UserError where it is in none of them. */
export function readReport(text: string): Report {
  const report: Report = { findings: [], more: false, unreadable: 0 };
  const known = new Set<string>();
  let recognised = false;
  for (const document of documentsOf(text)) {
    // An empty list is the report of several tools that have nothing to say.
    const entries = Array.isArray(document) && document.length === 0 ? [] : read(document);
    if (!entries) continue;
    recognised = true;
    for (const finding of entries) {
      const sound = finding && checked(finding);
      if (!sound) {
        report.unreadable++;
        continue;
      }
      const key = JSON.stringify(sound);
      if (known.has(key)) continue;
      known.add(key);
      if (report.findings.length === MOST_FINDINGS) return { ...report, more: true };
      report.findings.push(sound);
    }
  }
  if (!recognised) throw unknownFormat(text);
  return report;
}

function read(document: unknown): Iterable<ReportFinding | null> | undefined {
  for (const format of FORMATS) {
    const entries = format.read(document);
    if (entries) return entries;
  }
  return undefined;
}

/** The JSON of the text: one value, or one a line between whatever else a build prints. */
function documentsOf(text: string): Iterable<unknown> {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  const whole = parsed(trimmed);
  return whole === undefined ? lineByLine(trimmed) : [whole];
}

function* lineByLine(text: string): Generator<unknown> {
  for (const line of text.split('\n')) {
    const value = /^\s*[[{]/.test(line) ? parsed(line) : undefined;
    if (value !== undefined) yield value;
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The finding within the limits; undefined for one that names no file or line. */
function checked({ path, line, message, rule, tool, ...rest }: ReportFinding): ReportFinding | undefined {
  // A line of 0 stands for the whole file.
  if (path === '' || path.length > LONGEST_PATH || path.includes('\0') || !Number.isSafeInteger(line) || line < 0) return undefined;
  return { ...rest, path, line: Math.max(1, line), message: message.slice(0, LONGEST_MESSAGE), rule: rule.slice(0, LONGEST_NAME), tool: tool.slice(0, LONGEST_NAME) };
}

function unknownFormat(text: string): UserError {
  const empty = text.trim() === '';
  return new UserError(
    empty ? 'There was nothing on standard input.' : 'The report on standard input is in no format that Journeyman knows.',
    empty ? 'A tool that fails prints its complaint elsewhere.' : '',
    `It reads SARIF 2.1.0 and the JSON of ${FORMAT_NAMES.slice(1, -1).join(', ')} and ${FORMAT_NAMES.at(-1)}.`,
  );
}
