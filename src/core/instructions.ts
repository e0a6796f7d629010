import { AFTER_SAID, INSTRUCTIONS, LANGUAGES, SAYING, TRIGGER, type InstructionKind } from './instruction-words.ts';
import { allLatin, plainLetters } from './plain-letters.ts';

/** A sentence in a text of others that speaks to a model instead of to people. */
export interface Instruction {
  kind: InstructionKind;
  /** The sentence, and what goes on from it, in plain letters. */
  text: string;
  /** What is to be said according to it, likeliest first; empty where it does not tell. Web and mail addresses are whole. */
  payloads: string[];
  /** The language that the answer is to be in. */
  language?: string;
  /** For people: the line that the text begins with, which is a file's path where it is one. Empty where that is the sentence itself. */
  place: string;
}

const LONGEST_LINE = 4000;
/** Lines of a comment that are read as one text. */
const MOST_JOINED = 12;
/** Characters after the first words of an instruction that belong to it, and those before. */
const REACH = 260;
const BEFORE = 60;
const LONGEST_PAYLOAD = 180;
const LONGEST_PLACE = 80;
/** Instructions that are told apart; a text of nothing else needs no more to be recognised. */
const MOST = 200;

/** A line's sign in a diff, and what begins or continues a comment. */
const LINE_START = /^[+\- ]?[ \t]*(\/\/+!?|\/\*+!?|\*+(?!\/)|#{1,2}(?!#)!?|--+|;+|%+|<!--|"""|'''|>+|\||rem\b)?[ \t]*/i;
const ENDS_CODE = /[;{}\])]$/;
const BASE64 = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{24,2000}={0,2}/g;
const MOST_ENCODED = 100;

/** The text in stretches: lines that belong together, as those of a comment, are one. */
function* stretches(text: string): Generator<string> {
  let lines: string[] = [];
  let mark = '';
  let open = false;
  for (const whole of text.split(/\r\n|[\n\r\u2028\u2029\u0085\v\f]/)) {
    for (let from = 0; from === 0 || from < whole.length; from += LONGEST_LINE) {
      const line = whole.slice(Math.max(0, from - REACH), from + LONGEST_LINE);
      const start = LINE_START.exec(line)!;
      const own = (start[1] ?? '').charAt(0).replace('/', start[1]?.startsWith('/*') ? '*' : '/');
      const content = line.slice(start[0].length).trim();
      if (!open || own !== mark || content === '' || lines.length >= MOST_JOINED) {
        if (lines.length > 0) yield lines.join(' ');
        lines = [];
      }
      if (content !== '') lines.push(content);
      mark = own;
      open = content !== '' && !ENDS_CODE.test(content);
    }
  }
  if (lines.length > 0) yield lines.join(' ');
}

/** What is hidden in Base64, where it is text. */
function decoded(text: string): string[] {
  const found: string[] = [];
  for (const [run] of text.matchAll(BASE64)) {
    if (found.length >= MOST_ENCODED) break;
    try {
      const bytes = Uint8Array.from(atob(run.replace(/=+$/, '').slice(0, run.length - (run.length % 4 === 1 ? 1 : 0))), (letter) => letter.charCodeAt(0));
      const plain = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      if (/^[^\p{Cc}]+$/u.test(plain.replace(/[\t\n\r]/g, '')) && / /.test(plain)) found.push(plain);
    } catch {
      // No text.
    }
  }
  return found;
}

