import type { Diagnostic, LineEdit } from '../../../core/diagnostic.ts';
import { type Replacement, toLineEdits } from '../../../core/line-edits.ts';
import type { Syntax } from '../../../core/syntax.ts';
import { offsetAt } from './piece.ts';

/** A name in the message's quotation marks. */
const QUOTED = '[`\'"‘“]([^`\'"’”]{1,60})[`\'"’”]';
/** Messages that say what should stand in place of what. */
const INSTEAD: { form: RegExp; old: number; new: number }[] = [
  { form: new RegExp(`(?:use|prefer|expected) ${QUOTED} (?:instead of|over|rather than|in place of|and instead saw|to) ${QUOTED}`, 'i'), new: 1, old: 2 },
  { form: new RegExp(`${QUOTED} (?:should be|can be|may be) (?:replaced (?:by|with)|simplified to|written as) ${QUOTED}`, 'i'), old: 1, new: 2 },
  { form: new RegExp(`(?:replace|change|rename) ${QUOTED} (?:with|by|to) ${QUOTED}`, 'i'), old: 1, new: 2 },
  { form: /\b(\S+) is (?:non-standard|deprecated|obsolete|legacy)\b.*?\buse ([^.;,]{2,40}?) instead/i, old: 1, new: 2 },
];
/** Messages that give the code for the reported piece. */
const WHOLE = /\buse [`'"]?([\w.]+\((?!\.\.\.)[^()…]*\))[`'"]? instead\b(?! of)/i;
/** Messages that want another name: of the whole file, and of a function's own variables. */
const NAMED = new RegExp(`${QUOTED}[^\`'"‘“]*(?:renaming it to|rename it to|use) ${QUOTED}(?: instead)?`, 'i');
const LOWER_CASE = new RegExp(`${QUOTED}.*should be lowercase`, 'i');
const SHADOWED = new RegExp(`(?:variable|argument|name) ${QUOTED} is shadowing a python builtin`, 'i');

const IDENTIFIER = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** `Array#find()` and `.find(…)` name `find`. */
const bare = (text: string) => text.replace(/^.*#/, '').replace(/\((?:…|\.\.\.)?\)$/, '').replace(/^\./, '');
const snakeCase = (name: string) => name.replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, '_').replace(/(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, '_').toLowerCase();

/** The range of offsets that a diagnostic covers, and that of its first line. */
function rangesOf(source: string, { line, column, endLine, endColumn }: Diagnostic): { start: number; end: number }[] {
  const start = offsetAt(source, line, column);
  const end = offsetAt(source, endLine, endColumn);
  const first = offsetAt(source, line, 1);
  const last = source.indexOf('\n', start);
  return [{ start, end }, { start: first, end: last === -1 ? source.length : last }];
}

/** Where the message leaves a part of the code out, as in `dict(...) == {}`, it stays as it is. */
function patternOf(old: string): RegExp | undefined {
  const parts = old.split(/\.\.\.|…/);
  return parts.length === 2 ? new RegExp(parts.map(escaped).join('([^\\n]+?)')) : undefined;
}

function replacing(source: string, diagnostic: Diagnostic, old: string, text: string): Replacement | undefined {
  const pattern = patternOf(old);
  for (const { start, end } of pattern ? rangesOf(source, diagnostic) : []) {
    const match = pattern!.exec(source.slice(start, end));
    if (match) return { start: start + match.index, end: start + match.index + match[0].length, text: text.replace(/\.\.\.|…/, () => match[1]!) };
  }
  const word = new RegExp(`${/^\w/.test(old) ? '(?<![\\w$])' : '(?<![=!<>+*/&|-])'}${escaped(old)}${/\w$/.test(old) ? '(?![\\w$])' : '(?![=])'}`);
  for (const { start, end } of rangesOf(source, diagnostic)) {
    const at = source.slice(start, end).search(word);
    if (at >= 0) return { start: start + at, end: start + at + old.length, text };
  }
  return undefined;
}

function fromMessage(source: string, diagnostic: Diagnostic): Replacement[] {
  const { message } = diagnostic;
  const found: Replacement[] = [];
  for (const { form, old, new: text } of INSTEAD) {
    const match = form.exec(message);
    if (!match) continue;
    const partial = patternOf(bare(match[old]!)) !== undefined;
    const part = partial ? replacing(source, diagnostic, match[old]!, match[text]!) : replacing(source, diagnostic, bare(match[old]!), bare(match[text]!));
    if (part) found.push(part);
  }
  const whole = WHOLE.exec(message)?.[1];
  const [range] = rangesOf(source, diagnostic);
  if (whole !== undefined && range!.end > range!.start) found.push({ ...range!, text: whole });
  return found;
}

/** Another name for a variable, everywhere in the function around it, or in the file where the message itself names it. */
async function renaming(source: string, language: string, diagnostic: Diagnostic, syntax: Syntax): Promise<Replacement[] | undefined> {
  const { message } = diagnostic;
  const [, named, given] = NAMED.exec(message) ?? [];
  const wanted = LOWER_CASE.exec(message)?.[1];
  const shadowed = SHADOWED.exec(message)?.[1];
  const old = named ?? wanted ?? shadowed;
  const name = given ?? (wanted !== undefined ? snakeCase(wanted) : `${shadowed}_`);
  if (old === undefined || old === name || !IDENTIFIER.test(old) || !IDENTIFIER.test(name)) return undefined;
  const start = offsetAt(source, diagnostic.line, diagnostic.column);
  const definition = (await syntax.around(source, language, start, start + 1))?.find(({ kind }) => /function|method|decorated_definition/.test(kind));
  const scope = given !== undefined ? { start: 0, end: source.length } : definition;
  // Other files may use what is not a function's own; test frameworks hand arguments over by their names.
  if (!scope || /^(?:@[^\n]*\n\s*)*(?:async\s+)?def test_/.test(source.slice(scope.start, scope.end))) return undefined;
  const [uses, taken] = await Promise.all([syntax.uses(source, language, old, scope.start, scope.end), syntax.uses(source, language, name, scope.start, scope.end)]);
  if (!uses || uses.length === 0 || !taken || taken.length > 0) return undefined;
  // A type variable says its own name once more.
  const repeated = given === undefined ? undefined : replacing(source, diagnostic, `"${old}"`, `"${name}"`) ?? replacing(source, diagnostic, `'${old}'`, `'${name}'`);
  return [...uses.map((use) => ({ ...use, text: name })), ...(repeated ? [repeated] : [])];
}

/** Statements that can go without taking anything along that is done. */
const IDLE = /^import|^return_statement$|^continue_statement$|^break_statement$|^pass_statement$|^empty_statement$/;
const SUPERFLUOUS = /\bunused\b|\buseless\b|\bunnecessary\b|\bredundant\b|\bduplicate|\breimport|\bunreachable\b|never used/i;

/** Takes a superfluous import or jump out, with its whole line. */
async function deletion(source: string, language: string, diagnostic: Diagnostic, syntax: Syntax): Promise<Replacement | undefined> {
  if (!SUPERFLUOUS.test(diagnostic.message)) return undefined;
  const start = offsetAt(source, diagnostic.line, diagnostic.column);
  const piece = (await syntax.around(source, language, start, start + 1))?.[0];
  if (!piece || !IDLE.test(piece.kind)) return undefined;
  const first = source.lastIndexOf('\n', piece.start - 1) + 1;
  const next = source.indexOf('\n', piece.end);
  const last = next === -1 ? source.length : next + 1;
  const alone = /^\s*$/.test(source.slice(first, piece.start)) && /^;?\s*(?:(?:#|\/\/).*)?\s*$/.test(source.slice(piece.end, last));
  return alone ? { start: first, end: last, text: '' } : undefined;
}

/** Changes that the message itself describes, without a model: what should stand in place of what, and another name. None is confirmed yet. */
export async function proposalsFor(source: string, language: string, diagnostic: Diagnostic, syntax: Syntax | undefined): Promise<LineEdit[][]> {
  const renamed = syntax && (await renaming(source, language, diagnostic, syntax).catch(() => undefined));
  const deleted = syntax && (await deletion(source, language, diagnostic, syntax).catch(() => undefined));
  return [...fromMessage(source, diagnostic).map((part) => [part]), ...(renamed ? [renamed] : []), ...(deleted ? [[deleted]] : [])].flatMap((parts) => {
    const edits = toLineEdits(source, parts);
    return edits && edits.length > 0 ? [edits] : [];
  });
}
