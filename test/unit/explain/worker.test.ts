import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { Generation } from '../../../src/core/language-model.ts';
import type { Finding, Linters } from '../../../src/core/diagnostic.ts';
import { type ExplainInput, explainInput } from '../../../src/workers/explain/input.ts';
import { createExplainWorker } from '../../../src/workers/explain/worker.ts';

const source = 'import os\n\ndef add(total, item):\n    print(total, item)\n    return total + item\n';
const input: ExplainInput = {
  file: 'sum.py',
  source,
  language: 'python',
  diagnostic: { tool: 'ruff', rule: 'T201', message: '`print` found', line: 4, column: 5, endLine: 4, endColumn: 10 },
};
const fix = [{ startLine: 4, endLine: 4, newText: '' }];
const found = (line: number, overrides: Partial<Finding> = {}): Finding => ({ diagnostic: { ...input.diagnostic, line, endLine: line }, fixes: [], ...overrides });
const broken: Finding = { diagnostic: { ...input.diagnostic, rule: '' }, fixes: [] };
const documentation = { text: '## What it does\nChecks for `print` statements.\n\n## Why is this bad?\nPrinting leaks sensitive information into `logging`.', url: 'https://docs.test/print', version: null };

/** Linters that report what `report` says of a source. */
function linters(report: (source: string) => Finding[] | Error, overrides: Partial<Linters> = {}): Linters {
  return {
    lint: async (target) => {
      const outcome = report(target.source);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    documentation: async () => documentation,
    canLint: () => true,
    siblingFixes: async () => [],
    ...overrides,
  };
}
const once = linters((text) => (text.includes('print') ? [found(4, { fixes: [{ title: '', edits: fix }] })] : []));
const signal = new AbortController().signal;
const gather = (own: Linters, more: Partial<ExplainInput> = {}) => createExplainWorker({ linters: own, syntax: undefined }).gather({ ...input, ...more }, signal);
const worker = createExplainWorker({ linters: once, syntax: undefined });
const facts = await gather(once);
const said = (text: string): Generation => ({ text, tokens: [], stopReason: 'stop', promptTokens: 1, cachedTokens: 0, firstTextMs: 1, totalMs: 1 });
/** The fix that is added to an answer; the model rewrites the reported line as it is told. */
async function fixOf(own: Linters, more: Partial<ExplainInput> = {}, rewritten = 'print(total, item)') {
  const facts = await gather(own, more);
  const complete = createExplainWorker({ linters: own, syntax: undefined }).complete!(worker.parse('', facts), facts);
  return (await complete?.({ budget, ask: async () => said(rewritten), show: () => undefined, signal }))?.fix ?? null;
}
const budget = { contextTokens: 2048, countTokens: async (texts: string[]) => texts.map((text) => Math.ceil(text.length / 4)) };

describe('the tool\'s own fix', () => {
  it('is verified when the rule fires less often afterwards', async () => {
    expect(await fixOf(once)).toEqual({ edits: fix, verified: true, diff: '-    print(total, item)', by: 'ruff' });
  });

  it('is dropped when the rule fires as often, or the source no longer parses', async () => {
    expect(await fixOf(linters(() => [found(4, { fixes: [{ title: '', edits: fix }] })]))).toBeNull();
    expect(await fixOf(linters((text) => (text === source ? [found(4, { fixes: [{ title: '', edits: fix }] })] : [broken])))).toBeNull();
  });

  it('is shown by what changes, place by place, also in a line without end', async () => {
    const long = `${'a();'.repeat(3000)}print(total)${';b()'.repeat(3000)}`;
    const edits = [{ startLine: 1, endLine: 0, newText: 'import log\n' }, { startLine: 4, endLine: 4, newText: long.replace('print', 'log') }];
    const lines = source.split('\n');
    const own = linters((text) => (text.includes('print') ? [found(4, { fixes: [{ title: '', edits }] })] : []));
    const { diff } = (await fixOf(own, { source: [...lines.slice(0, 3), long].join('\n') }))!;
    expect(diff).toMatch(/^@@ line 1 @@\n\+import log\n@@ line 4 @@\n-….*print\(total\).*…\n\+….*log\(total\).*…$/);
    expect(diff.length).toBeLessThan(600);
  });

  it('is dropped when the check itself failed', async () => {
    expect(await fixOf(linters((text) => (text === source ? [found(4, { fixes: [{ title: '', edits: fix }] })] : new Error('timeout'))))).toBeNull();
  });

  it('is that of the finding nearest to the diagnostic, on its own line', async () => {
    const other = [{ startLine: 1, endLine: 1, newText: '' }];
    const own = linters((text) => (text === source ? [found(1, { fixes: [{ title: '', edits: other }] }), found(4, { fixes: [{ title: '', edits: fix }] })] : []));
    expect((await fixOf(own))?.edits).toEqual(fix);
    expect(await fixOf(linters(() => [found(1, { fixes: [{ title: '', edits: other }] })]))).toBeNull();
  });

  it('is none where the tool is missing, has no fixes, does not fit the source or changes nothing', async () => {
    expect(await fixOf(linters(() => new UserError('ruff was not found.', '', '')))).toBeNull();
    expect(await fixOf({ ...once, canLint: () => false })).toBeNull();
    expect(await fixOf(linters(() => [found(4, { fixes: [{ title: '', edits: [{ startLine: 90, endLine: 91, newText: 'x\n' }] }] })]))).toBeNull();
    expect(await fixOf(linters(() => [found(4, { fixes: [{ title: '', edits: [] }] })]))).toBeNull();
  });
});

describe('gathering', () => {
  it('runs nothing where tools are forbidden, and answers all the same', async () => {
    const never = () => { throw new Error('was run'); };
    const safe = await gather({ lint: never, documentation: never, siblingFixes: never, canLint: () => true }, { runTools: false });
    expect(safe.reported).toBeUndefined();
    expect(worker.parse('', safe)).toEqual({ problem: '`print` found', why: '', fix: null, idea: null, documentation: null });
    expect(worker.check(worker.parse(' `print` is called with total.\nWHY: It is noise.', safe), safe).find(({ name }) => name === 'documented')?.passed).toBe(false);
  });

  it('refuses a line that is not there', async () => {
    await expect(gather(once, { diagnostic: { ...input.diagnostic, line: 40, endLine: 40 } })).rejects.toThrow('There is no line 40 in sum.py.');
  });

  it('passes on only a web address', async () => {
    const own = { ...once, documentation: async () => ({ text: 'Text.', url: 'command:evil', version: null }) };
    expect((await gather(own)).documentation).toEqual({ summary: 'Text.', url: null });
  });

  it('is cancelled with an AbortError', async () => {
    const leaving = new AbortController();
    const own = linters(() => [], { documentation: async () => { leaving.abort(); leaving.signal.throwIfAborted(); return undefined; } });
    await expect(createExplainWorker({ linters: own, syntax: undefined }).gather(input, leaving.signal)).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});

describe('the prompt', () => {
  it('has the message, the rule\'s own text and the marked line, and the same beginning each time', async () => {
    const { messages } = await worker.prompt(facts, budget);
    expect(messages.at(-1)!.text).toContain('Rule T201: Checks for `print` statements.');
    expect(messages.at(-1)!.text).toContain('>>     print(total, item)');
    const other = await worker.prompt(await gather(once, { diagnostic: { ...input.diagnostic, line: 1, endLine: 1 } }), budget);
    expect(other.messages.slice(0, -1)).toEqual(messages.slice(0, -1));
  });

  it('stays small when the source is large', async () => {
    const large = `def f():\n${Array.from({ length: 3000 }, (_, i) => `    call_number_${i}(${'argument, '.repeat(30)})`).join('\n')}`;
    const { messages } = await worker.prompt(await gather(once, { source: large, diagnostic: { ...input.diagnostic, line: 1500, endLine: 1500 } }), budget);
    expect(messages.at(-1)!.text.length).toBeLessThan(1600);
    expect(messages.at(-1)!.text).toContain('call_number_1498');
  });
});

describe('the reason', () => {
  const reason = async (tool: string, rule: string, text = '') => {
    const own = { ...once, documentation: async () => ({ text, url: null, version: null }) };
    return (await gather(own, { diagnostic: { ...input.diagnostic, tool, rule } })).rule.why;
  };

  it('is the tool\'s, else ours for rules that come without one, else what the rule asks for', async () => {
    expect(await reason('ruff', 'T201', documentation.text)).toBe('Printing leaks sensitive information into `logging`.');
    expect(await reason('eslint', 'no-console', 'Disallow the use of `console`')).toMatch(/^Console output is mostly left over/);
    expect(await reason('eslint', '@typescript-eslint/no-shadow', 'Disallow shadowing')).toMatch(/^An inner variable hides/);
    expect(await reason('eslint', 'unicorn/no-null')).toMatch(/missing value/);
    expect(await reason('shellcheck', '2086')).toMatch(/^An unquoted value/);
    expect(await reason('Pylint', 'W0611:unused-import', 'Reported when an import is not used.')).toMatch(/^Unused imports cost/);
    expect(await reason('eslint', 'jsdoc/no-console', 'Disallow consoles in comments.')).toBe('Disallow consoles in comments.');
  });

  it('is left to the model where nothing is known, whatever the rule is called', async () => {
    for (const rule of ['constructor', 'toString', '__proto__/toString', 'a/constructor', 'unicorn/hasOwnProperty']) expect(await reason('eslint', rule)).toBe('');
    const { messages, stop } = await worker.prompt({ ...facts, rule: { what: '', why: '' } }, budget);
    expect(messages[0]!.text).toContain('WHY:');
    expect(stop).toEqual(['\n\n']);
  });
});

describe('the answer', () => {
  const parse = (text: string) => worker.parse(text, facts);
  const unknown = { ...facts, rule: { what: '', why: '' } };

  it('is the model\'s sentence with the documentation\'s reason, also while it streams', () => {
    expect(parse('')).toMatchObject({ problem: '`print` found', why: 'Printing leaks sensitive information into `logging`.' });
    expect(parse('add pri')).toMatchObject({ problem: 'add pri', why: 'Printing leaks sensitive information into `logging`.' });
    expect(parse('PROBLEM: add prints.\n')).toMatchObject({ problem: 'add prints.' });
  });

  it('has the model\'s reason only where no other is known', () => {
    expect(worker.parse('add prints.\nWHY: It lea', unknown)).toMatchObject({ problem: 'add prints.', why: 'It lea' });
    // A reason belongs to the reason; a sentence that said nothing else is no explanation.
    expect(worker.parse('`add` prints the total because it helps.\nWHY: It is noise because it hides the rest.', unknown)).toMatchObject({ problem: '`add` prints the total.', why: 'It is noise because it hides the rest.' });
    expect(worker.parse('The `print` call is reported because it is noise.', unknown).problem).toBe('`print` found');
    expect(worker.parse('add prints.', unknown)).toMatchObject({ problem: 'add prints.', why: '' });
    expect(parse('add prints.\nWHY: It leaks.').why).toBe('Printing leaks sensitive information into `logging`.');
    expect(worker.check(worker.parse('add prints total.\nWHY: It leaks.', unknown), unknown).filter(({ passed }) => !passed).map(({ name }) => name)).toEqual(['documented']);
  });

  it('loses sentences with invented names, and those that say the message again, where another remains', () => {
    expect(parse(' add prints total. It should call writeToFile instead.\nWHY: x').problem).toBe('add prints total.');
    expect(parse(' `print` found. The function prints total.\nWHY: x').problem).toBe('The function prints total.');
  });

  it('loses Markdown and whatever goes on too long', () => {
    expect(parse(' - **add** prints [total](https://evil.test).\nWHY: x').problem).toBe('add prints total.');
    expect(parse(' One. Two. Three.').problem).toBe('One.');
    expect(parse('`print` gets `total` and `item` with a `,` between.').problem).toBe("`print` gets `total` and `item` with a ',' between.");
    expect(parse('word '.repeat(300)).problem.length).toBeLessThan(430);
  });

  it('loses a judgement hung on at the end', () => {
    expect(parse('`print` is called with total, which is not recommended.').problem).toBe('`print` is called with total.');
    expect(parse('`print` is called with total, which is not safe for a reason. It should be removed.').problem).toBe('`print` is called with total.');
    expect(parse('`print` is called with total, but it should be `logging`.').problem).toBe('`print` is called with total.');
    expect(parse('`print` is called with total, which is returned.').problem).toBe('`print` is called with total, which is returned.');
  });

  it('gives way to the tool\'s own words where it invents a name, turns the message round or only repeats it', () => {
    const failed = (text: string) => worker.check(parse(text), facts).filter(({ passed }) => !passed).map(({ name }) => name);
    expect(failed(' `print` gets total and item in `add`.')).toEqual([]);
    expect(failed(' It should call writeToFile.')).toEqual(['explains']);
    expect(failed(' The `while` loop prints total.')).toContain('explains');
    expect(parse(' It should call writeToFile.').problem).toBe('`print` found');
    expect(failed(' `print` found')).toContain('explains');
  });

  it('names the code that the tool\'s own words are about', () => {
    const other = { ...facts, input: { ...facts.input, diagnostic: { ...facts.input.diagnostic, message: 'Output found.' } } };
    expect(worker.parse('It calls writeToFile.', other).problem).toBe('`print`: Output found.');
  });

  it('is rendered without Markdown of its own but for a fence that its code cannot close', () => {
    const rendered = worker.render({ problem: 'P.', why: 'W.', fix: { edits: fix, verified: true, diff: '-```js\n+x', by: 'ruff' }, idea: null, documentation: { summary: 's', url: 'https://docs.test/print' } });
    expect(rendered).toBe('P.\n\nW.\n\nThe fix of ruff, confirmed by the tool:\n\n````diff\n-```js\n+x\n````\n\nDocumentation: https://docs.test/print');
  });
});

describe('the input', () => {
  const raw = { file: 'a.py', source: 'x', language: 'python', diagnostic: { tool: 'pylint', rule: null, message: 'm', line: 3, column: 0, endLine: null, endColumn: null } };

  it('makes up for a missing end, rule and column', () => {
    expect(explainInput.parse(raw).diagnostic).toEqual({ tool: 'pylint', rule: '', message: 'm', line: 3, column: 1, endLine: 3, endColumn: 2 });
  });

  it('refuses what is no input', () => {
    for (const wrong of [{}, { ...raw, source: 1 }, { ...raw, file: '' }, { ...raw, diagnostic: { ...raw.diagnostic, line: 0 } }, { ...raw, diagnostic: null }]) {
      expect(explainInput.safeParse(wrong).success).toBe(false);
    }
  });
});
