import { tidyEnd } from '../commit/subject.ts';

const FEWEST_WORDS = 4;
/** The last clause of a text, with its beginning: a comma, a colon, `which` or `that`. */
const LAST_CLAUSE = /(?:[,;](?: which| that)?|:|(?<=\S) (?:which|that)) ([^,;:]*)$/;
/** Words of a clause that was cut off below which it says nothing: `, which explains how`. */
const FEWEST_OF_CLAUSE = 3;
/** `a, b, c`: what a list ends with is whole. */
const LIST = /,[^,]*,[^,]*$/;

/** Cuts at a word, if possible at the end of a clause; never inside a code span. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const words = text.slice(0, most + 1).split(' ').slice(0, -1);
  const cut = words.length > 0 ? words.join(' ') : text.slice(0, most);
  const ends = clauseEnds(cut, /(?:,|;| -| –| —|:| and| with| by| to| for| so that| when| which| in| between| as| because| since| instead of) /g).filter((end) => end >= most / 2);
  return withoutStump(opensCode(cut) ? cut.slice(0, cut.lastIndexOf('`')) : cut.slice(0, ends.at(-1))) || cut;
}

/** A line that was cut off, up to where a clause ends; empty where none does. */
export function atClause(line: string): string {
  const ends = clauseEnds(line, /,| and | which | that | with | by | so | to | for | in | from | when /g).filter((end) => end > 25);
  const open = (text: string) => opensCode(text) || (text.match(/\(/g)?.length ?? 0) > (text.match(/\)/g)?.length ?? 0);
  const end = ends.findLast((each) => !open(line.slice(0, each)));
  return end === undefined ? '' : withoutStump(line.slice(0, end));
}

/** True where a code span is begun and not ended. */
function opensCode(text: string): boolean {
  return (text.match(/`/g)?.length ?? 0) % 2 === 1;
}

function clauseEnds(text: string, joints: RegExp): number[] {
  return Array.from(text.matchAll(joints), ({ index }) => index);
}

/** Without the beginnings of a clause that a cut has left at the end. */
function withoutStump(text: string): string {
  const tidied = tidyEnd(text);
  if (LIST.test(tidied)) return tidied;
  const [whole, clause] = LAST_CLAUSE.exec(tidied) ?? [];
  if (whole === undefined || clause!.split(' ').length >= FEWEST_OF_CLAUSE + Number(/which|that/.test(whole)) - Number(whole.startsWith(':'))) return tidied;
  const before = tidied.slice(0, -whole.length);
  // A comma in a code span ends no clause.
  return !opensCode(before) && before.split(' ').length >= FEWEST_WORDS ? withoutStump(before) : tidied;
}
