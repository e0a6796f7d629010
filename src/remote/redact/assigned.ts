import type { Detector, Span } from './spans.ts';
import { isJumbled, isPassphrase, isPassword, isProbablyRandom, isRandom, isStandIn, isWords } from './values.ts';

/** Names of what is secret even when it is short and simple. */
const PASSWORD = String.raw`pass(?:word|wort|wd|phrase|code)?|pwd|_password|senha|contrasena|mot_?de_?passe|sshpass|requirepass|masterauth|mnemonic|seed[-_]?phrase`;
/** Names of what is secret where it looks like chance. */
const KEY = String.raw`secret|token|api[-_. ]?key|apikey|access[-_. ]?key|account[-_. ]?key|private[-_. ]?key|signing[-_. ]?key|encrypt(?:ion)?[-_. ]?key|encryption|master[-_. ]?key|shared[-_. ]?(?:access[-_. ]?)?key|app[-_. ]?key|application[-_. ]?key|admin[-_. ]?key|license[-_. ]?key|integration[-_. ]?key|ingest(?:ion)?[-_. ]?key|deploy[-_. ]?key|service[-_. ]?key|preshared[-_. ]?key|ssh[-_. ]?key|hmac[-_. ]?key|auth[-_. ]?key|cookie|session|sess(?:ion)?[-_. ]?id|sid|credential|creds?|_?auth|bearer|salt|pepper|dsn|connection[-_. ]?string|webhook|totp|otp|mfa|2fa|seed|jwt`;
const NAME = new RegExp(`(?:(?<password>${PASSWORD})|(?:${KEY}))(?:s(?![a-z]))?`, 'gi');

/** From the end of the name to the value: the rest of the name, quotes and brackets, a type, and what assigns. Every repetition is bounded. */
const REST = String.raw`(?<rest>[A-Za-z0-9_.-]{0,40})`;
const TYPE = String.raw`(?:\[[0-9]{0,4}\]|[\])])?(?:\s{0,4}:\s{0,4}[&A-Za-z_][\w.<>&\[\]' ]{0,40}?(?=\s{0,4}=[^=>])|[ \t]{1,4}(?:string|String|str|\*?char)(?=\s{0,4}=[^=>]))?`;
const LINE = String.raw`[ \t]{0,20}(?:\\?\r?\n[ \t+-]{0,40})?`;
const ASSIGN = String.raw`(?:=>|->|:=|\?\?=|\|\|=|===?|!==?|=|:|,|<-)`;
/** `value:`, `Value=`, `default =` after a name that is itself a value. */
const VALUE = String.raw`(?:["',]?\s{1,40}[+-]?[ \t]{0,20}["']?(?:value|default|val)["']?\s{0,4}[=:]|["']?\s{0,4}\{[^{}]{0,200}?\bdefault\s{0,12}=)`;
const CALL = String.raw`\(`;
const QUOTED = String.raw`(?:[brufL@$]{0,2})(?<quote>\\?["'\x60])(?<quoted>(?:(?!\k<quote>)[^\n\\]|\\(?!\k<quote>)[^\n"']){4,400})\k<quote>`;
const BARE = String.raw`(?<bare>[^\s"'\x60<>(){},;|\\]{6,500})`;
/** A string whose end was cut off. */
const OPEN = String.raw`\\?["'\x60](?<open>[^\s"'\x60<>(){},;|\\]{6,500})`;
const ASSIGNED = new RegExp(String.raw`${REST}\\?["'\x60]?(?:${TYPE}\s{0,4}(?:${ASSIGN}|${VALUE}|${CALL})${LINE}\s{0,4}(?:${QUOTED}|${OPEN}|${BARE})|(?<element>>)(?<content>[^<>\n]{4,400})<|(?<blank>[ \t]{1,20})(?:${QUOTED.replaceAll('quote', 'q').replaceAll('k<q>', 'k<q>')}|(?<word>[^\s"'\x60<>(){},;|\\]{6,300})))`, 'dy');

