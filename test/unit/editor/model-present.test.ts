import { describe, expect, it } from 'vitest';
import { createModelPresence } from '../../../src/editor/model-present.ts';
import type { ModelLibrary } from '../../../src/models/library.ts';

/** What is offered for download for a commit message. */
async function offered(models: Record<string, string[]>, here: string[]): Promise<string[]> {
  const offers: string[] = [];
  const library = { locate: async (reference: string) => (here.includes(reference) ? {} : Promise.reject(new Error('not here'))) } as unknown as ModelLibrary;
  const ensure = createModelPresence(() => ({ model: 'default', models }), { ensure: async (_library, reference, _signal, isDefault) => void offers.push(isDefault ? `${reference}, or another` : reference) });
  await ensure(library, 'commit', [], new AbortController().signal);
  return offers;
}

describe('the model for a job', () => {
  it.each([
    ['the default one where no other is named', {}, [], ['default, or another']],
    ['the first that is named', { commit: ['a', 'b'] }, ['default'], ['a']],
    ['none where another one is here', { commit: ['a', 'b'] }, ['b'], []],
    ['none where a server may answer', { commit: ['a', 'openai:http://127.0.0.1:1/v1#m'] }, [], []],
  ])('is looked for before the job: %s', async (_, models, here, expected) => {
    expect(await offered(models as unknown as Record<string, string[]>, here)).toEqual(expected);
  });
});
