import type { Diagnostic } from '../../core/diagnostic.ts';
import { type CodeToken, codeTokens, stringParts } from './code-tokens.ts';
import type { CodeWindow } from './code-window.ts';
import { languageForm, type LanguageForm } from './language-words.ts';

/** What the same code elsewhere would have in its place: a name, the content of a string or comment, or a number. */
export interface Slot {
  kind: 'name' | 'text' | 'number';
  text: string;
}

/** Code without the names, texts and numbers that are this code's alone. */
export interface Shape {
  /** The same for two pieces of code that differ in nothing but what is in their slots. */
  form: string;
  /** In the order of their first occurrence. */
  slots: Slot[];
  /** Slots that the message or the reported piece speaks of, by number. */
  reported: ReadonlySet<number>;
  language: LanguageForm;
}

/** Pieces of code that count, from the reported lines outwards: about as many as the model gets to see. */
const MOST_TOKENS = 90;

/** Numbers that mean more than their amount: nothing, the first, only one. */
const KEPT_NUMBERS = new Set(['0', '1']);

class Slots {
  readonly all: Slot[] = [];
  readonly #places = new Map<string, number>();

  find(kind: Slot['kind'], text: string): number | undefined {
    return this.#places.get(`${kind} ${text}`);
  }

  take(kind: Slot['kind'], text: string): number {
    const known = this.find(kind, text);
    if (known !== undefined) return known;
    this.#places.set(`${kind} ${text}`, this.all.length);
    return this.all.push({ kind, text }) - 1;
  }
}

/** How a text is built: `%d items` and `%s` are not the same, `two items` and `some more` are. */
const textForm = (text: string) =>
  text
    .replace(/(?<![\p{L}\p{N}%\\])\p{L}[\p{L}\p{N}'’-]+/gu, 'w')
    .replace(/\d+/g, '0')
    .replace(/\s+/g, ' ')
    .replace(/w(?: w)+/g, 'w');

const numberForm = (text: string) => text.replace(/(?<=.)\d(?:[\d_]*\d)?|^[1-9]\d*/g, '9');

/** Whitespace in a line, or at its end: what follows the line break is the next line's indentation. */
function spaceForm(text: string): string | undefined {
  const [here = ''] = text.split('\n');
  return here === '' ? undefined : here.includes('\t') ? '\t' : here.length > 1 ? '  ' : ' ';
}

/** One piece as it stands in the form; undefined where it says nothing. Whitespace and remarks count in reported lines only, which may be about them. */
function formOf({ kind, text }: CodeToken, marked: boolean, { words, shell }: LanguageForm, slots: Slots): string | undefined {
  switch (kind) {
    case 'space':
      return marked || shell ? spaceForm(text) : undefined;
    case 'comment':
      return marked ? `#${slots.take('text', text.trim())} ${textForm(text.trim())}` : undefined;
    case 'string': {
      const { opens, content } = stringParts(text);
      if (content === '') return marked ? text : '""';
      const place = slots.take('text', content);
      return marked ? `${opens}${place} ${textForm(content)}` : `"${place}`;
    }
    case 'number':
      return KEPT_NUMBERS.has(text) ? text : `9${slots.take('number', text)} ${numberForm(text)}`;
    case 'word':
      return words.has(text) ? text : `n${slots.take('name', text)}`;
    default:
      return text;
  }
}

/** The lines that count: the reported ones, then the nearest. */
function near({ lines }: CodeWindow, tokens: CodeToken[]): Set<number> {
  const counts = lines.map(() => 0);
  for (const { kind, line } of tokens) if (kind !== 'space' && kind !== 'comment') counts[line]!++;
  const nearest = lines.map(({ distance }, line) => ({ distance, line })).sort((a, b) => a.distance - b.distance);
  const kept = new Set<number>();
  let used = 0;
  for (const { line, distance } of nearest) {
    used += counts[line]!;
    if (used > MOST_TOKENS && distance > 0) break;
    kept.add(line);
  }
  return kept;
}

function codeForm(code: CodeWindow, language: LanguageForm, slots: Slots): unknown[] {
  const tokens = codeTokens(code.lines.map(({ text }) => text).join('\n'), language);
  const kept = near(code, tokens);
  const indents = [...new Set(code.lines.filter((_, line) => kept.has(line)).map(({ text }) => indentOf(text)))].sort((a, b) => a - b);
  return code.lines.flatMap(({ text, marked }, line) => {
    if (!kept.has(line)) return [];
    const forms = tokens.filter((token) => token.line === line).map((token, at) => (token.kind === 'space' && at === 0 ? undefined : formOf(token, marked, language, slots))).filter((form) => form !== undefined);
    return forms.length === 0 && !marked ? [] : [[indents.indexOf(indentOf(text)), ...(marked ? ['>>'] : []), ...forms]];
  });
}

const indentOf = (text: string) => /^\s*/.exec(text)![0].replace(/\t/g, '    ').length;

/** Characters that are read of a message: it may quote a line of any length. */
const LONGEST_MESSAGE = 2_000;
/** Quoted code, a word or a number in a message. */
const PIECES = /`[^`\n]+`|(?<!\w)'[^'\n]+'(?!\w)|(?<!\w)"[^"\n]+"(?!\w)|[\p{L}_$][\p{L}\p{N}_$]*|\d+(?:\.\d+)?|\s+|[\s\S]/gu;

/** The message with slots in place of what they hold. Names that are not in the code stay: they may be what the rule is about. */
function messageForm(message: string, language: LanguageForm, slots: Slots): unknown[] {
  const form = (text: string): unknown[] => {
    const name = slots.find('name', text) ?? slots.find('text', text);
    if (name !== undefined) return [name];
    if (/^\d/.test(text) && !KEPT_NUMBERS.has(text)) return [slots.take('number', text)];
    return [/^\s+$/.test(text) ? ' ' : text];
  };
  return Array.from(message.slice(0, LONGEST_MESSAGE).trim().matchAll(PIECES), ([piece]) => piece).flatMap((piece) => {
    if (!/^[`'"]..*[`'"]$/s.test(piece)) return form(piece);
    const inner = piece.slice(1, -1);
    const whole = slots.find('text', inner);
    return whole !== undefined ? [piece[0], whole, piece[0]] : [piece[0], ...codeTokens(inner, language).flatMap((token) => (token.kind === 'string' ? [token.text[0], ...form(stringParts(token.text).content)] : form(token.text))), piece[0]];
  });
}

/** The shape of the code that a diagnostic is about, with its message. */
export function shapeOf(code: CodeWindow, { message }: Pick<Diagnostic, 'message'>, languageId: string): Shape {
  const language = languageForm(languageId);
  const slots = new Slots();
  const lines = codeForm(code, language, slots);
  const piece = codeTokens(code.reported, language).map((token) => formOf(token, true, language, slots));
  const said = messageForm(message, language, slots);
  const reported = new Set(said.filter((part) => typeof part === 'number'));
  return { form: JSON.stringify([lines, piece, said]), slots: slots.all, reported, language };
}
