import { beforeEach, describe, expect, it, vi } from 'vitest';

let lists: { label: string; description: string }[][] = [];
let pick = '';
vi.mock('vscode', () => ({
  commands: { executeCommand: async () => undefined },
  window: {
    async showQuickPick(items: { label: string; description: string }[]) {
      lists.push(items);
      return items.find(({ label }) => label === pick);
    },
    setStatusBarMessage: () => undefined,
    showInformationMessage: async () => undefined,
  },
}));

const { removeRemoteKey } = await import('../../../src/editor/remote-key-commands.ts');
const { RemoteKeys } = await import('../../../src/editor/remote-keys.ts');

async function remove(stored: string[], references: string[]) {
  const kept = new Map<string, string>();
  const keys = new RemoteKeys({ get: async (name) => kept.get(name), store: async (name, value) => void kept.set(name, value), delete: async (name) => void kept.delete(name) });
  for (const recipient of stored) await keys.set(recipient, 'geheim');
  await removeRemoteKey({ keys, errors: {} as never, references: () => references })();
  return keys.recipients();
}

beforeEach(() => {
  [lists, pick] = [[], ''];
});

describe('removing a key', () => {
  it('is offered for those that have one, also where no setting names them any more', async () => {
    pick = 'old.example';
    expect(await remove(['old.example', 'new.example'], ['openai:https://new.example/v1#large', ''])).toEqual(['new.example']);
    expect(lists).toEqual([[{ label: 'old.example', description: 'not set up any more' }, { label: 'new.example', description: 'large' }]]);
  });

  it('needs no model that is set up', async () => {
    expect(await remove(['old.example'], [''])).toEqual([]);
  });
});
