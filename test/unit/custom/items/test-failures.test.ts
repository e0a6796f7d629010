import { describe, expect, it } from 'vitest';
import { readItems } from '../../../../src/workers/custom/items/read-items.ts';
import { about, fixture } from './fixture.ts';

const names = (file: string) => about('test-failures', fixture(`reports/${file}`)).map(({ name }) => name);
const CART = ['cart > adds discounts', 'cart > compares items', 'cart > loads the store', 'cart > never answers'];

describe('failing tests in real reports', () => {
  it.each([
    ['vitest.txt', CART],
    ['jest.txt', CART],
    ['mocha.txt', CART],
    ['vitest-junit.xml', CART],
    ['vitest-tap.txt', CART.map((name) => name.slice(7))],
    ['node-tap.txt', ['adds discounts', 'loads the store']],
    ['node-spec.txt', ['adds discounts', 'loads the store']],
    ['pytest.txt', ['ERROR at setup of test_stored', 'test_adds', 'test_price[2]', 'test_key', 'TestOrder.test_error', 'TestOrder.test_list', 'TestOrder.test_number']],
    ['go.txt', ['TestAdds', 'TestTable/one', 'TestTable/two_words', 'TestPanics']],
    ['go-v.txt', ['TestAdds', 'TestTable/one', 'TestTable/two_words']],
    ['go-json.txt', ['TestAdds', 'TestTable/one', 'TestTable/two_words']],
    ['cargo.txt', ['tests::parses', 'tests::adds', 'tests::refuses']],
  ])('%s: each failing test, and none that passes, is to do or holds others', (file, expected) => {
    expect(names(file)).toEqual(expected);
  });

  it('finds all of unittest, parts of tests too, and all that pytest only sums up', () => {
    expect(names('unittest.txt')).toEqual(['test_error', 'test_list', 'test_number', 'test_parts (i=0)', 'test_parts (i=1)'].map((name) => `test_unit.TestOrder.${name}`));
    expect(names('pytest-line.txt')).toHaveLength(7);
    expect(names('pytest-junit.xml')).toHaveLength(7);
  });

  it.each([
    ['vitest.txt', 0, { file: 'cart.test.mjs', line: 4, expected: '4', actual: '5' }],
    ['jest.txt', 0, { file: 'js/cart.test.cjs', expected: '4', actual: '5' }],
    ['mocha.txt', 0, { expected: '4', actual: '5' }],
    ['node-tap.txt', 0, { line: 5, expected: '4', actual: '5' }],
    ['node-spec.txt', 0, { line: 5, expected: '4', actual: '5' }],
    ['pytest.txt', 1, { file: 'test_cart.py', line: 12, expected: '4', actual: '5' }],
    ['pytest.txt', 3, { file: 'test_cart.py', line: 19, message: "KeyError: 'price'" }],
    ['unittest.txt', 2, { line: 7, expected: '2', actual: '1' }],
    ['go.txt', 0, { file: 'cart_test.go', line: 4, message: 'total = 5; want 4', expected: '4', actual: '5' }],
    ['go.txt', 3, { line: 11 }],
    ['cargo.txt', 1, { file: 'src/lib.rs', line: 6, expected: '4', actual: '5' }],
    ['vitest-junit.xml', 2, { file: 'cart.test.mjs', line: 3, message: 'Error: connect ECONNREFUSED 127.0.0.1:5432' }],
  ])('%s %i: place, message, what was expected and what came', (file, index, expected) => {
    expect(about('test-failures', fixture(`reports/${file}`))[index]).toMatchObject(expected);
  });

  it('reads what dotnet test prints', () => {
    const report = '  Failed Shop.CartTests.Adds [12 ms]\n  Error Message:\n   Assert.Equal() Failure\nExpected: 4\nActual:   5\n  Stack Trace:\n     at Shop.CartTests.Adds() in /home/ann/CartTests.cs:line 12\n\nFailed!  - Failed: 1';
    expect(about('test-failures', report)).toEqual([expect.objectContaining({ name: 'Shop.CartTests.Adds', file: '/home/ann/CartTests.cs', line: 12, expected: '4', actual: '5' })]);
  });

  it('says what it looked for where nothing failed', () => {
    expect(() => readItems('test-failures', { text: 'Tests 5 passed (5)\n' })).toThrow(/failing tests in the output of vitest/);
  });
});
