import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** Parts of the labels that are picked, and what is typed, one after the other; undefined is Escape. */
let picks: string[] = [];
let typed: (string | undefined)[] = [];
/** Titles and prompts of what was asked for in words. */
let asked: string[] = [];
let saved: Record<string, unknown> = {};

vi.mock('vscode', () => ({
  QuickPickItemKind: { Separator: -1 },
  ConfigurationTarget: { Global: 1 },
  lm: { selectChatModels: async () => [] },
  commands: { executeCommand: async () => undefined },
  window: {
    async showQuickPick(items: (string | { label: string })[]) {
      const wanted = picks.shift();
      return wanted === undefined ? undefined : items.find((item) => (typeof item === 'string' ? item : item.label).includes(wanted));
    },
    async showInputBox({ title, prompt }: { title: string; prompt: string }) {
      asked.push(`${title}: ${prompt}`);
      return typed.shift();
    },
    setStatusBarMessage: () => undefined,
  },
  workspace: { getConfiguration: () => ({ update: async (name: string, value: unknown) => void (saved[name] = value) }) },
}));

const { selectRemoteModel } = await import('../../../src/editor/remote-choice.ts');
const { RemoteKeys } = await import('../../../src/editor/remote-keys.ts');
const { escalationDefaults } = await import('../../../src/editor/escalation-settings.ts');

function setUp() {
  const kept = new Map<string, string>();
  const keys = new RemoteKeys({ get: async (name) => kept.get(name), store: async (name, value) => void kept.set(name, value), delete: async (name) => void kept.delete(name) });
  const errors = { show: (_what: string, error: unknown) => Promise.reject(error), failure: () => undefined };
  return { keys, choose: selectRemoteModel({ keys, errors: errors as never, choice: () => escalationDefaults }) };
}

/** What the server says when its models are asked for. */
const server = (answer: (key: string | null) => Response) => vi.stubGlobal('fetch', async (_url: string, { headers }: RequestInit) => answer(new Headers(headers).get('authorization')));
const models = () => Response.json({ data: [{ id: 'qwen' }] });
const keyPrompts = () => asked.filter((each) => each.startsWith('API Key for'));

beforeEach(() => {
  [picks, typed, asked, saved] = [['OpenAI-Compatible', 'qwen', 'Ask each time'], ['https://models.example/v1'], [], {}];
});
afterEach(() => vi.unstubAllGlobals());

describe('setting up escalation', () => {
  it('asks for no key where a server of the own network tells its models without one', async () => {
    server(models);
    typed = ['http://127.0.0.1:11434/v1'];
    await setUp().choose();
    expect(keyPrompts()).toEqual([]);
    expect(saved).toEqual({ model: 'openai:http://127.0.0.1:11434/v1#qwen', mode: 'ask' });
  });

  it('asks for one where a provider tells its models to everybody', async () => {
    server(models);
    typed.push('geheim');
    const { keys, choose } = setUp();
    await choose();
    expect(keyPrompts()).toHaveLength(1);
    expect(await keys.get('models.example')).toBe('geheim');
  });

  it('takes an empty entry for a server that needs no key, and asks once', async () => {
    server(() => new Response(null, { status: 404 }));
    picks = ['OpenAI-Compatible', 'Ask each time'];
    typed.push('qwen', '');
    const { keys, choose } = setUp();
    await choose();
    expect(keyPrompts()).toEqual([expect.stringContaining('Leave it empty and press Enter where the server needs no key.')]);
    expect(saved['model']).toBe('openai:https://models.example/v1#qwen');
    expect(await keys.get('models.example')).toBeUndefined();
  });

  it('asks for the key that the server wants, and lists its models with it', async () => {
    server((key) => (key === 'Bearer geheim' ? models() : new Response(null, { status: 401 })));
    typed.push('geheim');
    const { keys, choose } = setUp();
    await choose();
    expect(keyPrompts()).toHaveLength(1);
    expect(saved['model']).toBe('openai:https://models.example/v1#qwen');
    expect(await keys.get('models.example')).toBe('geheim');
  });

  it.each([
    ['when the key is wanted', 401, [undefined]],
    ['when it is not known whether one is', 404, ['qwen', undefined]],
  ])('is given up by Escape %s', async (_, status, then) => {
    server(() => new Response(null, { status }));
    typed.push(...then);
    await setUp().choose();
    expect(keyPrompts()).toHaveLength(1);
    expect(saved).toEqual({});
  });

  it('does not do without a key for those who always want one', async () => {
    [picks, typed] = [['Anthropic', 'Ask each time'], ['claude-sonnet-4-5', '']];
    await setUp().choose();
    expect(keyPrompts()).toEqual([expect.not.stringContaining('empty')]);
    expect(saved).toEqual({});
  });
});
