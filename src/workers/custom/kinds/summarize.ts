import { confidenceOf } from '../../../core/confidence.ts';
import { UserError } from '../../../core/errors.ts';
import type { JsonSchema } from '../../../core/language-model.ts';
import type { Check } from '../../../core/result.ts';
import type { Preparation, Prompt, PromptBudget, Worker } from '../../../core/worker.ts';
import { fingerprint } from '../../changes/fingerprint.ts';
import type { WorkerDefinition } from '../definition.ts';
import { type CustomInput, customInput } from '../input.ts';
import { readItems } from '../items/read-items.ts';
import type { CustomParts } from './parts.ts';
import { sentencesOf } from './sentences.ts';
import { summarizeMemory, type SummarizeOutput } from './summarize/output.ts';
import { type FoundPoint, pointOf, readPoint } from './summarize/points.ts';
import { atMost, fewer, wordsIn } from './summarize/reduce.ts';
import { stands, tidy } from './summarize/standing.ts';
import { type SourceLine, unwrapped, type Window, windowsOf } from './summarize/windows.ts';

export type { SummarizeOutput } from './summarize/output.ts';

/** Characters that are summarized in one go. */
const SHORT = 3200;
/** Characters of a window: about 350 tokens, so that a sentence on it comes every few seconds. */
const WINDOW = 1500;
/** Windows that are read at most: some two minutes. */
const MOST_WINDOWS = 40;
const WORDS_OF_A_SENTENCE = 22;
const MOST_SENTENCES = 6;
/** A summary is shorter than its text. */
const SHRINKS = 0.5;

export interface SummarizeFacts {
  input: CustomInput;
  windows: Window[];
  /** Of the input, 0 to 1. */
  seen: number;
  /** Words at most. */
  words: number;
  /** Of the windows that were read; empty where the text is short. */
  points: FoundPoint[];
  /** What the last prompt is about: the points, or fewer that stand for them. */
  reduced: string[];
  /** What the summary may name. */
  known: string;
}

export function summarizeOutputSchema(_definition: WorkerDefinition): JsonSchema {
  const line = { type: 'integer', minimum: 1 };
  const point = { type: 'object', properties: { text: { type: 'string' }, firstLine: line, lastLine: line }, required: ['text', 'firstLine', 'lastLine'], additionalProperties: false };
  return {
    type: 'object',
    properties: {
      summary: { type: 'string' },
      points: { type: 'array', items: point, description: 'What the parts of the text say, with the lines that say so.' },
      seen: { type: 'number', minimum: 0, maximum: 1, description: 'Share of the text that was read; of a very long one, parts spread evenly over it are.' },
    },
    required: ['summary', 'points', 'seen'],
    additionalProperties: false,
  };
}

/** Shortens a text of any length: a sentence on each stretch of lines, with the lines that it rests on, then all of them in a few words. Code drops what is invented. */
export function createSummarizeWorker(definition: WorkerDefinition, _parts: CustomParts): Worker<CustomInput, SummarizeFacts, SummarizeOutput> {
  const { instruction } = definition;
  return {
    name: definition.name,
    input: customInput,
    threshold: definition.threshold,
    async gather(input) {
      if (input.text.trim() === '') throw new UserError('There is nothing to summarize.', 'The input is empty.', 'Select some text.');
      const lines = linesOf(input, definition);
      const short = lines.reduce((sum, { text }) => sum + text.length + 1, 0) <= SHORT;
      const { windows, seen } = windowsOf(lines, short ? SHORT * 2 : WINDOW, MOST_WINDOWS);
      const known = windows.map((window) => window.lines.join('\n')).join('\n');
      if (windows.length === 0) throw new UserError('There is nothing to summarize.', 'The input holds no words.', 'Select some text.');
      return { input, windows, seen, words: Math.max(5, Math.min(definition.words, Math.ceil(wordsIn(known) * SHRINKS))), points: [], reduced: [], known };
    },
    prepare: (facts, preparation) => (facts.windows.length === 1 ? Promise.resolve(facts) : withPoints(facts, instruction, preparation)),
    prompt: (facts, budget) => promptFor(facts, instruction, budget),
    parse: (text, facts) => outputOf(text, facts),
    check: checksOf,
    score: ({ checks, tokens, facts }) => {
      const mean = facts.points.length === 0 ? 1 : facts.points.reduce((sum, { probability }) => sum + probability, 0) / facts.points.length;
      return Math.round(confidenceOf({ checks, tokens }) * mean * 1000) / 1000;
    },
    material: ({ input, known }) => ({ folder: input.folder, paths: input.path === undefined ? [] : [input.path], texts: [known] }),
    memory: summarizeMemory(({ input, words }) => `${input.firstLine ?? 1} ${words} ${fingerprint([input.text])}`, definition),
    render: ({ summary, points }) => [summary, points.map(({ text, firstLine, lastLine }) => `- ${text} (${firstLine === lastLine ? `line ${firstLine}` : `lines ${firstLine}–${lastLine}`})`).join('\n')].filter(Boolean).join('\n\n'),
  };
}

/** The input's lines, or the items that code makes of it, each with the lines that it stands for. */
function linesOf(input: CustomInput, { items }: Pick<WorkerDefinition, 'items'>): SourceLine[] {
  if (items !== 'whole') return readItems(items, input).map(({ text, firstLine, lastLine, count }) => ({ text: count > 1 ? `${text} (${count} times)` : text, firstLine, lastLine }));
  const first = input.firstLine ?? 1;
  return input.text.replace(/^\uFEFF/, '').split(/\r?\n/).flatMap((text, index) => unwrapped({ text, firstLine: first + index, lastLine: first + index }));
}

