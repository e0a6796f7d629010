import { confidenceOf } from '../../../core/confidence.ts';
import { UserError } from '../../../core/errors.ts';
import type { JsonSchema } from '../../../core/language-model.ts';
import type { Worker } from '../../../core/worker.ts';
import type { WorkerDefinition } from '../definition.ts';
import { type CustomInput, customInput } from '../input.ts';
import type { CustomParts } from './parts.ts';

export interface TransformOutput {
  text: string;
}

interface TransformFacts {
  input: CustomInput;
}

export function transformOutputSchema(_definition: WorkerDefinition): JsonSchema {
  return { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] };
}

export function createTransformWorker(definition: WorkerDefinition, _parts: CustomParts): Worker<CustomInput, TransformFacts, TransformOutput> {
  return {
    name: definition.name,
    input: customInput,
    threshold: definition.threshold,
    async gather(input) {
      if (input.text.trim() === '') throw new UserError('There is nothing to transform.', 'The input is empty.', 'Select some text.');
      return { input };
    },
    prompt: async ({ input }) => ({ messages: [{ role: 'system', text: definition.instruction }, { role: 'user', text: input.text }], maxTokens: 512 }),
    parse: (text) => ({ text: text.trim() }),
    check: () => [],
    score: confidenceOf,
    material: ({ input }) => ({ folder: input.folder, paths: input.path === undefined ? [] : [input.path], texts: [input.text] }),
    render: ({ text }) => text,
  };
}
