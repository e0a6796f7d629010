import type { Commit } from '../../core/changes.ts';
import { partsOf } from '../commit/parts.ts';
import { saidBreaking } from './commit-sections.ts';
import type { Piece } from './pieces.ts';
import { imperative, isGeneric } from './title.ts';

/** Subjects that tell of the work, not of the change. */
const SAYS_LITTLE =
  /^(?:wip|tmp|temp|todo|nits?|oops|more|again|lint|format(?:ting)?|prettier|fmt|rebase|sync|stuff|save|checkpoint|progress|initial(?: commit)?|first (?:draft|version|try)|done|address(?:es|ed|ing)?\b.*|(?:code |pr |apply )?(?:review|suggestions?|comments?|feedback)\b.*|(?:fix(?:es|ed|ing)?|update[sd]?|run|correct|clean ?up|address) (?:the |some |a |failing |broken )*(?:lint(?:er|ing)?|types?|typos?|tests?|ci|build|format(?:ting)?|style|warnings?|errors?|review|comments?|feedback|nits?|imports?|merge|conflicts?|bugs?|issues?|things?)(?: (?:errors?|issues?|failures?|comments?|fixes|check))?|merge\b.*)$/i;
const FEWEST_WORDS = 2;
/** An issue's number at the end, and one at the beginning that the rest is about. */
const REFERENCE_AT_END = /(?:\s*[([](?:(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|see):? )?#\d+[)\]]|[\s,;]+(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|see):? #\d+)+$/i;
const REFERENCE_BEFORE = /^(?:(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?) )?#\d+\s*[:–-]\s*/i;

/** What a commit's own message says it does; undefined where that is too little. */
export function pieceOfMessage({ id, subject, body }: Commit): Piece | undefined {
  const known = headOf({ subject, body });
  const text = firstOfList(withoutReference(partsOf(subject).description)).replace(/[\s.,;:]+$/, '');
  if (text.split(/\s+/).length < FEWEST_WORDS || SAYS_LITTLE.test(text) || isGeneric(text)) return undefined;
  return { id, text: imperative(text), ...known, by: 'message' };
}

function withoutReference(text: string): string {
  return text.replace(REFERENCE_AT_END, '').replace(REFERENCE_BEFORE, '').trim();
}

/** `1) Add this 2) Test it` is one commit for the sake of the first. */
function firstOfList(text: string): string {
  return /^\s*1[).]\s+/.test(text) ? text.replace(/^\s*1[).]\s+/, '').split(/\s2[).]\s/)[0]! : text;
}

/** Type, scope and what breaks, which a message tells even where its words say little. */
export function headOf({ subject, body }: Pick<Commit, 'subject' | 'body'>): Pick<Piece, 'type' | 'scope' | 'breaking'> {
  const { form, head, scope } = partsOf(subject);
  const conventional = form === 'conventional';
  return { type: conventional ? head.toLowerCase() : null, scope: conventional ? scope : '', breaking: saidBreaking({ subject, body })[0] ?? null };
}
