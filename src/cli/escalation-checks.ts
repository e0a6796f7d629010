import type { EscalationOptions } from '../composition.ts';
import { formatDollars, formatTokens } from '../core/amounts.ts';
import type { Spent } from '../core/escalation.ts';
import { doubtThresholds, doubtWords } from '../core/escalation-policy.ts';
import { budgetWords } from './budget.ts';
import type { Finding } from './checks.ts';
import type { Context } from './context.ts';
import { keyVariables } from './remote-reference.ts';

/** What each mode does, for people. */
const MODES = { off: 'It is off: nothing leaves this machine.', ask: 'You are asked before something leaves', automatic: 'What you have agreed to leaves without a question' };

export function escalationMode(options: EscalationOptions | undefined): Finding {
  if (!options || options.settings.mode === 'off') return { passed: true, detail: `${MODES.off}${options ? '' : ' To set it up: --remote or JOURNEYMAN_REMOTE.'}` };
  const { mode, doubt } = options.settings;
  const when = `${MODES[mode]}, ${doubtWords[doubt]}: where the confidence is below ${doubtThresholds[doubt] * 100} %.`;
  return { passed: options.remote !== '', detail: options.remote === '' ? 'It is on, but no remote model is named.' : when, next: 'Name one by --remote or JOURNEYMAN_REMOTE.' };
}

/** Whether there is a key, and in which variable; never the key. */
export function keyFound(reference: string, env: Context['env']): Finding {
  const names = keyVariables(reference);
  const found = names.find((name) => env[name]);
  const needed = names.length > 1;
  const key = found === undefined ? `there is no key${needed ? '' : ', which a server of your own may not need'}` : `the key is in $${found}`;
  return { passed: found !== undefined || !needed, detail: `${reference}; ${key}. It was not called.`, next: `Set one of: ${names.join(', ')}.` };
}

export function plainHttp({ allowHttp }: EscalationOptions): Finding {
  return { passed: true, detail: allowHttp ? 'JOURNEYMAN_ALLOW_HTTP allows it to any address: whoever is on the way can read what is sent.' : 'It is allowed to this machine only.' };
}

/** `spent` is undefined where nothing is at hand that knows. */
export function budgetOf({ settings: { budget } }: EscalationOptions, spent: { today: Spent; month: Spent } | undefined): Finding {
  const words = ({ dollars, tokens }: Spent) => `${formatDollars(dollars)} and ${formatTokens(tokens)}`;
  return { passed: true, detail: `${budgetWords(budget)}${spent ? `; spent ${words(spent.today)} today, ${words(spent.month)} this month` : ''}.` };
}

export function whatStays({ exclude }: EscalationOptions): Finding {
  const own = exclude.length > 0 ? `, nor ${exclude.length} ${exclude.length === 1 ? 'pattern' : 'patterns'} of JOURNEYMAN_EXCLUDE` : '';
  return { passed: true, detail: `What .gitignore, .journeymanignore and other tools' files of what AI must not see name does not leave${own}.` };
}
