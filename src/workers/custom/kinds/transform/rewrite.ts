import * as z from 'zod';
import type { GenerateRequest } from '../../../../core/language-model.ts';
import type { Syntax } from '../../../../core/syntax.ts';
import type { Preparation } from '../../../../core/worker.ts';
import type { WorkerDefinition } from '../../definition.ts';
import { fingerprint } from '../../../changes/fingerprint.ts';
import { probabilityOf } from '../probability.ts';
import { bareAnswer } from './bare-answer.ts';
import { compare } from './compare.ts';
import type { Rewritten } from './facts.ts';
import { formatProblem } from './format-problems.ts';
import { maskLinks } from './masks.ts';
import type { Piece } from './pieces.ts';
import { framed, unframed } from './prompt.ts';

/** Goes up when the prompts or what is kept change their meaning. */
const FORMAT = 2;
const MOST_ATTEMPTS = 3;
/** The last attempt's: what fails twice the same way must differ. */
const TEMPERATURE = 0.5;
/** Characters of a token at least, so that an answer as long as its text has room. */
const LETTERS_PER_TOKEN = 2.2;
const MORE_TOKENS = 100;
const MOST_NAMED = 6;
/** How good a part is that nobody rewrote. */
const LEFT = 0.3;

const keptAnswer = z.object({ text: z.string(), lost: z.array(z.string()), added: z.array(z.string()), problems: z.array(z.string()), left: z.boolean(), probability: z.number() });

export interface RewriteOptions {
  definition: Pick<WorkerDefinition, 'format' | 'keep'>;
  /** What the model is told of every piece. */
  system: string;
  syntax: Pick<Syntax, 'errors'>;
  mayStay: boolean;
  /** Gets the first attempt as it grows. */
  onText(text: string): void;
}

/** Has the model rewrite a piece, and again with what was wrong named. Where no answer stands, the piece stays where it may, else the best answer is taken. */
export async function rewrite(piece: Piece, { definition, system, syntax, mayStay, onText }: RewriteOptions, { ask, kept, budget, signal }: Pick<Preparation, 'ask' | 'kept' | 'budget' | 'signal'>): Promise<Rewritten> {
  const { format, keep } = definition;
  const given = framed(piece);
  const key = `transform ${FORMAT} ${fingerprint([system, format, keep.join(), String(mayStay), given])}`;
  const before = keptAnswer.safeParse(await kept.get(key));
  if (before.success) return before.data;

  const windows = given.includes('\r\n');
  const { text, unmask } = maskLinks(windows ? given.replaceAll('\r\n', '\n') : given);
  const { contextTokens } = await budget();
  const maxTokens = Math.ceil(text.length / LETTERS_PER_TOKEN) + MORE_TOKENS;
  if (Math.ceil((system.length + text.length) / LETTERS_PER_TOKEN) + maxTokens > contextTokens) {
    return { text: mayStay ? piece.text : '', lost: [], added: [], problems: ['A part is too long for the model, and cannot be taken apart.'], left: true, probability: LEFT };
  }
  const code = format !== 'text' && format !== 'markdown';
  let best: Rewritten | undefined;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    signal.throwIfAborted();
    // Behind the text it would be taken for a part of it, and rewritten too.
    const complaint = best ? `\n\nAn earlier attempt was wrong: ${best.problems.join(' ')} Do better.` : '';
    const request: GenerateRequest = {
      messages: [{ role: 'system', text: `${system}${complaint}` }, { role: 'user', text }],
      maxTokens,
      ...(code && { prefill: `\`\`\`${format}\n`, stop: ['\n```'] }),
      ...(attempt === MOST_ATTEMPTS - 1 && { temperature: TEMPERATURE, seed: attempt }),
    };
    let grown = '';
    const read = (answer: string) => unmask(bareAnswer(answer, format, text));
    const generation = await ask(request, attempt > 0 ? undefined : (more) => onText(read((grown += more))));
    const answer = read(generation.text);
    const judged = await judge(answer, generation.stopReason === 'length');
    const next = { ...judged, probability: probabilityOf(generation.tokens), left: false };
    if (!best || weight(next) < weight(best)) best = next;
    if (next.problems.length === 0) break;
  }
  let result = best!;
  if (result.problems.length > 0 && mayStay) result = { ...result, text: piece.text, lost: [], added: [], left: true, probability: LEFT };
  else if (windows) result = { ...result, text: result.text.replace(/\r?\n/g, '\r\n') };
  await kept.put(key, result);
  return result;

  async function judge(answer: string, cutOff: boolean): Promise<Pick<Rewritten, 'text' | 'lost' | 'added' | 'problems'>> {
    const problems: string[] = [];
    const wrong = await formatProblem(answer, format, syntax);
    if (wrong !== undefined) problems.push(wrong);
    if (cutOff) problems.push('It does not come to an end.');
    const { lost, added } = compare(given, answer, keep);
    if (lost.length > 0) problems.push(`It left out: ${named(lost)}.`);
    if (added.length > 0) problems.push(`It made up: ${named(added)}.`);
    const own = unframed(answer, piece);
    if (own === undefined) problems.push(piece.frame?.kind === 'member' ? `The key ${JSON.stringify(piece.frame.key)} is missing.` : 'The first row is missing.');
    return { text: own ?? answer, lost, added, problems };
  }
}

/** What is worst about an answer counts most. */
function weight({ problems, lost, added }: Rewritten): number {
  return (problems.length - Number(lost.length > 0) - Number(added.length > 0)) * 100 + lost.length + added.length;
}

function named(things: readonly string[]): string {
  const shown = things.slice(0, MOST_NAMED).map((thing) => (thing.length > 80 ? `${thing.slice(0, 80)}…` : thing));
  return `${shown.join(', ')}${things.length > MOST_NAMED ? ` and ${things.length - MOST_NAMED} more` : ''}`;
}