/** Rests of names that make something else of them: `tokenCount`, `passwordField`, `secretName`, `sessionStorage`. */
const OTHER = /^[-_. ]?(?:s?[-_. ]?(?:name|names|type|types|kind|length|len|count|size|limit|field|label|title|hint|placeholder|error|message|msg|text|prompt|url|uri|path|file|dir|endpoint|header|regex|pattern|policy|rule|rules|format|class|style|icon|color|id|ids|index|expir\w*|ttl|timeout|age|date|time|storage|store|manager|provider|factory|service|handler|controller|component|module|input|button|form|page|view|screen|ref|version|algorithm|alg|enabled|required|hash|digest|checksum|cache|scope|scopes|source|min|max|budget|usage)s?)(?![a-z])/i;
/** Before a blank that assigns: a flag, or the words of .netrc. */
const FLAG = /(?:^|[\s"'`,[(])(?:--?[a-z-]{0,30}|(?:ENV|ARG|SET|set|setx|export)[ \t]{1,4}[A-Za-z0-9_]{0,40}|login[ \t]\S{1,100}[ \t]{1,8}|account[ \t]\S{1,100}[ \t]{1,8})$/i;

/** Literals that are assigned to a name of a secret, in configuration and in most languages; flags of commands; .netrc and the like. */
export const findAssigned: Detector = (text) => {
  const spans: Span[] = [];
  NAME.lastIndex = 0;
  for (let name = NAME.exec(text); name; name = NAME.exec(text)) {
    ASSIGNED.lastIndex = name.index + name[0].length;
    const found = ASSIGNED.exec(text);
    if (!found) continue;
    const groups = found.groups!;
    const group = ['quoted', 'open', 'bare', 'content', 'qd', 'word'].find((key) => groups[key] !== undefined)!;
    const [start, end] = found.indices!.groups![group]!;
    const value = trimmed(groups[group]!, group);
    if (OTHER.test(groups.rest ?? '') && !isRandom(value)) continue;
    const before = text.slice(Math.max(0, name.index - 120), name.index);
    if (groups.word !== undefined && !FLAG.test(before)) continue;
    const password = name.groups!.password !== undefined;
    const bare = ['open', 'bare', 'word'].includes(group);
    // In a path the next folder follows.
    const secret = [value, ...(bare && value.includes('/') ? [value.slice(0, value.indexOf('/'))] : [])].find((candidate) => isSecret(candidate, password, bare));
    if (secret === undefined) continue;
    spans.push({ start, end: Math.min(end, start + secret.length), kind: password ? 'password' : kindOf(name[0], before, groups.rest ?? '') });
  }
  return spans;
};

/** Without what ends a sentence or a line of code. */
function trimmed(value: string, group: string): string {
  return group === 'bare' || group === 'word' ? value.replace(/[.:]+$|(?<!\[[^\]]{0,80})\]$/, '') : value;
}

function isSecret(value: string, password: boolean, bare: boolean): boolean {
  if (!bare) return password ? isPassphrase(value) || isPassword(value) : isProbablyRandom(value);
  // Code: a name, a member, a call.
  if (/^[A-Za-z_$][\w$.]*\[[^\]]*\]$/.test(value)) return false;
  if (/^[A-Za-z_$][\w$]*(?:(?:\?|!)?\.[A-Za-z_$][\w$]*|\[[^\]]*\])*[!?]?$/.test(value) && (isWords(value) || (!/[0-9]/.test(value) && !isJumbled(value)))) return false;
  if (isStandIn(value)) return false;
  return password ? isPassword(value) && (/[0-9]/.test(value) || isJumbled(value)) : isProbablyRandom(value) && (/[0-9]/.test(value) || isJumbled(value));
}

const SERVICES = /aws|azure|gcp|google|firebase|heroku|datadog|dd|algolia|twilio|stripe|github|gitlab|bitbucket|cloudflare|mailgun|sentry|okta|auth0|jwt|slack|discord|npm|pypi|docker/i;

/** Kind after the name: `HEROKU_API_KEY` is a Heroku API key. */
function kindOf(name: string, before: string, rest: string): string {
  const whole = `${/[A-Za-z0-9_.-]{0,40}$/.exec(before)?.[0] ?? ''}${name}${rest}`;
  const service = SERVICES.exec(whole)?.[0].toLowerCase();
  const kind = /token/i.test(whole) ? 'token' : /cookie|sess|sid/i.test(name) ? 'session' : /key/i.test(whole) ? 'key' : /secret/i.test(whole) ? 'secret' : 'credential';
  return service ? `${NAMES[service] ?? service[0]!.toUpperCase() + service.slice(1)} ${kind}` : kind;
}

const NAMES: Record<string, string> = { aws: 'AWS', gcp: 'GCP', dd: 'Datadog', github: 'GitHub', gitlab: 'GitLab', npm: 'npm', pypi: 'PyPI', jwt: 'JWT' };
