import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { TYPESCRIPT_CODES } from '../../../src/workers/explain/reasons/typescript-codes.ts';
import { reasonOf } from '../../../src/workers/explain/rule-reasons.ts';

/** The compiler's own table of messages; it is there at run time, though not among the declared types. */
const messages = Object.values((ts as unknown as { Diagnostics: Record<string, { code: number }> }).Diagnostics).map(({ code }) => String(code));

describe('the reasons for TypeScript\'s codes', () => {
  it('are for codes that the compiler has', () => {
    expect(Object.keys(TYPESCRIPT_CODES).filter((code) => !messages.includes(code))).toEqual([]);
  });

  it('are short, plain sentences that name no code', () => {
    const plain = (reason: string) => /^\p{Lu}.*\.$/u.test(reason) && reason.length <= 220 && !/`|\p{Ll}\p{Lu}|\w\.\w|\w\(/u.test(reason);
    expect(Object.entries(TYPESCRIPT_CODES).filter(([, reason]) => !plain(reason))).toEqual([]);
  });

  it('are found under the editor\'s names of the source, with and without the letters before the number', () => {
    const reason = TYPESCRIPT_CODES['2304'];
    expect([reasonOf('ts', '2304'), reasonOf('js', '2304'), reasonOf('TypeScript', 'TS2304')]).toEqual([reason, reason, reason]);
    expect([reasonOf('ts', '999999'), reasonOf('ts', 'constructor'), reasonOf('ruff', '2304')]).toEqual([undefined, undefined, undefined]);
    expect(reasonOf('shellcheck', '2086')).toBeDefined();
  });
});
