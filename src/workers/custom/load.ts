import type { JsonSchema } from '../../core/language-model.ts';
import { createCustomWorker, type CustomWorker, outputSchemaOf } from './custom-worker.ts';
import type { FileProblem, WorkerDefinition, WorkerFile } from './definition.ts';
import type { CustomParts } from './kinds/parts.ts';
import { type ParsedDefinition, parseDefinition } from './parse-definition.ts';

// For the editor, which shows the problems of a file while it is written: this module is what a bundle of its own is made of.
export { parseDefinition } from './parse-definition.ts';

export interface LoadedWorker {
  definition: WorkerDefinition;
  worker: CustomWorker;
  /** The same worker with other examples. */
  withExamples(examples: WorkerDefinition['examples']): CustomWorker;
  /** JSON Schema of the answer. */
  outputSchema: JsonSchema;
}

export interface LoadedWorkers {
  /** By name. Where several files have a name, the workspace's comes before the user's, and that before the built-in one. */
  workers: LoadedWorker[];
  problems: FileProblem[];
}

/** Makes the workers that the files describe. A file with a problem makes none, and hides none of the same name. */
export function loadWorkers(files: readonly WorkerFile[], parts: CustomParts): LoadedWorkers {
  const definitions = new Map<string, WorkerDefinition>();
  const problems: FileProblem[] = [];
  const order = ['built-in', 'user', 'workspace'];
  for (const file of [...files].sort((a, b) => order.indexOf(a.origin) - order.indexOf(b.origin))) {
    const parsed = parsedOnce(file);
    problems.push(...parsed.problems);
    if (parsed.definition) definitions.set(parsed.definition.name, parsed.definition);
  }
  const workers = [...definitions.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).map((definition) => ({ definition, worker: createCustomWorker(definition, parts), withExamples: (examples: WorkerDefinition['examples']) => createCustomWorker({ ...definition, examples }, parts), outputSchema: outputSchemaOf(definition) }));
  return { workers, problems };
}

/** What was read last of each path. */
const known = new Map<string, { file: WorkerFile; parsed: ParsedDefinition }>();

/** The files are looked at again and again, and seldom change. */
function parsedOnce(file: WorkerFile): ParsedDefinition {
  const before = known.get(file.path);
  if (before && before.file.text === file.text && before.file.origin === file.origin) return before.parsed;
  const parsed = parseDefinition(file);
  known.set(file.path, { file, parsed });
  return parsed;
}
