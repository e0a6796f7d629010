import { describe, expect, it, vi } from 'vitest';

const said: string[] = [];
vi.mock('vscode', () => ({ window: { showInformationMessage: async (text: string) => void said.push(text) } }));

const { downloadModel } = await import('../../../src/editor/model-commands.ts');
const { defaults } = await import('../../../src/editor/settings.ts');

describe('downloading the model', () => {
  it('has nothing to do where it is on a server, and says so', async () => {
    const parts = { use: () => Promise.reject(new Error('Nothing is to be looked for.')) };
    const errors = { show: (_what: string, error: unknown) => said.push(String(error)) };
    await downloadModel({ parts: parts as never, download: {} as never, errors: errors as never, settings: () => ({ ...defaults, model: 'openai:https://models.example/v1#qwen' }) })();
    expect(said).toEqual(['qwen is on a server (models.example), so nothing is to be downloaded. Select a model that runs on this machine to have one here.']);
  });
});
