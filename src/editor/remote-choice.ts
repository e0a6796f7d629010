import * as vscode from 'vscode';
import type { EscalationMode } from '../core/escalation.ts';
import { editorModels, editorReference } from './editor-models.ts';
import type { ErrorReporter } from './errors.ts';
import type { EscalationChoice } from './escalation-settings.ts';
import { listModels, serverAddress } from './model-list.ts';
import { askForKey } from './remote-key-commands.ts';
import type { RemoteKeys } from './remote-keys.ts';
import { isHosted, isLoopback, vendorName } from '../remote/reference.ts';
import { recipientOfReference } from './remote-recipient.ts';

export interface RemoteChoiceDependencies {
  keys: RemoteKeys;
  errors: ErrorReporter;
  choice(): EscalationChoice;
}

interface Provider extends vscode.QuickPickItem {
  pick?: () => Promise<Picked | undefined>;
}

/** A reference, empty for none. */
interface Picked {
  reference: string;
  /** Whether plain http to another machine is insisted on. */
  allowHttp?: true;
  /** Whether it is known that it needs no key, or its key was asked for. */
  keySettled?: boolean;
}

const title = 'Set Up Escalation';

/** Lets the user choose the model that is asked where the small one is not sure, its key, and when it may be asked. Writes the user's settings. */
export function selectRemoteModel(dependencies: RemoteChoiceDependencies) {
  return async (): Promise<void> => {
    try {
      await choose(dependencies);
    } catch (error) {
      dependencies.errors.show('Escalation was not set up.', error);
    }
  };
}

async function choose({ keys, choice }: RemoteChoiceDependencies): Promise<void> {
  const current = choice();
  const offered = await editorModels().catch(() => []);
  const separator = (label: string): Provider => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const providers: Provider[] = [
    { label: '$(server) OpenAI-Compatible Address…', detail: 'OpenAI, vLLM, llama-server, Ollama, LM Studio, LiteLLM and others', pick: () => pickServer(keys, current) },
    { label: '$(cloud) Anthropic…', description: 'api.anthropic.com', pick: () => typeModel('anthropic', 'claude-sonnet-4-5') },
    { label: '$(cloud) Google…', description: 'generativelanguage.googleapis.com', pick: () => typeModel('google', 'gemini-2.5-flash') },
    ...(offered.length > 0 ? [separator("The editor's own models")] : []),
    ...offered.map((model) => ({ label: `$(sparkle) ${model.name}`, description: vendorName(model.vendor), pick: async () => ({ reference: editorReference(model) }) })),
    separator(''),
    { label: '$(circle-slash) None', detail: 'Nothing leaves this machine', pick: async () => ({ reference: '' }) },
  ];
  const provider = await vscode.window.showQuickPick(providers, { title, placeHolder: current.remote === '' ? 'Who is asked where the small model is not sure?' : `Now: ${current.remote}`, matchOnDescription: true, matchOnDetail: true });
  const picked = await provider?.pick?.();
  if (!picked) return;
  const configuration = vscode.workspace.getConfiguration('journeyman.escalation');
  const save = (name: string, value: unknown) => configuration.update(name, value, vscode.ConfigurationTarget.Global);
  if (picked.reference === '') return void (await save('model', undefined));
  const recipient = recipientOfReference(picked.reference);
  const wanted = recipient && !recipient.editor && !recipient.local && !picked.keySettled && (await keys.get(recipient.name)) === undefined;
  if (wanted && !(await askForKey(keys, recipient.name, { optional: isHosted(picked.reference) }))) return;
  const mode = await pickMode(current.settings.mode);
  if (!mode) return;
  if (picked.allowHttp) await save('allowHttp', true);
  await save('model', picked.reference);
  await save('mode', mode);
  vscode.window.setStatusBarMessage(`$(cloud) ${recipient?.model ?? picked.reference} at ${recipient?.name ?? 'the editor'}: ${mode}`, 8_000);
}

async function pickServer(keys: RemoteKeys, { allowHttp }: EscalationChoice): Promise<Picked | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt: 'The address of the server, as far as /v1',
    placeHolder: 'https://api.openai.com/v1',
    ignoreFocusOut: true,
    validateInput: (value) => {
      const read = serverAddress(value);
      return value === '' || !('problem' in read) ? undefined : read.problem;
    },
  });
  const server = text ? serverAddress(text) : undefined;
  if (!server || 'problem' in server) return undefined;
  const insisted = server.plain && !allowHttp && !isLoopback(new URL(server.address).hostname);
  if (insisted && !(await insists(server.host))) return undefined;
  let models = await listModels(server.address, await keys.get(server.host));
  // Providers on the internet may list their models to everybody and want a key for an answer.
  const keySettled = models.kind === 'key wanted' || (models.kind === 'models' && server.plain);
  if (models.kind === 'key wanted') {
    if (!(await askForKey(keys, server.host, { optional: true }))) return undefined;
    models = await listModels(server.address, await keys.get(server.host));
  }
  const model = models.kind === 'models' ? await vscode.window.showQuickPick(models.names, { title, placeHolder: `A model of ${server.host}` }) : await typeName('gpt-4.1-mini');
  return model ? { reference: `openai:${server.address}#${model.trim()}`, keySettled, ...(insisted && { allowHttp: true }) } : undefined;
}

async function insists(host: string): Promise<boolean> {
  const anyway = 'Use It Anyway';
  const detail = 'Everything that is sent to it, and its key, can be read on the way. Do so only in a network that is your own.';
  return (await vscode.window.showWarningMessage(`${host} is asked over plain http.`, { modal: true, detail }, anyway)) === anyway;
}

async function typeModel(provider: string, example: string): Promise<Picked | undefined> {
  const model = await typeName(example);
  return model === undefined ? undefined : { reference: `${provider}:${model}` };
}

async function typeName(example: string): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({ title, prompt: 'The name of the model', placeHolder: example, ignoreFocusOut: true, validateInput: (value) => (/\s/.test(value.trim()) ? 'A name of a model has no spaces.' : undefined) });
  return name?.trim() || undefined;
}

const MODES: Record<EscalationMode, { label: string; detail: string }> = {
  ask: { label: 'Ask each time', detail: 'A question with the cost; the local answer can be used meanwhile' },
  automatic: { label: 'Automatic', detail: 'You are asked once for each kind of answer, with the exact text' },
  off: { label: 'Off', detail: 'Set up, but never asked' },
};

async function pickMode(current: EscalationMode): Promise<EscalationMode | undefined> {
  const items = (['ask', 'automatic', 'off'] as const).map((mode) => ({ ...MODES[mode], ...(mode === current && { description: 'now' }), mode }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: 'When the small model is not sure' }))?.mode;
}
