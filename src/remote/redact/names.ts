/** Names of what is secret even when it is short and simple. */
const PASSWORD = String.raw`pass(?:word|wort|wd|phrase|code)?|pwd|_password|kennwort|senha|contrasena|mot_?de_?passe|sshpass|requirepass|masterauth|bindpw|rootpw|(?<![A-Za-z])(?:psk|pw)(?![A-Za-z])|mnemonic|seed[-_]?phrase|identified\s{1,4}(?:with\s{1,4}['\w]{1,40}\s{1,4})?by`;
/** Names of what is secret where it looks like chance. */
const KEY = String.raw`secret|token|api[-_. ]?key|apikey|access[-_. ]?key|account[-_. ]?key|private[-_. ]?key|signing[-_. ]?key|encrypt(?:ion)?[-_. ]?key|encryption|master[-_. ]?key|shared[-_. ]?(?:access[-_. ]?)?key|app[-_. ]?key|application[-_. ]?key|admin[-_. ]?key|license[-_. ]?key|integration[-_. ]?key|ingest(?:ion)?[-_. ]?key|deploy[-_. ]?key|service[-_. ]?key|preshared[-_. ]?key|subscription[-_. ]?key|ssh[-_. ]?key|hmac[-_. ]?key|auth[-_. ]?key|cookie|session|sess(?:ion)?[-_. ]?id|sid|credential|creds?|_?auth|bearer|salt|pepper|dsn|connection[-_. ]?string|webhook|totp|otp|mfa|2fa|seed|jwt`;
const NAME = new RegExp(`(?:(?<password>${PASSWORD})|(?:${KEY}))(?:s(?![a-z]))?`, 'gi');
/** Words that end in `pass`. */
const PASSES = /(?:com|by|sur|tres|over|under|low|high|band|multi|single|two|one|first|second|third|sub|trans|time|must|should|can|will|not|to)[-_ ]?$/i;

/** The rest of a name. */
export const REST = String.raw`(?<rest>[A-Za-z0-9_.-]{0,40})`;
/** Rests of names that make something else of them: `tokenCount`, `passwordField`, `secretName`, `sessionStorage`. */
const OTHER = /^[-_. ]?(?:s?[-_. ]?(?:name|names|type|types|kind|length|len|count|size|limit|field|label|title|hint|placeholder|error|message|msg|text|prompt|url|uri|path|file|dir|endpoint|header|regex|pattern|policy|rule|rules|format|class|style|icon|color|id|ids|index|expir\w*|ttl|timeout|age|date|time|storage|store|manager|provider|factory|service|handler|controller|component|module|input|button|form|page|view|screen|ref|version|algorithm|alg|enabled|required|hash|digest|checksum|cache|scope|scopes|source|min|max|budget|usage)s?)(?![a-z])/i;

/** A place where a text names a secret. */
export interface NamedPlace {
  name: string;
  start: number;
  end: number;
  /** Whether it is a password: secret even when it is short and simple. */
  password: boolean;
}

/** Where a text names secrets; what stands there may go on, and become the name of something else. */
export function* namedIn(text: string): Generator<NamedPlace> {
  for (const match of text.matchAll(NAME)) {
    const [name] = match;
    const [start, end] = [match.index, match.index + name.length];
    if (/^pass$/i.test(name) && isOtherWord(text, start, end)) continue;
    yield { name, start, end, password: match.groups!.password !== undefined };
  }
}

/** `passed`, `PASSIVE`, `compass`; not `dbPass`, `passKey`. */
function isOtherWord(text: string, start: number, end: number): boolean {
  const next = text[end] ?? '';
  return (/[a-z]/.test(text[end - 1]!) ? /[a-z]/ : /[A-Za-z]/).test(next) || PASSES.test(text.slice(Math.max(0, start - 8), start));
}

/** Whether the rest of a name makes something else of it. */
export const isOther = (rest: string): boolean => OTHER.test(rest);

const SERVICES = /aws|azure|gcp|google|firebase|heroku|datadog|dd|algolia|twilio|stripe|github|gitlab|bitbucket|cloudflare|mailgun|sentry|okta|auth0|jwt|slack|discord|npm|pypi|docker/i;

/** Kind after the name: `HEROKU_API_KEY` is a Heroku API key. */
export function kindOf(text: string, { name, start, password }: NamedPlace, rest: string): string {
  if (password) return 'password';
  const whole = `${/[A-Za-z0-9_.-]{0,40}$/.exec(text.slice(Math.max(0, start - 120), start))?.[0] ?? ''}${name}${rest}`;
  const service = SERVICES.exec(whole)?.[0].toLowerCase();
  const kind = /token/i.test(whole) ? 'token' : /cookie|sess|sid/i.test(name) ? 'session' : /key/i.test(whole) ? 'key' : /secret/i.test(whole) ? 'secret' : 'credential';
  return service ? `${NAMES[service] ?? service[0]!.toUpperCase() + service.slice(1)} ${kind}` : kind;
}

const NAMES: Record<string, string> = { aws: 'AWS', gcp: 'GCP', dd: 'Datadog', github: 'GitHub', gitlab: 'GitLab', npm: 'npm', pypi: 'PyPI', jwt: 'JWT' };
