/** Replaced before a message is taken apart at its spaces: what may have spaces in it. Bounded, so that an open quote costs nothing. */
const QUOTED = /"(?!(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|CONNECT) )[^"]{0,300}"|(?<=^|[\s=(:[,])'[^']{0,200}'(?=$|[\s),.;:\]])|(?<=^|[\s=(:[,])`[^`]{0,200}`/g;
const DIGIT = /\d/;
/** A longer one may be the hexadecimal number that happens to have no letter. */
const NUMBER = /^\d{1,6}$/;

/** Parts of a token that differ from one message to the next, the most telling first, in the order of NAMES. Each alternative is linear and bounded. */
const VARIABLE = new RegExp(
  [
    String.raw`(\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b)`,
    String.raw`(\b[a-z][a-z0-9+]{1,9}:\/\/[^\s"'<>)\],;]{1,2000})`,
    String.raw`([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})`,
    String.raw`(\b\d{4}[-/.]\d\d[-/.]\d\d(?:[T_-]\d\d[:.]\d\d[:.]\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?\b|\b\d{1,2}:\d\d:\d\d(?:[.,:]\d{1,9})?\b)`,
    String.raw`(\/?\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b|\b(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{1,4}\b)`,
    String.raw`((?<![\w.])(?:[A-Za-z]:)?(?:[\\/][\w.@+~%$=-]{1,255}){2,40}[\\/]?(?:\?[^\s"']{0,2000})?)`,
    String.raw`(\b[a-zA-Z][\w-]{0,62}(?:\.[\w-]{1,63}){1,8}:\d{1,5}\b)`,
    String.raw`(\b0x[0-9a-fA-F]{1,32}\b|\b(?=[a-f]{0,40}\d)[0-9a-f]{7,64}\b|\b(?=[A-F]{0,40}\d)[0-9A-F]{8,64}\b)`,
    String.raw`([+-]?\d{1,40}(?:[.,]\d{1,40}){0,6})`,
  ].join('|'),
  'g',
);

const NAMES = ['uuid', 'url', 'mail', 'time', 'ip', 'path', 'host', 'hex', 'number'];

/** Which alternative it was is the place of its group. */
function placeholderOf(_whole: string, ...groups: unknown[]): string {
  return `<${NAMES[groups.findIndex((group) => group !== undefined)]!}>`;
}

/** A token's masked form, by what it was; most tokens come again and again. */
const MOST_KEPT = 20_000;

/** Puts a placeholder such as `<number>` in the place of each thing that differs from one message to the next. */
export function createMask(): (message: string) => string[] {
  const kept = new Map<string, string>();
  const maskToken = (token: string): string => {
    if (!DIGIT.test(token) && !token.includes('/') && !token.includes('\\') && !token.includes('@')) return token;
    if (NUMBER.test(token)) return '<number>';
    const before = kept.get(token);
    if (before !== undefined) return before;
    const masked = token.replace(VARIABLE, placeholderOf);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(token, masked);
    return masked;
  };
  return (message) => {
    const unquoted = message.includes('"') || message.includes("'") || message.includes('`') ? message.replace(QUOTED, (quoted) => `${quoted[0]}<text>${quoted[0]}`) : message;
    return unquoted.split(/\s+/).filter((token) => token !== '').map(maskToken);
  };
}

/** True where something of the token was masked. */
export function isMasked(token: string): boolean {
  return token.includes('<') && /<(?:uuid|url|mail|time|ip|path|host|hex|number|text|\*)>/.test(token);
}
