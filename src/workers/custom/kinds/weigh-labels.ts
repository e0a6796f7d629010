import * as z from 'zod';
import { UserError } from '../../../core/errors.ts';
import type { Example } from '../../../core/examples.ts';
import type { Preparation, PromptBudget } from '../../../core/worker.ts';
import type { Label, WorkerDefinition } from '../definition.ts';
import { choices, fitsMessages, labelMessages } from './classify-prompt.ts';
import { calibratedShares, NO_CONTENT, withoutPrior } from './label-confidence.ts';

/** What the model holds of one text. */
export interface Weighed {
  /** By label, in the worker's order; their sum is 1 where only one may fit. Where several may, how well each does, 0 to 1. */
  probabilities: number[];
  seen: number;
}

const kept = z.object({ probabilities: z.array(z.number().min(0).max(1)), seen: z.number().min(0).max(1) });
/** Raised when what is kept would mean something else. */
const FORMAT = 3;
/** What a text is about shows in this much of it, and reading more takes seconds. */
const MOST_TOKENS = 500;
const CHAT_TOKENS = 40;
/** What a text shows in less says nothing. */
const FEWEST_TOKENS = 20;
/** Only labels with this share of the likeliest one's probability are asked about one by one. */
const WORTH_ASKING = 0.02;
const MOST_ASKED = 8;
/**
 * Texts without content. What the model holds of one alone is chance, so it is the geometric mean of several
 * (Zhao et al., "Calibrate Before Use", ICML 2021, with "N/A", "[MASK]" and an empty text).
 */
const NEUTRAL = [NO_CONTENT, '', '…'];

type Use = Pick<Preparation, 'rank' | 'kept' | 'budget'>;

/** Weighs the labels for the texts of one job, by the model's probabilities. What was found is kept by text; equal texts are weighed once. */
export function createWeighing(definition: Pick<WorkerDefinition, 'instruction' | 'labels' | 'none' | 'multiple'>, examples: readonly Example[], { rank, kept: store, budget }: Use): (text: string) => Promise<Weighed> {
  const labels = choices(definition);
  const names = labels.map(({ name }) => name);
  const known = new Map<string, Promise<Weighed>>();
  let prior: Promise<number[]> | undefined;
  let room: Promise<{ tokens: number; budget: PromptBudget }> | undefined;
  const question = JSON.stringify([definition.multiple, labelMessages(definition, examples, '')[0]!.text]);

  const weigh = (text: string) => rank({ messages: labelMessages(definition, examples, text), options: names });

  async function remembered(what: string, find: () => Promise<Weighed>): Promise<Weighed> {
    const key = `classify ${FORMAT} ${question} ${what}`;
    const { success, data } = kept.safeParse(await store.get(key));
    if (success && data.probabilities.length === names.length) return data;
    const found = await find();
    await store.put(key, found);
    return found;
  }

  /** What each label gets without any text. That such a text fits none is right, so what is said then counts as a label that is as likely as another. */
  const priorOf = () =>
    (prior ??= (async () => {
      const { probabilities } = await remembered('prior', async () => {
        const found: number[][] = [];
        for (const neutral of NEUTRAL) {
          const { probabilities: one, rough } = await weigh(neutral);
          // What is a guess cannot be divided by.
          found.push(rough ? names.map(() => 1 / names.length) : one);
        }
        return { probabilities: geometricMean(found), seen: 1 };
      });
      const own = names.map((name, index) => (name === definition.none ? 0 : probabilities[index]!));
      const whole = own.reduce((sum, each) => sum + each, 0);
      return names.map((name, index) => (name === definition.none || whole === 0 ? 1 / definition.labels.length : own[index]! / whole));
    })());

  const roomFor = () =>
    (room ??= (async () => {
      const asked = await budget();
      const [fixed = 0] = await asked.countTokens([labelMessages(definition, examples, '')[0]!.text]);
      const tokens = Math.min(MOST_TOKENS, asked.contextTokens - fixed - CHAT_TOKENS - 24);
      if (tokens < FEWEST_TOKENS) throw new UserError('The worker leaves no room for a text.', `Its instruction, labels and examples take ${fixed} of the ${asked.contextTokens} tokens that the model reads.`, 'Shorten the examples in its file, or leave some out.');
      return { tokens, budget: asked };
    })());

  async function fitting(text: string, shares: number[]): Promise<number[]> {
    const highest = Math.max(...shares);
    const asked = new Set(names.map((_, index) => index).filter((index) => shares[index]! >= highest * WORTH_ASKING).sort((a, b) => shares[b]! - shares[a]!).slice(0, MOST_ASKED));
    const fits: number[] = [];
    // A small model says yes to much, so it counts as well how it would choose among all.
    for (const [index, label] of labels.entries()) fits.push(asked.has(index) && label.name !== definition.none ? Math.sqrt(shares[index]!) * (await yes(text, label)) : 0);
    return fits;
  }

  const neutralYes = new Map<string, Promise<number>>();
  async function yes(text: string, label: Label): Promise<number> {
    const plain = async (asked: string) => {
      const { probabilities, rough } = await rank({ messages: fitsMessages(definition, examples, asked, label), options: ['yes', 'no'] });
      return asked === NO_CONTENT && rough ? 0.5 : probabilities[0]!;
    };
    let base = neutralYes.get(label.name);
    if (!base) neutralYes.set(label.name, (base = remembered(`prior ${label.name}`, async () => ({ probabilities: names.map(() => 0).with(0, await plain(NO_CONTENT)), seen: 1 })).then(({ probabilities }) => probabilities[0]!)));
    const [own, without] = [await plain(text), await base];
    return withoutPrior([own, 1 - own], [without, 1 - without])[0]!;
  }

  return (text) => {
    let found = known.get(text);
    if (!found) {
      found = remembered(`text ${text}`, async () => {
        const { tokens, budget: asked } = await roomFor();
        const shown = await cutToTokens(text, tokens, asked);
        const shares = calibratedShares(withoutPrior((await weigh(shown)).probabilities, await priorOf()));
        return { probabilities: definition.multiple ? await fitting(shown, shares) : shares, seen: text.length === 0 ? 1 : Math.min(1, shown.length / text.length) };
      });
      known.set(text, found);
    }
    return found;
  };
}

function geometricMean(all: readonly number[][]): number[] {
  return all[0]!.map((_, index) => Math.exp(all.reduce((sum, each) => sum + Math.log(Math.max(each[index]!, 1e-6)), 0) / all.length));
}

/** The text, or its beginning and its end where it is too long: what a text is about mostly stands there. */
async function cutToTokens(text: string, most: number, { countTokens }: PromptBudget): Promise<string> {
  // Not even one letter a token makes it too long.
  if (text.length <= most) return text;
  // Huge texts are not counted as a whole.
  let shown = ends(text, most * 8);
  for (;;) {
    const [tokens = 0] = await countTokens([shown]);
    if (tokens <= most) return shown;
    const shorter = ends(text, Math.floor(Math.min(shown.length * (most / tokens) * 0.95, shown.length - 1)));
    // The mark between the ends takes tokens too.
    if (shorter.length >= shown.length) return shorter;
    shown = shorter;
  }
}

function ends(text: string, length: number): string {
  if (text.length <= length) return text;
  const half = Math.max(1, Math.floor(length / 2));
  // Half a character is none.
  return `${text.slice(0, half).replace(/[\uD800-\uDBFF]$/, '')}\n…\n${text.slice(-half).replace(/^[\uDC00-\uDFFF]/, '')}`;
}
