import { formatDollars, formatTokens } from '../core/amounts.ts';
import type { Consent, ConsentRequest, EscalationNote } from '../core/escalation.ts';
import { askLine, canAsk } from './ask.ts';
import type { Context } from './context.ts';
import type { Output } from './output.ts';
import { printable } from './output.ts';

/** What was agreed to for good, between runs. */
export interface ConsentMemory {
  given(worker: string, model: string, recipient: string): Promise<boolean>;
  give(worker: string, model: string, recipient: string): Promise<void>;
}

type Terminal = Pick<Context, 'stdin' | 'stderr'>;

interface ConsentOptions {
  /** Whether the user has agreed to all that may be asked, where there is nobody to ask. */
  given: boolean;
  /** Without it an agreement for good ends with the command. */
  memory: ConsentMemory | undefined;
}

/** Asks on the terminal, with the exact text. Where there is none, only what was agreed to before is agreed to. */
export function createTerminalConsent(terminal: Terminal, { given, memory = forThisCommand() }: ConsentOptions): Consent {
  return {
    given: async (worker, model, recipient) => given || memory.given(worker, model, recipient),
    async ask(request, signal) {
      const { consentFor, model, recipient } = request;
      if (given) return 'once';
      if (!canAsk(terminal)) return (await memory.given(consentFor, model, recipient)) ? 'once' : 'no';
      const asked = { ...terminal, signal };
      await showText(request, asked);
      const answer = (await askLine(asked, 'Send it? [y/N/always] ')).trim().toLowerCase();
      if (answer === 'always') await memory.give(consentFor, model, recipient);
      const agreed = answer === 'always' ? 'always' : answer === 'y' || answer === 'yes' ? 'once' : 'no';
      if (agreed !== 'no') await terminal.stderr.line(terminal.stderr.styled('dim', printable(`Asking ${recipient} …`)));
      return agreed;
    },
  };
}

/** The note with what only the command line knows: how consent was given, and what to do where nobody could be asked. */
export function withConsent(note: EscalationNote, { stdin, stderr, env }: Pick<Context, 'stdin' | 'stderr' | 'env'>): EscalationNote {
  if (note.left && env['JOURNEYMAN_CONSENT'] === 'given') return { ...note, why: `${note.why} $JOURNEYMAN_CONSENT gave the consent.` };
  if (note.reason !== 'declined' || note.left || canAsk({ stdin, stderr })) return note;
  return { ...note, why: 'Not asked: nobody has agreed to it, and there is no terminal to ask on. Agree by "always" on a terminal, or set JOURNEYMAN_CONSENT=given.' };
}

function forThisCommand(): ConsentMemory {
  const agreed = new Set<string>();
  const key = (...names: string[]) => JSON.stringify(names);
  return {
    given: async (...names) => agreed.has(key(...names)),
    give: async (...names) => void agreed.add(key(...names)),
  };
}

/** Shows what would leave, page by page where it is long, and below it to whom it would go and what it costs: that is read last. */
async function showText(request: ConsentRequest, terminal: Terminal & { signal: AbortSignal }): Promise<void> {
  const { stderr } = terminal;
  const { worker, model, recipient, why, text, found, tokens, dollars, first, mayFollow } = request;
  await stderr.line(stderr.styled('bold', printable(`For ${worker} this text would be sent to ${recipient}${first ? ', for the first time' : ''}:`)));
  await page(visible(text).split('\n').map((line) => `${stderr.styled('dim', '│')} ${line}`), terminal);
  const replaced = found.length === 0 ? 'none were found' : `${counted(found)}, replaced by placeholders`;
  const price = dollars === undefined ? 'at an unknown price' : `about ${formatDollars(dollars)}`;
  const following = mayFollow ? ['More:     questions about the same input may follow, until the job is done; each stands in the ledger'] : [];
  for (const line of [`Why:      ${why}`, `To:       ${model} at ${recipient}`, `Secrets:  ${replaced}`, `Cost:     about ${formatTokens(tokens)}, ${price}`, ...following]) await stderr.line(printable(line));
}

async function page(lines: string[], terminal: Terminal & { signal: AbortSignal }): Promise<void> {
  const { stderr } = terminal;
  for (let start = 0, most = pageRows(stderr); start < lines.length; start += most) {
    await stderr.write(`${lines.slice(start, start + most).join('\n')}\n`);
    const left = lines.length - start - most;
    if (left <= 0) return;
    const answer = await askLine(terminal, stderr.styled('dim', `${left} more ${left === 1 ? 'line' : 'lines'}; Enter: the next page, a: all, s: skip them `));
    if (/^\s*s/i.test(answer)) return;
    if (/^\s*a/i.test(answer)) {
      await stderr.write(`${lines.slice(start + most).join('\n')}\n`);
      return;
    }
  }
}

/** Lines of a page: some of what stood above it stays in sight. */
function pageRows({ rows }: Output): number {
  return Math.max(10, rows - 4);
}

/** All characters of a text, those too that a terminal would obey or that nobody sees. */
function visible(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(HIDDEN, (character) => `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`);
}
/** Control characters, and those of format: they have no width, or turn the direction of writing round. */
const HIDDEN = /[^\P{C}\t\n]/gu;

/** `2 × AWS access key, GitHub token` */
function counted(kinds: string[]): string {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => (count > 1 ? `${count} × ${kind}` : kind)).join(', ');
}
