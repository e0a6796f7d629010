import type { Recalled } from '../workers/explain/recall.ts';
import { linkTo, plainMarkdown } from './markdown.ts';

/** Characters: a hover is read at a glance. */
const LONGEST = 420;
const LONGEST_NAME = 100;
/** A reason that is cut off before it says something is left out. */
const LEAST = 60;

/** Shortened at a word. */
function short(text: string, length: number): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain.length <= length ? plain : `${plain.slice(0, length).replace(/\s\S*$/, '')} …`;
}

/**
 * A hover's Markdown: our link with the rule's name, then the explanation if it is there, else what the documentation says, and where that is from.
 * `link` is Markdown of ours; `address` is where the diagnostic itself points to. No other text is trusted.
 */
export function hoverText(link: string, name: string, address: string | undefined, { explanation, documentation }: Recalled): string {
  const page = linkTo('Documentation', documentation?.url ?? address);
  const head = [`${link}${name === '' ? '' : ` ${plainMarkdown(short(name, LONGEST_NAME))}`}`, page].filter(Boolean).join(' · ');
  if (explanation) return [head, explanationText(explanation)].join('\n\n');
  const summary = short(documentation?.summary ?? '', LONGEST);
  return summary === '' ? head : [head, plainMarkdown(summary), '*from the rule\'s documentation*'].join('\n\n');
}

/** The explanation alone, as Markdown in which nothing is a link. `name` says what it explains, where that is not clear. */
export function explanationText({ problem, why, confidence }: NonNullable<Recalled['explanation']>, name = ''): string {
  const first = short(problem, LONGEST);
  const room = LONGEST - first.length;
  return [plainMarkdown(`${first} ${room < LEAST ? '' : short(why, room)}`), `*Journeyman · ${name === '' ? '' : `${plainMarkdown(short(name, LONGEST_NAME))} · `}confidence ${Math.round(confidence * 100)} %*`].join('\n\n');
}
