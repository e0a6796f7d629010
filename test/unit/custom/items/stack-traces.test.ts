import { describe, expect, it } from 'vitest';
import { readItems } from '../../../../src/workers/custom/items/read-items.ts';
import { about, fixture } from './fixture.ts';

describe('stack traces of real programs', () => {
  it.each([
    ['python-chained', { language: 'python', exception: 'ConfigError', message: expect.stringContaining('Copy settings.example.json first.'), cause: expect.stringContaining('FileNotFoundError'), line: 8, function: 'load' }],
    ['python-group', { exception: 'ExceptionGroup', cause: expect.stringContaining('ConnectionResetError'), function: 'main' }],
    ['python-syntax', { exception: 'SyntaxError', line: 1 }],
    ['node-plain', { language: 'javascript', exception: 'TypeError', line: 2, function: 'firstName' }],
    ['node-cause', { exception: 'Error', cause: expect.stringContaining('ENOENT'), line: 3, function: 'readSettings' }],
    ['node-aggregate', { exception: 'AggregateError', cause: expect.stringContaining('ECONNREFUSED'), function: 'two' }],
    ['java-chained', { language: 'java', exception: 'java.lang.IllegalStateException', cause: expect.stringContaining('FileNotFoundException'), file: 'Chained.java', line: 4 }],
    ['rust-backtrace', { language: 'rust', exception: 'panic', file: 'panic.rs', line: 1 }],
    ['go-nullpointer', { language: 'go', message: 'invalid memory address or nil pointer dereference', line: 4, function: 'main.nameOf' }],
    ['go-deadlock', { message: 'all goroutines are asleep - deadlock!', function: 'main.wait' }],
  ])('%s is one trace, with its cause and the innermost call of its own', (file, expected) => {
    expect(about('stack-traces', fixture(`traces/${file}.txt`))).toEqual([expect.objectContaining(expected)]);
  });

  it('finds C#, Ruby, PHP, browsers, JSON strings and prefixed lines in one text', () => {
    expect(about('stack-traces', fixture('traces/written-by-hand.txt')).map(({ language, exception, line }) => [language, exception, line])).toEqual([
      ['csharp', 'System.InvalidOperationException', 14],
      ['ruby', 'NoMethodError', 2],
      ['php', 'RuntimeException', 12],
      ['javascript', 'TypeError', 10],
      ['javascript', 'TypeError', 12],
      ['javascript', 'Error', 5],
      ['python', 'KeyError', 3],
    ]);
  });

  it('puts equal traces together, whatever varies in their messages, and counts them', () => {
    expect(readItems('stack-traces', { text: fixture('traces/python-logged.txt') })).toEqual([expect.objectContaining({ count: 3, firstLine: 3 })]);
  });

  it('knows a trace again from an example, also of another Python, and tells a new one', () => {
    const examples = [{ input: fixture('traces/python-chained.txt'), output: 'configuration' }];
    const known = (file: string) => readItems('stack-traces', { text: fixture(`traces/${file}.txt`) }, examples)[0]!.about.known;
    expect([known('python313-chained'), known('node-cause')]).toEqual(['known', 'new']);
  });
});
