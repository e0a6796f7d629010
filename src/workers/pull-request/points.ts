import type { FileChange } from '../../core/changes.ts';
import { roleOf } from '../changes/role.ts';
import { summarizeFile } from './file-summary.ts';
import { code } from './markdown.ts';
import { definedName } from './names.ts';

/** At the top of a file, or in a group of constants. */
const CONSTANT = /^(?:\t|export |const |static |var )*([A-Za-z_]\w*)(?:\s+[\w.]+)?(?:: ?[\w<>[\]]+)? *=(?!=)/;
const PLURAL: Record<string, string> = { class: 'classes', property: 'properties' };
const COUNTABLE = /^( )(function|method|class|struct|field|constant|variable|file|test|section|property|option|module|type)\b/;

/** A point cut at its code spans: `texts` has one more than `names`; those at `varying` differ among the points that were joined. */
interface Skeleton {
  texts: string[];
  names: string[];
  varying: number;
  alternatives: string[];
}

/**
 * Points that are the same but for one name in a code span, as one point with all names:
 * small models write one line for each function that changed alike.
 */
export function mergeAlike(points: string[]): string[] {
  const groups: Skeleton[] = [];
  for (const point of points) {
    const pieces = point.split(/`([^`]+)`/);
    const texts = pieces.filter((_, index) => index % 2 === 0);
    const names = pieces.filter((_, index) => index % 2 === 1);
    const group = groups.find((other) => join(other, texts, names));
    if (!group) groups.push({ texts, names, varying: -1, alternatives: [] });
  }
  return groups.map(written);
}

/** Takes the point into the group where it fits. */
function join(group: Skeleton, texts: string[], names: string[]): boolean {
  if (group.texts.join('\0') !== texts.join('\0')) return false;
  const different = names.flatMap((name, index) => (name === group.names[index] ? [] : [index]));
  if (different.length === 0) return true;
  const [at] = different;
  if (different.length > 1 || (group.varying >= 0 && group.varying !== at)) return false;
  group.varying = at!;
  if (!group.alternatives.includes(names[at!]!)) group.alternatives.push(names[at!]!);
  return true;
}

function written({ texts, names, varying, alternatives }: Skeleton): string {
  return texts.reduce((text, after, index) => {
    const at = index - 1;
    if (at !== varying) return `${text}\`${names[at]}\`${after}`;
    const spans = [names[at]!, ...alternatives].map((name) => `\`${name}\``);
    const rest = after.replace(COUNTABLE, (_, space: string, noun: string) => space + (PLURAL[noun] ?? `${noun}s`));
    return `${text.replace(/\b(?:a|an) ((?:new )?)$/i, '$1')}${spans.slice(0, -1).join(', ')} and ${spans.at(-1)}${rest}`;
  });
}

/** The names that the changed files defined before, as far as the diff shows them. */
export function definedBefore(files: FileChange[]): Set<string> {
  const names = new Set<string>();
  for (const { hunks } of files) {
    for (const { section, lines } of hunks) {
      for (const text of [section, ...lines.filter((line) => line[0] !== '+').map((line) => line.slice(1, 301))]) {
        const name = definedName(text) ?? CONSTANT.exec(text)?.[1];
        if (name !== undefined) names.add(name);
      }
    }
  }
  return names;
}

/** True for `Add a new function x` where x was defined before. */
export function callsOldNew(point: string, before: ReadonlySet<string>): boolean {
  if (!/^(?:add|introduce|create|implement)\b/i.test(point)) return false;
  const name = /^(?:\S+ )(?:(?:a|an|the) )?(?:new )?(?:[\p{L}-]+ ){0,2}`([^`]+)`/u.exec(point)?.[1];
  return name !== undefined && /^[\p{L}_$][\p{L}\p{N}_$]*(?:\(\))?$/u.test(name) && before.has(name.replace('()', ''));
}

const MOST_FILES = 4;

/** Points by code alone, for when the model had nothing to say that stands: the files with the largest changes, source before others. */
export function pointsOfFiles(files: FileChange[]): string[] {
  const weight = (file: FileChange) => (roleOf(file.path) === 'source' ? 1e9 : 0) + file.added + file.removed;
  return [...files]
    .sort((one, other) => weight(other) - weight(one))
    .slice(0, MOST_FILES)
    .map((file) => `${code(file.path)}: ${summarizeFile(file).replace(/^\p{Lu}/u, (letter) => letter.toLowerCase())}`);
}
