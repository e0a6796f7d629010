import type { FileChange, Hunk } from '../../core/changes.ts';
import { mapped, type Work } from '../../core/turns.ts';
import { languageOf, withoutComments, type Language } from '../changes/language.ts';
import { movedCode } from '../changes/moved-code.ts';
import { roleOf, type FileRole } from '../changes/role.ts';

/** A line of one side of a hunk. */
export interface CodeLine {
  /** Without its sign; cut where it is very long. */
  text: string;
  /** The same without comments; empty where it is one. */
  code: string;
  /** The same with nothing between its quotes: what stands there is not run. */
  bare: string;
  /** 1-based line of the new file; for a line that is gone the one that has come to stand there. */
  line: number;
  /** True where this line came or went with the change: neither moved from or to elsewhere nor indented anew. */
  changed: boolean;
  /** True for a line that no person wrote as one. */
  long: boolean;
}

/** One hunk as it was and as it is, the lines around the change included. */
export interface ReviewedHunk {
  section: string;
  old: CodeLine[];
  current: CodeLine[];
}

/** A changed file as the detectors of risks read it. */
export interface ReviewedFile {
  change: FileChange;
  role: FileRole;
  language: Language;
  hunks: ReviewedHunk[];
  /** The lines that are new. */
  added: CodeLine[];
  /** The lines that are gone. */
  removed: CodeLine[];
  /** Paths that some of its new lines come from, and that some of its old ones went to. */
  movedFrom: string[];
  movedTo: string[];
}

/** Longer lines are read up to here: it keeps every pattern quick on minified and hostile ones. */
const LONGEST_LINE = 400;
const LONG = 1000;
const REGULAR_EXPRESSION = /(?<=[(,=:[!&|?{};]\s*|^\s*)\/(?![*/])(?:[^\\/[]|\\.|\[(?:[^\]\\]|\\.)*\])+\/[a-z]*/g;
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g;

/** Texts, each as often as it was put in. */
class Pool {
  readonly #counts = new Map<string, number>();

  put(text: string): void {
    this.#counts.set(text, (this.#counts.get(text) ?? 0) + 1);
  }

  take(text: string): boolean {
    const count = this.#counts.get(text) ?? 0;
    if (count > 0) this.#counts.set(text, count - 1);
    return count > 0;
  }
}

/** Reads all files of a change; what moved among them is neither new nor gone. Takes linear time. */
export function* readFiles(files: FileChange[]): Work<ReviewedFile[]> {
  const { moves } = movedCode(files);
  const partners = (key: 'from' | 'to', other: 'from' | 'to') => {
    const map = new Map<string, Set<string>>();
    for (const move of moves) map.set(move[key], (map.get(move[key]) ?? new Set<string>()).add(move[other]));
    return map;
  };
  const [sources, targets] = [partners('to', 'from'), partners('from', 'to')];
  const byPath = new Map(files.map((file) => [file.path, file]));
  return yield* mapped(files, (change) => {
    const others = (paths: ReadonlySet<string> | undefined) => [...(paths ?? [])].map((path) => byPath.get(path)).filter((file) => file !== undefined);
    const gone = poolOf([change, ...others(sources.get(change.path))], '-');
    const come = poolOf([change, ...others(targets.get(change.path))], '+');
    const read = readFile(change, (sign, text) => !(sign === '+' ? gone : come).take(text));
    return { ...read, movedFrom: [...(sources.get(change.path) ?? [])], movedTo: [...(targets.get(change.path) ?? [])] };
  });
}

function poolOf(files: FileChange[], sign: '-' | '+'): Pool {
  const pool = new Pool();
  for (const { hunks } of files) for (const { lines } of hunks) for (const line of lines) if (line[0] === sign) pool.put(line.slice(1).trim());
  return pool;
}

function readFile(change: FileChange, isChange: (sign: '-' | '+', text: string) => boolean): Omit<ReviewedFile, 'movedFrom' | 'movedTo'> {
  const language = languageOf(change.path);
  const hunks = change.submodule ? [] : change.hunks.map((hunk) => readHunk(hunk, language, isChange));
  return {
    change,
    role: roleOf(change.path),
    language,
    hunks,
    added: hunks.flatMap(({ current }) => current.filter(({ changed }) => changed)),
    removed: hunks.flatMap(({ old }) => old.filter(({ changed }) => changed)),
  };
}

function readHunk(hunk: Hunk, language: Language, isChange: (sign: '-' | '+', text: string) => boolean): ReviewedHunk {
  const old: CodeLine[] = [];
  const current: CodeLine[] = [];
  const codeWithout = (sign: '-' | '+') => withoutComments(hunk.lines.filter((whole) => whole[0] !== sign).map(textOf), language);
  const [oldCode, currentCode] = [codeWithout('+'), codeWithout('-')];
  let line = hunk.newStart;
  for (const whole of hunk.lines) {
    const sign = whole[0];
    const changed = (sign === '-' || sign === '+') && isChange(sign, whole.slice(1).trim());
    const code = sign === '-' ? oldCode[old.length]! : currentCode[current.length]!;
    const read = { text: textOf(whole), code, bare: bareOf(code, language), line, changed, long: whole.length > LONG };
    if (sign !== '+') old.push(read);
    if (sign !== '-') {
      current.push(read);
      line++;
    }
  }
  return { section: hunk.section, old, current };
}

function textOf(whole: string): string {
  return whole.slice(1, LONGEST_LINE + 1).trimEnd();
}

function bareOf(code: string, language: Language): string {
  const unquoted = /["'`]/.test(code) ? code.replace(QUOTED, (quoted) => quoted[0]! + quoted[0]!) : code;
  return language === 'javascript' && unquoted.includes('/') ? unquoted.replace(REGULAR_EXPRESSION, '//') : unquoted;
}

/** True where nothing of the file can be read though something changed: it is binary, or too large for a diff. */
export function isOmitted({ binary, submodule, hunks, added, removed }: FileChange): boolean {
  return !binary && !submodule && hunks.length === 0 && added + removed > 0;
}

/** Everything that stands in a change of a file. */
export function textsOf({ path, oldPath, hunks }: FileChange): string[] {
  return [path, oldPath ?? '', ...hunks.flatMap(({ section, lines }) => [section, ...lines])];
}

const MOST_NAMES = 3;

/** `a`, `b`, `c` and 4 more. */
export function listed(names: string[]): string {
  const more = names.length - MOST_NAMES;
  if (more > 0) return `${names.slice(0, MOST_NAMES).join(', ')} and ${more} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
