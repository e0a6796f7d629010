import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { doubtThresholds } from '../../../src/core/escalation-policy.ts';
import { escalationDefaults, readEscalation, wantsBetter, WORKER_NAMES } from '../../../src/editor/escalation-settings.ts';
import type { SettingsSource } from '../../../src/editor/settings.ts';

type Places = ReturnType<SettingsSource['inspect']>;
const source = (settings: Record<string, Places>): SettingsSource => ({ inspect: (key) => settings[key.replace('escalation.', '')] });
const read = (name: string, value: unknown) => readEscalation(source({ [name]: { globalValue: value } }));

describe('settings of escalation', () => {
  it('have defaults, which are those of the manifest, with the numbers behind the words', () => {
    const { properties } = manifest.contributes.configuration;
    const { mode, workers, doubt, budget } = escalationDefaults.settings;
    const { remote, allowHttp, exclude, prices } = escalationDefaults;
    expect(readEscalation(source({}))).toEqual(escalationDefaults);
    const stated = Object.entries(properties).filter(([name]) => name.startsWith('journeyman.escalation.')).map(([name, property]) => [name.replace('journeyman.escalation.', ''), property.default]);
    expect(Object.fromEntries(stated)).toEqual({ mode, workers, doubt, budget, model: remote, allowHttp, exclude, prices });
    const words = properties['journeyman.escalation.doubt'];
    expect(words.enum.map((word, place) => [word, Number(/(\d+) %/.exec(words.enumDescriptions[place]!)![1]) / 100])).toEqual(Object.entries(doubtThresholds));
    expect(Object.keys(properties['journeyman.escalation.workers'].properties)).toEqual([...WORKER_NAMES]);
  });

  it('are the user\'s alone: a workspace can neither switch it on nor redirect it', () => {
    const evil = (value: unknown): Places => ({ workspaceValue: value, workspaceFolderValue: value });
    const settings = source({ mode: evil('automatic'), workers: evil({ commit: 'automatic' }), doubt: evil('unlessSure'), model: evil('openai:https://evil.example/v1#m'), allowHttp: evil(true), budget: evil({ dollarsPerMonth: 1e9 }), prices: evil({ m: { input: 0, output: 0 } }) });
    expect(readEscalation(settings, [settings])).toEqual(escalationDefaults);
  });

  it('take paths that never leave from the user and from every folder, and let no folder take one back', () => {
    const window = source({ exclude: { globalValue: ['*.pem', '!public.pem'], workspaceValue: ['secret/', '!*.pem'] } });
    const folder = source({ exclude: { workspaceFolderValue: ['*.pem', 'a\n!b', ' !c', ''] } });
    expect(readEscalation(window, [folder]).exclude).toEqual(['*.pem', '!public.pem', 'secret/', 'a']);
    expect(read('exclude', '*.key').exclude).toEqual(['*.key']);
    expect(read('exclude', { '**/secret/**': true, '**/free/**': false, '*.sql': { when: '$(basename).ts' } }).exclude).toEqual(['**/secret/**', '*.sql']);
    expect(read('exclude', null).exclude).toEqual([]);
  });

  it.each([[7], [true], [['*.pem', 7]], [[['a']]], ['x'.repeat(5000)], [Array.from({ length: 1001 }, (_, index) => `${index}.pem`)]])('lets nothing leave where the patterns cannot be read', (value) => {
    expect(read('exclude', value).exclude).toEqual(['*']);
  });

  it.each([
    ['mode', 'always', { mode: 'off' }],
    ['mode', 'automatic', { mode: 'automatic' }],
    ['doubt', 0.9, { doubt: 'whenInDoubt' }],
    ['doubt', 'toString', { doubt: 'whenInDoubt' }],
    ['workers', { commit: 'automatic', pr: 'yes', review: null }, { workers: { commit: 'automatic', pr: 'off', review: 'off' } }],
    ['workers', ['automatic'], { workers: {} }],
    ['workers', JSON.parse('{"__proto__": {"commit": "automatic"}}'), { workers: {} }],
    ['budget', { tokensPerDay: 1000 }, { budget: { dollarsPerMonth: 5, tokensPerDay: 1000 } }],
    ['budget', { dollarsPerMonth: null }, { budget: {} }],
    ['budget', { dollarsPerMonth: 'much', dollarsPerDay: -1, tokensPerDay: Number.NaN }, { budget: { dollarsPerMonth: 0, dollarsPerDay: 0, tokensPerDay: 0 } }],
    ['budget', 'none', { budget: { dollarsPerMonth: 5 } }],
  ])('read %s %j as no more than it says', (name, value, expected) => {
    expect(read(name, value).settings).toMatchObject(expected);
    expect(read(name, value).settings).toEqual({ ...escalationDefaults.settings, ...expected });
  });

  it('take what is of the wrong type for nothing', () => {
    expect(read('model', 7).remote).toBe('');
    expect(read('model', ' anthropic:m ').remote).toBe('anthropic:m');
    expect(read('allowHttp', 'yes').allowHttp).toBe(false);
    expect(read('prices', { good: { input: 1, output: 2, more: 3 }, free: { input: 0, output: 0 }, negative: { input: -1, output: 2 }, half: { input: 1 }, none: null }).prices).toEqual({ good: { input: 1, output: 2 }, free: { input: 0, output: 0 } });
  });

  it('want a better answer than one of little confidence only where a model is set up and its worker may ask', () => {
    const choice = { ...escalationDefaults, remote: 'anthropic:m' };
    expect(wantsBetter(choice, 'commit', 0.49)).toBe(true);
    expect(wantsBetter(choice, 'commit', 0.5)).toBe(false);
    expect(wantsBetter(escalationDefaults, 'commit', 0.1)).toBe(false);
    expect(wantsBetter({ ...choice, settings: { ...choice.settings, workers: { commit: 'off' } } }, 'commit', 0.1)).toBe(false);
  });
});
