import type { Item, ItemReader } from './item.ts';
import { type Comment, scanComments } from './comments/scan.ts';
import { commentSyntax } from './comments/syntax.ts';

/** `TODO: …`, `FIXME(ann): …`, `@todo …`, `TODO #12 …`, `XXX …`; in small letters with a colon or `@` alone. */
const TAG = /^[@\\[*-]{0,2}\s{0,4}(?:(TODO|FIXME|HACK|XXX|BUG|NOTE|OPTIMIZE|REVIEW)S?(?![\w-])|(?:(?<=@)|(?=\w{1,10}(?:\([^)]{0,80}\))?:))([Tt]odo|[Ff]ixme|[Hh]ack)(?![\w-]))\]?(?:\s?[([]([^)\]]{1,100})[)\]])?\s{0,4}[:,-]?\s{0,4}/;
/** Later in a comment only what cannot be prose: `code, // TODO: …`. */
const LATER = /(?<=[\s(])(?:TODO|FIXME|HACK|XXX)(?:\([^)]{1,80}\))?:/;
const ISSUE = /(?:^|[\s(])((?:[\w.-]{1,60}\/[\w.-]{1,60})?#\d{1,8}|[A-Z][A-Z0-9]{1,9}-\d{1,7}|GH-\d{1,8}|https?:\/\/\S{1,300}\/(?:issues?|pull|merge_requests|browse)\/[\w-]{1,40})/;
const MOST_LINES = 12;
const LONGEST = 800;

/** TODO, FIXME and their like in the comments of a source text, with the lines in which they go on. */
export const comments: ItemReader = (text, language, path) => {
  const all = scanComments(text, commentSyntax(language, path));
  const lines = text.split('\n');
  const found: Item[] = [];
  for (let index = 0; index < all.length; index++) {
    const first = all[index]!;
    const start = TAG.test(first.text) ? first.text : first.text.slice(LATER.exec(first.text)?.index ?? first.text.length);
    const tag = TAG.exec(start);
    if (!tag) continue;
    const said = [start.slice(tag[0].length)];
    let last = first;
    while (index + 1 < all.length && said.length < MOST_LINES && goesOn(last, all[index + 1]!, lines)) {
      last = all[++index]!;
      said.push(last.text);
    }
    found.push(itemOf(tag, said.join('\n').trim(), first.line, last.line));
  }
  return found;
};

function goesOn(last: Comment, next: Comment, lines: readonly string[]): boolean {
  if (next.line !== last.line + 1 || next.block !== last.block || next.text.trim() === '' || TAG.test(next.text) || /^@\w/.test(next.text)) return false;
  // A comment after code is one of its own.
  return next.block || (next.column === last.column && lines[next.line - 1]!.slice(0, next.column).trim() === '') || (last.column > 0 && lines[next.line - 1]!.slice(0, next.column).trim() === '' && next.column >= last.column);
}

function itemOf(tag: RegExpExecArray, said: string, firstLine: number, lastLine: number): Item {
  const word = (tag[1] ?? tag[2]!).toUpperCase();
  const inside = tag[3];
  const issue = ISSUE.exec(`${inside ?? ''} ${said}`)?.[1];
  const author = inside !== undefined && issue !== inside && !/^\d{4}-|^#?\d+$/.test(inside) ? inside : undefined;
  const about: Record<string, string | number> = { tag: word };
  for (const [name, value] of Object.entries({ author, issue: issue ?? (inside !== undefined && /^#?\d+$/.test(inside) ? inside : undefined) })) if (value !== undefined) about[name] = value;
  return { text: `${word}: ${said}`.slice(0, LONGEST), firstLine, lastLine, count: 1, about };
}
