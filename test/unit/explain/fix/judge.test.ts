import { describe, expect, it } from 'vitest';
import type { Diagnostic, Finding, Linters } from '../../../../src/core/diagnostic.ts';
import { createJudge, deletesTooMuch, lostWords, silences } from '../../../../src/workers/explain/fix/judge.ts';

const diagnostic: Diagnostic = { tool: 'ruff', rule: 'B006', message: 'Mutable default', line: 1, column: 1, endLine: 1, endColumn: 2 };
const source = 'def collect(item, seen=[]):\n    seen.append(item)\n    return seen\n';
const found = (rule: string, message = 'Mutable default', line = 1): Finding => ({ diagnostic: { ...diagnostic, rule, message, line }, fixes: [] });
const signal = new AbortController().signal;

/** Linters that report, of each source and rule, what `report` says. */
function judge(report: (text: string, rule: string | undefined, tool: string) => Finding[], broken = (text: string) => (text.includes('(:') ? 1 : 0), asked: string[] = []) {
  const linters: Linters = {
    lint: async (target, { tool, rule }) => {
      asked.push(`${tool} ${rule ?? '*'}`);
      return report(target.source, rule, tool!);
    },
    documentation: async () => undefined,
    canLint: () => true,
    siblingFixes: async () => [],
  };
  const input = { file: 'a.py', source, language: 'python', diagnostic };
  return createJudge({ input, reported: [found('B006')] }, linters, { around: async () => [], uses: async () => undefined, errors: async (text) => broken(text) });
}
const fixed = source.replace('seen=[]', 'seen=None');
const rule = (text: string, asked: string | undefined) => (text.includes('[]') && asked !== 'F821' ? [found('B006')] : []);

