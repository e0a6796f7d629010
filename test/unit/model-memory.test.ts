import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { contextThatFits, kvBytesPerToken, requireRoomForWeights } from '../../src/models/process/memory.ts';
import { PromptSteps } from '../../src/models/process/prompt-steps.ts';

const GB = 1e9;

describe('memory before a model is loaded', () => {
  it('knows the size of the KV cache', () => {
    // Qwen2.5-Coder 1.5B: 28 layers, 2 of 12 heads for keys and values, 128 numbers each of 2 bytes, keys and values.
    expect(kvBytesPerToken({ block_count: 28, embedding_length: 1536, attention: { head_count: 12, head_count_kv: 2 } })).toBe(28 * 2 * 128 * 2 * 2);
    expect(kvBytesPerToken({ block_count: 2, embedding_length: 64, attention: { head_count: 4, head_count_kv: [1, 2], key_length: 32, value_length: 8 } })).toBe(2 * 2 * 40 * 2);
    expect(kvBytesPerToken({})).toBeGreaterThan(0);
  });

  it('refuses weights that do not fit, with the numbers', () => {
    expect(() => requireRoomForWeights({ available: 4 * GB, fileBytes: 1 * GB })).not.toThrow();
    expect(() => requireRoomForWeights({ available: 1 * GB, fileBytes: 1 * GB })).toThrow(UserError);
    expect(() => requireRoomForWeights({ available: 1 * GB, fileBytes: 4 * GB })).toThrow(/needs about 4\.5 GB; 1\.0 GB are free/);
  });

  it.each([
    { available: 8, wanted: 4096, context: 4096 },
    { available: 1.7, wanted: 32768, context: 5857 },
    { available: 1.7, wanted: 512, context: 512 },
  ])('shrinks the context to what fits: $available GB, $wanted wanted', ({ available, wanted, context }) => {
    expect(contextThatFits({ available: available * GB, fileBytes: 1 * GB }, 30_000, wanted)).toBe(context);
  });

  it('refuses when not even a small context fits', () => {
    expect(() => contextThatFits({ available: 1.53 * GB, fileBytes: 1 * GB }, 30_000, 4096)).toThrow(UserError);
  });
});

describe('PromptSteps', () => {
  it('makes background steps smaller where they take long and larger where they are quick, within bounds', () => {
    const steps = new PromptSteps({ gpu: false });
    for (let i = 0; i < 20; i++) steps.tookInBackground(10_000);
    expect(steps.size(true)).toBe(16);
    for (let i = 0; i < 20; i++) steps.tookInBackground(1);
    expect(steps.size(true)).toBe(512);
  });

  it('keeps the size for the user fixed, whatever steps take', () => {
    const steps = new PromptSteps({ gpu: false });
    const size = steps.size(false);
    steps.tookInBackground(10_000);
    expect(steps.size(false)).toBe(size);
    expect(new PromptSteps({ gpu: true }).size(false)).toBeGreaterThan(size);
  });
});
