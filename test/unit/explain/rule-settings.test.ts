import { describe, expect, it } from 'vitest';
import { ruleSettings } from '../../../src/workers/explain/rule-settings.ts';

describe('ruleSettings', () => {
  it('names the tool\'s files in its order, and what is to be added to each', () => {
    const settings = ruleSettings({ tool: 'ESLint', rule: 'no-var' })!;
    expect(settings.names.slice(0, 2)).toEqual(['eslint.config.js', 'eslint.config.mjs']);
    expect(settings.settingIn('eslint.config.mjs', '')).toEqual({ text: `{ rules: { 'no-var': 'off' } },`, where: 'last in the array' });
    expect(settings.settingIn('.eslintrc.json', '{}')?.text).toBe('"no-var": "off"');
    expect(settings.create).toBe('eslint.config.js');
  });

  it('takes a file that tools share only where it configures this one', () => {
    const ruff = ruleSettings({ tool: 'Ruff', rule: 'F401' })!;
    expect(ruff.settingIn('pyproject.toml', '[project]\nname = "a"\n# [tool.ruff]\n')).toBeUndefined();
    expect(ruff.settingIn('pyproject.toml', '[project]\n[tool.ruff.lint]\n')).toEqual({ text: 'ignore = ["F401"]', where: 'under [tool.ruff.lint]' });
    const eslint = ruleSettings({ tool: 'eslint', rule: 'no-var' })!;
    expect(eslint.settingIn('package.json', '{"name": "a"}')).toBeUndefined();
    expect(eslint.settingIn('package.json', '{"eslintConfig": {}}')).toBeDefined();
    expect(eslint.settingIn('elsewhere.json', '')).toBeUndefined();
  });

  it('writes names as the configuration has them', () => {
    expect(ruleSettings({ tool: 'clippy', rule: 'needless_return' })!.settingIn('Cargo.toml', '')).toEqual({ text: 'needless_return = "allow"', where: 'under [lints.clippy]' });
    expect(ruleSettings({ tool: 'biome', rule: 'lint/suspicious/noDebugger' })!.settingIn('biome.json', '')).toEqual({ text: '"noDebugger": "off"', where: 'into "suspicious" of "rules" of "linter"' });
    expect(ruleSettings({ tool: 'shellcheck', rule: '2086' })!.settingIn('.shellcheckrc', '')?.text).toBe('disable=SC2086');
  });

  it('knows none for a compiler\'s error, an unknown tool and a hostile name', () => {
    for (const [tool, rule] of [['ts', '2304'], ['constructor', 'a'], ['eslint', ''], ['eslint', `x': 'off' } }, evil(), { rules: { 'y`]] as const) expect(ruleSettings({ tool, rule }), tool).toBeUndefined();
  });
});
