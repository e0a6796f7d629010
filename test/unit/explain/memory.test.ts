import { describe, expect, it } from 'vitest';
import type { Linters } from '../../../src/core/diagnostic.ts';
import { gatherFacts } from '../../../src/workers/explain/facts.ts';
import { explainMemory } from '../../../src/workers/explain/memory.ts';

interface Case {
  language?: string;
  tool?: string;
  rule?: string;
  message: string;
  line?: number;
  /** Characters from 1, the end exclusive. */
  columns?: [number, number];
  version?: string | null;
  text?: string;
}

const signal = new AbortController().signal;

function factsOf(source: string, { language = 'python', tool = 'ruff', rule = 'X1', message, line = 1, columns = [1, 2], version = '1.0', text = 'Checks for it.\n\n## Why is this bad?\nIt is confusing.' }: Case) {
  const linters: Linters = { lint: async () => [], documentation: async () => ({ text, url: null, version }), canLint: () => true,  siblingFixes: async () => [], };
  const diagnostic = { tool, rule, message, line, column: columns[0], endLine: line, endColumn: columns[1] };
  return gatherFacts({ file: 'a', source, language, diagnostic, fix: false }, linters, signal);
}

const keyOf = async (source: string, about: Case) => explainMemory.key(await factsOf(source, about));
const answer = (problem: string, why = 'It is confusing.') => ({ problem, why, fix: null, idea: null, documentation: null });

/** What is read for the second question of what was kept for the first one, and whether the second finds it. */
async function recalled(first: [string, Case], problem: string, second: [string, Case], why?: string) {
  const [one, other] = [await factsOf(...first), await factsOf(...second)];
  const kept: unknown = JSON.parse(JSON.stringify(explainMemory.pack(answer(problem, why), one)));
  expect(explainMemory.unpack(kept, one), 'the same question').toBeDefined();
  return explainMemory.key(one) === explainMemory.key(other) ? explainMemory.unpack(kept, other) : 'another key';
}

describe('the key of an explanation', () => {
  const collect = (name: string, item: string, seen: string) => `def ${name}(${item}, ${seen}=[]):\n    ${seen}.append(${item})\n    return ${seen}\n`;
  const python = 'Do not use mutable data structures for argument defaults';
  const strict = (a: string, b: string) => `function check(${a}, ${b}) {\n  if (${a} == ${b}) return "${a}";\n}`;
  const shell = (name: string, text: string) => `${name}=$(ls)\nrm -rf $${name}\necho '${text}'\n`;

  it.each([
    ['Python', collect('collect', 'item', 'seen'), collect('gather_all', 'x', 'memo'), { message: python }],
    ['Python, in other words', '# first\nx = foo( 1 )  # one\ny = "text"\n', 'left  = bar(1)\nright = "other"\n', { message: 'm', line: 3 }, { message: 'm', line: 2 }],
    ['TypeScript', strict('left', 'right'), strict('one', 'other'), { language: 'typescript', message: 'Expected \'===\' and instead saw \'==\'.', line: 2 }],
    ['a shell script', shell('files', 'done'), shell('paths', 'all gone'), { language: 'shellscript', message: 'Double quote to prevent globbing and word splitting.', line: 2 }],
    ['a message that names it', 'import numpy\n', 'import pandas\n', { message: '`numpy` imported but unused' }, { message: '`pandas` imported but unused' }],
    ['a message with amounts', 'limit = 93\n', 'limit = 120\n', { message: 'Line too long (93 > 88)' }, { message: 'Line too long (120 > 100)' }],
    ['deeper indentation of all', 'if a:\n  f(a)\n', 'if b:\n        g(b)\n', { message: 'm', line: 2 }],
    ['far away code', `def f():\n${'    far(1)\n'.repeat(8)}${'    before(1, x)\n'.repeat(15)}    x = y\n`, `def g():\n${'    if other: call(1, 2)\n'.repeat(8)}${'    near(1, a)\n'.repeat(15)}    a = b\n`, { message: 'm', line: 25 }],
  ] as [string, string, string, Case, Case?][])('is the same for other names: %s', async (_, one, other, about, aboutOther = about) => {
    expect(await keyOf(other, aboutOther)).toBe(await keyOf(one, about));
  });

  it.each([
    ['the structure', 'if a:\n    f(a)\n', 'while a:\n    f(a)\n'],
    ['which names are the same', 'x = x\n', 'x = y\n'],
    ['a number that means something', 'len(x) > 0\n', 'len(x) > 5\n'],
    ['the kind of a number', 'chmod(x, 0o755)\n', 'chmod(x, 755)\n'],
    ['how a string is built', '"%s of %s" % x\n', '"%s" % x\n'],
    ['the letters of a format', '"%d" % x\n', '"%s" % x\n'],
    ['an empty string', 'x == ""\n', 'x == "y"\n'],
    ['the kind of a string', 'x = f"{y}"\n', 'x = "{y}"\n'],
    ['a name that belongs to the language', 'print(x)\n', 'open(x)\n'],
    ['indentation', 'if a:\n    b()\n    c()\n', 'if a:\n    b()\nc()\n'],
    ['spaces in the reported line', 'x=1\n', 'x = 1\n'],
    ['a remark in the reported line', 'x = y # noqa\n', 'x = y\n'],
  ])('is another one for %s', async (_, one, other) => {
    expect(await keyOf(other, { message: 'm' })).not.toBe(await keyOf(one, { message: 'm' }));
  });

  it('tells rules, tools, versions, languages, messages, places and documentation apart', async () => {
    const source = 'a = b\nc = d\n';
    const base: Case = { message: 'Say `a`' };
    const keys = await Promise.all([base, { ...base, rule: 'X2' }, { ...base, tool: 'pylint' }, { ...base, version: '1.1' }, { ...base, version: null }, { ...base, language: 'typescript' }, { ...base, message: 'Say `b`' }, { ...base, line: 2 }, { ...base, columns: [1, 6] as [number, number] }, { ...base, text: 'Other words.' }].map((about) => keyOf(source, about)));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is there for whatever is in a file', async () => {
    for (const language of ['python', 'typescript', 'shellscript', 'yaml', 'unheard-of', 'constructor']) {
      for (const source of ['', '\'', '"""', '`${`${', '/*', '\\', '$(', '\u0000\ud800😀\u2028', '}}}}', 'x'.repeat(10_000), '`'.repeat(500), '[["n0",0]]']) {
        expect(await keyOf(source, { language, message: source })).toBe(await keyOf(source, { language, message: source }));
      }
    }
  });
});

