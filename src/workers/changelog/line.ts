import { withVerbForm } from '../commit/verbs.ts';
import { prose } from '../pull-request/markdown.ts';
import type { Change } from './changes.ts';
import type { LineStyle } from './house.ts';

/** What a scope may consist of. */
const SCOPE = /^[\w./@,$ :-]{1,60}$/;

/** Text of a commit message, harmless where it stands in a line of a changelog. */
export function safeText(text: string, { markup }: Pick<LineStyle, 'markup'>): string {
  const oneLine = text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  if (markup === 'plain') return oneLine;
  if (markup === 'rst') return oneLine.replace(/(`+)([^`]+)\1_*|([*|\\]|(?<=\w)_(?!\w))/g, (_all, _ticks, quoted: string | undefined, mark: string | undefined) => (quoted === undefined ? `\\${mark}` : `\`\`${quoted}\`\``));
  // A link of somebody else's choice would be the project's own here.
  return prose(oneLine).split(/(`[^`]*`)/).map((piece, index) => (index % 2 === 1 ? piece : piece.replace(/\](?=[([])/g, ']\\').replace(/(^|\s)(__?|\*\*?)(?=\w)/g, '$1\\$2'))).join('');
}

/** The change as a sentence in the project's style, without what stands before and behind it. */
export function sentence(text: string, style: LineStyle): string {
  const plain = text.replace(/[.\s]+$/, '');
  // An area before a colon is a name.
  const [area = ''] = /^[\w./*,{}-]{1,40}: (?=\S)/.exec(plain) ?? [];
  const formed = area + inForm(plain.slice(area.length), style.verbs);
  const first = area === '' ? /^\p{Ll}+(?=[\s,]|$)/u.exec(formed)?.[0] : undefined;
  const lowered = area === '' ? /^\p{Lu}\p{Ll}+(?=[\s,]|$)/u.exec(formed)?.[0] : undefined;
  const cased = style.capital && first !== undefined ? first[0]!.toUpperCase() + formed.slice(1) : !style.capital && lowered !== undefined && withVerbForm(lowered, style.verbs === 'past' ? 'imperative' : 'past') !== lowered ? lowered[0]!.toLowerCase() + formed.slice(1) : formed;
  return safeText(cased, style) + (style.stop && !/[.!?…:]$/.test(cased) ? '.' : '');
}

/** The sentence with its verb in that form; as it is where it has several, which would not agree. */
function inForm(text: string, form: LineStyle['verbs']): string {
  const others = [...text.matchAll(/(?:, | and |, and )(\p{L}+)/gu)].map(([, word]) => word!);
  const several = others.some((word) => withVerbForm(word, 'gerund') !== word && withVerbForm(word, 'imperative') === word);
  return several && form !== 'imperative' ? text : withVerbForm(text, form);
}

/** The lines of one point, without line ends. `announce`: whether it says itself that it breaks something. */
export function pointLines(change: Change, style: LineStyle, announce: boolean): string[] {
  const indent = ' '.repeat(style.bullet.length);
  const breaking = announce && change.breaking !== null ? style.breaking : '';
  const said = announce && change.breaking && !change.text.toLowerCase().includes(change.breaking.toLowerCase()) ? change.breaking : '';
  const scoped = { ...style, capital: style.capital && scopeOf(change, style) === '' };
  const text = said === '' ? sentence(change.text, scoped) : `${sentence(change.text, { ...scoped, stop: true })} ${sentence(said, { ...style, capital: true, stop: true })}`;
  const line = `${style.bullet}${breaking}${scopeOf(change, style)}${text}${referencesOf(change, style)}`;
  const authors = style.authors && change.authors.length > 0 ? ['', `${indent}${change.authors.map((name) => `*${safeText(name.replace(/\*/g, ''), style)}*`).join(', ')}`] : [];
  return [line, ...(announce ? breakingList(change, style) : []), ...authors];
}

/** What breaks, as the lines of a point of its own. */
export function breakingLines(change: Change, style: LineStyle): string[] {
  return [`${style.bullet}${scopeOf(change, style)}${sentence(change.breaking || change.text, style)}${change.breaking ? '' : referencesOf(change, style)}`, ...breakingList(change, style)];
}

/** The list of what breaks, indented as what belongs to a point. */
export function breakingList({ breakingPoints }: Change, style: LineStyle): string[] {
  const mark = `${' '.repeat(style.bullet.length)}${style.bullet.trimStart() || '- '}`;
  const lines = breakingPoints.map((text) => mark + sentence(text, style));
  // reStructuredText takes a list for one only between blank lines.
  return style.markup === 'rst' && lines.length > 0 ? ['', ...lines, ''] : lines;
}

function scopeOf({ scope }: Change, { scoped, markup }: LineStyle): string {
  return scoped && SCOPE.test(scope) && markup !== 'plain' ? `**${scope}:** ` : '';
}

function referencesOf({ requests, ids, closes }: Change, style: LineStyle): string {
  const { request, commit } = style;
  const numbered = (template: string, name: string) => template.replaceAll('#{n}', name).replaceAll('{n}', name.slice(1));
  // Where lines have one number, it is the issue's if no pull request is known.
  const numbers = requests.length === 0 && style.closes === null ? closes : requests;
  const parts = [
    ...(request === null ? [] : numbers.map((name) => numbered(request, name))),
    ...(commit === null ? [] : ids.slice(-1).map((id) => commit.replaceAll('{hash}', id).replaceAll('{short}', id.slice(0, style.hashLength)))),
  ];
  const closing = style.closes === null || closes.length === 0 ? '' : `, closes ${closes.map((name) => numbered(style.closes!, name)).join(' ')}`;
  return parts.map((part) => ` ${part}`).join('') + closing;
}
