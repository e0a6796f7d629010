import { withoutEmoji } from './emoji.ts';
import { isTicketKey, withoutTicket, withoutTicketAtEnd, type TicketUse } from './ticket.ts';

/** `conventional`: `type(scope): what`. `area`: `some words: what`, or `[some words] what`. `sentence`: no prefix. */
export type SubjectForm = 'conventional' | 'area' | 'sentence';

export interface SubjectParts {
  form: SubjectForm;
  /** The type, or the area; empty for a sentence. */
  head: string;
  /** Without parentheses; empty where there is none. */
  scope: string;
  description: string;
  /** The emoji that the subject or the description starts with; absent where none does. */
  emoji?: string;
  ticket?: TicketUse;
  /** True where the area stands in square brackets. */
  brackets?: true;
}

const CONVENTIONAL = /^(\w+)(?:\(([^)]*)\))?!?: (.+)$/s;
const AREA = /^([\w./*,{} -]{1,40}): (.+)$/s;
const BRACKETS = /^\[([\w./*,{} -]{1,40})\]:? (.+)$/s;

/** What a subject consists of. Emoji and keys of tickets belong to neither head nor description. */
export function partsOf(subject: string): SubjectParts {
  const before = withoutEmoji(subject);
  const front = withoutTicket(before.rest);
  const parts = prefixOf(front.rest);
  const inner = withoutEmoji(parts.description);
  const start = withoutTicket(inner.rest);
  const end = withoutTicketAtEnd(start.rest);
  const scope = isTicketKey(parts.scope) ? { open: '', close: '', key: parts.scope } : undefined;
  const ticket: TicketUse | undefined =
    (front.ticket && { ...front.ticket, place: 'front' }) ??
    (scope && { ...scope, place: 'scope' }) ??
    (start.ticket && parts.form !== 'sentence' ? { ...start.ticket, place: 'description' } : undefined) ??
    (end.ticket && { ...end.ticket, place: 'end' });
  const emoji = before.emoji || inner.emoji;
  return {
    ...parts,
    scope: scope ? '' : parts.scope,
    description: ticket?.place === 'end' ? withoutTicketAtEnd(inner.rest).rest : ticket?.place === 'description' ? start.rest : inner.rest,
    ...(emoji && { emoji }),
    ...(ticket && { ticket }),
  };
}

function prefixOf(text: string): SubjectParts {
  const conventional = CONVENTIONAL.exec(text);
  if (conventional) return { form: 'conventional', head: conventional[1]!, scope: conventional[2] ?? '', description: conventional[3]! };
  const area = AREA.exec(text);
  if (area) return { form: 'area', head: area[1]!, scope: '', description: area[2]! };
  const brackets = BRACKETS.exec(text);
  if (brackets) return { form: 'area', head: brackets[1]!, scope: '', description: brackets[2]!, brackets: true };
  return { form: 'sentence', head: '', scope: '', description: text };
}
