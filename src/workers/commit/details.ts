import type { FileChange } from '../../core/changes.ts';
import { describeFacts } from '../changes/describe.ts';
import type { HouseStyle } from './style.ts';
import { withVerbForm } from './verbs.ts';

/** A house whose commits have a body at least this often gets one. */
const USUAL = 0.5;
const ALWAYS = 1;
const MOST = 5;
/** A single fact is what the subject says. */
const FEWEST = 2;
const FILES = { added: 'adds', deleted: 'removes', renamed: 'renames', copied: 'copies', mode: 'changes', modified: 'changes' } as const;

/**
 * The body, where the house writes bodies: what code knows of the change, an item a fact. Why it was made is for its author to say: a small model
 * would make something up. Empty where there is nothing to say beyond the subject, unless the project's rules demand a body.
 */
export function detailsOf(files: FileChange[], style: HouseStyle): string {
  if (style.body.share < USUAL) return '';
  const facts = describeFacts(files);
  if (facts.length < FEWEST && style.body.share < ALWAYS) return '';
  const told = facts.length > 0 ? facts : files.map(({ kind, path }) => `${FILES[kind]} ${path}`);
  return told.slice(0, MOST).map((fact) => `- ${capitalized(withVerbForm(fact, style.verbs))}`).join('\n');
}

function capitalized(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
