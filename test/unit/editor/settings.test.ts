import { describe, expect, it } from 'vitest';
import { changesAnswers, changesParts, defaults, nameOf, readSettings, type Settings, type SettingsSource } from '../../../src/editor/settings.ts';
import manifest from '../../../package.json' with { type: 'json' };

type Places = ReturnType<SettingsSource['inspect']>;

const source = (settings: Record<string, Places>): SettingsSource => ({ inspect: (key) => settings[key] });

describe('settings', () => {
  it('has defaults, which are those of the manifest', () => {
    expect(readSettings(source({}), true)).toEqual(defaults);
    const properties = manifest.contributes.configuration.properties as Record<string, { default: unknown }>;
    const names = (Object.keys(defaults) as (keyof Settings)[]).map((key) => [key, `journeyman.${nameOf(key)}`] as const);
    expect(names.map(([, name]) => name).toSorted()).toEqual(Object.keys(properties).filter((name) => !name.startsWith('journeyman.escalation.')).toSorted());
    const stated = Object.fromEntries(names.map(([key, name]) => [key, properties[name]!.default]));
    expect(stated).toEqual(defaults);
  });

  it('prefers the workspace to the user in a trusted workspace', () => {
    const settings = source({ model: { globalValue: 'mine', workspaceValue: 'ours' }, threads: { globalValue: 4, workspaceFolderValue: 2 } });
    expect(readSettings(settings, true)).toMatchObject({ model: 'ours', threads: 2 });
  });

  it('reads nothing from an untrusted workspace', () => {
    const evil = { workspaceValue: '/evil/model.gguf', workspaceFolderValue: '/evil/model.gguf' };
    expect(readSettings(source({ model: { globalValue: 'mine', ...evil }, modelDirectory: evil, threads: { workspaceValue: 99 } }), false)).toEqual({ ...defaults, model: 'mine' });
  });

  it('never takes the folder of the weights from a workspace', () => {
    expect(readSettings(source({ modelDirectory: { globalValue: '/home/me/models', workspaceValue: '/evil' } }), true).modelDirectory).toBe('/home/me/models');
  });

  it.each(['openai:https://evil.example/v1#m', ' OpenAI:http://127.0.0.1:1/v1#m', 'anthropic:m', 'editor:copilot/x', 'https://evil.example'])('never takes a model on another machine from a workspace, not even a trusted one: %s', (evil) => {
    expect(readSettings(source({ model: { globalValue: 'mine', workspaceValue: evil } }), true).model).toBe('mine');
    expect(readSettings(source({ model: { workspaceFolderValue: evil } }), true).model).toBe(defaults.model);
    expect(readSettings(source({ model: { globalValue: evil } }), true).model).toBe(evil.trim());
  });

  it.each(['hf:owner/repository/file.gguf', 'C:\\models\\x.gguf', '/models/x.gguf'])('takes a model of this machine from a trusted workspace: %s', (model) => {
    expect(readSettings(source({ model: { globalValue: 'mine', workspaceValue: model } }), true).model).toBe(model);
  });

  it('reads which models do which jobs, worker by worker', () => {
    const settings = source({ models: { globalValue: { commit: 'mine', explain: ['a', ' b ', 'a', 7, ''], pr: 5, ' ': 'x' }, workspaceValue: { commit: ['ours'], '*': 'small' } } });
    expect(readSettings(settings, true).models).toEqual({ commit: ['ours'], explain: ['a', 'b'], '*': ['small'] });
    expect(readSettings(settings, false).models).toEqual({ commit: ['mine'], explain: ['a', 'b'] });
    expect(readSettings(source({ models: { globalValue: ['commit'] } }), true).models).toEqual({});
  });

  it('never takes a server for a job from a workspace', () => {
    const evil = 'openai:https://evil.example/v1#m';
    const settings = source({ models: { globalValue: { commit: 'mine', pr: evil }, workspaceValue: { commit: evil, explain: [evil, 'here'] } } });
    expect(readSettings(settings, true).models).toEqual({ commit: ['mine'], pr: [evil], explain: ['here'] });
  });

  it('can switch drafting ahead off', () => {
    expect(readSettings(source({ 'commit.draftAhead': { globalValue: false } }), true).draftAhead).toBe(false);
    expect(readSettings(source({ 'commit.draftAhead': { globalValue: true, workspaceValue: false } }), true).draftAhead).toBe(false);
    expect(readSettings(source({ 'commit.draftAhead': { workspaceValue: false } }), false).draftAhead).toBe(true);
  });

  it('can switch explaining ahead off', () => {
    expect(readSettings(source({ 'explain.ahead': { globalValue: false } }), true).explainAhead).toBe(false);
    expect(readSettings(source({ 'explain.ahead': { workspaceValue: false } }), false).explainAhead).toBe(true);
  });

  it('can switch summarising ahead off', () => {
    expect(readSettings(source({ 'pullRequest.ahead': { globalValue: false } }), true).summarizeAhead).toBe(false);
    expect(readSettings(source({ 'pullRequest.ahead': { workspaceValue: false } }), false).summarizeAhead).toBe(true);
  });

  it('puts wrong values right', () => {
    const settings = source({
      model: { globalValue: '  ' },
      modelDirectory: { globalValue: 7 },
      threads: { globalValue: -3 },
      contextTokens: { globalValue: 1e9 },
      idleMinutes: { globalValue: 'never' },
      'commit.draftAhead': { globalValue: 'yes' },
    });
    expect(readSettings(settings, true)).toEqual({ ...defaults, threads: 0, contextTokens: 131_072 });
  });

  it('takes the instructions for commit messages, within bounds', () => {
    const settings = source({ 'commit.instructions': { globalValue: ' Say why. ', workspaceValue: 'x'.repeat(9000) } });
    expect(readSettings(settings, false).instructions).toBe('Say why.');
    expect(readSettings(settings, true).instructions).toHaveLength(2000);
  });

  it('declares every setting as restricted, with a Markdown description and a scope', () => {
    const { configuration } = manifest.contributes;
    const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    // A workspace, trusted or not, may name more paths that never leave.
    const { 'journeyman.escalation.exclude': exclude, ...others } = configuration.properties;
    expect(exclude.scope).toBe('resource');
    expect(restricted.toSorted()).toEqual(Object.keys(others).toSorted());
    for (const property of Object.values(others)) {
      expect(property.markdownDescription.length).toBeGreaterThan(20);
      expect(property.scope).toMatch(/^machine(-overridable)?$/);
    }
  });
});

describe('a change of a setting', () => {
  const names = Object.keys(manifest.contributes.configuration.properties);
  const change = (name: string) => ({ affectsConfiguration: (section: string) => name === section || name.startsWith(`${section}.`) });

  it('has the parts made anew where they are made of it: all others are read when they are needed', () => {
    const others = names.filter((name) => !changesParts(change(name)));
    expect(others).toEqual(['commit.instructions', 'commit.draftAhead', 'explain.ahead', 'pullRequest.ahead', 'learn'].map((name) => `journeyman.${name}`));
  });

  it('undoes what was worked out ahead where it would be another answer now', () => {
    const answers = names.filter((name) => changesAnswers(change(name), 'commit.instructions'));
    expect(answers).toEqual(['model', 'models', 'modelDirectory', 'contextTokens', 'commit.instructions'].map((name) => `journeyman.${name}`));
  });
});
