import { isSecret } from './assigned.ts';
import { isOther, kindOf, namedIn, REST } from './names.ts';
import type { Detector, Span } from './spans.ts';
import { isRandom } from './values.ts';

/** What is assigned to a name, up to where the line, the statement or what is looked at ends. */
const ASSIGNED = new RegExp(String.raw`${REST}\\?["'\x60]?[\])]?\s{0,4}(?:=>|:=|\?\?=|\|\|=|=(?!=)|:(?!:))(?<expression>[^\n;]{0,240})`, 'dy');
const LITERAL = /(?<quote>["'`])(?<literal>(?:(?!\k<quote>)[^\\]|\\.){6,200})\k<quote>/dg;
/** Before a literal that takes the place of what is not set, or that a value is made of. */
const FALLBACK = /(?:\|\||\?\?|\?:|\bor|\bunwrap_or\(|\b(?:getOrElse|orElse|ifEmpty)\s{0,2}[({]|[\w)]\s{0,2}\{|=|ConvertTo-SecureString(?:\s{1,2}-String)?|\b(?:String|Some|Just|Ok|Buffer\.from|SecureString|Secret(?:Str|String)?|Password|bytes|str|sensitive|of)\()\s{0,4}[brufL@$]{0,2}$/;
/** Lists and maps of several. */
const SEVERAL = /^\s{0,4}[[{(]/;

/** Literals within what is assigned to the name of a secret: fallbacks, wrappers, the items of a list. */
export const findInExpressions: Detector = (text) => {
  const spans: Span[] = [];
  for (const place of namedIn(text)) {
    ASSIGNED.lastIndex = place.end;
    const found = ASSIGNED.exec(text);
    if (!found) continue;
    const { rest, expression } = found.groups as { rest: string; expression: string };
    if (!/["'`]/.test(expression)) continue;
    const [from] = found.indices!.groups!.expression!;
    const several = /s$/i.test(place.name + rest) && SEVERAL.test(expression) ? closing(expression) : 0;
    for (const literal of expression.matchAll(LITERAL)) {
      const [start, end] = literal.indices!.groups!.literal!;
      if (start > several && !FALLBACK.test(expression.slice(Math.max(0, start - 41), start - 1))) continue;
      const value = literal.groups!.literal!;
      if (isOther(rest) ? isRandom(value) : /[0-9]/.test(value) && isSecret(value, place.password, false)) spans.push({ start: from + start, end: from + end, kind: kindOf(text, place, rest) });
    }
  }
  return spans;
};

function closing(expression: string): number {
  const end = expression.search(/[\])}]/);
  return end === -1 ? expression.length : end;
}