/** From a little before the first words to the end of the next sentence, at most. */
function reachOf(plain: string, start: number, end: number): { from: number; to: number } {
  const before = plain.slice(Math.max(0, start - BEFORE), start);
  const cut = Math.max(...['. ', '! ', '? ', '。', '！', '"; ', '*/', '= "', "= '", '= `', '("', "('", '(`', ': "', ": '", '// ', '/* ', '# ', '-- ', '<!--'].map((mark) => before.lastIndexOf(mark) + (before.includes(mark) ? mark.length : 0)), 0);
  const after = plain.slice(end, end + REACH);
  const code = /["'`] ?[;)\]},]|-->|\*\//.exec(after);
  return { from: start - before.length + cut, to: end + (code ? code.index : after.length) };
}

const QUOTED = /["“”„«「『`‘]([^"“”„«»「」『』`\n]{2,180})["“”»」』`’]|(?<![\p{L}\p{N}])'([^'\n]{2,180})'(?![\p{L}\p{N}])/gu;
const ADDRESS = /\bhttps?:\/\/[^\s"'`<>)\]}]{3,200}|\bwww\.[^\s"'`<>)\]}]{3,200}|[\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{2,60}|\b[a-z0-9-]{2,40}\.(?:com|net|org|io|dev|example|test|invalid|xyz|ru|cn)(?:\/[^\s"'`<>)\]}]{0,100})?/gi;
const COMMAND = /\b(?:curl|wget|rm -rf|sudo|npm i(?:nstall)?|pip install|bash -c|sh -c|powershell|chmod|nc) [^\s"'`;|]{2,100}/gi;
/** A made-up word in capitals, as orders have them to be found again: `PWNED`, `HACKED-42`. */
const MARKER = /(?<![\p{L}\p{N}_])(?=[\p{Lu}\p{N}_-]*\p{Lu}{3})[\p{Lu}\p{N}_-]{4,40}(?![\p{L}\p{N}_])/gu;

function payloadsOf(reach: string): string[] {
  const found: string[] = [];
  for (const [, double, single] of reach.matchAll(QUOTED)) found.push(double ?? single ?? '');
  found.push(...(reach.match(ADDRESS) ?? []), ...(reach.match(COMMAND) ?? []));
  for (const said of reach.matchAll(SAYING)) {
    const rest = reach.slice(said.index + said[0].length, said.index + said[0].length + LONGEST_PAYLOAD);
    const sentence = /^["“„«「'`]?(.*?)(?:[.!?;](?=[\s"'`)]|$)|[。！？；\n]|[”"»」`]|$)/s.exec(rest)?.[1] ?? '';
    const cut = AFTER_SAID.exec(sentence);
    found.push((cut ? sentence.slice(0, cut.index) : sentence).replace(/\.\w{1,4}$/, ''));
  }
  if (/\p{Ll}/u.test(reach)) found.push(...(reach.match(MARKER) ?? []));
  const tidied = found.map((payload) => payload.replace(/^[\s:：,.–-]+|[\s:：,–-]+$/g, '')).filter((payload) => /[\p{L}\p{N}]{2}/u.test(payload));
  return [...new Set(tidied)];
}

function instructionsInStretch(plain: string, place: string): Instruction[] {
  const found: (Instruction & { from: number; to: number })[] = [];
  for (const [kind, pattern] of INSTRUCTIONS) {
    for (const match of plain.matchAll(pattern)) {
      const { from, to } = reachOf(plain, match.index, match.index + match[0].length);
      const last = found.at(-1);
      // What follows within reach is the same order going on.
      if (found.some((other) => other.from <= match.index && match.index + match[0].length <= other.to && (other.kind === kind || kind === 'demand'))) {
        if (last && last.from <= from && last.to < to) last.to = to;
        continue;
      }
      found.push({ kind, text: '', payloads: [], place, from, to });
    }
  }
  return found.map(({ kind, from, to }) => {
    const text = plain.slice(from, to).trim();
    const language = LANGUAGES.find(({ demanded }) => demanded.test(text))?.name;
    return { kind, text, payloads: payloadsOf(text), ...(language !== undefined && { language }), place };
  });
}

/**
 * The sentences in these texts (diffs, code, file names, commit messages, rules' texts) that speak to a model, in English, German, French, Spanish, Chinese,
 * and some Japanese and Russian, also where they are split over lines of a comment or joined strings, spelt with invisible or foreign letters, or in Base64.
 * That there is one is no fault: a program may have prompts of its own. Takes linear time.
 */
export function instructionsIn(texts: string[]): Instruction[] {
  const found: Instruction[] = [];
  for (const text of texts) {
    const first = text.slice(0, 4 * LONGEST_PLACE).split('\n', 1)[0]!.trim();
    const place = text.includes('\n') ? first.slice(0, LONGEST_PLACE) : '';
    const encoded = decoded(text);
    for (const stretch of [...stretches(text), ...encoded]) {
      const plain = plainLetters(stretch);
      if (!TRIGGER.test(plain)) continue;
      const latin = allLatin(plain);
      found.push(...instructionsInStretch(plain, place));
      if (latin !== undefined && latin !== plain) found.push(...instructionsInStretch(latin, place));
      if (found.length >= MOST) return found.slice(0, MOST);
    }
  }
  return found;
}
