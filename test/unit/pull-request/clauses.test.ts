import { describe, expect, it } from 'vitest';
import { atClause, shorten } from '../../../src/workers/pull-request/clauses.ts';

describe('shorten', () => {
  it('cuts at a word, at best at a clause, never in a code span', () => {
    expect(shorten('one two three four', 10)).toBe('one two');
    expect(shorten('Add a new parser, and more of it', 24)).toBe('Add a new parser');
    expect(shorten('Use the `some long name` here', 16)).toBe('Use');
    expect(shorten('short', 10)).toBe('short');
    expect(shorten('Remove all `sys.version_info >= (3, 8)` checks as Python 3.7 is no longer supported', 72)).toBe('Remove all `sys.version_info >= (3, 8)` checks');
    expect(shorten('Support the new file formats JSON, YAML, TOML, HOCON, INI, XML and CSV', 62)).toBe('Support the new file formats JSON, YAML, TOML, HOCON, INI');
    expect(shorten('Fix the crash of the scheduler: empty queue because of a race', 55)).toBe('Fix the crash of the scheduler: empty queue');
    expect(shorten('Remove all checks of the version as Python 3.7 is no longer supported', 50)).toBe('Remove all checks of the version');
    expect(shorten('`--print0` with `--exec` will now print a zero between the output of each', 60)).toBe('`--print0` with `--exec` will now print a zero');
    expect(shorten('Add Brotli support for CPython and PyPy, exclude for everything else', 50)).toBe('Add Brotli support for CPython and PyPy');
    expect(shorten('Add support for data URLs as Blobs (test, change and update the dependency)', 60)).toBe('Add support for data URLs as Blobs');
  });
});

describe('atClause', () => {
  it('ends where a clause does, and is empty where none ends', () => {
    expect(atClause('Read the lines of every file, and then write them to the')).toBe('Read the lines of every file, and then write them');
    expect(atClause('Add `transports.md` with a page on transports, that tells how to')).toBe('Add `transports.md` with a page on transports');
    expect(atClause('Keep `a, b and c` of the')).toBe('');
  });
});
