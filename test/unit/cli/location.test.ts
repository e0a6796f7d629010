import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/cli/arguments.ts';
import { parseLocation } from '../../../src/cli/location.ts';

describe('parseLocation', () => {
  it.each([
    ['src/app.js:12', { file: 'src/app.js', line: 12 }],
    ['src/app.js:12:3', { file: 'src/app.js', line: 12, column: 3 }],
    ['C:\\x y\\ü.ts:12:3', { file: 'C:\\x y\\ü.ts', line: 12, column: 3 }],
    ['C:\\x\\y.ts:7', { file: 'C:\\x\\y.ts', line: 7 }],
    ['\\\\server\\share\\y.ts:7', { file: '\\\\server\\share\\y.ts', line: 7 }],
    ['a:b.js:1:2', { file: 'a:b.js', line: 1, column: 2 }],
    ['a:1:2:3', { file: 'a:1', line: 2, column: 3 }],
    // As compilers and grep print it.
    ['src/app.js:12:3:', { file: 'src/app.js', line: 12, column: 3 }],
  ])('reads %s', (text, location) => {
    expect(parseLocation(text)).toEqual(location);
  });

  it.each(['', 'src/app.js', 'src/app.js:', ':12', 'src/app.js:0', 'src/app.js:12:0', 'src/app.js:x', 'src/app.js:-1', 'C:\\x\\y.ts'])('refuses %j', (text) => {
    expect(() => parseLocation(text)).toThrow(UsageError);
  });
});
