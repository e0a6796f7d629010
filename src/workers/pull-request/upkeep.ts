import type { Piece } from './pieces.ts';

/** Work that leaves no trace in what a branch does: formatting, corrections after a review, the changelog, the version. */
const UPKEEP: RegExp[] = [
  /^(?:(?:run |apply |use |format |update |fix |address )?(?:with |for )?(?:the )?(?:cargo |npm )?(?:fmt|rustfmt|clippy|gofmt|prettier|black|isort|eslint|lint(?:er)?|format(?:ting|ter)?|ci)(?: (?:ci|warnings?|lints?|errors?|suggestions?|fix(?:es)?|issues?))*|format(?: (?:code|files?|everything))?)$/i,
  /^auto-?format(?: (?:the )?(?:code|files?|everything|(?:\w+ )?tests?))?$/i,
  // Not `write`, nor `fix the changelog parser`: a change may be about changelogs.
  /^(?:add|update|fix|edit|move|correct|reference|revise)\b[^,;]{0,40}\bchange ?log(?: (?:entry|entries|file|description|note)s?)?(?:$| (?:and|for|with|to|from)\b)/i,
  /^(?:add|update|fix|edit)\b(?: to)?(?: (?:\w+|and)){0,3} (?:contributors|authors)(?: (?:file|list))?$/i,
  /^(?:add|fix|update|correct|reference)\b.{0,20}\bpr (?:number|link)s?\b(?:.*\bchange ?log\b.*|)$/i,
  /^(?:improvements?|changes|fixes|refinements?|updates?) (?:from|after|for|by|as per) (?:the |a )?(?:pr |code )?(?:review|feedback)(?: (?:comments?|feedback|suggestions?))?$/i,
  /^(?:fix )?(?:typing|spelling|typos?|name change|renaming|whitespace|indentation|comments?|wording)(?: (?:fix(?:es)?|errors?|mistakes?|issues?))?$/i,
  /^(?:bump|update)(?: the)? version(?: number)?(?: to \S+)?$/i,
  // What a hosting site calls an edit in the browser; `Update Next.js` is a new version.
  /^(?:update|create|delete) (?!\p{Lu}\w*\.(?:js|io|net|ai)$)\S+\.\w{1,5}$/iu,
];

/** Before `tests`: what kind they are, and at most one word more. */
const TESTS =
  /^(?:(?:add|adds|more|some|fix|update|improve|extend|regenerate|refine) )*(?:(?:a|the|new|missing|unit|integration|regression|snapshot|failing|more) )*(?!(?:allow|support|run|use|handle|skip|show|and|with|for|to|of|in|on)\b)(?:\w[\w-]* )?(?:(?:unit|integration|regression) )?tests?(?: cases?| files?)?(?:,? (?:and|for|of|in|with|combined|that|on)\b.*)?$|^refinements?,? and tests$/i;

/** True for a commit that tells of the work, not of the change. A feature, or what breaks, is none whatever it is called. */
export function isUpkeep({ text, type, breaking }: Pick<Piece, 'text' | 'type' | 'breaking'>): boolean {
  return type !== 'feat' && breaking === null && UPKEEP.some((pattern) => pattern.test(text));
}

/** `Test cases`, `Add a regression test for it`. */
export function isAboutTests({ text, type, breaking }: Pick<Piece, 'text' | 'type' | 'breaking'>): boolean {
  return type !== 'feat' && breaking === null && TESTS.test(text);
}
