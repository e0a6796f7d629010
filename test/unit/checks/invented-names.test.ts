import { describe, expect, it } from 'vitest';
import { codeLikeWords, inventedNames } from '../../../src/workers/checks/invented-names.ts';

describe('codeLikeWords', () => {
  it('finds what looks like a name of code', () => {
    expect(codeLikeWords('Use `readAll` and parse_line, fetchUser(), MAX_SIZE and a.b.c in the loop.').sort()).toEqual(['MAX_SIZE', 'a.b.c', 'fetchUser', 'parse_line', 'readAll']);
  });

  it('finds nothing in plain prose', () => {
    expect(codeLikeWords('Fix the parser, again. See README for e.g. details (2.0)')).toEqual([]);
  });
});

describe('inventedNames', () => {
  it('lets names pass that stand in what is known, case aside', () => {
    expect(inventedNames('add maxRetries to `Client`', ['+  maxretries: 3', 'src/client.ts'])).toEqual([]);
  });

  it('names what stands nowhere', () => {
    expect(inventedNames('add maxRetries and backoff_factor', ['+  maxRetries: 3'])).toEqual(['backoff_factor']);
  });

  it('knows a dotted name by its parts', () => {
    expect(inventedNames('fix `Client.close`', ['class Client:\n  def close(self):'])).toEqual([]);
    expect(inventedNames('fix `Client.open`', ['class Client:\n  def close(self):'])).toEqual(['Client.open']);
  });

  it('knows a version by its numbers', () => {
    expect(inventedNames('update it to v22.14.1', ['"it": "^22.14.1"'])).toEqual([]);
    expect(inventedNames('update it to v22.14.1', ['"it": "^22.15.0"'])).toEqual(['v22.14.1']);
  });

  it('is not misled by one quoted letter, or a long piece of quoted code, about where a name begins', () => {
    expect(codeLikeWords('The variable `T` is covariant, but `T` does not show it.')).toEqual([]);
    expect(codeLikeWords(`The call \`${'f(x) + '.repeat(12)}\` uses \`readAll\`.`)).toEqual(['readAll']);
  });

  it('is not broken by an unclosed backquote or an empty text', () => {
    expect(inventedNames('fix `parse', ['x'])).toEqual([]);
    expect(inventedNames('', [])).toEqual([]);
  });
});
