import type { Routine } from './facts.ts';
import { partsOf, type SubjectParts } from './parts.ts';
import { permitted } from './head.ts';
import type { HouseStyle } from './style.ts';

/** Without the pull request that the host of the repository writes after a subject: another commit has another. */
export function withoutNumber(subject: string): string {
  return subject.replace(/(?: \(#\d+\))+$/, '').trim();
}

/** `type(scope)`, or the area; empty for a sentence. */
export function headOf({ head, scope }: SubjectParts): string {
  return scope === '' ? head : `${head}(${scope})`;
}

/**
 * A past subject for another commit, its description in other words where they are given, fullest first.
 * The key of a ticket was that commit's own: without it only the description is left, to which the house's form is given anew.
 */
export function again(subject: string, words: (description: string) => string[] = (description) => [description]): Routine {
  const kept = withoutNumber(subject);
  const parts = partsOf(kept);
  const [text, ...shorter] = words(parts.description);
  if (parts.ticket) return { text: text!, shorter, whole: false, head: headOf(parts) };
  const at = kept.lastIndexOf(parts.description);
  const around = (description: string) => kept.slice(0, at) + description + kept.slice(at + parts.description.length);
  return { text: around(text!), shorter: shorter.map(around), whole: true };
}

/** The description of a past subject, with the type or area that it had as what may stand before it again. */
export function inHouseForm(routine: Routine): Routine {
  if (!routine.whole) return routine;
  const description = (text: string) => partsOf(text).description;
  return { ...routine, text: description(routine.text), shorter: routine.shorter?.map(description), whole: false, head: headOf(partsOf(routine.text)) };
}

/** A past subject as it is only where the rules of the project, which may be newer, allow its type, scope and case. */
export function lawful(routine: Routine, style: HouseStyle): Routine {
  if (!routine.whole || (style.types === undefined && style.scopes === undefined && style.scope === undefined)) return routine;
  const parts = partsOf(routine.text);
  const head = headOf(parts);
  const first = /^\p{L}/u.exec(parts.description)?.[0];
  const fits = head !== '' && permitted([head], style).includes(head) && (first === undefined || style.capital === (first !== first.toLowerCase()));
  return fits ? routine : inHouseForm(routine);
}
