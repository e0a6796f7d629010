import { isOther, kindOf, namedIn, REST } from './names.ts';
import { spansOf, type Detector, type Span } from './spans.ts';
import { isJumbled, isPassphrase, isPassword, isProbablyRandom, isRandom, isStandIn, isWords } from './values.ts';

/** From the end of the name to the value: quotes and brackets, a type, and what assigns. Every repetition is bounded. */
const TYPE = String.raw`(?:\[[0-9]{0,4}\]|[\])])?(?:\s{0,4}:\s{0,4}[&A-Za-z_][\w.<>&\[\]' ?]{0,40}?(?=\s{0,4}=[^=>])|[ \t]{1,4}(?:[Aa]s[ \t])?(?:string|String|str|\*?char)(?=\s{0,4}=[^=>]))?`;
const LINE = String.raw`[ \t]{0,20}(?:\\?\r?\n[ \t+-]{0,40})?`;
const ASSIGN = String.raw`(?:=>|->|:=|\?\?=|\|\|=|===?|!==?|=|:|,|<-)`;
/** `value:`, `Value=`, `default =` after a name that is itself a value. */
const VALUE = String.raw`(?:(?:["',]?\s{1,40}[+-]?[ \t]{0,20}|["']?\s{0,4},\s{0,20})["']?(?:[Vv]alue|default|val)\\?["']?\s{0,4}[=:]|["']?\s{0,4}\{(?:(?!\n[ +-]?\})[^]){0,400}?\bdefault\s{0,12}=)`;
const CALL = String.raw`[({]`;
const QUOTED = String.raw`(?:[brufL@$]{0,2})(?<quote>\\?(?:"""|'''|["'\x60]))(?<quoted>(?:(?!\k<quote>)[^\n\\]|\\(?!\k<quote>)[^\n"']){4,400})\k<quote>`;
/** With quotes in it that are escaped. */
const ESCAPED = String.raw`["](?<escaped>(?:[^\n"\\]|\\[^\n]){4,400})["]`;
const BARE = String.raw`(?<bare>[^\s"'\x60<>(){},;|\\]{6,500})`;
/** A string whose end was cut off. */
const OPEN = String.raw`\\?["'\x60](?<open>[^\s"'\x60<>(){},;|\\]{6,500})`;
/** An element of XML, of a property list, of the configuration of Java's frameworks. */
const ELEMENT = String.raw`(?:>|<\/key>)\s{0,20}(?:<(?:value|string|val)>\s{0,20})?(?:<!\[CDATA\[)?(?<content>[^<>\n]{4,400}?)(?:\]\]>|<)`;
const ASSIGNED = new RegExp(String.raw`${REST}\\?["'\x60]?(?:${TYPE}\s{0,4}(?:${VALUE}|${ASSIGN}|${CALL})${LINE}\s{0,4}(?:${QUOTED}|${ESCAPED}|${OPEN}|${BARE})|${ELEMENT}|(?<blank>[ \t]{1,20})(?:${QUOTED.replaceAll('quote', 'q').replaceAll('k<q>', 'k<q>')}|(?<word>[^\s"'\x60<>(){},;|\\]{6,300})))`, 'dy');

/** The value before what it is the value of. */
const REVERSED = /\bvalue\\?["']?\s{0,4}[:=]\s{0,4}\\?(?<quote>["'])(?<secret>[^"'\n\\]{6,400})\\?\k<quote>\s{0,4},\s{0,20}\\?["']?(?:name|key)\\?["']?\s{0,4}[:=]\s{0,4}\\?["'](?<name>[^"'\n]{1,80})["']/dgi;

/** Before a blank that assigns: a flag, or the words of .netrc. */
const FLAG = /(?:^|[\s"'`,[(])(?:--?[a-z-]{0,30}|(?:ENV|ARG|SET|set|setx|export)[ \t]{1,4}[A-Za-z0-9_]{0,40}|login[ \t]\S{1,100}[ \t]{1,8}|account[ \t]\S{1,100}[ \t]{1,8})$/i;
/** Settings of servers that a blank assigns to, at the beginning of a line. */
const SETTING = /^(?:requirepass|masterauth|bindpw|rootpw)$/i;

/** Literals that are assigned to a name of a secret, in configuration and in most languages; flags of commands; .netrc and the like. */
export const findAssigned: Detector = (text) => {
  const spans: Span[] = [];
  for (const place of namedIn(text)) {
    ASSIGNED.lastIndex = place.end;
    const found = ASSIGNED.exec(text);
    if (!found) continue;
    const groups = found.groups!;
    const group = ['quoted', 'escaped', 'open', 'bare', 'content', 'qd', 'word'].find((key) => groups[key] !== undefined)!;
    const [start, end] = found.indices!.groups![group]!;
    const value = trimmed(groups[group]!, group);
    if (isOther(groups.rest ?? '') && !isRandom(value)) continue;
    const before = text.slice(Math.max(0, place.start - 120), place.start);
    if (groups.word !== undefined && !FLAG.test(before) && !(SETTING.test(place.name) && /(?:^|\n)[ \t+-]{0,20}$/.test(before))) continue;
    const bare = ['open', 'bare', 'word'].includes(group);
    // In a path the next folder follows.
    const secret = [value, ...(bare && value.includes('/') ? [value.slice(0, value.indexOf('/'))] : [])].find((candidate) => isSecret(candidate, place.password, bare));
    if (secret === undefined) continue;
    spans.push({ start, end: Math.min(end, start + secret.length), kind: kindOf(text, place, groups.rest ?? '') });
  }
  return [...spans, ...reversed(text)];
};

function reversed(text: string): Span[] {
  return spansOf(text, REVERSED, 'password', (secret, { groups }) => {
    const name = groups!.name!;
    const place = [...namedIn(name)].at(-1);
    return place !== undefined && !isOther(name.slice(place.end)) && isSecret(secret, place.password, false);
  });
}

/** Without what ends a sentence or a line of code. */
function trimmed(value: string, group: string): string {
  return group === 'bare' || group === 'word' ? value.replace(/[.:]+$|(?<!\[[^\]]{0,80})\]$/, '') : value;
}

/** Whether a value can be the secret that it is assigned to be; `bare` without quotes, where code stands as well. */
export function isSecret(value: string, password: boolean, bare: boolean): boolean {
  if (!bare) return password ? isPassphrase(value) || isPassword(value) : isProbablyRandom(value);
  // Code: a name, a member, a call.
  if (/^[A-Za-z_$][\w$.]*\[[^\]]*\]$/.test(value)) return false;
  if (/^[A-Za-z_$][\w$]*(?:(?:\?|!)?\.[A-Za-z_$][\w$]*|\[[^\]]*\])*[!?]?$/.test(value) && (isWords(value) || (!/[0-9]/.test(value) && !isJumbled(value)))) return false;
  if (isStandIn(value)) return false;
  return password ? isPassword(value) && (/[0-9]/.test(value) || isJumbled(value)) : isProbablyRandom(value) && (/[0-9]/.test(value) || isJumbled(value));
}
