import { describe, expect, it } from 'vitest';
import { routeWorks } from '../../../src/cli/model-checks.ts';
import { UserError } from '../../../src/core/errors.ts';

const library = {
  async locate(reference: string) {
    if (reference === 'here') return { name: 'here', path: '/here.gguf' };
    throw new UserError(`The model ${reference} is not installed.`, '', `Download it: journeyman models pull ${reference}`);
  },
};

describe('the check of the models for a worker', () => {
  it.each([
    [['here'], true, 'here is installed and sound.'],
    [['a', 'here'], true, 'here is installed and sound. (The model a is not installed.)'],
    [['openai:https://h/v1#m', 'here'], true, 'openai:https://h/v1#m is on a server, which was not asked.'],
    [['a', 'b'], false, 'The model a is not installed. The model b is not installed.'],
  ])('of %s', async (references, passed, detail) => {
    expect(await routeWorks(references, library, new AbortController().signal)).toMatchObject({ passed, detail, ...(!passed && { next: 'Download it: journeyman models pull a' }) });
  });
});
