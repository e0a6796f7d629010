/** What stands where a secret would, and is none: references, masks, words that say that something belongs here. */
const REFERENCE = /^(?:\$[A-Za-z_]\w*$|\$[{(]|%[A-Za-z_]\w*%$|[<{[(].*[>}\])]$|null$|none$|nil$|true$|false$|undefined$|process\.|os\.|env\.|ENV\[|import\.|this\.|self\.|var\.|local\.|data\.|secrets\.|vault:|op:\/\/|ssm:|arn:|file:|https?:\/\/)/i;
const TEMPLATE = /\$\{[^}]*\}|\{\{[^}]*\}|<%[^%]*%>|%\([a-z_]+\)s|^%[sdv]$|#\{[^}]*\}|^__[A-Z_]+__$/i;
const MASK = /^(?:(.)\1*|[xX*.•#_-]+)$|([*xX•.])\2{4}|\.\.\.|…/;
const DUMMY = /^(?:(?:my|your|the|a|an|some|new|old|test(?:ing)?|fake|dummy|mock|sample|example|invalid|wrong|bad|foo|bar|baz|default|placeholder|change|insert|replace|todo|super|top|very|secure|strong|db|user|admin|root|app|api|auth|access|refresh|client|private|secret|shared|pass(?:word|wd|phrase)?|pwd|token|key|value|string|here|me|it|this|with|in|for|id|jwt|bearer|valid|expired|abc|xyz|qwerty|letmein|hunter|hello|world|redacted|hidden|masked|removed|unknown|empty|required|encrypted|hash(?:ed)?|postgres|mysql|mongo|redis|guest|s3cr3t)[-_ .]?){1,8}!?[-_ .]?(?:v?[0-9]{1,4}|abc|xyz)?$/i;
const NUMBERS = /^[0-9][0-9_.,:eE+-]*[a-z%]{0,3}$/;
const VERSION = /^[v^~=<>]*[0-9]+(?:\.[0-9x*]+){1,3}(?:[-+][A-Za-z0-9.-]*)?$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const HEX = /^(?:0x)?(?:[0-9a-f]+|[0-9A-F]+)$/;
/** Checksums of lock files and of the web. */
const DIGEST = /^(?:sha\d{1,3}|md5|h1|blake2b|blake3)[-:/_=]|^10c0\//i;
/** The first characters, in base64, of pictures, fonts, sound, WebAssembly, archives, certificates that everybody may see. */
const MEDIA = /^(?:iVBOR|\/9j\/|R0lGOD|UklGR|PHN2Zy|PD94bW|d09GM|d09GR|AAEAAA|T1RUTw|AGFzbQ|SUQz|UEsDB|JVBER|H4sIA|AAABAA|Qk0|AAAA)/;

/** Words with a digit within. */
const TECHNIQUES = /(?:base|utf|o?auth|sha|http|ipv|pkcs)[0-9]{1,4}|(?<![A-Za-z0-9])(?:s3|ec2|k8s|i18n|l10n|a11y|x509|p12|md5|neo4j|es[0-9]{1,4}|[2m]fa)(?![a-z0-9])/gi;
/** A number at the end of a word: `step2Done`, `key1_old`. */
const NUMBERED = /(?<![A-Za-z0-9])[A-Za-z]?[a-z]{2,}[0-9](?=[A-Z][a-z]{2}|[-_.]|$)/g;

/** Whether a value is a reference, a mask or a word that stands for one. */
export function isStandIn(value: string): boolean {
  return REFERENCE.test(value) || TEMPLATE.test(value) || MASK.test(value) || DUMMY.test(value) || NUMBERS.test(value) || VERSION.test(value);
}

/** Whether a value is made of words as people and programmers write them: `current-password`, `accessTokenFactory`, `Please sign in`. */
export function isWords(value: string): boolean {
  // Letters, digits and letters again, other than in the names of techniques, are no word.
  if (/[A-Za-z][0-9]+[A-Za-z]/.test(value.replace(TECHNIQUES, '-').replace(NUMBERED, '-'))) return false;
  // A word: a run of letters of one case, perhaps with one capital before it.
  const inWords = (value.match(/[A-Z]?[a-z]{3,}|[A-Z]{3,}/g) ?? []).filter(pronounced).join('').length;
  return inWords / value.length > 0.6;
}

/** At least every sixth letter is a vowel, no four letters in a row are consonants, and none stand together that do so in no language. */
function pronounced(word: string): boolean {
  const vowels = word.match(/[aeiouy]/gi)?.length ?? 0;
  return vowels * 6 >= word.length && !/[bcdfghjklmnpqrstvwxz]{4}/i.test(word.replace(/ngth|tchs?|ghts?|ksh|ndsh|rthd|ths?|sch|chn|str/gi, 't')) && !/q(?!u)|[jqvwxz][bcdfgjkmpqvwxz]|[bcdfghjkmpqtvwz]x|[bcdfgkmpqtvwxz][jq]|[fhjkpqvx]z/i.test(word);
}

/** Bits for a character. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** Letters of both cases, mixed throughout. */
export function isJumbled(value: string): boolean {
  const changes = value.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0;
  return value.length >= 16 && /^[A-Za-z0-9+/=_-]+$/.test(value) && changes >= value.length * 0.3 && !isWords(value);
}

/** Ids and checksums: they look like chance, and are no secret. */
export function isIdentifier(value: string): boolean {
  return UUID.test(value) || HEX.test(value) || DIGEST.test(value) || MEDIA.test(value);
}

/**
 * Whether a value can hardly be anything but chance, whatever stands before it: at least 20 characters of three kinds, mixed throughout,
 * no id, no checksum, no words, no path.
 */
export function isRandom(value: string): boolean {
  if (value.length < 20 || isIdentifier(value) || isStandIn(value)) return false;
  const digits = value.match(/[0-9]/g)?.length ?? 0;
  if (!/[a-z]/.test(value) || !/[A-Z]/.test(value) || digits < (value.length < 32 ? 2 : 1)) return false;
  const kept = value.replace(/=+$/, '');
  if (entropy(kept) < 0.77 * Math.log2(Math.min(kept.length, 64))) return false;
  const changes = kept.match(/[a-z](?=[^a-z])|[A-Z](?=[^A-Z])|[0-9](?=[^0-9])/g)?.length ?? 0;
  const inWords = (kept.match(/[a-z]{4,}|[A-Z]{4,}/g) ?? []).filter(pronounced).join('').length;
  return changes >= kept.length * 0.3 && inWords < kept.length * 0.5;
}

/** Whether a value is probably chance where a name says that it is a secret: shorter ones and hexadecimal ones count. */
export function isProbablyRandom(value: string): boolean {
  if (isStandIn(value) || DIGEST.test(value) || MEDIA.test(value)) return false;
  const bare = value.replace(/-/g, '');
  if (HEX.test(bare)) return bare.length >= 16 && entropy(bare) > 2.8;
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  return value.length >= 12 && !/\s/.test(value) && kinds >= 2 && /[0-9]|[a-z][A-Z]/.test(value) && !/^[\w$.]+\(.*\)$/.test(value) && entropy(value) > 2.6 && !isWords(value);
}

/** Whether a value can be a password where a name says that it is one. */
export function isPassword(value: string): boolean {
  if (value.length < 6 || value.length > 200 || isStandIn(value) || DIGEST.test(value)) return false;
  if (/^\S+$/.test(value)) {
    if (/[0-9]/.test(value) || /[^A-Za-z0-9_.:/ -]/.test(value)) return !isWords(value) || /[0-9].*[^A-Za-z0-9_. -]|[^A-Za-z0-9_. -].*[0-9]|^[^-_. ]+[0-9!]$/.test(value);
    return !isWords(value) && entropy(value) > 2.5;
  }
  const parts = value.trim().split(/\s+/);
  return parts.filter((part) => /^[A-Za-z]*[.,:;!?]?$/.test(part)).length < parts.length / 2 && isProbablyRandom(value.replace(/\s/g, ''));
}

/** Four or more plain words in small letters: a passphrase. */
export function isPassphrase(value: string): boolean {
  return /^[a-z]{3,12}(?:[- .][a-z]{3,12}){3,23}[0-9]{0,4}$/.test(value) && !/pass|your|token|secret|please|enter|must|should|key/.test(value);
}
