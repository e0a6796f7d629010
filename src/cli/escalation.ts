import type { EscalationOptions } from '../composition.ts';
import type { Doubt, EscalationMode } from '../core/escalation.ts';
import { doubtThresholds } from '../core/escalation-policy.ts';
import { UsageError } from './arguments.ts';
import { parseBudget } from './budget.ts';
import { type ConsentMemory, createTerminalConsent } from './consent.ts';
import type { Context } from './context.ts';
import { isRemote, keyVariables, parseRemote } from './remote-reference.ts';

const MODES: readonly EscalationMode[] = ['off', 'ask', 'automatic'];
const DOUBTS = Object.keys(doubtThresholds) as Doubt[];

/** Up to a comma that is not between braces. */
const PATTERN = /(?:\{(?:[^{}\n]|\{[^{}\n]*\}){0,4096}\}|[^,\n])+/g;

type Asked = { [name in 'escalate' | 'remote' | 'doubt']?: string | undefined };

/**
 * Whether and how a remote model is asked, by the command's options, else by the environment; undefined where nothing of it is set up.
 * A UsageError for values that mean nothing. `memory` keeps what was agreed to for good.
 */
export function readEscalation(context: Pick<Context, 'stdin' | 'stderr' | 'env'>, asked: Asked, memory?: ConsentMemory): EscalationOptions | undefined {
  const { env } = context;
  const remote = asked.remote ?? env['JOURNEYMAN_REMOTE'] ?? '';
  const recipient = parseRemote(remote)?.recipient;
  // What is not understood may hold a key, and is not repeated.
  if (remote !== '' && recipient === undefined) throw new UsageError(`${asked.remote === undefined ? '$JOURNEYMAN_REMOTE' : '--remote'} takes openai:https://HOST/v1#MODEL, anthropic:MODEL or google:MODEL${isRemote(remote) ? '; a key goes into $JOURNEYMAN_REMOTE_KEY, not into the address' : ''}.`);
  const mode = chosen('escalate', asked.escalate, env['JOURNEYMAN_ESCALATE'], MODES) ?? (remote === '' ? 'off' : 'ask');
  const doubt = chosen('doubt', asked.doubt, env['JOURNEYMAN_DOUBT'], DOUBTS) ?? 'whenInDoubt';
  const budget = parseBudget(env['JOURNEYMAN_BUDGET'] ?? '');
  const allowHttp = allowsHttp(env);
  const consentGiven = isSet('JOURNEYMAN_CONSENT', 'given', env);
  if (mode === 'off' && remote === '') return undefined;
  return {
    settings: { mode, workers: {}, doubt, budget },
    remote,
    allowHttp,
    exclude: (env['JOURNEYMAN_EXCLUDE'] ?? '').match(PATTERN)?.map((pattern) => pattern.trim()).filter(Boolean) ?? [],
    prices: {},
    trusted: true,
    consent: createTerminalConsent(context, { given: consentGiven, memory }),
    // Nobody else's address gets this key.
    key: async (to) => (to === recipient ? keyVariables(remote).map((name) => env[name]).find(Boolean) : undefined),
  };
}

/** Whether plain http to other machines may be used: for a large model, and for a server that stands in for the local one. */
export function allowsHttp(env: Context['env']): boolean {
  return isSet('JOURNEYMAN_ALLOW_HTTP', '1', env);
}

/** The value of the option, else of the variable. */
function chosen<Value extends string>(name: string, option: string | undefined, variable: string | undefined, values: readonly Value[]): Value | undefined {
  const text = option ?? (variable || undefined);
  if (text === undefined) return undefined;
  const value = values.find((each) => each === text);
  if (value === undefined) throw new UsageError(`${option === undefined ? `$JOURNEYMAN_${name.toUpperCase()}` : `--${name}`} takes ${values.slice(0, -1).join(', ')} or ${values.at(-1)}, not ${JSON.stringify(text)}.`);
  return value;
}

/** Whether the variable has the one value that it may have. What is meant as a no must not be taken for a yes. */
function isSet(name: string, value: string, env: Context['env']): boolean {
  const text = env[name] ?? '';
  if (text !== '' && text !== value) throw new UsageError(`$${name} takes ${value}, or is left out.`);
  return text === value;
}