async function withPoints(facts: SummarizeFacts, instruction: string, preparation: Preparation<SummarizeFacts>): Promise<SummarizeFacts> {
  const { signal, progress, show } = preparation;
  const points: FoundPoint[] = [];
  const total = facts.windows.length;
  for (const [index, window] of facts.windows.entries()) {
    signal.throwIfAborted();
    progress({ done: index, total, what: `Part ${index + 1} of ${total}` });
    const point = await pointOf(window, instruction, preparation);
    if (point && !points.some(({ text }) => text === point.text)) points.push(point);
    show({ ...facts, points });
  }
  progress({ done: total, total, what: 'Putting it together' });
  return { ...facts, points, reduced: await fewer(points.map(({ text }) => text), instruction, preparation) };
}

async function promptFor({ windows, points, reduced, words, known, seen }: SummarizeFacts, instruction: string, { contextTokens }: PromptBudget): Promise<Prompt> {
  const length = `Write the summary in at most ${words} words, as plain sentences in one paragraph. Use only names and numbers that stand there.`;
  const short = windows.length === 1;
  const sentences = Math.max(1, Math.min(MOST_SENTENCES, Math.round(words / WORDS_OF_A_SENTENCE)));
  // Asked before the text, or for so many words, a small model copies its beginning.
  const question = `What does the text above say, from its beginning to its end? Answer in ${sentences === 1 ? 'one short sentence' : `${sentences} short sentences, each on another part of it`}, in your own words.`;
  const room = Math.max(500, (contextTokens - words * 2 - 300) * 2);
  const shown = short ? known : reduced.map((text) => `- ${text}`).join('\n');
  return {
    messages: [{ role: 'system', text: `${instruction}\n\n${length}` }, { role: 'user', text: short ? `${shown.slice(0, room)}\n\n---\n${question}` : `What the parts of the text say, in their order:\n${shown.slice(0, room)}` }],
    maxTokens: Math.ceil(words * 1.6) + 30,
    ...(seen < 1 && points.length > 0 && { seen }),
  };
}

/** The sentences that stand, as many as the length allows; where there are none, the points themselves, and at last the text's own main sentence. */
function outputOf(text: string, { windows, points, words, known, seen }: SummarizeFacts): SummarizeOutput {
  const listed = points.map(({ text: point, firstLine, lastLine }) => ({ text: point, firstLine, lastLine }));
  const share = Math.round(seen * 1000) / 1000;
  if (text === '' && points.length > 0) return { summary: '', points: listed, seen: share };
  if (text === '') return { summary: '', points: [], seen: share };
  const sentences = sentencesOf(text.replace(/^\s*(?:\*\*)?(?:summary|tl;dr)(?:\*\*)?:(?:\*\*)?\s*/i, '').replace(/^\s*(?:[-*•]|\d{1,2}[.)])\s+/gm, '')).map(tidy);
  const ended = sentences.length > 1 && !/[.!?]["'”’)\]`*]*$/.test(sentences.at(-1)!) ? sentences.slice(0, -1) : sentences;
  const standing = ended.filter((sentence, index) => stands(sentence, known) && ended.indexOf(sentence) === index);
  if (standing.length > 0) {
    const summary = atMost(standing, words);
    if (points.length > 0) return { summary, points: listed, seen: share };
    const own = sentencesOf(summary).flatMap((sentence) => readPoint(sentence, 1, windows[0]!) ?? []).filter(({ by }) => by === 'model');
    return { summary, points: own.map(({ text: point, firstLine, lastLine }) => ({ text: point, firstLine, lastLine })), seen: share };
  }
  if (points.length > 0) return { summary: atMost(points.map(({ text: point }) => point), words), points: listed, seen: share };
  const main = readPoint('', 1, windows[0]!);
  return main ? { summary: atMost([main.text], words), points: [{ text: main.text, firstLine: main.firstLine, lastLine: main.lastLine }], seen: share } : { summary: '', points: [], seen: share };
}

function checksOf({ summary }: SummarizeOutput, { points, known, seen, words }: SummarizeFacts): Check[] {
  const sentences = sentencesOf(summary);
  const invented = sentences.filter((sentence) => !stands(sentence, known));
  const byCode = points.filter(({ by }) => by === 'code').length;
  const length = wordsIn(summary);
  // A sentence of the text itself, cut, may look like anything.
  const check = (name: string, problem: string | false, fine: string): Check => ({ name, passed: problem === false, detail: problem === false ? fine : problem });
  return [
    check('says-something', length === 0 && 'There is no summary.', 'There is a summary.'),
    check('nothing-invented', invented.length > 0 && length > 0 && `Not in the text: ${invented[0]!.slice(0, 120)}`, 'Every name and number stands in the text.'),
    check('length', length > words + 1 && `It has ${length} words of at most ${words}.`, `It has ${length} of at most ${words} words.`),
    check('in-own-words', byCode * 3 > points.length && `${byCode} of ${points.length} points are sentences of the text itself, because what the model said of them did not stand.`, 'The model said what its parts are about.'),
    check('all-read', seen < 0.98 && `${Math.max(1, Math.round(seen * 100))} % of the text was read, in parts spread evenly over it.`, 'All of the text was read.'),
  ];
}
