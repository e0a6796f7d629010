import type { Budget } from '../core/escalation.ts';
import { formatDollars, formatTokens } from '../core/amounts.ts';
import { UsageError } from './arguments.ts';

const LIMIT = /^(?:\$(\d{1,9}(?:\.\d{1,6})?)|(\d{1,15}) ?tokens?)\/(day|month)$/;

/** What is spent unless somebody says otherwise, here as in the editor. */
const USUAL: Budget = { dollarsPerMonth: 5 };

/** Reads `$10/month,100000tokens/day`, or `none` for no limit; the usual limit stays where none of dollars a month is given. UsageError for what is not of this form, or says the same limit twice. */
export function parseBudget(text: string): Budget {
  if (text.trim() === '') return USUAL;
  if (text.trim() === 'none') return {};
  const budget: Budget = {};
  for (const part of text.split(',')) {
    const [, dollars, tokens, period] = LIMIT.exec(part.trim()) ?? [];
    if (period === undefined) throw new UsageError(`$JOURNEYMAN_BUDGET takes limits such as $5/month,100000tokens/day, or none, not ${JSON.stringify(part)}.`);
    const name = `${dollars === undefined ? 'tokens' : 'dollars'}Per${period === 'day' ? 'Day' : 'Month'}` as const;
    if (budget[name] !== undefined) throw new UsageError(`$JOURNEYMAN_BUDGET has two limits of ${dollars === undefined ? 'tokens' : 'dollars'} a ${period}.`);
    budget[name] = Number(dollars ?? tokens);
  }
  return { ...USUAL, ...budget };
}

/** `$5.00 a month, 100,000 tokens a day`; `no limit`. */
export function budgetWords({ dollarsPerDay, tokensPerDay, dollarsPerMonth, tokensPerMonth }: Budget): string {
  const limits = [
    dollarsPerDay === undefined ? [] : `${formatDollars(dollarsPerDay)} a day`,
    tokensPerDay === undefined ? [] : `${formatTokens(tokensPerDay)} a day`,
    dollarsPerMonth === undefined ? [] : `${formatDollars(dollarsPerMonth)} a month`,
    tokensPerMonth === undefined ? [] : `${formatTokens(tokensPerMonth)} a month`,
  ].flat();
  return limits.join(', ') || 'no limit';
}