describe('the judge', () => {
  it('is content when the rule reports less and nothing else more', async () => {
    expect(await judge(rule)(fixed, signal)).toBeUndefined();
  });

  it('asks no tool about what is no fix at all', async () => {
    const asked: string[] = [];
    const strict = judge(rule, undefined, asked);
    expect((await strict(source, signal))?.text).toBe('Nothing was changed.');
    expect((await strict(source.replace(':\n', ':  # noqa: B006\n'), signal))?.text).toContain('silences');
    expect((await strict('pass\n', signal))?.text).toContain('deleted');
    expect((await strict(source.replace('(item', '(:item'), signal))?.text).toContain('parsed');
    expect(asked).toEqual([]);
  });

  it('says what the tool still reports, and where', async () => {
    expect((await judge(() => [found('B006', 'Do not\nuse it', 2)])(fixed, signal))?.text).toBe('The rule still reports it: Do not use it, at: seen.append(item)');
  });

  it('lets a tool mend white space', async () => {
    const spaced = source.replace('seen.append', '  seen.append');
    expect(await judge((text, asked) => (text === source && asked !== 'F821' ? [found('B006')] : []))(spaced, signal)).toBeUndefined();
  });

  it('is not content when another finding of the rule is gone instead', async () => {
    const two = 'with open(a) as f, open(b) as g:\n    pass\n';
    const at = (column: number): Finding => ({ diagnostic: { ...diagnostic, message: 'No encoding', column, endColumn: column + 4 }, fixes: [] });
    const asked = { ...diagnostic, message: 'No encoding', column: 20, endColumn: 24 };
    const linters: Linters = {
      lint: async ({ source: text }, { rule: of }) => (of === 'B006' ? [...text.matchAll(/open\(\w\)/g)].map(({ index }) => at(index + 1)) : []),
      documentation: async () => undefined,
      canLint: () => true,
      siblingFixes: async () => [],
    };
    const own = createJudge({ input: { file: 'a.py', source: two, language: 'python', diagnostic: asked }, reported: [at(6), at(20)] }, linters, undefined);
    expect((await own(two.replace('open(a)', 'open(a, encoding="utf-8")'), signal))?.text).toContain('The rule still reports it');
    expect(await own(two.replace('open(b)', 'open(b, encoding="utf-8")'), signal)).toBeUndefined();
    // Rewritten as a whole, the count of its message tells.
    expect(await own('with open(a, encoding="utf-8") as f, open(b, encoding="utf-8") as g:\n    pass\n', signal)).toBeUndefined();
  });

  it('says that the tool cannot read it, or could not be run', async () => {
    expect((await judge((text) => (text === fixed ? [found('', 'unexpected indent')] : []))(fixed, signal))?.text).toContain('unexpected indent');
    expect((await judge(() => { throw new Error('gone'); })(fixed, signal))?.text).toBe('ruff could not be run on the changed code.');
  });

  it('lets no name become undefined and no other rule report something new', async () => {
    expect((await judge((text, asked) => (asked === 'F821' && text === fixed ? [found('F821', 'Undefined name `x`')] : rule(text, asked)))(fixed, signal))?.text).toContain('Undefined name `x`');
    expect((await judge((text, asked) => (asked === undefined && text === fixed ? [found('E501', 'Line too long')] : rule(text, asked)))(fixed, signal))?.text).toContain('Line too long');
    // What was there before is not held against the change.
    expect(await judge((text, asked) => (asked === undefined ? [found('E501')] : rule(text, asked)))(fixed, signal)).toBeUndefined();
  });

  it('asks about the source as it was only once', async () => {
    const asked: string[] = [];
    const own = judge(rule, undefined, asked);
    await own(fixed, signal);
    await own(fixed.replace('None', '()'), signal);
    expect(asked.filter((each) => each === 'ruff *')).toHaveLength(3);
  });

  it('is stopped by an abort', async () => {
    const leaving = new AbortController();
    const own = judge(() => { leaving.abort(); throw new Error('killed'); });
    await expect(own(fixed, leaving.signal)).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});

describe('what is no fix', () => {
  it('is a mere deletion, unless the rule asks for it', () => {
    expect(deletesTooMuch('log(a);\nx();\n', 'x();\n', { rule: 'no-console', message: 'Unexpected console statement.' })).toBe(false);
    expect(deletesTooMuch('call(a, b, c, d, e, f);\nx();\n', 'x();\n', { rule: 'no-console', message: 'Unexpected console statement.' })).toBe(true);
    expect(deletesTooMuch('call(a, b, c, d, e, f);\nx();\n', 'x();\n', { rule: 'no-useless-call', message: 'The call is useless.' })).toBe(false);
    expect(deletesTooMuch('call(a, b, c, d, e, f);\n', 'call(a, b, c, d, g);\n', { rule: 'x', message: '' })).toBe(false);
  });

  it('is one that loses what neither the message nor the reported code speaks of', () => {
    const lost = (before: string, after: string, message: string, columns: [number, number] = [1, 2]) => lostWords(before, after, { ...diagnostic, rule: 'x', message, column: columns[0], endColumn: columns[1] });
    expect(lost('cp a b && chmod +x b || die "no"\n', 'cp a b || die "no"\n', 'A && B || C is not if-then-else.')).toEqual(['chmod']);
    expect(lost('copyright = "2010 Pallets"\n', 'project = "Flask"\n', 'Variable `copyright` is shadowing a builtin')).toEqual(['2010', 'pallets']);
    expect(lost('x = os.path.join(a, b)\n', 'x = Path(a) / b\n', '`os.path.join()` should be replaced by `Path`')).toEqual([]);
    expect(lost('const newContent = read()\n', 'const content = read()\n', 'Do not prefix identifiers', [7, 17])).toEqual([]);
  });

  it('is a comment that silences', () => {
    for (const comment of ['# noqa', '# pylint: disable=x', '// eslint-disable-next-line', '// @ts-ignore', '# shellcheck disable=SC1', '# type: ignore']) expect(silences('x', `x ${comment}`)).toBe(true);
    expect(silences('x # noqa', 'y # noqa')).toBe(false);
  });
});
