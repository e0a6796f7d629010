import type { Preparation } from '../../../../core/worker.ts';
import { fingerprint } from '../../../changes/fingerprint.ts';
import { sentencesOf } from '../sentences.ts';
import { stands, tidy } from './standing.ts';

/** Points that the last prompt holds; more are drawn together before. */
export const MOST_POINTS = 14;
const GROUP = 6;
const FORMAT = 1;
const GROUP_TOKENS = 70;
const GROUP_RULE = 'You get some points of a longer text. Say in one sentence of at most 30 words what they say together. Use their names and numbers and no others.';

/** Neighbouring points drawn together until few enough are left for one prompt. */
export async function fewer(points: readonly string[], instruction: string, { ask, kept, signal, progress }: Pick<Preparation, 'ask' | 'kept' | 'signal' | 'progress'>): Promise<string[]> {
  let held = [...points];
  while (held.length > MOST_POINTS) {
    const groups = Array.from({ length: Math.ceil(held.length / GROUP) }, (_, index) => held.slice(index * GROUP, (index + 1) * GROUP));
    const next: string[] = [];
    for (const [index, group] of groups.entries()) {
      signal.throwIfAborted();
      progress({ done: index, total: groups.length, what: `Putting together ${index + 1} of ${groups.length}` });
      next.push(group.length === 1 ? group[0]! : await together(group, instruction, { ask, kept }));
    }
    held = next;
  }
  return held;
}

async function together(group: readonly string[], instruction: string, { ask, kept }: Pick<Preparation, 'ask' | 'kept'>): Promise<string> {
  const list = group.map((point) => `- ${point}`).join('\n');
  const key = `together ${FORMAT} ${fingerprint([instruction, list])}`;
  const before = await kept.get(key);
  let said = typeof before === 'string' ? before : undefined;
  if (said === undefined) {
    said = (await ask({ messages: [{ role: 'system', text: `${instruction}\n\n${GROUP_RULE}` }, { role: 'user', text: list }], stop: ['\n'], maxTokens: GROUP_TOKENS })).text.slice(0, 1000);
    await kept.put(key, said);
  }
  const [sentence] = sentencesOf(said).map(tidy).filter((each) => stands(each, list));
  return sentence ?? group[0]!;
}

/** As many sentences as make up at most `words` words. Of one that is too long alone, its beginning. */
export function atMost(sentences: readonly string[], words: number): string {
  const kept: string[] = [];
  let count = 0;
  for (const sentence of sentences) {
    const length = wordsIn(sentence);
    if (count + length > words) {
      if (kept.length > 0) break;
      return `${sentence.split(/\s+/).slice(0, words).join(' ')} …`;
    }
    kept.push(sentence);
    count += length;
  }
  return kept.join(' ');
}

export function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;
}
