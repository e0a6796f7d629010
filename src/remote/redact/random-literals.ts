import { spansOf, type Detector } from './spans.ts';
import { isRandom } from './values.ts';

/** A whole string between quotes. */
const QUOTED = /(?<![A-Za-z0-9+/_=-])\\?["'`](?<secret>[A-Za-z0-9+/_=.~!@#$^&*:-]{20,200})\\?["'`](?![A-Za-z0-9])/dg;
/** What is assigned without quotes, up to the end of the word. */
const ASSIGNED = /[A-Za-z0-9_\])"'][ \t]{0,4}[=:][ \t]{0,4}(?<secret>[A-Za-z0-9+/_=.~-]{24,200})(?![A-Za-z0-9+/_=.~(:-])/dg;
/** A checksum, a picture, a place in a source map: what is written before it says so. */
const HARMLESS = /(?:integrity|checksum|digest|sha[0-9]{0,3}|md5|hash|etag|commit|revision|base64,|mappings|nonce|fingerprint|snapshot|version|resolved|cache[-_]?key|build[-_]?id|narHash|cid|h1)["'\])]{0,3}[ \t]{0,4}[=:(,-]{0,2}[ \t]{0,4}[\\"'`]{0,2}$/i;

/** Strings that are chance, whatever they are called. */
export const findRandomLiterals: Detector = (text) =>
  [QUOTED, ASSIGNED].flatMap((expression) => spansOf(text, expression, 'random string', (secret, match) => isRandom(secret) && !secret.startsWith('//') && !HARMLESS.test(text.slice(Math.max(0, match.indices!.groups!.secret![0] - 40), match.indices!.groups!.secret![0]))));
