import { type ModelRoutes, readRoutes } from '../models/model-routes.ts';

/** The user's settings, typed and within their bounds. */
export interface Settings {
  /** Catalogue name, `hf:owner/repository/file.gguf`, the absolute path of a GGUF file, or `openai:https://host/v1#model` of a server. */
  model: string;
  /** Other models for the jobs of some workers. */
  models: ModelRoutes;
  /** Folder of the weights; empty for the one in the user's cache. */
  modelDirectory: string;
  /** CPU threads; 0 chooses. */
  threads: number;
  /** Upper limit of prompt and answer together. */
  contextTokens: number;
  /** Minutes without work after which the model's memory is given back; 0 keeps it. */
  idleMinutes: number;
  /** The user's own wishes for commit messages, in words; empty for none. */
  instructions: string;
  /** Whether a commit message is drafted as soon as what is staged has settled. */
  draftAhead: boolean;
  /** Whether the diagnostics on screen are explained before they are asked about. */
  explainAhead: boolean;
  /** Whether a branch is summarised as commits are made on it. */
  summarizeAhead: boolean;
  /** Whether confidence learns from what the user keeps, edits or throws away. */
  learn: boolean;
}

/** Names in VS Code's settings that differ from ours. */
const NAMES: Partial<Record<keyof Settings, string>> = { instructions: 'commit.instructions', draftAhead: 'commit.draftAhead', explainAhead: 'explain.ahead', summarizeAhead: 'pullRequest.ahead' };

export const defaults: Settings = { model: 'qwen2.5-coder-1.5b', models: {}, modelDirectory: '', threads: 0, contextTokens: 8192, idleMinutes: 10, instructions: '', draftAhead: true, explainAhead: true, summarizeAhead: true, learn: true };

/** Characters; longer instructions would crowd out the change itself. */
const MAX_INSTRUCTIONS = 2000;

/** What is used of VS Code's configuration: each setting with where it was set. */
export interface SettingsSource {
  inspect(key: string): { globalValue?: unknown; workspaceValue?: unknown; workspaceFolderValue?: unknown } | undefined;
}

/** What is used of VS Code's event that settings have changed. */
export interface SettingsChange {
  affectsConfiguration(section: string): boolean;
}

/** The settings that decide which model answers, and how much it reads. */
const ANSWERED_BY = ['model', 'models', 'modelDirectory', 'contextTokens'];
/** The settings that the parts are made of. All others are read when they are needed. */
const MADE_OF = [...ANSWERED_BY, 'threads', 'idleMinutes', 'escalation'];

/** Whether the parts have to be made anew, which ends the model process. */
export function changesParts(change: SettingsChange): boolean {
  return affectsAny(change, MADE_OF);
}

/** Whether what was worked out ahead no longer holds: another model would answer, or one of the settings of this work is another one. */
export function changesAnswers(change: SettingsChange, ...own: string[]): boolean {
  return affectsAny(change, [...ANSWERED_BY, ...own]);
}

function affectsAny(change: SettingsChange, names: readonly string[]): boolean {
  return names.some((name) => change.affectsConfiguration(`journeyman.${name}`));
}

/**
 * The only reader of `journeyman.*`.
 * A workspace may choose among known things only when it is trusted: VS Code drops its restricted settings already, and here they are not
 * looked at a second time. The folder of the weights never comes from a workspace.
 */
export function readSettings(source: SettingsSource, workspaceTrusted: boolean): Settings {
  const own = (key: keyof Settings): unknown => source.inspect(nameOf(key))?.globalValue;
  const any = (key: keyof Settings): unknown => {
    const places = source.inspect(nameOf(key));
    return (workspaceTrusted ? (places?.workspaceFolderValue ?? places?.workspaceValue) : undefined) ?? places?.globalValue;
  };
  return {
    model: (namesServer(text(any('model'))) ? '' : text(any('model'))) || text(own('model')) || defaults.model,
    models: routes(source.inspect('models') ?? {}, workspaceTrusted),
    modelDirectory: text(own('modelDirectory')),
    threads: wholeNumber(any('threads'), 0, 256, defaults.threads),
    contextTokens: wholeNumber(any('contextTokens'), 1024, 131_072, defaults.contextTokens),
    idleMinutes: wholeNumber(any('idleMinutes'), 0, 24 * 60, defaults.idleMinutes),
    instructions: text(any('instructions')).slice(0, MAX_INSTRUCTIONS),
    draftAhead: any('draftAhead') !== false,
    explainAhead: any('explainAhead') !== false,
    summarizeAhead: any('summarizeAhead') !== false,
    learn: any('learn') !== false,
  };
}

/** What a setting is called in VS Code, after `journeyman.`. */
export function nameOf(key: keyof Settings): string {
  return NAMES[key] ?? key;
}

/** Whether a model's reference names a server. Code that goes there leaves the machine, which no workspace can cause, a trusted one neither. */
function namesServer(reference: string): boolean {
  return /^(?!hf:)[a-z][a-z0-9+.-]+:/i.test(reference);
}

/** The user's own and over them, worker by worker, those of a trusted workspace, without servers. */
function routes({ globalValue, workspaceValue, workspaceFolderValue }: { globalValue?: unknown; workspaceValue?: unknown; workspaceFolderValue?: unknown }, workspaceTrusted: boolean): ModelRoutes {
  if (!workspaceTrusted) return readRoutes(globalValue);
  const theirs = Object.entries(readRoutes(workspaceFolderValue ?? workspaceValue)).map(([worker, references]) => [worker, references.filter((each) => !namesServer(each))] as const);
  return { ...readRoutes(globalValue), ...Object.fromEntries(theirs.filter(([, references]) => references.length > 0)) };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function wholeNumber(value: unknown, min: number, max: number, fallback: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return fallback;
  return Math.min(max, Math.max(min, Math.round(value)));
}
