import * as z from 'zod';
import type { JsonSchema } from '../../core/language-model.ts';

export const KINDS = ['classify', 'extract', 'transform', 'summarize'] as const;
export type WorkerKind = (typeof KINDS)[number];

/** How an input is taken apart by code before the model sees it; `whole` leaves it in one piece. */
export const ITEM_READERS = ['whole', 'lines', 'paragraphs', 'log', 'stack-traces', 'test-failures', 'comments', 'csv', 'json'] as const;
export type ItemReaderName = (typeof ITEM_READERS)[number];

export const INPUTS = ['selection', 'file', 'clipboard', 'diagnostics', 'terminal', 'stdin'] as const;
export const DESTINATIONS = ['panel', 'replace', 'insert', 'document', 'clipboard', 'problems', 'json'] as const;
/** What a transformed text must not lose. */
export const KEPT_THINGS = ['keys', 'numbers', 'names', 'links', 'code'] as const;
/** What the result of a transformation is written in; its syntax is checked. */
export const FORMATS = ['text', 'markdown', 'json', 'yaml', 'csv', 'typescript', 'javascript', 'python', 'html', 'css', 'shell'] as const;

/** What code makes of JSON before the model is asked. */
export const STARTS = ['interface', 'table', 'statements'] as const;

const oneOrMore = <T extends z.ZodType>(schema: T) => z.union([schema, z.array(schema).min(1)]);
const label = z.string().trim().min(1).max(80);

/** The front matter of a worker file. Its descriptions are what the editor shows. */
export const frontMatter = z.strictObject({
  title: z.string().trim().min(1).max(80).optional().describe('The name that people read. The file\'s own name unless given.'),
  description: z.string().trim().max(300).default('').describe('What the worker does, in a sentence.'),
  kind: z.enum(KINDS).describe('`classify` chooses among labels, `extract` fills a schema, `transform` rewrites, `summarize` shortens.'),
  input: oneOrMore(z.enum(INPUTS)).default(['selection', 'file']).describe('Where the text comes from in the editor, the first that there is.'),
  items: z.enum(ITEM_READERS).default('whole').describe('How code takes the input apart: one answer for each piece.'),
  labels: z
    .union([z.array(label).min(2).max(200), z.record(label, z.string().max(300).nullable())])
    .optional()
    .describe('`classify`: the labels, as a list, or each with a few words on what belongs to it.'),
  multiple: z.boolean().default(false).describe('`classify`: whether several labels may fit.'),
  none: label.optional().describe('`classify`: what is said where no label fits, for instance `other`. Without it one of the labels is always chosen.'),
  output: z.record(z.string(), z.unknown()).optional().describe('`extract`: the JSON Schema of the values.'),
  format: z.enum(FORMATS).default('text').describe('`transform`: what the result is written in. Its syntax is checked.'),
  keep: z.array(z.enum(KEPT_THINGS)).default([]).describe('`transform`: what the result must not lose.'),
  start: z
    .enum(STARTS)
    .optional()
    .describe('`transform` of JSON: what code makes of it before the model has its say. `interface`: its TypeScript types, which the model names and describes (`format: typescript`). `table`: Markdown tables; no model is asked (`format: markdown`). `statements`: what it says, line by line, which the model puts into prose (`format: text` or `markdown`).'),
  words: z.int().min(5).max(2000).default(120).describe('`summarize`: the length at most.'),
  examples: z
    .array(z.strictObject({ input: z.string().min(1), output: z.unknown() }))
    .max(500)
    .default([])
    .describe('Worked examples. The most similar ones are shown to the model.'),
  model: oneOrMore(z.string().min(1)).optional().describe('The model, or several in the order in which they are tried. The setting `journeyman.models` comes before it.'),
  threshold: z.number().min(0).max(1).default(0.5).describe('Confidence from which an answer is accepted.'),
  result: z.enum(DESTINATIONS).default('panel').describe('Where the editor puts the answer.'),
});

export type FrontMatter = z.output<typeof frontMatter>;

export interface Label {
  name: string;
  /** What belongs to it; empty where nothing is said. */
  description: string;
}

/** Where a worker's file lies: beside the program, in the user's own folder, or in the workspace. */
export type WorkerOrigin = 'built-in' | 'user' | 'workspace';

/** A worker as its file describes it. */
export interface WorkerDefinition extends Omit<FrontMatter, 'labels' | 'input' | 'model' | 'output' | 'title'> {
  /** The file's name without its ending: what it is called by. */
  name: string;
  title: string;
  origin: WorkerOrigin;
  /** Absolute. */
  path: string;
  input: readonly (typeof INPUTS)[number][];
  /** Empty but for `classify`. */
  labels: readonly Label[];
  /** JSON Schema of an object; `extract` alone. */
  output?: JsonSchema | undefined;
  /** Empty where the file names none. */
  model: readonly string[];
  /** The body: what the model is told. */
  instruction: string;
}

/** A worker file as it was read. */
export interface WorkerFile {
  path: string;
  origin: WorkerOrigin;
  text: string;
}

/** What is wrong in a worker file. Lines and columns are 1-based, the end is exclusive. */
export interface FileProblem {
  path: string;
  message: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}
