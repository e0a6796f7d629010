import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/core/errors.ts';
import type { Diagnostic, Finding } from '../../../../src/core/diagnostic.ts';
import { MissingLinter } from '../../../../src/sources/linters/find-program.ts';
import type { Linter } from '../../../../src/sources/linters/linter.ts';
import { createLinters } from '../../../../src/sources/linters/linters.ts';

const target = { file: 'a.py', source: 'x', language: 'python' };
const diagnostic: Diagnostic = { tool: 'Ruff', rule: 'F401', message: '', line: 1, column: 1, endLine: 1, endColumn: 2 };
const finding = (tool: string): Finding => ({ diagnostic: { ...diagnostic, tool }, fixes: [] });

function linter(overrides: Partial<Linter> = {}): Linter {
  return {
    name: 'ruff',
    languages: ['python'],
    installation: 'pip install ruff',
    ruleName: (rule) => rule.replace(/^.*:/, ''),
    lint: async () => [finding('ruff')],
    documentation: async (_target, rule) => ({ text: `about ${rule}`, url: null, version: null }),
    version: async () => undefined,
    ...overrides,
  };
}
const signal = new AbortController().signal;
const missing = async () => { throw new UserError('pylint was not found.', 'why', 'next'); };

describe('createLinters', () => {
  it('finds a tool whatever the case an editor writes it in, and hands it the rule\'s own name', async () => {
    const asked: (string | undefined)[] = [];
    const linters = createLinters([linter({ lint: async (_target, rule) => { asked.push(rule); return []; } })]);
    await linters.lint(target, { tool: 'RUFF', rule: 'W0611:unused-import', signal });
    expect(asked).toEqual(['unused-import']);
    expect(linters.canLint('Ruff')).toBe(true);
    expect(linters.canLint('tsc')).toBe(false);
  });

  it('hands no program a rule that looks like an option', async () => {
    const never = async () => { throw new Error('was run'); };
    const linters = createLinters([linter({ lint: never, documentation: never })]);
    for (const rule of ['--config=evil.toml', '-x', 'a b', 'a\nb', 'a,b']) {
      await expect(linters.lint(target, { tool: 'ruff', rule, signal })).rejects.toThrow(UserError);
      expect(await linters.documentation(target, { ...diagnostic, rule }, signal)).toBeUndefined();
    }
  });

  it('asks all that fit the language and bears with a missing one', async () => {
    const linters = createLinters([linter({ name: 'pylint', lint: missing }), linter(), linter({ name: 'eslint', languages: ['javascript'] })]);
    expect(await linters.lint(target, { signal })).toEqual([finding('ruff')]);
  });

  it('says what is missing where none is there', async () => {
    const linters = createLinters([linter({ name: 'pylint', lint: missing })]);
    await expect(linters.lint(target, { signal })).rejects.toThrow('pylint was not found.');
    await expect(linters.lint({ ...target, language: 'cobol' }, { signal })).rejects.toThrow('no linter for cobol');
    await expect(linters.lint(target, { tool: 'clippy', signal })).rejects.toThrow('cannot run the linter clippy');
  });

  it('says what the one that is there complains of, not what else is missing', async () => {
    const absent = async () => { throw new MissingLinter('pylint was not found.', 'why', 'next'); };
    const broken = async () => { throw new UserError('ruff failed.', 'broken configuration', 'next'); };
    await expect(createLinters([linter({ name: 'pylint', lint: absent }), linter({ lint: broken })]).lint(target, { signal })).rejects.toThrow('ruff failed.');
    await expect(createLinters([linter({ name: 'pylint', lint: absent }), linter({ lint: absent })]).lint(target, { signal })).rejects.toThrow('pylint was not found.');
  });

  it('tells of one that fails beside others, and not of one that is missing', async () => {
    const absent = async () => { throw new MissingLinter('mypy was not found.', 'why', 'next'); };
    const broken = async () => { throw new UserError('pylint failed.', 'broken configuration', 'next'); };
    const linters = createLinters([linter({ name: 'mypy', lint: absent }), linter({ name: 'pylint', lint: broken }), linter({ lint: async () => [] })]);
    const failures: unknown[] = [];
    expect(await linters.lint(target, { onFailure: (failure) => failures.push(failure), signal })).toEqual([]);
    expect(failures).toEqual([expect.objectContaining({ message: expect.stringContaining('pylint failed.') })]);
  });

  it('asks for a rule\'s documentation once, but not again for good after a failure', async () => {
    let calls = 0;
    let fail = true;
    const linters = createLinters([linter({ documentation: async () => { calls++; if (fail) throw new Error('broken'); return { text: 't', url: null, version: null }; } })]);
    expect(await linters.documentation(target, diagnostic, signal)).toBeUndefined();
    fail = false;
    expect(await linters.documentation(target, diagnostic, signal)).toEqual({ text: 't', url: null, version: null });
    await linters.documentation(target, diagnostic, signal);
    expect(calls).toBe(2);
  });

  it('answers one who waits although another who asked for the same went away', async () => {
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => { asked = resolve; });
    const linters = createLinters([linter({
      documentation: (_target, _rule, own) => new Promise((resolve, reject) => {
        asked();
        const timer = setTimeout(() => resolve({ text: 't', url: null, version: null }), 5);
        own.addEventListener('abort', () => { clearTimeout(timer); reject(own.reason as Error); });
      }),
    })]);
    const leaving = new AbortController();
    const left = linters.documentation(target, diagnostic, leaving.signal);
    const stays = linters.documentation(target, diagnostic, signal);
    await isAsked;
    leaving.abort();
    await expect(left).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(await stays).toEqual({ text: 't', url: null, version: null });
  });

  it('says the version of a text, and asks again after an upgrade', async () => {
    let version = '1.0';
    const linters = createLinters([linter({ aliases: ['rough', /^f\d+$/], version: async () => ({ version, path: '/bin/ruff' }), documentation: async () => ({ text: `of ${version}`, url: null, version: null }) })]);
    expect(await linters.documentation(target, diagnostic, signal)).toEqual({ text: 'of 1.0', url: null, version: '1.0' });
    version = '2.0';
    expect(await linters.documentation(target, diagnostic, signal)).toEqual({ text: 'of 2.0', url: null, version: '2.0' });
    for (const tool of ['rough', 'F401']) expect(await linters.documentation(target, { ...diagnostic, tool }, signal)).toMatchObject({ version: '2.0' });
    expect(await linters.documentation(target, { ...diagnostic, tool: 'mypy' }, signal)).toBeUndefined();
  });

  it('knows no version of a tool that is missing or does not start, and documents its rules all the same', async () => {
    const linters = createLinters([linter({ version: missing })]);
    expect(await linters.documentation(target, diagnostic, signal)).toEqual({ text: 'about F401', url: null, version: null });
    await expect(linters.documentation(target, diagnostic, AbortSignal.abort())).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });

  it('collects the fixes of all the tools for the language, whatever some of them say', async () => {
    const edits = [{ startLine: 1, endLine: 1, newText: 'y' }];
    const fixing = (name: string, overrides: Partial<Linter> = {}) => linter({ name, allFixes: async () => [{ diagnostic: { ...diagnostic, tool: name, rule: `${name}-rule` }, fixes: [{ title: name, edits }] }], ...overrides });
    const linters = createLinters([linter({ name: 'pylint' }), fixing('ruff'), fixing('eslint', { languages: ['javascript'] }), fixing('broken', { allFixes: missing })]);
    expect(await linters.siblingFixes(target, { ...diagnostic, tool: 'Pylint', rule: 'W0611:unused-import' }, signal)).toEqual([{ tool: 'ruff', rule: 'ruff-rule', fix: { title: 'ruff', edits } }]);
    expect(await linters.siblingFixes({ ...target, language: 'go' }, diagnostic, signal)).toEqual([]);
  });
});
