import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../../src/workers/changes/fingerprint.ts';
import { sha256 } from '../../../src/workers/changes/sha256.ts';

describe('SHA-256', () => {
  it('is that of the platform, at every length of a block and beyond ASCII', () => {
    const texts = [...Array.from({ length: 200 }, (_, length) => 'x'.repeat(length)), 'Grüße, 世界 👋', 'long '.repeat(50_000)];
    expect(texts.map(sha256)).toEqual(texts.map((text) => createHash('sha256').update(text).digest('hex')));
  });
});

describe('a fingerprint', () => {
  it('tells apart where texts end, and halves of characters', () => {
    const each = [[], [''], ['', ''], ['ab'], ['a', 'b'], ['a', 'b', ''], ['\ud800'], ['\ud801'], ['\ufffd']].map(fingerprint);
    expect(new Set(each).size).toBe(each.length);
    expect(each.every((print) => /^[0-9a-f]{32}$/.test(print))).toBe(true);
  });

  it('takes any number of texts', () => {
    expect(fingerprint((function* () { yield 'a'; yield 'b'; })())).toBe(fingerprint(['a', 'b']));
  });
});
