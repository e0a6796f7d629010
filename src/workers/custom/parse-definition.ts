import { isMap, isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { frontMatter, type FileProblem, type FrontMatter, type Label, type WorkerDefinition, type WorkerFile } from './definition.ts';
import { nameOf, nameProblem } from './names.ts';
import { splitFrontMatter } from './split-front-matter.ts';
import { schemaProblem } from './output-schema.ts';

export interface ParsedDefinition {
  /** Undefined where a problem keeps it from being used. */
  definition?: WorkerDefinition;
  problems: FileProblem[];
}

type Path = readonly PropertyKey[];

/** Reads a worker file. Every problem stands at the line that it is about. */
export function parseDefinition({ path, origin, text }: WorkerFile): ParsedDefinition {
  const name = nameOf(path);
  const { yaml, firstLine, body, bodyLine } = splitFrontMatter(text);
  const problems: FileProblem[] = [];
  const at = (message: string, line: number, column = 1, endLine = line, endColumn = 1000) => problems.push({ path, message, line, column, endLine, endColumn });

  const wrongName = nameProblem(name);
  if (wrongName) at(wrongName, 1);
  if (yaml === undefined) {
    at('A worker file begins with front matter: a line ---, settings such as "kind: classify", and another line ---.', 1);
    return { problems };
  }
  const counter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: counter, prettyErrors: false });
  const place = ([start, end]: readonly [number, number]) => {
    const [from, to] = [counter.linePos(start), counter.linePos(Math.max(start, end))];
    return [from.line + firstLine - 1, from.col, to.line + firstLine - 1, to.col] as const;
  };
  for (const { message, pos } of document.errors) at(`This is not YAML: ${message}`, ...place(pos));
  if (document.errors.length > 0) return { problems };
  if (document.contents !== null && !isMap(document.contents)) {
    at('The front matter is a list of settings, each "name: value".', firstLine);
    return { problems };
  }
  let settings: unknown;
  try {
    // Aliases that unfold without end are an attack.
    settings = document.toJS({ maxAliasCount: 50 }) ?? {};
  } catch (error) {
    at(`This is not YAML: ${error instanceof Error ? error.message : String(error)}`, firstLine);
    return { problems };
  }
  const about = (path: Path, message: string) => at(message, ...place(rangeOf(document, path)));
  const parsed = frontMatter.safeParse(settings);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) report(issue, about);
    return { problems };
  }
  for (const { path, message } of contradictions(parsed.data)) about(path, message);
  // A repository must not decide where its users' texts go, nor which file a model process reads.
  if (origin === 'workspace' && ![parsed.data.model ?? []].flat().every(isCatalogName)) about(['model'], 'A file of the workspace names models of the catalogue alone; a server or a file is named in your own settings (journeyman.models).');
  if (body.trim() === '') at('The instruction is missing: say under the front matter what the model is to do.', bodyLine);
  return problems.length > 0 ? { problems } : { definition: defined(parsed.data, { name, path, origin, instruction: body.trim() }), problems };
}

function report(issue: z.core.$ZodIssue, about: (path: Path, message: string) => void): void {
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) about([...issue.path, key], `There is no setting ${JSON.stringify(key)}. There are: ${Object.keys(frontMatter.shape).join(', ')}.`);
  } else {
    const missing = issue.code === 'invalid_value' && issue.path.length === 1 && issue.path[0] === 'kind' ? 'kind is one of: classify, extract, transform, summarize.' : undefined;
    const inner = issue.code === 'invalid_union' ? issue.errors.flat().map(({ message }) => message).join(' or ') : issue.message;
    about(issue.path, missing ?? `${issue.path.join('.')}: ${inner}`);
  }
}

/** What each kind needs, and what makes no sense for it. */
function contradictions({ kind, labels, output, none, multiple, format, keep, start, examples }: FrontMatter): { path: Path; message: string }[] {
  const found: { path: Path; message: string }[] = [];
  const add = (path: Path, message: string) => found.push({ path, message });
  if (kind === 'classify' && labels === undefined) add(['kind'], 'classify needs labels: a list, or each with a few words on what belongs to it.');
  if (kind !== 'classify' && labels !== undefined) add(['labels'], `labels belong to classify, not to ${kind}.`);
  if (kind === 'extract' && output === undefined) add(['kind'], 'extract needs output: the JSON Schema of the values.');
  if (kind !== 'extract' && output !== undefined) add(['output'], `output belongs to extract, not to ${kind}.`);
  if (kind !== 'classify' && (none !== undefined || multiple)) add([none === undefined ? 'multiple' : 'none'], `It belongs to classify, not to ${kind}.`);
  if (kind !== 'transform' && (format !== 'text' || keep.length > 0)) add([keep.length > 0 ? 'keep' : 'format'], `It belongs to transform, not to ${kind}.`);
  if (kind !== 'transform' && start !== undefined) add(['start'], `It belongs to transform, not to ${kind}.`);
  const written = start && { interface: ['typescript'], table: ['markdown'], statements: ['text', 'markdown'] }[start];
  if (kind === 'transform' && written && !written.includes(format)) add(['start'], `start: ${start} needs format: ${written.join(' or ')}.`);
  if (output !== undefined) {
    const wrong = schemaProblem(output);
    if (wrong) add(['output', ...wrong.path], wrong.message);
  }
  const names = new Set([...labelsOf(labels).map(({ name }) => name), ...(none === undefined ? [] : [none])]);
  if (kind === 'classify' && labels !== undefined) {
    if (labelsOf(labels).length < 2) add(['labels'], 'There is nothing to choose from: give two labels or more.');
    if (labelsOf(labels).length !== new Set(labelsOf(labels).map(({ name }) => name.toLowerCase())).size) add(['labels'], 'A label stands there twice.');
    for (const [index, { output: expected }] of examples.entries()) {
      const given = Array.isArray(expected) ? expected : [expected];
      if (!given.every((each) => typeof each === 'string' && names.has(each))) add(['examples', index, 'output'], `This is none of the labels: ${[...names].join(', ')}.`);
    }
  }
  return found;
}

/** A name of the catalogue: not a server's model, which gets the user's texts, nor a file, which may be made to harm what reads it. */
function isCatalogName(reference: string): boolean {
  return /^\w[\w.-]*$/.test(reference) && !/\.gguf$/i.test(reference);
}

function labelsOf(labels: FrontMatter['labels']): Label[] {
  if (labels === undefined) return [];
  return Array.isArray(labels) ? labels.map((name) => ({ name, description: '' })) : Object.entries(labels).map(([name, description]) => ({ name, description: description ?? '' }));
}

function defined({ title, input, labels, model, ...rest }: FrontMatter, file: Pick<WorkerDefinition, 'name' | 'path' | 'origin' | 'instruction'>): WorkerDefinition {
  const list = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
  return { ...rest, ...file, title: title ?? file.name, input: list(input), labels: labelsOf(labels), model: list(model) };
}

/** Where the value of a setting stands; where there is none, the innermost that there is. */
function rangeOf(document: Document, path: Path): [number, number] {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => String(isNode(key) && 'value' in key ? key.value : key) === String(path[length - 1]));
      if (pair) {
        const ends = [pair.key, pair.value].flatMap((node) => (isNode(node) && node.range ? [node.range] : []));
        if (ends.length > 0) return [ends[0]![0], ends.at(-1)![1]];
      }
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return [node.range[0], node.range[1]];
  }
  return [0, 0];
}
