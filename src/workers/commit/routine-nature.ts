import type { FileChange } from '../../core/changes.ts';
import { isProse, languageOf } from '../changes/language.ts';
import type { FileMove } from '../changes/moved-files.ts';
import type { FormattingDetail, Nature } from '../changes/nature.ts';
import { OPAQUE_ROLES, roleOf } from '../changes/role.ts';
import { base, called, commonFolder, filesInFewerWords, filesInWords, folder, inFolder, listed } from './file-names.ts';
import type { Routine } from './facts.ts';
import { partsOf } from './parts.ts';
import { again, withoutNumber } from './past-subject.ts';

const YEAR = /\b(?:19|20)\d\d\b/g;
const LICENCE = /\b(?:copyright|licen[sc]e)\b.*\byears?\b|\byears?\b.*\b(?:copyright|licen[sc]e)\b|\bcopyright\b/i;
/** What says that a formatter was run, and nothing of what it was run on. */
const FORMATS = /^(?:(?:re)?format(?:ted)?(?: (?:the )?code)?|(?:(?:run|ran|apply|applied|fix|fixed) )?(?:cargo fmt|gofmt|go fmt|prettier|rustfmt|clang-format|black|(?:auto-?)?format(?:ting|ter)?|code style))\.?$/i;
const MOST_MOVED = 2;
/** Characters; longer ones do not fit a subject. */
const LONGEST_NAMES = 44;

/** The message for a change that code can name as a whole; undefined where its purpose is the model's to say. */
export function natureMessage(nature: Nature, files: FileChange[], recentSubjects: string[]): Routine | undefined {
  const written = files.filter((file) => !OPAQUE_ROLES.has(roleOf(file.path)));
  switch (nature.kind) {
    case 'licence-year':
      return licenceYear(nature.to, recentSubjects);
    case 'formatting':
      return formatting(nature.detail, written, recentSubjects);
    case 'typo':
      return { ...typo(nature.corrections.length, written), type: 'docs' };
    case 'identifier':
      return nature.defined && nature.from.length + nature.to.length <= LONGEST_NAMES ? { text: `rename \`${nature.from}\` to \`${nature.to}\``, whole: false, type: 'refactor' } : undefined;
    case 'moved-files':
      return movedFiles(nature.moves, files.filter((file) => file.kind === 'renamed'));
    case 'moved-code': {
      const [move, ...others] = nature.moves;
      if (nature.share < 1 || others.length > 0 || move!.symbols.length === 0 || move!.symbols.length > MOST_MOVED) return undefined;
      return { text: `move ${listed(move!.symbols.map(({ name }) => `\`${name}\``))} to ${called(move!.to)}`, whole: false, type: 'refactor' };
    }
    default:
      return undefined;
  }
}

function licenceYear(year: string, recentSubjects: string[]): Routine {
  const last = recentSubjects.find((subject) => LICENCE.test(subject) && subject.match(YEAR)?.length === 1);
  return last === undefined ? { text: `update copyright year to ${year}`, whole: false } : again(last, (description) => [description.replace(YEAR, year)]);
}

function formatting(detail: FormattingDetail, files: FileChange[], recentSubjects: string[]): Routine | undefined {
  // In marked-up text they mean something.
  if ((detail === 'blank lines' || detail === 'indentation') && files.some((file) => isProse(languageOf(file.path)))) return undefined;
  const habit = detail === 'layout' || detail === 'indentation' ? recentSubjects.find((subject) => FORMATS.test(partsOf(withoutNumber(subject)).description)) : undefined;
  if (habit !== undefined) return again(habit);
  const removes = files.reduce((sum, file) => sum + file.added - file.removed, 0) < 0;
  const say = (names: string) => {
    const place = names && ` in ${names}`;
    return {
      'final newline': `fix newline at end of ${names || 'files'}`,
      'line ends': `normalize line endings${place}`,
      'trailing white space': `fix trailing whitespace${place}`,
      'blank lines': `${removes ? 'remove' : 'add'} blank lines${place}`,
      indentation: `fix indentation${place}`,
      'import order': `sort imports${place}`,
      layout: `format ${names || 'code'}`,
    }[detail];
  };
  const named = files.length <= 3 || detail === 'final newline' || detail === 'layout';
  return { text: say(named ? filesInWords(files) : ''), shorter: [...(named ? filesInFewerWords(files) : []), ''].map(say), whole: false, type: 'style' };
}

function typo(count: number, files: FileChange[]): Routine {
  if (files.length > 3) return { text: 'fix typos', whole: false };
  const what = `fix ${count === 1 ? 'typo' : 'typos'}`;
  return { text: `${what} in ${filesInWords(files)}`, shorter: [...filesInFewerWords(files).map((names) => `${what} in ${names}`), what], whole: false };
}

/** Files that were moved or renamed, and nothing else. */
export function movedFiles(moves: FileMove[], files: FileChange[]): Routine {
  const [first] = moves;
  const stay = moves.every(({ from, to }) => base(from) === base(to));
  if (!stay && moves.length === 1) {
    const common = commonFolder([first!.from, first!.to]);
    const [from, to] = [inFolder(first!.from, common), inFolder(first!.to, common)];
    return { text: from.length + to.length <= LONGEST_NAMES ? `rename ${from} to ${to}` : `rename ${base(first!.from)} to ${base(first!.to)}`, shorter: [`rename ${base(first!.from)}`], whole: false };
  }
  if (!stay) {
    const [from, to] = [extensionOfAll(moves.map((move) => move.from)), extensionOfAll(moves.map((move) => move.to))];
    const same = from && to && from !== to && moves.every((move) => move.from.slice(0, -from.length) === move.to.slice(0, -to.length));
    return { text: `rename ${same ? `${moves.length} files from ${from} to ${to}` : filesInWords(files.map((file) => ({ ...file, path: file.oldPath ?? file.path })))}`, whole: false };
  }
  const to = folder(first!.to);
  if (moves.every((move) => folder(move.to) === to)) {
    const few = files.length === 1 ? base(files[0]!.path) : `${files.length} files`;
    const what = files.length <= 3 ? filesInWords(files) : few;
    return { text: `move ${what} to ${to || 'the top folder'}`, shorter: [`move ${few} to ${to || 'the top folder'}`, `move ${few} to ${base(to)}`, `move ${few}`], whole: false };
  }
  return movedFolder(moves);
}

function movedFolder(moves: FileMove[]): Routine {
  const [from, to] = [commonFolder(moves.map((move) => move.from)), commonFolder(moves.map((move) => move.to))];
  return { text: from !== to && from !== '' && to !== '' ? `move ${moves.length} files from ${from} to ${to}` : `move ${moves.length} files`, shorter: [`move ${moves.length} files`], whole: false };
}

function extensionOfAll(paths: string[]): string {
  const extensions = new Set(paths.map((path) => /\.[\w-]+$/.exec(base(path))?.[0] ?? ''));
  return extensions.size === 1 ? [...extensions][0]! : '';
}
