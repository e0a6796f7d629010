import { RequestFailed, UserError } from '../core/errors.ts';
import { messageIn, plainText } from './plain-text.ts';

/** Whom a request goes to and with what, as far as an error may say it. */
export interface Addressee {
  recipient: string;
  model: string;
  /** Taken out of whatever the server says. */
  key: string | undefined;
}

/** What this machine finds of a certificate; the server's own alerts (`ERR_SSL_…`) may come when it has the request. */
const CERTIFICATE = /^(?!ERR_SSL_).*(?:CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS)/;

/** The code of a failed connection: `ECONNREFUSED`, `UND_ERR_SOCKET`. */
export function codeOf(error: unknown): string {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const { code } = cause as NodeJS.ErrnoException;
    if (typeof code === 'string' && code !== '') return code;
    if (cause instanceof AggregateError && cause.errors.length > 0) return codeOf(cause.errors[0]);
  }
  return '';
}

/** Whether the connection was there and broke, so that another one may hold. */
export function isBroken(error: unknown): boolean {
  return /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/.test(codeOf(error));
}

/** How far a request had come. `answering`: its answer had begun; `sent`: something of it may have reached the server, with an earlier attempt too; `new`: this was the first attempt. */
export type Reached = 'new' | 'sent' | 'answering';

/** A connection that failed before or while the answer came. */
export function connectionFailure(error: unknown, { recipient }: Addressee, reached: Reached): UserError {
  const code = codeOf(error);
  const cause = code === '' ? '' : ` (${plainText(code, undefined)})`;
  if (reached === 'answering') return new UserError(`The answer of ${recipient} broke off.`, `The connection was lost before it was complete${cause}.`, 'Ask again.');
  const unsent = (what: string, why: string, next: string) => (reached === 'new' ? new RequestFailed(what, why, next, 'nothing') : new UserError(what, why, next));
  if (CERTIFICATE.test(code)) {
    return unsent(`${recipient} cannot be trusted.`, `Its certificate is not one that this machine accepts${cause}.`, 'If it is your own server, let the system trust its authority, or name that in NODE_EXTRA_CA_CERTS. If a proxy stands between, see the setting http.systemCertificates.');
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return unsent(`${recipient} cannot be reached.`, `Its name is not known here${cause}.`, 'Check the address, the network and the proxy settings.');
  const next = 'Check the address, whether the server runs, the network and the proxy settings.';
  if (code === 'ECONNREFUSED') return unsent(`${recipient} cannot be reached.`, 'It refuses connections.', next);
  return new UserError(`${recipient} cannot be reached.`, `The connection failed${cause}.`, next);
}

/** An answer that ended without its end. */
export function brokenOff({ recipient }: Addressee): UserError {
  return new UserError(`The answer of ${recipient} broke off.`, 'It ended before it was complete.', 'Ask again.');
}

/** An answer with a status that is no success. `body` is its beginning. */
export function statusFailure(status: number, body: string, waitMs: number | undefined, { recipient, model, key }: Addressee): UserError {
  const said = messageIn(body, key);
  const why = said === '' ? `It answered with status ${status}.` : `It answered with status ${status}: “${said}”.`;
  // What is said of a wrong key tends to quote the key.
  if (status === 401) return key === undefined ? new UserError(`${recipient} wants a key.`, '', 'Store the key for it, then ask again.') : new UserError(`${recipient} refuses the key.`, `It answered with status ${status}.`, 'Check the key that is stored for it.');
  if (status === 403) return new UserError(`${recipient} refuses the request.`, `The key${key === undefined ? ', of which there is none,' : ''} does not allow it (status ${status}).`, `Check the key, and whether it may use ${model}.`);
  if (status === 404) return new UserError(`${recipient} does not know ${model}, or nothing is at that address.`, why, 'Check the name of the model and the address, which mostly ends with /v1.');
  if (status === 429 && isOutOfCredit(body)) return new UserError(`${recipient} refuses the request.`, said === '' ? 'The account has no credit left.' : `The account has no credit left: “${said}”.`, 'Add credit, or choose another model.');
  if (status === 429) return new UserError(`${recipient} has had too many requests.`, said === '' ? 'It answered with status 429.' : `It says: “${said}”.`, waitMs === undefined ? 'Try again later.' : `It wants you to wait ${inWords(waitMs)}.`);
  if (status >= 500) return new UserError(`${recipient} has a problem.`, why, waitMs === undefined ? 'Try again later.' : `It wants you to wait ${inWords(waitMs)}.`);
  return new UserError(`${recipient} refuses the request.`, why, `Check that ${model} is a chat model that it offers.`);
}

/** Waiting does not help where the account is empty. */
export function isOutOfCredit(body: string): boolean {
  return /"(?:insufficient_quota|billing_not_active|billing_hard_limit_reached)"/.test(body);
}

export function redirected(location: string | null, { recipient, key }: Addressee): UserError {
  const host = plainText((location && URL.parse(location, `https://${recipient}`)?.host) || 'another address', key);
  return new UserError(`${recipient} redirects to ${host}.`, 'Journeyman does not follow: the key and your text would go along.', 'If you trust that address, set it as the address of the model.');
}

export function wrongType(type: string | null, { recipient, key }: Addressee): UserError {
  const given = type === null ? 'of no stated type' : `of the type ${plainText(type.split(';')[0]!, key).slice(0, 60)}`;
  return new UserError(`${recipient} gave something other than a model's answer.`, `What came is ${given}.`, 'Check the address, which mostly ends with /v1; a login page of a network may stand between.');
}

export function tooLong({ recipient }: Addressee, bytes: number): UserError {
  return new UserError(`The answer of ${recipient} was cut off.`, `It was longer than ${Math.round(bytes / 1_000_000) || '< 1'} MB, far more than was asked for.`, 'Check the server.');
}

export function tooSlow({ recipient }: Addressee, what: 'beginning' | 'silence' | 'whole', ms: number): UserError {
  const why = { beginning: `No answer began within ${inWords(ms)}.`, silence: `It went silent for ${inWords(ms)} in the middle of its answer.`, whole: `Its answer was not complete after ${inWords(ms)}.` };
  return new UserError(`${recipient} is too slow.`, why[what], 'Try again later, or choose another model.');
}

export function unreadableAnswer({ recipient }: Addressee): UserError {
  return new UserError(`The answer of ${recipient} cannot be read.`, 'It is not in the form that its API promises.', 'Check the address and the kind of server.');
}

export function inWords(ms: number): string {
  if (ms < 1000) return `${Math.ceil(ms)} ms`;
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 120) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return seconds < 7200 ? `${Math.ceil(seconds / 60)} minutes` : `${Math.ceil(seconds / 3600)} hours`;
}
