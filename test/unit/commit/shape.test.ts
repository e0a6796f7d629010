import { describe, expect, it } from 'vitest';
import { typesByShape } from '../../../src/workers/commit/shape.ts';
import { file } from './changes.ts';

const lines = (sign: string, count: number) => Array.from({ length: count }, (_, index) => `${sign}  step(${index});`);

describe('typesByShape', () => {
  it.each(['export function retry(job) {', 'def retry(self):', 'func (c *Context) Retry() bool {', 'pub async fn retry() {', '  class Retry:', 'export const retry = async (job) => {', 'public static class Retry {'])(
    'takes new names in growing code for a feature: %s',
    (definition) => {
      expect(typesByShape([file('src/a.x', [`+${definition}`, ...lines('+', 5)])])).toEqual(['feat']);
    },
  );

  it('takes tests that grow beside code without new names for the proof of a fix', () => {
    expect(typesByShape([file('src/a.ts', ['-return old;', '+return shiny;']), file('test/a.test.ts', lines('+', 9))])).toEqual(['fix']);
  });

  it('takes code that shrinks without tests for rearranged', () => {
    expect(typesByShape([file('src/a.ts', [...lines('-', 9), ...lines('+', 4)])])).toEqual(['refactor', 'perf', 'style']);
    expect(typesByShape([file('src/a.ts', ['-function conn() {', ...lines('-', 9), '+function connection() {', ...lines('+', 9)])])).toEqual(['refactor', 'perf', 'style']);
  });

  it('says nothing of small changes, nor of those that could be anything', () => {
    expect(typesByShape([file('src/a.ts', ['-a();', '+b();'])])).toEqual([]);
    expect(typesByShape([file('src/a.ts', lines('+', 9))])).toEqual([]);
    expect(typesByShape([file('src/a.ts', ['-function a() {', '+function b() {']), file('test/a.test.ts', lines('+', 9))])).toEqual([]);
    expect(typesByShape([])).toEqual([]);
  });
});
