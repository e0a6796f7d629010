import { describe, expect, it } from 'vitest';
import { beginsWithVerb, imperative, withoutLabel } from '../../../src/workers/pull-request/imperative.ts';

describe('withoutLabel', () => {
  it.each([
    ['Add: Import the modules', 'Import the modules'],
    ['add: use the cache', 'use the cache'],
    ['Fix: rounding of totals', 'Fix rounding of totals'],
    ['Add: A new file', 'Add a new file'],
    ['Add: parseDate', 'Add parseDate'],
    ['Add: `parseDate`', 'Add `parseDate`'],
    ['Parser: accept comments', 'Parser: accept comments'],
    ['Add the module', 'Add the module'],
  ])('%s', (text, expected) => {
    expect(withoutLabel(text)).toBe(expected);
  });
});

describe('imperative', () => {
  it.each([['Adds a parser', 'Add a parser'], ['modified the parser', 'modify the parser'], ['Moved x', 'Move x'], ['Fixes it', 'Fix it'], ['Dropped x', 'Drop x'], ['Add x', 'Add x'], ['Address x', 'Address x'], ['Changes to x', 'Changes to x'], ['Applies x', 'Apply x'], ['Adds a, removes b, and updates c', 'Add a, remove b, and update c'], ['Adds x and changes to y', 'Add x and changes to y'], ['The fixes and updates of x', 'The fixes and updates of x'], ['`Adds`', '`Adds`'], ['', '']])('%j', (text, expected) => {
    expect(imperative(text)).toBe(expected);
  });

  it.each([
    'Tests use a temporary folder',
    'Changes are saved when the window closes',
    'Caches expire after a day',
    'Checks run in parallel',
    'Groups without members stay',
    'Updates are downloaded at night',
    'Uses no longer count twice',
    'Changed files are listed first',
    'Cached values no longer expire',
    'Handles never leak',
  ])('leaves %j, which tells of things', (text) => {
    expect(imperative(text)).toBe(text);
  });

  it.each([
    ['Tests the parser', 'Test the parser'],
    ['Changes `parse` to read lines', 'Change `parse` to read lines'],
    ['Handles 3 cases', 'Handle 3 cases'],
    ['Checks readFile first', 'Check readFile first'],
    ['Fixes crash on empty input', 'Fix crash on empty input'],
    ['Updates dependencies', 'Update dependencies'],
    ['Fixed crash when the list is empty', 'Fix crash when the list is empty'],
    ['Removed things that are old', 'Remove things that are old'],
    ['Splits lines', 'Split lines'],
  ])('knows %j for what is done', (text, expected) => {
    expect(imperative(text)).toBe(expected);
  });
});

describe('beginsWithVerb', () => {
  it.each([
    ['add a check', true],
    ['Test the parser', true],
    ['use lists', true],
    ['crash on empty input', false],
    ['test fails on Windows', false],
    ['cache never expires', false],
    ['updates are lost', false],
  ])('%s: %s', (text, expected) => {
    expect(beginsWithVerb(text)).toBe(expected);
  });
});
