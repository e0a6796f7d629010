import { UserError } from '../../../core/errors.ts';
import type { JsonSchema } from '../../../core/language-model.ts';
import type { Preparation, Worker } from '../../../core/worker.ts';
import { fingerprint } from '../../changes/fingerprint.ts';
import type { WorkerDefinition } from '../definition.ts';
import { type CustomInput, customInput } from '../input.ts';
import type { CustomParts } from './parts.ts';
import { createStartedWorker } from './start/worker.ts';
import { bareAnswer } from './transform/bare-answer.ts';
import { checksOf, confidenceIn } from './transform/checks.ts';
import { compare } from './transform/compare.ts';
import type { Rewritten, TransformFacts } from './transform/facts.ts';
import { formatProblem, plainFormatProblem } from './transform/format-problems.ts';
import { writtenSoFar } from './transform/join-results.ts';
import { transformMemory, type TransformOutput } from './transform/output.ts';
import { joined } from './transform/pieces.ts';
import { planOf } from './transform/plan.ts';
import { systemText } from './transform/prompt.ts';
import { rewrite } from './transform/rewrite.ts';

export type { TransformOutput } from './transform/output.ts';

/** Characters of a document that a remote model is asked for as a whole; of a longer one it is asked for the worst piece. */
const WHOLE = 12_000;
/** Characters of a document up to which it is shown with each word, and above which with each piece. */
const SMALL = 200_000;
const EXAMPLES = 2;

export function transformOutputSchema(_definition: WorkerDefinition): JsonSchema {
  const list = (description: string) => ({ type: 'array', items: { type: 'string' }, description });
  return {
    type: 'object',
    properties: {
      text: { type: 'string', description: 'The result.' },
      lost: list('What the result should have kept and has not.'),
      added: list('What the result has and the text had not.'),
    },
    required: ['text', 'lost', 'added'],
    additionalProperties: false,
  };
}

/**
 * Rewrites a text piece by piece as the instruction says. Code takes the document apart and puts it together, checks the syntax of each
 * result and that nothing is lost or invented, and keeps a piece as it was where no answer of the model stands.
 */
export function createTransformWorker(definition: WorkerDefinition, parts: CustomParts): Worker<CustomInput, unknown, TransformOutput> {
  if (definition.start !== undefined) return createStartedWorker(definition, definition.start, parts);
  const { format, keep } = definition;
  const worker: Worker<CustomInput, TransformFacts, TransformOutput> = {
    name: definition.name,
    input: customInput,
    threshold: definition.threshold,
    async gather(input) {
      if (input.text.trim() === '') throw new UserError('There is nothing to transform.', 'The input is empty.', 'Select some text.');
      return planOf(input, definition, parts.syntax);
    },
    known: (facts) => (facts.whole || facts.pieces.pieces.length === 0 ? outputOf(facts) : undefined),
    prepare: (facts, preparation) => rewriteAll(facts, definition, parts, preparation),
    async prompt(facts, { contextTokens }) {
      const asked = pieceToAsk(facts);
      const text = asked === undefined ? facts.source : facts.pieces.pieces[asked]!.text;
      return { messages: [{ role: 'system', text: systemText(definition, []) }, { role: 'user', text }], maxTokens: Math.min(Math.ceil(contextTokens / 2), Math.ceil(text.length / 2) + 200), ...(asked !== undefined && { seen: text.length / facts.source.length }) };
    },
    parse: (text, facts) => (text === '' ? outputOf(facts) : readReply(text, facts)),
    // What a grammar says of a remote model's answer takes time.
    check: (output, facts) => checksOf(output, facts, output.text === facts.written && facts.whole ? facts.whole.problem : plainFormatProblem(output.text, format), definition),
    score: confidenceIn,
    material: ({ input }) => ({ folder: input.folder, paths: input.path === undefined ? [] : [input.path], texts: [input.text] }),
    memory: transformMemory((facts: TransformFacts) => `${facts.mayStay} ${fingerprint([facts.source])}`, definition),
    render: ({ text }) => text,
  };
  return worker as Worker<CustomInput, unknown, TransformOutput>;

  function readReply(reply: string, facts: TransformFacts): TransformOutput {
    const asked = pieceToAsk(facts);
    if (asked === undefined) {
      const text = bareAnswer(reply, format, facts.source);
      return { text, ...compare(facts.source, text, keep) };
    }
    const piece = facts.pieces.pieces[asked]!;
    const text = bareAnswer(reply, format, piece.text);
    const done = facts.done.map((each, index): Rewritten => (index === asked ? { ...each, ...compare(piece.text, text, keep), text } : each));
    return outputOf({ ...facts, done, written: facts.inPlace ? joined(facts.pieces, done.map((each) => each.text)) : writtenSoFar({ ...facts, done }, format) });
  }
}

function outputOf({ done, written, source, pieces }: TransformFacts): TransformOutput {
  const all = (which: 'lost' | 'added') => [...new Set(done.flatMap((each) => each[which]))];
  return { text: pieces.pieces.length === 0 ? source : written, lost: all('lost'), added: all('added') };
}

/** Of a long document: the piece that is to be asked for alone, the one with most that is wrong; undefined where the document is asked for as a whole. */
function pieceToAsk({ source, done, pieces }: TransformFacts): number | undefined {
  if (source.length <= WHOLE) return undefined;
  const wrong = done.map(({ problems, probability }) => problems.length + 1 - probability);
  const framed = wrong.map((value, index) => (pieces.pieces[index]!.frame ? -1 : value));
  const worst = framed.indexOf(Math.max(...framed));
  return Math.max(0, worst);
}

async function rewriteAll(facts: TransformFacts, definition: WorkerDefinition, { syntax, examples: nearest }: CustomParts, preparation: Preparation<TransformFacts>): Promise<TransformFacts> {
  const { progress, show, signal } = preparation;
  const { pieces, mayStay } = facts;
  const examples = definition.examples.length === 0 ? [] : nearest ? await nearest.nearest(definition.examples, facts.source.slice(0, 2000), EXAMPLES, signal) : definition.examples.slice(0, EXAMPLES);
  const system = systemText(definition, examples);
  const done: Rewritten[] = [];
  const total = pieces.pieces.length;
  const small = facts.source.length <= SMALL;
  let written = '';
  for (const [index, piece] of pieces.pieces.entries()) {
    signal.throwIfAborted();
    progress({ done: index, total, what: `Part ${index + 1} of ${total}` });
    const onText = (text: string) => small && show({ ...facts, done, written: facts.inPlace ? written + piece.before + (piece.frame ? '' : text) : written === '' ? text : `${written}\n\n${text}` });
    const result = await rewrite(piece, { definition, system, syntax, mayStay, onText }, preparation);
    done.push(result);
    written = facts.inPlace ? written + piece.before + result.text : small || index === total - 1 ? writtenSoFar({ ...facts, done }, definition.format) : written;
    show({ ...facts, done, written });
  }
  if (facts.inPlace) written += pieces.tail;
  return { ...facts, done, written, whole: { problem: await formatProblem(written, definition.format, syntax) } };
}
