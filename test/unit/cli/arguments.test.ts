import { describe, expect, it } from 'vitest';
import { asksForHelp, findCommand, readArguments, UsageError, wantNoMore } from '../../../src/cli/arguments.ts';

describe('arguments', () => {
  it('finds the command behind common options and their values', () => {
    expect(findCommand(['--json', '--model', 'smollm2-135m', 'commit', '--cwd', 'commit'])).toEqual({ name: 'commit', rest: ['--json', '--model', 'smollm2-135m', '--cwd', 'commit'] });
    expect(findCommand(['--model=x', 'pr'])).toEqual({ name: 'pr', rest: ['--model=x'] });
    expect(findCommand(['--version'])).toEqual({ name: undefined, rest: ['--version'] });
  });

  it('reads a command\'s own options beside the common ones', () => {
    const { values, positionals } = readArguments(['--json', '--tool', 'eslint', 'a.js:1', '--model=m'], { tool: { type: 'string' } });
    expect({ ...values }).toEqual({ json: true, tool: 'eslint', model: 'm' });
    expect(positionals).toEqual(['a.js:1']);
  });

  it.each([[['--nope']], [['--tool']], [['--json=1']], [['-x']]])('refuses %j in one sentence', (args) => {
    const read = () => readArguments(args, { tool: { type: 'string' } });
    expect(read).toThrow(UsageError);
    expect(read).toThrow(/^[^\n]*[^.\n]\.$/);
  });

  it('refuses what is too much', () => {
    expect(() => wantNoMore(['a', 'b'], 1)).toThrow('There is one argument too many: b');
    expect(() => wantNoMore(['a'], 1)).not.toThrow();
  });

  it('takes what stands behind -- as data', () => {
    expect(asksForHelp(['-h'])).toBe(true);
    expect(asksForHelp(['--', '--help'])).toBe(false);
  });
});
