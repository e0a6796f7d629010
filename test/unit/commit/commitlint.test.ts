import { describe, expect, it } from 'vitest';
import { readCommitlint } from '../../../src/workers/commit/commitlint.ts';

const json = (rules: object, more: object = {}) => readCommitlint({ name: '.commitlintrc.json', text: JSON.stringify({ rules, ...more }) });
const script = (text: string) => readCommitlint({ name: 'commitlint.config.js', text });

describe('a commitlint configuration', () => {
  it.each([
    ['commitlint.config.js', "module.exports = { extends: ['@commitlint/config-conventional'] };"],
    ['commitlint.config.mjs', "import conventional from '@commitlint/config-conventional';\nexport default { ...conventional };"],
    ['commitlint.config.ts', "export default { extends: ['@commitlint/config-conventional'] } satisfies UserConfig;"],
    ['.commitlintrc', 'extends:\n  - "@commitlint/config-conventional"\n'],
    ['.commitlintrc.yml', 'extends: [\'@commitlint/config-conventional\'] # ours\n'],
    ['.commitlintrc.json', '{ "extends": ["@commitlint/config-conventional"] }'],
    ['.commitlintrc', '{ "extends": "@commitlint/config-conventional" }'],
    ['.commitlintrc.json', '{ "extends": ["conventional"] }'],
  ])('is read in every form: %s %s', (name, text) => {
    const rules = readCommitlint({ name, text });
    expect(rules).toMatchObject({ conventional: true, capital: false, stop: false, bodyWidth: 100 });
    expect(rules.types).toContain('chore');
    expect(rules.limit).toBeUndefined();
  });

  it('knows the types of Angular, and its shorter limit', () => {
    const rules = json({}, { extends: ['@commitlint/config-angular'] });
    expect(rules.types).not.toContain('chore');
    expect(rules.limit).toBe(72);
  });

  it('gives the rules that it states', () => {
    expect(
      json({
        'type-enum': [2, 'always', ['add', 'mend', 'two words', '"x"']],
        'scope-enum': [2, 'always', ['core', 'cli']],
        'scope-empty': [2, 'never'],
        'header-max-length': [2, 'always', 50],
        'subject-max-length': [1, 'always', 40],
        'subject-case': [2, 'always', 'sentence-case'],
        'subject-full-stop': [2, 'always', '.'],
        'body-max-line-length': [2, 'always', 80],
        'body-empty': [2, 'never'],
        'signed-off-by': [2, 'always', 'Signed-off-by:'],
      }),
    ).toEqual({ conventional: true, types: ['add', 'mend'], scopes: ['core', 'cli'], scope: 'always', limit: 50, descriptionLimit: 40, capital: true, stop: true, bodyWidth: 80, body: 'always', signedOff: true });
  });

  it.each([
    [{ 'subject-case': [2, 'never', ['sentence-case', 'start-case', 'pascal-case', 'upper-case']] }, false],
    [{ 'subject-case': [2, 'always', ['lower-case']] }, false],
    [{ 'subject-case': [2, 'never', ['lower-case']] }, true],
    [{ 'subject-case': [2, 'always', ['lower-case', 'sentence-case']] }, undefined],
    [{ 'subject-case': [0] }, undefined],
  ])('says how the description starts: %j', (rules, capital) => {
    expect(json(rules, { extends: '@commitlint/config-conventional' }).capital).toBe(capital);
  });

  it.each([
    ['upper-case', 'FEAT'],
    ['sentence-case', 'Feat'],
    ['lower-case', 'feat'],
    ['camel-case', 'feat'],
  ])('writes types in %s', (name, type) => {
    expect(json({ 'type-case': [2, 'always', name] }, { extends: '@commitlint/config-conventional' }).types).toContain(type);
  });

  it('takes switched-off rules for none', () => {
    const rules = json({ 'type-enum': [0], 'type-empty': [0], 'header-max-length': [0], 'body-max-line-length': [0], 'scope-empty': [0] }, { extends: '@commitlint/config-conventional' });
    expect(rules).toEqual({ capital: false, stop: false });
  });

  it('knows projects that rule types out, and those with a form of their own', () => {
    expect(json({ 'type-empty': [2, 'always'] })).toEqual({ conventional: false });
    expect(json({ 'type-empty': [2, 'never'] })).toEqual({ conventional: true });
    expect(json({ 'header-max-length': [2, 'always', 60] }, { extends: ['@company/config'] })).toEqual({ limit: 60 });
    expect(script("module.exports = { parserPreset: { parserOpts: { headerPattern: /^(\\w+)-(.*)$/ } }, rules: { 'header-max-length': [2, 'always', 60], 'type-enum': [2, 'always', ['ABC']] } }")).toEqual({ limit: 60, types: ['ABC'] });
  });

  it('reads JavaScript without running it', () => {
    const rules = script(`
      // 'header-max-length': [2, 'always', 20],
      /* 'subject-full-stop': [2, 'always', '.'], */
      const types = ['one', "two", \`three\`] as const;
      globalThis.ran = true;
      module.exports = {
        url: 'https://example.org', // a comment behind a slash in quotes
        rules: {
          ...require('./others').rules,
          "type-enum": [RuleConfigSeverity.Error, 'always', types],
          'scope-enum': async () => [2, 'always', await packages()],
          'header-max-length': [RuleConfigSeverity.Warning, "always", 65,],
          'body-max-line-length': [RuleConfigSeverity.Disabled],
        },
      };`);
    expect(rules).toEqual({ conventional: true, types: ['one', 'two', 'three'], limit: 65 });
    expect(globalThis).not.toHaveProperty('ran');
  });

  it('does not take the list of the preset for one that is computed', () => {
    expect(script("module.exports = { extends: ['@commitlint/config-conventional'], rules: { 'type-enum': [2, 'always', [...base, 'deps']] } }").types).toBeUndefined();
  });

  it('takes nothing for a rule that is computed', () => {
    const rules = script("module.exports = { extends: ['@commitlint/config-conventional'], rules: { 'type-empty': rule(), 'scope-empty': () => [2, 'always'], 'subject-full-stop': x ? a : b, 'subject-case': cases(), 'header-max-length': [2, 'always', LONGEST - 2] } }");
    expect(rules).toEqual({ conventional: true, types: expect.arrayContaining(['feat']), stop: false, bodyWidth: 100 });
  });

  it('leaves out rules that are none, and lists that stand elsewhere', () => {
    const wrong = readCommitlint({ name: '.commitlintrc.yml', text: 'rules:\n  type-enum:\n    - feat\n    - fix\n  subject-case:\n    - lower-case\n  body-max-line-length: 72\n' });
    expect(wrong).toEqual({});
    const anchored = readCommitlint({ name: '.commitlintrc.yml', text: 'types: &types\n  - feat\nextends: ["/usr/lib/node_modules/@commitlint/config-conventional"]\nrules:\n  type-enum: [2, always, *types]\n' });
    expect(anchored).toMatchObject({ conventional: true });
    expect(anchored).not.toHaveProperty('types');
  });

  it('reads lists by indentation', () => {
    const rules = readCommitlint({
      name: '.commitlintrc.yaml',
      text: `---
# types of ours
extends:
- '@commitlint/config-conventional'
rules:
  header-max-length: [2, always, 60]
  type-enum:
    - 2
    - always
    - - feat # new
      - fix
      - "docs"
  scope-enum: [
    2, always,
    [core, cli]
  ]
  subject-case: [0]
prompt:
  text: |
    header-max-length: [2, always, 10]
`,
    });
    expect(rules).toMatchObject({ limit: 60, types: ['feat', 'fix', 'docs'], scopes: ['core', 'cli'] });
    expect(rules).not.toHaveProperty('capital');
  });

  it.each([
    [''],
    ['{'],
    ['[]'],
    ['null'],
    ['rules'],
    ['rules:\n  type-enum: [2, always, [a, b'],
    ['{"rules": {"type-enum": 7, "header-max-length": [2, "always", "many"]}}'],
    ['{"rules": {"header-max-length": [2, "always", 1e99], "type-enum": [2]}}'],
    [`{"rules": ${'['.repeat(50_000)}`],
    [`${'- '.repeat(5000)}a`],
    [`rules:\n${'  a:\n'.repeat(3000)}`],
    [`'${'\\'.repeat(60_000)}`],
    ['{"__proto__": {"x": 1}, "rules": {"constructor": [2], "toString": [2]}}'],
  ])('survives what is none: %.40s', (text) => {
    for (const name of ['.commitlintrc', '.commitlintrc.json', 'commitlint.config.js']) expect(readCommitlint({ name, text })).toEqual({});
  });
});
