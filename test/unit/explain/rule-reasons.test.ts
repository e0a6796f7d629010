import typescriptPlugin from '@typescript-eslint/eslint-plugin';
import unicornPlugin from 'eslint-plugin-unicorn';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import { describe, expect, it } from 'vitest';
import { codeLikeWords } from '../../../src/workers/checks/invented-names.ts';
import { ESLINT_CORE } from '../../../src/workers/explain/reasons/eslint-core.ts';
import { ESLINT_CORE_MORE } from '../../../src/workers/explain/reasons/eslint-core-more.ts';
import { TYPESCRIPT } from '../../../src/workers/explain/reasons/eslint-typescript.ts';
import { UNICORN } from '../../../src/workers/explain/reasons/eslint-unicorn.ts';
import { HADOLINT } from '../../../src/workers/explain/reasons/hadolint.ts';
import { MARKDOWNLINT } from '../../../src/workers/explain/reasons/markdownlint.ts';
import { PYLINT } from '../../../src/workers/explain/reasons/pylint.ts';
import { PYLINT_MORE } from '../../../src/workers/explain/reasons/pylint-more.ts';
import { SHELLCHECK } from '../../../src/workers/explain/reasons/shellcheck.ts';
import { SHELLCHECK_MORE } from '../../../src/workers/explain/reasons/shellcheck-more.ts';
import { SHELLCHECK_SYNTAX } from '../../../src/workers/explain/reasons/shellcheck-syntax.ts';
import { STYLELINT } from '../../../src/workers/explain/reasons/stylelint.ts';
import { reasonOf } from '../../../src/workers/explain/rule-reasons.ts';
import { sentences } from '../../../src/workers/explain/rule-text.ts';

const ESLINT = { ...ESLINT_CORE, ...ESLINT_CORE_MORE };
const TABLES = { ESLINT_CORE, ESLINT_CORE_MORE, TYPESCRIPT, UNICORN, HADOLINT, MARKDOWNLINT, PYLINT, PYLINT_MORE, SHELLCHECK, SHELLCHECK_MORE, SHELLCHECK_SYNTAX, STYLELINT };

describe('reasonOf', () => {
  it('finds a rule by its tool and plugin', () => {
    expect(reasonOf('eslint', 'eqeqeq')).toMatch(/^The loose operators convert types/);
    expect(reasonOf('eslint', 'unicorn/no-null')).toMatch(/missing value/);
    expect(reasonOf('pylint', 'unused-import')).toMatch(/^Unused imports/);
    expect(reasonOf('stylelint', 'length-zero-no-unit')).toMatch(/^Zero is the same/);
  });

  it('takes the reason of ESLint\'s own rule where typescript-eslint extends it', () => {
    expect(reasonOf('eslint', '@typescript-eslint/no-shadow')).toBe(reasonOf('eslint', 'no-shadow'));
  });

  it('reads the other ways in which tools and editors write a rule', () => {
    expect(reasonOf('Pylint', 'W0611:unused-import')).toBe(reasonOf('pylint', 'unused-import'));
    expect(reasonOf('shellcheck', '2086')).toBe(reasonOf('shellcheck', 'SC2086'));
    expect(reasonOf('markdownlint', 'MD013/line-length')).toBe(reasonOf('markdownlint', 'MD013'));
    expect(reasonOf('hadolint', 'SC2086')).toBe(reasonOf('shellcheck', 'SC2086'));
  });

  it('knows nothing of other tools, other plugins and the names that every object has', () => {
    expect(reasonOf('ruff', 'F401')).toBeUndefined();
    expect(reasonOf('eslint', 'vue/no-shadow')).toBeUndefined();
    expect(reasonOf('eslint', 'constructor')).toBeUndefined();
    expect(reasonOf('constructor', 'toString')).toBeUndefined();
  });
});

describe('the tables of reasons', () => {
  it('name rules that the installed tools have', () => {
    const extra = (table: object, rules: Iterable<string>) => {
      const known = new Set(rules);
      return Object.keys(table).filter((rule) => !known.has(rule));
    };
    expect(extra(ESLINT, builtinRules.keys())).toEqual([]);
    expect(extra(UNICORN, Object.keys(unicornPlugin.rules ?? {}))).toEqual([]);
    expect(extra(TYPESCRIPT, Object.keys(typescriptPlugin.rules))).toEqual([]);
  });

  it('have a reason for every rule of ESLint that is not deprecated, and of its two plugins', () => {
    const current = (rules: Iterable<[string, { meta?: { deprecated?: unknown } }]>) => [...rules].filter(([, rule]) => !rule.meta?.deprecated).map(([name]) => name);
    const without = (names: string[], prefix: string) => names.filter((name) => reasonOf('eslint', `${prefix}${name}`) === undefined);
    expect(without(current(builtinRules), '')).toEqual([]);
    expect(without(current(Object.entries(unicornPlugin.rules ?? {}) as [string, { meta?: object }][]), 'unicorn/')).toEqual([]);
    expect(without(current(Object.entries(typescriptPlugin.rules)), '@typescript-eslint/')).toEqual([]);
  });

  it.each(Object.entries(TABLES))('%s holds short plain sentences without names of code', (_, table) => {
    for (const [rule, reason] of Object.entries(table)) {
      expect(codeLikeWords(reason), rule).toEqual([]);
      expect(reason, rule).toMatch(/^[A-Z][^`\n]*\.$/);
      expect(reason.length, rule).toBeLessThanOrEqual(260);
      expect(sentences(reason).length, rule).toBeLessThanOrEqual(3);
    }
  });
});
