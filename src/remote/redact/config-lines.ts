import { isOther, kindOf, namedIn, REST } from './names.ts';
import type { Detector, Span } from './spans.ts';
import { isJumbled, isPassphrase, isPassword, isProbablyRandom, isStandIn, isWords } from './values.ts';

/** The beginning of a line of configuration up to the name. */
const BEFORE = /(?:^|\n)[ \t+-]{0,60}(?:(?:export|set|SET|ENV)[ \t]{1,4})?["']?[A-Za-z0-9_.-]{0,60}$/;
/** To the end of the line, whatever signs the value has. */
const VALUE = new RegExp(String.raw`${REST}["']?[ \t]{0,4}[=:][ \t]{0,4}(?:(?:!!\w{1,12}|&\w{1,40})[ \t]{1,4})?(?<value>[^\r\n]{0,500})`, 'dy');
const BLOCK = /^[|>][-+0-9]{0,2}[ \t]*$/;
/** The lines of a block, of a list. */
const NEXT = /\r?\n[ \t]{1,60}(?<mark>-[ \t]{1,4})?(?<value>[^\r\n]{6,500})/dy;
const MAX_ITEMS = 50;
/** Names of what is written in a dozen words: elsewhere words are words. */
const PHRASE = /mnemonic|seed[-_]?phrase/i;

/** Secrets without quotes in lines of configuration (.env, YAML, properties, INI): signs that end a value in code belong to them. */
export const findInConfigLines: Detector = (text) => {
  const spans: Span[] = [];
  for (const place of namedIn(text)) {
    VALUE.lastIndex = place.end;
    const found = VALUE.exec(text);
    if (!found || isOther(found.groups!.rest!)) continue;
    const rest = found.groups!.rest!;
    // Nothing but YAML has a block.
    if (!BLOCK.test(found.groups!.value!) && !BEFORE.test(text.slice(Math.max(0, place.start - 130), place.start))) continue;
    const take = (value: string, start: number) => {
      const secret = value.replace(/[ \t]+#.*$/, '').trimEnd();
      if (isConfigured(secret, place.password, PHRASE.test(place.name + rest))) spans.push({ start, end: start + secret.length, kind: kindOf(text, place, rest) });
    };
    const [start, end] = found.indices!.groups!.value!;
    const value = found.groups!.value!;
    if (value.trim() !== '' && !BLOCK.test(value)) {
      take(value, start);
      continue;
    }
    NEXT.lastIndex = end;
    for (let item = NEXT.exec(text), count = 0; item && count < MAX_ITEMS; item = NEXT.exec(text), count++) {
      if (value.trim() === '' && item.groups!.mark === undefined) break;
      take(item.groups!.value!, item.indices!.groups!.value![0]);
    }
  }
  return spans;
};

function isConfigured(value: string, password: boolean, phrase: boolean): boolean {
  if (phrase && isPassphrase(value) && value.split(' ').length >= 12) return true;
  if (/\s/.test(value) || /^["'`[{<(&*|>/$#]|[,;{(]$/.test(value) || isStandIn(value)) return false;
  if (/^[A-Za-z]+$/.test(value)) return password && value.length >= 8 && isMixed(value);
  if (isCode(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  return kinds >= 3 && /[0-9]/.test(value) && !isWords(value) && (password ? isPassword(value) : isProbablyRandom(value));
}

/** Letters of both cases that make no words. */
function isMixed(value: string): boolean {
  const changes = value.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0;
  return isJumbled(value) || (changes >= value.length * 0.3 && !isWords(value));
}

/** A call, a type, a member: its brackets are in pairs, or it has names only. */
function isCode(value: string): boolean {
  if (/=>|::|->|&&|\|\||\$\{|\{\{|<%|\?\./.test(value)) return true;
  if (/^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/.test(value)) return isWords(value) || value.includes('.') || !/[0-9]/.test(value);
  if (/^[A-Za-z_$][\w$.]*<.*>[?[\]]*$/.test(value)) return true;
  const open: string[] = [];
  const brackets = value.match(/[()[\]{}]/g) ?? [];
  for (const bracket of brackets) {
    if ('([{'.includes(bracket)) open.push(bracket);
    else if (open.pop() !== { ')': '(', ']': '[', '}': '{' }[bracket]) return false;
  }
  return brackets.length > 0 && open.length === 0;
}
