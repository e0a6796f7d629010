import type { ConsentRequest } from '../core/escalation.ts';
import { formatDollars } from '../core/amounts.ts';
import { shortModelName } from './status-text.ts';

/** What the workers' answers are called, as what one consents to. */
const JOBS: Record<string, string> = { commit: 'Commit Messages', explain: 'Explanations', pr: 'Pull Requests', review: 'Reviews', changelog: 'Changelogs' };

/** One agreement covers a job. */
const FOLLOWING = 'More questions about the same input may follow, until the job is done; each stands in the ledger.';

/** A worker's answers, for people. */
export function workerTitle(worker: string): string {
  return (Object.hasOwn(JOBS, worker) ? JOBS[worker] : undefined) ?? worker;
}

/** The question before something leaves, in one paragraph: notifications have no others. */
export function consentQuestion({ model, recipient, why, tokens, dollars, found }: ConsentRequest): string {
  const cost = dollars === undefined ? 'price not known' : formatDollars(dollars);
  const secrets = found.length === 0 ? '' : ` ${found.length === 1 ? '1 secret is' : `${found.length} secrets are`} replaced by placeholders.`;
  return `Ask ${shortModelName(model)} at ${recipient}? ${why} About ${tokens} tokens, ${cost}.${secrets}`;
}

/** What would be sent, word for word, below a few lines about it. */
export function outgoingText({ worker, model, recipient, why, text, tokens, dollars, found, mayFollow }: ConsentRequest): string {
  const counts = new Map<string, number>();
  for (const kind of found) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const replaced = found.length === 0 ? ['No secrets were found in it.'] : ['Replaced by placeholders:', ...[...counts].map(([kind, count]) => `- ${kind}${count > 1 ? ` (${count})` : ''}`)];
  return [
    `To: ${model} at ${recipient}`,
    `For: ${workerTitle(worker)}. ${why}`,
    `Size: about ${tokens} tokens${dollars === undefined ? '' : `, ${formatDollars(dollars)}`}`,
    ...replaced,
    ...(mayFollow ? [FOLLOWING] : []),
    '',
    'Below this line is the text, word for word. Nothing has been sent yet.',
    '─'.repeat(72),
    text,
  ].join('\n');
}
