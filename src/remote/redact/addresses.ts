import { spansOf, type Detector, type Span } from './spans.ts';
import { isPassword, isProbablyRandom, isRandom, isStandIn, isWords } from './values.ts';

/** `scheme://user:password@host`. */
const USER_INFO = /:\/\/(?<user>[^\s:/@"'`<>?#]{0,200}):(?<secret>[^\s"'`<>/?#]{1,300})@(?=[A-Za-z0-9[.(${-])/dg;
/** Addresses of databases and the like, whose passwords have signs that should be encoded. */
const UNENCODED = /\b(?:postgres(?:ql)?|mysql|mariadb|rediss?|amqps?|mongodb(?:\+srv)?|mssql|sqlserver|s?ftps?|smtps?|imaps?|ldaps?|clickhouse|nats|mqtts?):\/\/[^\s:/@"'`<>?#]{0,100}:(?<secret>[^\s"'`<>]{1,200})@(?=[A-Za-z0-9[.(${-])/dg;
/** `https://token@host`. */
const ONLY_USER = /:\/\/(?<secret>[^\s:/@"'`<>?#]{16,300})@(?=[A-Za-z0-9[])/dg;
const HEADER = /\b(?:proxy-)?authorization\\?["'`]?[\])]?\s{0,4}(?:[:=,]|=>)?\s{0,4}\\?["'`]?(?:(?:basic|bearer|token|apikey|api-key|negotiate|digest|key|splunk|sso-key|bot|discogs|genie[kK]ey)[\s:=]{1,4})?(?<secret>[^\s"'`<>(){},;\\]{8,4000})/dgi;
const SCHEME = /\b(?:Basic|Bearer)\s{1,4}(?<secret>[A-Za-z0-9+/_.~=-]{12,4000})/dg;
const COOKIES = /\b(?:set-)?cookie\\?["'`]?\s{0,4}[:=,]\s{0,4}\\?["'`]?(?<secret>[^\r\n"'`]{8,4000})/dgi;
const COOKIE = /(?<name>[\w.-]{1,80})=(?<secret>[^\s;,"'\\]{8,3000})/dg;
const SESSION = /\b(?:JSESSIONID|PHPSESSID|ASP\.NET_SessionId|ASPSESSIONID[A-Z]{0,8}|connect\.sid|laravel_session|_session_id|sessionid|csrftoken|XSRF-TOKEN|__Host-[\w-]{1,40}|__Secure-[\w-]{1,40}|sid)\\?["']?\s{0,2}[=:]\s{0,2}\\?["']?(?<secret>[^\s;,"'\\&]{10,3000})/dg;
const USER_FLAG = /(?:^|\s)(?:-u|--user|--proxy-user|-U)[ =]?\\?["']?[^\s:"'\\]{1,64}:(?<secret>[^\s"'\\]{6,200})/dg;
const SHELL_PASSWORD = /\b(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n]{0,120}?\s-p(?<secret>[^\s"']{6,100})|\bsshpass\s{1,4}-p\s?["']?(?<pass>[^\s"']{4,100})|\bredis-cli\b[^\n]{0,120}?\s-a\s{1,3}["']?(?<auth>[^\s"']{6,200})/dg;
const PGPASS = /^[ +-]?[^\s:#/]{1,100}:(?:[0-9]{2,5}|\*):[^\s:]{1,64}:[^\s:]{1,64}:(?<secret>[^\s:]{4,200})$/dgm;
const HTPASSWD = /^[ +-]?[A-Za-z0-9_.-]{1,64}:(?<secret>\$(?:apr1|2[aby]|5|6|y|argon2[a-z]{0,2})\$[A-Za-z0-9./$=,+]{20,200})/dgm;
const DOCKER_AUTH = /"(?:auth|identitytoken|registrytoken)\\?"\s{0,4}:\s{0,4}\\?"(?<secret>[A-Za-z0-9+/_=.-]{8,4000})/dg;

const plausible = (secret: string) => !isStandIn(secret) && secret.length >= 3;

/** Whether base64 holds a name and a password that is none: `username:password`. */
function isExample(secret: string): boolean {
  const password = /^[ -~]{1,100}?:([ -~]+)$/.exec(Buffer.from(secret, 'base64').toString('latin1'))?.[1];
  return password !== undefined && isStandIn(password);
}

/** The key after its id, as consoles export them. */
const AWS_PAIR = /(?:AKIA|ASIA)[A-Z0-9]{16}["']?[\s,:;|]{1,4}["']?(?<secret>[A-Za-z0-9+/]{40})(?![A-Za-z0-9+/])/dg;

/** Passwords and tokens in addresses, headers, cookies, on command lines and in files of passwords. */
export const findCredentials: Detector = (text) => [
  ...spansOf(text, USER_INFO, 'password', (secret, { groups }) => plausible(secret) && secret !== groups!.user && (!/^[a-z]+$/i.test(secret) || secret.length > 12 || !isWords(secret))),
  // A port and a path is no password.
  ...spansOf(text, UNENCODED, 'password', (secret) => plausible(secret) && /[/?#@]/.test(secret) && !/^[0-9]{1,5}[/?#]/.test(secret)),
  ...spansOf(text, AWS_PAIR, 'AWS secret access key', isProbablyRandom),
  ...spansOf(text, ONLY_USER, 'credential', (secret) => plausible(secret) && (isRandom(secret) || isProbablyRandom(secret))),
  ...spansOf(text, HEADER, 'authorization', (secret) => isProbablyRandom(secret) && !isExample(secret)),
  ...spansOf(text, SCHEME, 'authorization', (secret) => /[0-9]|=$/.test(secret) && isProbablyRandom(secret) && !isExample(secret)),
  ...cookies(text),
  ...spansOf(text, SESSION, 'session', (secret) => isProbablyRandom(secret)),
  ...spansOf(text, USER_FLAG, 'password', (secret) => plausible(secret) && isPassword(secret)),
  ...passwords(text),
  ...spansOf(text, PGPASS, 'password', plausible),
  ...spansOf(text, HTPASSWD, 'password hash'),
  ...spansOf(text, DOCKER_AUTH, 'registry credential', (secret) => !isStandIn(secret) && !isExample(secret) && (isProbablyRandom(secret) || Buffer.from(secret, 'base64').includes(':'))),
];

function cookies(text: string): Span[] {
  return spansOf(text, COOKIES, 'cookie').flatMap(({ start, end, kind }) =>
    spansOf(text.slice(start, end), COOKIE, kind, isProbablyRandom).map((span) => ({ ...span, start: span.start + start, end: span.end + start })),
  );
}

function passwords(text: string): Span[] {
  return [...text.matchAll(SHELL_PASSWORD)].flatMap(({ groups, indices }) => {
    const name = ['secret', 'pass', 'auth'].find((group) => groups![group] !== undefined)!;
    const [start, end] = indices!.groups![name]!;
    return plausible(groups![name]!) && isPassword(groups![name]!) ? [{ start, end, kind: 'password' }] : [];
  });
}
