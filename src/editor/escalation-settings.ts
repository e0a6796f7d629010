import type { Budget, Doubt, EscalationMode, EscalationSettings, Price } from '../core/escalation.ts';
import { doubtThresholds, modeOf } from '../core/escalation-policy.ts';
import type { SettingsSource } from './settings.ts';

/** What the user allows of escalation, and which model it goes to. */
export interface EscalationChoice {
  settings: EscalationSettings;
  /** A remote reference; empty for none. */
  remote: string;
  allowHttp: boolean;
  /** Patterns, as in a .gitignore, of paths that never leave. */
  exclude: string[];
  prices: Record<string, Price>;
}

export const WORKER_NAMES = ['commit', 'explain', 'pr', 'review', 'changelog'] as const;
const MODES: readonly EscalationMode[] = ['off', 'ask', 'automatic'];

export const escalationDefaults: EscalationChoice = {
  settings: { mode: 'ask', workers: {}, doubt: 'whenInDoubt', budget: { dollarsPerMonth: 5 } },
  remote: '',
  allowHttp: false,
  exclude: [],
  prices: {},
};

/** Far above what anybody writes by hand. */
const MOST_ENTRIES = 1_000;
const LONGEST_PATTERN = 4_096;
const EVERYTHING = '*';

/**
 * Reads `journeyman.escalation.*`. All of it is the user's: a workspace is not looked at, not even a trusted one, but for the patterns of paths that
 * never leave. To those it may add, and it can take none away. `folders` are the settings of the workspace's folders.
 */
export function readEscalation(source: SettingsSource, folders: readonly SettingsSource[] = []): EscalationChoice {
  const own = (name: string): unknown => source.inspect(`escalation.${name}`)?.globalValue;
  const { settings } = escalationDefaults;
  return {
    settings: {
      mode: oneOf(MODES, own('mode')) ?? (own('mode') === undefined ? settings.mode : 'off'),
      workers: modes(own('workers')),
      doubt: oneOf<Doubt>(Object.keys(doubtThresholds) as Doubt[], own('doubt')) ?? settings.doubt,
      budget: budget(own('budget')),
    },
    remote: typeof own('model') === 'string' ? (own('model') as string).trim() : '',
    allowHttp: own('allowHttp') === true,
    exclude: [...new Set([...patterns(own('exclude')), ...[source, ...folders].flatMap(workspacePatterns)])],
    prices: prices(own('prices')),
  };
}

/** Whether a remote model is wanted for an answer that was written unasked, of this confidence. */
export function wantsBetter({ settings, remote }: EscalationChoice, worker: string, confidence: number): boolean {
  return remote !== '' && modeOf(settings, worker) !== 'off' && confidence < doubtThresholds[settings.doubt];
}

/** A pattern that takes others back would let a workspace send what the user excludes. */
function workspacePatterns(source: SettingsSource): string[] {
  const { workspaceValue, workspaceFolderValue } = source.inspect('escalation.exclude') ?? {};
  return [...patterns(workspaceValue), ...patterns(workspaceFolderValue)].filter((pattern) => !pattern.trimStart().startsWith('!'));
}

/** A list, one pattern, or what `files.exclude` takes: patterns with true or false. Where it cannot be read, nothing may leave. */
function patterns(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const list: unknown[] = Array.isArray(value) ? value : typeof value === 'object' ? entries(value).flatMap(([pattern, holds]) => (holds === false ? [] : [pattern])) : [value];
  const lines = list.flatMap((entry) => (typeof entry === 'string' ? entry.split(/[\r\n]+/) : [undefined])).filter((line) => line === undefined || line.trim() !== '');
  const readable = lines.filter((line) => line !== undefined && line.length <= LONGEST_PATTERN) as string[];
  return readable.length < lines.length || lines.length > MOST_ENTRIES ? [EVERYTHING] : readable;
}

/** A mode that cannot be read allows nothing. */
function modes(value: unknown): Record<string, EscalationMode> {
  return Object.fromEntries(entries(value).map(([worker, mode]) => [worker, oneOf(MODES, mode) ?? 'off']));
}

/** The default limits hold unless they are given; null takes one away. Where a limit cannot be read, nothing may be spent. */
function budget(value: unknown): Budget {
  const presets: Budget = escalationDefaults.settings.budget;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return presets;
  const given = value as Record<string, unknown>;
  const limits = (['dollarsPerDay', 'dollarsPerMonth', 'tokensPerDay', 'tokensPerMonth'] as const).flatMap((name) => {
    const limit = given[name] === undefined ? presets[name] : given[name];
    return limit === undefined || limit === null ? [] : [[name, typeof limit === 'number' && Number.isFinite(limit) ? Math.max(0, limit) : 0] as const];
  });
  return Object.fromEntries(limits);
}

function prices(value: unknown): Record<string, Price> {
  return Object.fromEntries(
    entries(value).flatMap(([model, price]) => {
      const { input, output } = (typeof price === 'object' && price !== null ? price : {}) as Partial<Record<keyof Price, unknown>>;
      return isAmount(input) && isAmount(output) ? [[model, { input, output }] as const] : [];
    }),
  );
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function entries(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  // A key of that name would set the prototype.
  return Object.entries(value).filter(([key]) => key !== '__proto__').slice(0, MOST_ENTRIES);
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | undefined {
  return values.find((one) => one === value);
}
