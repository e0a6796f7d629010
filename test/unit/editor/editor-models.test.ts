import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestFailed, UserError } from '../../../src/core/errors.ts';

interface Message { role: string; content: string }
const vscode = vi.hoisted(() => {
  class CancellationTokenSource {
    token = { isCancellationRequested: false };
    cancel() {
      this.token.isCancellationRequested = true;
    }
    dispose() {}
  }
  const message = (role: string) => (content: string) => ({ role, content });
  return { CancellationTokenSource, LanguageModelChatMessage: { User: message('user'), Assistant: message('assistant') }, lm: undefined as unknown };
});
vi.mock('vscode', () => vscode);
const { createEditorModel, editorMessages, editorModel, editorModels } = await import('../../../src/editor/editor-models.ts');

let sent: { messages: Message[]; options: { justification?: string }; token: { isCancellationRequested: boolean } }[];
function chatModel(pieces: string[] | Error, vendor = 'copilot') {
  return {
    name: 'GPT-4.1',
    vendor,
    family: 'gpt-4.1',
    maxInputTokens: 64_000,
    countTokens: async (text: string | Message) => (typeof text === 'string' ? text : text.content).length,
    async sendRequest(messages: Message[], options: { justification?: string }, token: { isCancellationRequested: boolean }) {
      sent.push({ messages, options, token });
      if (pieces instanceof Error) throw pieces;
      return { text: (async function* () { yield* pieces; })() };
    },
  } as never;
}
const request = { messages: [{ role: 'system' as const, text: 'Be brief.' }, { role: 'user' as const, text: 'Why?' }], maxTokens: 100 };

beforeEach(() => {
  sent = [];
  vscode.lm = undefined;
});

describe('models of the editor', () => {
  it('are none where the editor has no such thing, or none to offer', async () => {
    const { signal } = new AbortController();
    expect(await editorModels()).toEqual([]);
    expect(await editorModel('copilot', 'gpt-4.1', signal)).toBeUndefined();
    vscode.lm = { selectChatModels: async () => [] };
    expect(await editorModel('copilot', 'gpt-4.1', signal)).toBeUndefined();
    vscode.lm = { selectChatModels: async ({ family }: { family: string }) => (family === 'gpt-4.1' ? [chatModel(['x'])] : []) };
    expect(await editorModel('copilot', 'gpt-4.1', signal)).toMatchObject({ name: 'gpt-4.1', recipient: 'GitHub Copilot', price: undefined });
  });

  it('answer in pieces, and are told why they are asked', async () => {
    const model = createEditorModel(chatModel(['Be', '', 'cause.']));
    const pieces: string[] = [];
    const answer = await model.generate(request, (piece) => pieces.push(piece));
    expect(answer).toMatchObject({ text: 'Because.', tokens: [], stopReason: 'end', promptTokens: 'Be brief.\n\nWhy?'.length, outputTokens: 8 });
    expect(pieces).toEqual(['Be', 'cause.']);
    expect(sent[0]!.messages).toEqual([{ role: 'user', content: 'Be brief.\n\nWhy?' }]);
    expect(sent[0]!.options.justification).toContain('Journeyman');
    expect([await model.contextTokens(), await model.countTokens(['abc', 'd'])]).toEqual([64_000, [3, 1]]);
  });

  it('are ended at a stop text, also where it comes in two pieces, and at the limit', async () => {
    expect(await createEditorModel(chatModel(['one\n', '\ntwo', ' three'])).generate({ ...request, stop: ['\n\n'] })).toMatchObject({ text: 'one', stopReason: 'stop' });
    const endless = await createEditorModel(chatModel(Array<string>(1000).fill('word '))).generate({ ...request, maxTokens: 5 });
    expect(endless.text.length).toBeLessThan(100);
    expect(endless.stopReason).toBe('length');
  });

  it('get what the API has no place for as words of the user', () => {
    const { messages } = request;
    expect(editorMessages({ messages, prefill: 'feat' })).toEqual([{ role: 'user', text: 'Be brief.\n\nWhy?\n\nYour answer goes on from these words; do not repeat them: "feat"' }]);
    expect(editorMessages({ messages: [...messages, { role: 'assistant', text: 'So.' }], prefill: 'x' }).map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(messages[1]!.text).toBe('Why?');
  });

  it.each([
    ['NoPermissions', 'has not been allowed', 'nothing'],
    ['Blocked', 'quota', undefined],
    ['NotFound', 'no longer offers', 'nothing'],
    ['Unknown', 'broken pipe', undefined],
  ])('that fail with %s say what to do, and whether anything left', async (code, why, used) => {
    const failure = Object.assign(new Error('broken pipe'), { code });
    const error: unknown = await createEditorModel(chatModel(failure)).generate(request).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as Partial<RequestFailed>).used).toBe(used);
    // What fails later has left the editor.
    const late = { ...(chatModel([]) as object), sendRequest: async () => ({ text: (async function* () { yield* [] as string[]; throw failure; })() }) } as never;
    const lateError: unknown = await createEditorModel(late).generate(request).catch((thrown: unknown) => thrown);
    expect([(lateError as UserError).why, lateError instanceof RequestFailed]).toEqual([expect.stringContaining(why), false]);
    expect((error as UserError).why).toContain(why);
    expect((error as UserError).next).not.toBe('');
  });

  it('that give nothing have failed', async () => {
    await expect(createEditorModel(chatModel([' ', '\n'])).generate(request)).rejects.toThrow(UserError);
  });

  it('are cancelled at once, even those that do not listen', async () => {
    const stop = new AbortController();
    const deaf = { ...(chatModel([]) as object), countTokens: () => new Promise(() => undefined) } as never;
    const waiting = createEditorModel(deaf).generate(request, undefined, stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await expect(createEditorModel(chatModel(['x'])).generate(request, undefined, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(sent).toEqual([]);
  });
});
