/** Where and how a history writes an emoji, and which stands for what. */
export interface EmojiHabit {
  /** `front`: before everything. `description`: after the type. */
  place: 'front' | 'description';
  /** Whether emoji are written as `:sparkles:`. */
  code: boolean;
  /** By what a change is called, in lower case: its type or area, and the first word of its description. */
  byWord: Map<string, string>;
}

export interface EmojiUse {
  emoji: string;
  place: EmojiHabit['place'];
  head: string;
  description: string;
}

const EMOJI = /^(:[a-z0-9_+-]{2,40}:|(?:\p{RI}\p{RI}|\p{Extended_Pictographic})(?:\u{FE0F}|\p{EMod}|\u{200D}\p{Extended_Pictographic})*)\s*/u;
/** From this share of the subjects on, emoji are a habit. */
const HABIT = 0.5;

/** Words for the commonest kinds, and what gitmoji.dev gives for each, where the history has not shown its own for any of them. */
const GITMOJI: readonly (readonly [words: string, emoji: string, code: string])[] = [
  ['feat add introduce implement support allow enable create', '✨', ':sparkles:'],
  ['fix correct prevent avoid handle resolve ensure', '🐛', ':bug:'],
  ['docs document', '📝', ':memo:'],
  ['refactor simplify rework extract replace use improve change', '♻️', ':recycle:'],
  ['test', '✅', ':white_check_mark:'],
  ['perf', '⚡️', ':zap:'],
  ['style', '🎨', ':art:'],
  ['ci', '👷', ':construction_worker:'],
  ['chore', '🔧', ':wrench:'],
  ['remove drop delete', '🔥', ':fire:'],
  ['move rename', '🚚', ':truck:'],
  ['upgrade bump update downgrade pin', '⬆️', ':arrow_up:'],
  ['release', '🔖', ':bookmark:'],
];

/** A text without the emoji that it starts with. */
export function withoutEmoji(text: string): { emoji: string; rest: string } {
  const match = EMOJI.exec(text);
  return match && match[0].length < text.length ? { emoji: match[1]!, rest: text.slice(match[0].length) } : { emoji: '', rest: text };
}

function firstWord(text: string): string {
  return /^\p{L}+/u.exec(text)?.[0].toLowerCase() ?? '';
}

/** Learns which emoji stands for what; undefined where fewer than half of the subjects have one. */
export function emojiHabitOf(uses: EmojiUse[], subjects: number): EmojiHabit | undefined {
  if (uses.length === 0 || uses.length < subjects * HABIT) return undefined;
  const counts = new Map<string, Map<string, number>>();
  for (const { emoji, head, description } of uses) {
    for (const word of new Set([head.toLowerCase(), firstWord(description)])) {
      if (word === '') continue;
      const ofWord = counts.get(word) ?? new Map<string, number>();
      counts.set(word, ofWord.set(emoji, (ofWord.get(emoji) ?? 0) + 1));
    }
  }
  return {
    place: uses.filter(({ place }) => place === 'front').length * 2 >= uses.length ? 'front' : 'description',
    code: uses.filter(({ emoji }) => emoji.startsWith(':')).length * 2 > uses.length,
    byWord: new Map(Array.from(counts, ([word, ofWord]) => [word, [...ofWord].reduce((best, each) => (each[1] > best[1] ? each : best))[0]])),
  };
}

/** The emoji for a change with this type or area and description; empty where none is known. */
export function emojiFor(habit: EmojiHabit, head: string, description: string): string {
  const words = [head.replace(/\(.*$/, '').toLowerCase(), firstWord(description)].filter(Boolean);
  for (const word of words) {
    const learned = habit.byWord.get(word);
    if (learned !== undefined) return learned;
  }
  const usual = GITMOJI.find(([known]) => known.split(' ').some((word) => words.includes(word)));
  const ofKind = usual?.[0].split(' ').map((word) => habit.byWord.get(word)).find((emoji) => emoji !== undefined);
  return ofKind ?? usual?.[habit.code ? 2 : 1] ?? '';
}
