import { confidenceOf } from '../../../../core/confidence.ts';
import { UserError } from '../../../../core/errors.ts';
import type { Check } from '../../../../core/result.ts';
import type { Preparation, Worker } from '../../../../core/worker.ts';
import { fingerprint } from '../../../changes/fingerprint.ts';
import type { WorkerDefinition } from '../../definition.ts';
import { type CustomInput, customInput } from '../../input.ts';
import type { CustomParts } from '../parts.ts';
import { bareAnswer } from '../transform/bare-answer.ts';
import { some } from '../transform/checks.ts';
import { compare, type KeptThing } from '../transform/compare.ts';
import { formatProblem, plainFormatProblem } from '../transform/format-problems.ts';
import { transformMemory, type TransformOutput } from '../transform/output.ts';
import { typesOf, type TypesOfJson } from './interfaces.ts';
import { nameInterfaces } from './name-interfaces.ts';
import { paragraphOf } from './prose.ts';
import { readJson, readJsonAsWritten } from './read-json.ts';
import { grouped, type Statement, statementsOf } from './statements.ts';
import { tablesOf } from './table.ts';
import { writeInterfaces } from './write-interfaces.ts';

export type Start = NonNullable<WorkerDefinition['start']>;

/** Statements that go into one paragraph: characters, and how many. */
const PARAGRAPH = 500;
const STATEMENTS = 10;
/** Characters of a text that a remote model is asked about. */
const WHOLE = 12_000;

interface StartedFacts {
  input: CustomInput;
  /** What code makes of the value; the answer, where `whole`. */
  written: string;
  types?: TypesOfJson;
  statements?: Statement[];
  whole: boolean;
  /** Of the model's words, 0 to 1. */
  probability: number;
  problem?: string | undefined;
  /** Sentences that code had to write or take out, of how many statements. */
  byCode: number;
}

/** Answers about a JSON value that code begins: its types, which a model names; its table, for which no model is asked; what it states, which a model puts into prose. */
export function createStartedWorker(definition: WorkerDefinition, start: Start, { syntax }: CustomParts): Worker<CustomInput, unknown, TransformOutput> {
  const { format, instruction } = definition;
  const keep: readonly KeptThing[] = start === 'statements' ? definition.keep.filter((thing) => thing !== 'keys') : ['keys'];
  const worker: Worker<CustomInput, StartedFacts, TransformOutput> = {
    name: definition.name,
    input: customInput,
    threshold: definition.threshold,
    async gather(input) {
      if (input.text.trim() === '') throw new UserError('There is nothing to transform.', 'The input is empty.', 'Select some JSON.');
      const facts = { input, probability: 1, byCode: 0 };
      if (start === 'table') return { ...facts, written: tablesOf(readJsonAsWritten(input.text)), whole: true };
      const value = readJson(input.text);
      if (start === 'statements') return { ...facts, written: '', whole: false, statements: statementsOf(value) };
      const types = typesOf(value);
      return { ...facts, types, written: writeInterfaces(types, new Map()), whole: types.interfaces.length === 0 };
    },
    known: (facts) => (facts.whole ? outputOf(facts) : undefined),
    async prepare(facts, preparation) {
      const done = facts.types ? await named(facts, facts.types, preparation) : await told(facts, facts.statements ?? [], preparation);
      return { ...done, whole: true, problem: await formatProblem(done.written, format, syntax) };
    },
    async prompt({ input, written }) {
      const text = input.text.slice(0, WHOLE);
      const draft = written === '' ? '' : `\n\nWhat code has made of it, which is right but for names and words:\n${written.slice(0, WHOLE)}`;
      return { messages: [{ role: 'system', text: `${instruction}\n\nAnswer with ${format} alone.` }, { role: 'user', text: `${text}${draft}` }], maxTokens: 3000, ...(text.length < input.text.length && { seen: text.length / input.text.length }) };
    },
    parse(text, facts) {
      if (text === '') return outputOf(facts);
      const bare = bareAnswer(text, format, facts.input.text);
      return { text: bare, ...compare(facts.input.text, bare, keep) };
    },
    check: (output, facts) => check(output, facts),
    score: ({ checks, facts, output, tokens }) => Math.round(confidenceOf({ checks, tokens }) * (output.text === facts.written ? facts.probability : 1) * 1000) / 1000,
    material: ({ input }) => ({ folder: input.folder, paths: input.path === undefined ? [] : [input.path], texts: [input.text] }),
    memory: transformMemory(({ input }: StartedFacts) => fingerprint([input.text, start === 'interface' ? (input.path ?? '') : '']), definition),
    render: ({ text }) => text,
  };
  return worker as Worker<CustomInput, unknown, TransformOutput>;

  function check(output: TransformOutput, facts: StartedFacts): Check[] {
    const own = output.text === facts.written;
    const problem = own ? facts.problem : plainFormatProblem(output.text, format);
    const checks: Check[] = [{ name: 'format', passed: problem === undefined, detail: problem ?? `It is written in ${format}.` }];
    checks.push({ name: 'nothing-lost', passed: output.lost.length === 0, detail: output.lost.length === 0 ? 'Everything is there.' : `Left out: ${some(output.lost)}.` });
    checks.push({ name: 'nothing-added', passed: output.added.length === 0, detail: output.added.length === 0 ? 'Nothing was made up.' : `Made up: ${some(output.added)}.` });
    const total = facts.statements?.length ?? 0;
    if (own && total > 0) checks.push({ name: 'in-own-words', passed: facts.byCode * 2 <= total, detail: facts.byCode === 0 ? 'The model said it all.' : `${facts.byCode} of ${total} statements are in the words of code, because the model left them out or got them wrong.` });
    return checks;
  }

  async function named(facts: StartedFacts, types: TypesOfJson, preparation: Preparation<StartedFacts>): Promise<StartedFacts> {
    const { named: names, probability } = await nameInterfaces(types.interfaces, facts.input.path, instruction, preparation, (so) => preparation.show({ ...facts, written: writeInterfaces(types, so) }));
    return { ...facts, written: writeInterfaces(types, names), probability };
  }

  async function told(facts: StartedFacts, statements: Statement[], preparation: Preparation<StartedFacts>): Promise<StartedFacts> {
    const groups = grouped(statements, PARAGRAPH, STATEMENTS);
    const texts: string[] = [];
    let [sum, byCode] = [0, 0];
    for (const [index, group] of groups.entries()) {
      preparation.signal.throwIfAborted();
      preparation.progress({ done: index, total: groups.length, what: `Paragraph ${index + 1} of ${groups.length}` });
      const paragraph = await paragraphOf(group, instruction, keep, preparation, (text) => groups.length < 100 && preparation.show({ ...facts, written: [...texts, text].join('\n\n') }));
      texts.push(paragraph.text);
      sum += paragraph.probability;
      byCode += paragraph.byCode;
      if (groups.length < 1000) preparation.show({ ...facts, written: texts.join('\n\n') });
    }
    return { ...facts, written: `${texts.join('\n\n')}\n`, probability: groups.length === 0 ? 1 : sum / groups.length, byCode };
  }
}

function outputOf({ written }: StartedFacts): TransformOutput {
  return { text: written, lost: [], added: [] };
}