describe('an explanation that is kept', () => {
  const one: [string, Case] = ['total = price * 1.19\n', { message: 'Magic value 1.19 in `total`' }];
  const other: [string, Case] = ['sum_ = net * 1.07\n', { message: 'Magic value 1.07 in `sum_`' }];

  it('speaks of the names, numbers and texts of the code that it is read for', async () => {
    expect(await recalled(one, 'The line multiplies `price` by 1.19 and puts it into `total`.', other)).toMatchObject({ problem: 'The line multiplies `net` by 1.07 and puts it into `sum_`.', why: 'It is confusing.' });
    const greet = (name: string, text: string): [string, Case] => [`${name}("${text}")\n`, { message: 'm' }];
    expect(await recalled(greet('hello', 'be quiet'), 'The call `hello("be quiet")` is given "be quiet".', greet('shout', 'stand up'))).toMatchObject({ problem: 'The call `shout("stand up")` is given "stand up".' });
  });

  it('keeps names as pieces and nothing of the code besides', async () => {
    const packed = JSON.stringify(explainMemory.pack(answer('It puts `price` into `total`.'), await factsOf(...one)));
    expect(packed).not.toMatch(/price|total|1\.19/);
  });

  it('holds for the same content only where it says it in words', async () => {
    expect(await recalled(one, 'The tax on the prices is written as a number.', other)).toBeUndefined();
    const greet = (text: string): [string, Case] => [`send("${text}")\n`, { message: 'm' }];
    expect(await recalled(greet('good morning'), 'It sends a morning greeting.', greet('ugly evening'))).toBeUndefined();
    expect(await recalled(greet('good morning'), 'It gives a text away.', greet('ugly evening'))).toBeDefined();
    const port = (number: string): [string, Case] => [`connect("host:${number}")\n`, { message: 'm' }];
    expect(await recalled(port('8080'), 'It connects to 8080.', port('9090'))).toBeUndefined();
    const count = (number: string): [string, Case] => [`f(${number})\n`, { message: 'm' }];
    expect(await recalled(count('2'), 'The call has 2 parts.', count('3'))).toBeUndefined();
  });

  it('does not take a word of English for a name', async () => {
    const loop = (name: string): [string, Case] => [`for ${name} in rows: pass\n`, { message: 'm' }];
    expect(await recalled(loop('a'), 'There is a loop over `rows`.', loop('b'))).toMatchObject({ problem: 'There is a loop over `rows`.' });
    expect(await recalled(loop('row'), 'Each row of `rows` is passed over.', loop('line'))).toBeUndefined();
  });

  it('holds for the very same code only where it names what is not in it', async () => {
    const code = (name: string): [string, Case] => [`${name} = b\nunusual_name = 1\n`, { message: 'm' }];
    expect(await recalled(code('a'), 'It is not `unusual_name`.', code('c'))).toBeUndefined();
    expect(await recalled(code('a'), 'It is not `unusual_name`.', code('a'))).toBeDefined();
  });

  it('has the documentation\'s reason as it is now, and the model\'s own where there is none', async () => {
    const bare = (name: string): [string, Case] => [`${name} = 1\n`, { message: 'm', text: '' }];
    expect(await recalled(bare('first_one'), 'It sets `first_one`.', bare('second_one'), 'Nobody reads first_one.')).toMatchObject({ problem: 'It sets `second_one`.', why: 'Nobody reads second_one.' });
  });

  it('is not read for code whose text would not stay within its quotes', async () => {
    const say = (text: string): [string, Case] => [`say("${text}")\n`, { message: 'm' }];
    expect(await recalled(say('one two'), 'It says "one two".', say(`three ${'four '.repeat(18)}five`))).toBeUndefined();
  });

  it('is not read from what is no such answer', async () => {
    const facts = await factsOf(...one);
    const whole = explainMemory.pack(answer('It sets `total`.'), facts) as Record<string, unknown>;
    expect(explainMemory.unpack(whole, facts)).toBeDefined();
    for (const kept of [null, 'text', 7, [], {}, { ...whole, problem: 'text' }, { ...whole, problem: [99] }, { ...whole, problem: [-1] }, { ...whole, problem: [] }, { ...whole, bound: [[99, 'x']] }, { ...whole, exact: 'x' }, { ...whole, problem: ['It sets `other_name`.'] }]) {
      expect(explainMemory.unpack(kept, facts), JSON.stringify(kept)).toBeUndefined();
    }
  });
});
