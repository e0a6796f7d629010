import type { JsonSchema } from '../../core/language-model.ts';
import type { Worker } from '../../core/worker.ts';
import type { WorkerDefinition } from './definition.ts';
import type { CustomInput } from './input.ts';
import { classifyOutputSchema, createClassifyWorker } from './kinds/classify.ts';
import { createExtractWorker, extractOutputSchema } from './kinds/extract.ts';
import type { CustomParts } from './kinds/parts.ts';
import { remembering } from './remember.ts';
import { createSummarizeWorker, summarizeOutputSchema } from './kinds/summarize.ts';
import { createTransformWorker, transformOutputSchema } from './kinds/transform.ts';

/** A worker that a file describes. What its facts and answers are depends on its kind. */
export type CustomWorker = Worker<CustomInput, unknown, unknown>;

const MAKERS: Record<WorkerDefinition['kind'], { create(definition: WorkerDefinition, parts: CustomParts): CustomWorker; outputSchema(definition: WorkerDefinition): JsonSchema }> = {
  classify: { create: createClassifyWorker, outputSchema: classifyOutputSchema },
  extract: { create: createExtractWorker, outputSchema: extractOutputSchema },
  transform: { create: createTransformWorker, outputSchema: transformOutputSchema },
  summarize: { create: createSummarizeWorker, outputSchema: summarizeOutputSchema },
};

export function createCustomWorker(definition: WorkerDefinition, parts: CustomParts): CustomWorker {
  return remembering(MAKERS[definition.kind].create(definition, parts), definition);
}

/** JSON Schema of the answers of such a worker. */
export function outputSchemaOf(definition: WorkerDefinition): JsonSchema {
  return MAKERS[definition.kind].outputSchema(definition);
}
