import { describe, expect, it } from 'vitest';
import { block, isExtendable, ownHook, SCRIPT_OF_REPOSITORY, shellWord, startOfEarlier, withBlock, withoutBlock } from '../../../../src/sources/git/hook-scripts.ts';

const lines = block(SCRIPT_OF_REPOSITORY);

describe('our lines in a hook', () => {
  it.each([[''], ['\n'], ['npx lint\n'], ['npx lint'], ['npx lint\n\n\n'], ['#!/bin/sh\r\necho\r\n'], ['#!/bin/sh\n# Made by']])('leave %j as it was', (hook) => {
    const extended = withBlock(hook, lines);
    expect(withoutBlock(extended)).toBe(hook);
    expect(withBlock(extended, lines)).toBe(extended);
  });

  it('can be all there is, and lines of others stay', () => {
    expect(withoutBlock(ownHook(SCRIPT_OF_REPOSITORY))).toBeNull();
    expect(withoutBlock(`${ownHook(SCRIPT_OF_REPOSITORY)}echo mine\n`)).toMatch(/^#!\/bin\/sh\n[^\n]*\necho mine\n$/);
    expect(withoutBlock('echo\n')).toBeUndefined();
  });
});

describe('a hook of others', () => {
  it.each([
    ['#!/bin/sh\nlint\n', true],
    ['lint', true],
    ['#!/usr/bin/env bash\nlint\n', true],
    ['#!/bin/sh\nlint\nexit 0\n', false],
    ['#!/bin/sh\nexec lint "$@"\n', false],
    ['#!/bin/sh\ncat <<END\n', false],
    ['#!/bin/sh\nlint \\', false],
    ['#!/usr/bin/env python3\nprint(1)\n', false],
  ])('%j takes lines at its end: %s', (hook, expected) => {
    expect(isExtendable(hook)).toBe(expected);
  });

  it('is started so that it still knows its name', () => {
    expect(startOfEarlier('#!/bin/sh -e\n. "$(dirname "$0")/lib"\n')).toEqual({ kind: 'shell', shell: 'sh', options: ' -e' });
    expect(startOfEarlier('#!/bin/sh\nlint\n')).toEqual({ kind: 'program' });
    expect(startOfEarlier('#!/bin/bash\n[ "${BASH_SOURCE[0]}" = "$0" ] && main\n')).toEqual({ kind: 'program' });
    expect(startOfEarlier('#!/usr/bin/env python3\nprint(1)\n')).toEqual({ kind: 'program' });
    expect(startOfEarlier('#!/usr/bin/env ruby\nFile.basename($0)\n')).toBeUndefined();
  });
});

it('quotes whatever a path holds', () => {
  expect(shellWord(`/a b/$(x)'s`)).toBe(String.raw`'/a b/$(x)'\''s'`);
});
