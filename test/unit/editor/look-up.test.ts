import { describe, expect, it } from 'vitest';
import { lookUp } from '../../../src/editor/look-up.ts';

const documentation = { summary: 'Disallows it.', url: null };
const explanation = { problem: 'p', why: 'w', confidence: 0.5 };
const forever = () => new Promise<never>(() => undefined);
const fails = () => Promise.reject(new Error('no'));
const unasked = () => { throw new Error('was asked'); };

describe('what a hover looks up', () => {
  it('is what is kept, and no linter is asked then', async () => {
    expect(await lookUp({ recall: async () => ({ explanation, documentation }), documentation: unasked })).toEqual({ explanation, documentation });
    expect(await lookUp({ recall: async () => ({ explanation: null, documentation }), documentation: unasked })).toEqual({ explanation: null, documentation });
  });

  it('is what the linter says where nothing is kept, or nothing can be', async () => {
    expect(await lookUp({ recall: async () => undefined, documentation: async () => documentation })).toEqual({ explanation: null, documentation });
    expect(await lookUp({ recall: fails, documentation: async () => documentation })).toEqual({ explanation: null, documentation });
  });

  it('is nothing where it takes long or fails', async () => {
    const nothing = { explanation: null, documentation: null };
    expect(await lookUp({ recall: forever, documentation: unasked }, 5)).toEqual(nothing);
    expect(await lookUp({ recall: async () => nothing, documentation: forever }, 5)).toEqual(nothing);
    expect(await lookUp({ recall: fails, documentation: fails })).toEqual(nothing);
  });
});
