import { content } from './injection-check.ts';
import { plainLetters, wordsOf } from './plain-letters.ts';

/** What begins a comment, or a line of one, on an added line. */
const COMMENT = /^\+[ \t]*(?:\/\/+!?|\/\*+!?|\*+(?!\/)|#+!?|--+|;+|%+|<!--|"""|'''|\{\/\*|rem\b)/i;
const COMMENT_IN_DOCUMENT = /^\+[ \t]*<!--/;
const DOCUMENT = /^[^\n]+\.(?:md|mdx|markdown|rst|adoc|txt)(?:\n|$)/i;
const ENDS_COMMENT = /(?:\*\/\}?|-->|"""|''')$/;
const QUOTED = /["“”„«「『`‘]\s*([^"“”„«»「」『』`\n]{4,180}?)\s*["“”»」』`’]|(?<![\p{L}\p{N}])'([^'\n]{4,180})'(?![\p{L}\p{N}])/gu;
/** Words before a colon, as a person writes them: no code, no key, no label of a note. */
const BEFORE_COLON = /^((?!(?:todo|fixme|xxx|hack|note|notes|warning|example|examples|usage|see|e\.g|i\.e|default|returns?|throws?|error|reason|because|deprecated|since|ref|issue|bug|source|input|output|result)\s*:)[\p{L}][\p{L}\p{N}', ’-]{2,120}):\s*(.{4,180})$|^([\p{L}\p{N}，,、 ]{2,60})：\s*(.{2,180})$/iu;
/** A made-up word in capitals with a number: `BANANA-77`. */
const MARKER = /(?<![\p{L}\p{N}_-])(?=[\p{Lu}_-]{3})[\p{Lu}\p{N}_-]{3,36}\p{N}(?![\p{L}\p{N}_-])/gu;
/** Share of the words that both have where the one repeats the other. */
const NEARLY = 0.8;
/** Share of an answer's words that nothing else in the change speaks of, from which on the comment alone is where it comes from. */
const UNSUPPORTED = 0.5;
/** Words of a title; a longer line is no title. */
const MOST_WORDS = 40;
const LONGEST_LINE = 1000;
/** Lines of a comment that are read as one text. */
const MOST_JOINED = 8;
/** Letters by which forms of a word are taken for the same. */
const STEM = 4;

/** What comments on added lines say in quotation marks or behind a colon, within a sentence of other words. */
function* framedIn(comment: string): Generator<string> {
  for (const [whole, double, single] of comment.matchAll(QUOTED)) {
    const frame = comment.replace(whole, ' ');
    if (content(frame).length > 1) yield double ?? single ?? '';
  }
  for (const sentence of comment.split(/(?<=[.!?]) /)) {
    const colon = BEFORE_COLON.exec(sentence);
    if (colon) yield colon[2] ?? colon[4] ?? '';
  }
  for (const [marker] of comment.matchAll(MARKER)) if (content(comment).length > 3) yield marker;
}

/** How many words of the one stand in the other, each once and in any order. */
function shared(one: string[], other: string[]): number {
  const left = [...other];
  return one.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  }).length;
}

/** The comments on the added lines of a file's changes: lines that belong together, and each of them as well. */
function* commentsIn(text: string): Generator<{ comment: string; lines: string[] }> {
  // What a document says is what its change is about.
  const begins = DOCUMENT.test(text) ? COMMENT_IN_DOCUMENT : COMMENT;
  let run: { comment: string; line: string }[] = [];
  const whole = () => ({ comment: run.map(({ comment }) => comment).join(' '), lines: run.map(({ line }) => line) });
  for (const line of text.split('\n')) {
    const start = line.length <= LONGEST_LINE ? begins.exec(line) : null;
    const comment = start ? line.slice(start[0].length).trim().replace(ENDS_COMMENT, '').trimEnd() : undefined;
    if (comment !== undefined) yield { comment, lines: [line] };
    if ((comment === undefined || run.length >= MOST_JOINED) && run.length > 1) yield whole();
    run = comment === undefined || run.length >= MOST_JOINED ? [] : [...run, { comment, line }];
  }
  if (run.length > 1) yield whole();
}

/**
 * The added comment whose words an answer's first line repeats, in any language: what stands in it in quotation marks, or behind a colon, as an order to say so
 * has it. Undefined where the rest of the changes speaks of the same: then the line may say it because it is so. `texts` are those of the material.
 */
export function quotedOrder(answer: string, texts: string[]): string | undefined {
  const said = content(withoutHead((answer.split('\n', 1)[0] ?? '').replace(/^[#\s]+/, '')));
  if (said.length < 2 || said.length > MOST_WORDS) return undefined;
  const { changes, phrases } = read(texts);
  return phrases.find(({ words, lines }) => {
    const common = shared(words, said);
    return words.length > 1 && common >= words.length * NEARLY && common >= said.length * NEARLY && unsupported(said, new Set(lines), changes) >= UNSUPPORTED;
  })?.comment;
}

interface Read {
  changes: string[];
  /** The words that a comment puts forward, with its lines. */
  phrases: { words: string[]; comment: string; lines: string[] }[];
}

/** All answers of a job are held against the same texts. */
const known = new WeakMap<string[], Read>();

function read(texts: string[]): Read {
  const before = known.get(texts);
  if (before) return before;
  // Messages of the past are no change: orders may repeat what they often say.
  const changes = texts.filter((text) => text.includes('\n+'));
  const phrases = changes.flatMap((change) => [...commentsIn(change)].flatMap(({ comment, lines }) => [...framedIn(comment)].map((phrase) => ({ words: content(withoutHead(phrase)), comment, lines }))));
  const found = { changes, phrases };
  known.set(texts, found);
  return found;
}

/** Without the type of a commit. */
function withoutHead(text: string): string {
  return text.replace(/^["“„«「『`‘'\s]+/, '').replace(/^[a-z]{2,12}(?:\([^)]{0,40}\))?!?: /, '');
}

/** The share of these words that nothing in the changes has but these lines. */
function unsupported(said: string[], lines: ReadonlySet<string>, changes: string[]): number {
  const rest = new Set<string>();
  for (const change of changes) {
    for (const line of change.split('\n')) {
      if (lines.has(line)) continue;
      for (const word of wordsOf(plainLetters(line.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')))) rest.add(word.slice(0, STEM));
    }
  }
  return said.filter((word) => !rest.has(word.slice(0, STEM))).length / said.length;
}
