import { type Place, textOf } from './comment-edits.ts';

const TAG_END = /(?:<\/?[A-Za-z][\w.:-]*(?:\s[^<>]*)?>|["'}]>|^>|\/>|<>|<\/>)$/;
/** After one of these an expression follows, or goes on. */
const EXPRESSION = /(?:=>|[([{,=?:&|;+\-*]|\b(?:return|default|yield|await|case))$/;
/** The end of an attribute or of a tag's name in a tag that is still open. */
const IN_TAG = /^(?:<[\w.:]+(?:\s[^>]*)?|[\w:-]+(?:=(?:"[^"]*"|'[^']*'|\{[^{}]*\}))?|\{\.\.\.[^{}]*\})$/;

/**
 * Whether the line stands among the children of JSX, where `//` would be text. Told from the lines around, as no parser is at hand;
 * undefined where it cannot be told.
 */
export function inJsx(place: Place): boolean | undefined {
  const { language, line } = place;
  if (!/react$|^javascript$/.test(language)) return false;
  let above = line - 1;
  while (above > 0 && /^\s*(?:\/\/.*)?$/.test(textOf(place, above))) above--;
  const [text, before] = [textOf(place, line).trim(), textOf(place, above).trim()];
  // A spread stands among attributes or in an object.
  const tagLike = /^(?:<|\{(?!\.\.\.))/.test(text);
  // A child follows a tag, wherever the line begins.
  if (TAG_END.test(before)) return !/^[)\]},;?:&|>(=]/.test(text) || undefined;
  if (!tagLike || above === 0 || EXPRESSION.test(before)) {
    // Text of JSX that follows text of JSX looks like nothing that code looks like.
    return language.endsWith('react') && !tagLike && !/ as /.test(text) && /^[A-Z][\w']*(?: [\w',]+){2,}[.,!?]?$/.test(text) ? undefined : false;
  }
  if (language === 'javascript') return false;
  if (IN_TAG.test(before)) return false;
  // `}` ends a child in braces, or a block of code.
  return /^<[/A-Za-z>]/.test(text) || /\}$/.test(before) ? true : undefined;
}
