import type { WorkerDefinition, WorkerKind } from '../../workers/custom/definition.ts';

/** What a new worker is to be, as it was chosen step by step. */
export interface NewWorker {
  name: string;
  kind: WorkerKind;
  /** Labels of `classify`, names of the values of `extract`; none for the others. */
  words: string[];
  result: WorkerDefinition['result'];
}

export interface WorkerTemplate {
  text: string;
  /** Where the instruction stands in the text: what is to be written over. */
  start: number;
  end: number;
}

const INSTRUCTIONS: Record<WorkerKind, string> = {
  classify: 'Say in a sentence or two what the text is and by what it is to be sorted.',
  extract: 'Say in a sentence or two what the text is and which values are to be found in it.',
  transform: 'Say in a sentence or two what is to be done with the text. Answer with the new text alone.',
  summarize: 'Say in a sentence or two for whom the text is summarized and what matters to them.',
};

/** The file of a new worker, with comments that say what each setting does. */
export function workerTemplate({ name, kind, words, result }: NewWorker): WorkerTemplate {
  const title = name.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());
  const head = [
    '---',
    `title: ${key(title)}`,
    '# One sentence, shown in the list of workers.',
    `description: ""`,
    `kind: ${kind}`,
    '# The first that there is: selection, file, clipboard, diagnostics, terminal',
    'input: [selection, file]',
    ...KINDS[kind](words),
    '# The answer goes to: panel, replace, insert, document, clipboard, problems, json',
    `result: ${result}`,
    ...EXAMPLES[kind](words),
    '---',
    '',
  ].join('\n');
  const instruction = INSTRUCTIONS[kind];
  return { text: `${head}${instruction}\n`, start: head.length, end: head.length + instruction.length };
}

const KINDS: Record<WorkerKind, (words: readonly string[]) => string[]> = {
  classify: (labels) => [
    '# An answer for each piece: whole, lines, paragraphs, log, stack-traces, comments, csv, …',
    'items: whole',
    '# A few words on what belongs to each label make the answers better.',
    'labels:',
    ...labels.map((label) => `  ${key(label)}: ""`),
    '# Where no label fits. Without this line one is always chosen.',
    ...(labels.includes('other') ? ['# none: unknown'] : ['none: other']),
  ],
  extract: (names) => [
    '# The JSON Schema of the values. A description helps to find the value.',
    'output:',
    '  type: object',
    '  properties:',
    ...names.flatMap((name) => [`    ${key(name)}:`, '      type: string', '      description: ""']),
  ],
  transform: () => [
    '# What the result is written in, and checked as: text, markdown, json, yaml, csv, …',
    'format: text',
    '# What must not get lost, and is checked: keys, numbers, names, links, code.',
    'keep: [numbers, names]',
  ],
  summarize: () => ['# The length at most.', 'words: 120'],
};

const EXAMPLES: Record<WorkerKind, (words: readonly string[]) => string[]> = {
  classify: ([first = 'label']) => ['# Texts with the right answer; the most similar ones are shown to the model.', '# examples:', '#   - input: A text as you have them', `#     output: ${first}`],
  extract: ([first = 'name']) => ['# Texts with the right answer; the most similar ones are shown to the model.', '# examples:', '#   - input: A text as you have them', '#     output:', `#       ${first}: The value`],
  transform: () => ['# Texts with the right answer; the most similar ones are shown to the model.', '# examples:', '#   - input: A text as you have them', '#     output: The text as you want it'],
  summarize: () => [],
};

/** A name as a key of YAML: in quotes unless it is a plain word, for `no` and `1` mean something else. */
function key(word: string): string {
  return /^[a-z][a-z0-9_ -]*[a-z0-9]$/i.test(word) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(word) ? word : quoted(word);
}

function quoted(word: string): string {
  return JSON.stringify(word);
}

/** The words of a list that was typed: between commas, each once. */
export function wordsOf(typed: string): string[] {
  return [...new Set(typed.split(/[,;\n]/).map((word) => word.trim().slice(0, 80)).filter(Boolean))];
}

/** Why the labels or values cannot be used; undefined where they can. */
export function wordsProblem(kind: WorkerKind, typed: string): string | undefined {
  const words = wordsOf(typed);
  if (kind === 'classify' && words.length < 2) return 'Two labels or more, with commas between them.';
  if (kind === 'classify' && new Set(words.map((word) => word.toLowerCase())).size < words.length) return 'Two labels differ in capital letters alone.';
  if (kind === 'extract' && words.length < 1) return 'One value or more, with commas between them.';
  if (kind === 'extract' && words.some((word) => /[:|]/.test(word))) return 'The name of a value has no ":" and no "|".';
  return undefined;
}
