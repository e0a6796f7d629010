/** Work that leaves no trace in what a branch does: formatting, corrections after a review, the changelog, the version. */
const UPKEEP: RegExp[] = [
  /^(?:(?:run |apply |use |format |update |fix |address )?(?:with |for )?(?:the )?(?:cargo |npm )?(?:fmt|rustfmt|clippy|gofmt|prettier|black|isort|eslint|lint(?:er)?|format(?:ting|ter)?|ci)(?: (?:ci|warnings?|lints?|errors?|suggestions?|fix(?:es)?|issues?))*|format(?: (?:code|files?|everything))?)$/i,
  /^auto-?format\b/i,
  // Not `write`: a change may be about changelogs.
  /^(?:add|update|fix|edit|move|correct|reference|revise)\b[^,;]{0,40}\b(?:change ?log|contributors|authors)\b/i,
  /\bpr (?:number|link)s?\b/i,
  /^(?:improvements?|changes|fixes|refinements?|suggestions?|updates?) (?:from|after|for|by|as per) (?:the |a )?(?:pr |code )?(?:review|feedback|comments?|suggestions?)\b/i,
  /^(?:fix )?(?:typing|spelling|typos?|name change|renaming|whitespace|indentation|comments?|wording)(?: (?:fix(?:es)?|errors?|mistakes?|issues?))?$/i,
  /^(?:bump|update)(?: the)? version(?: number)?(?: to \S+)?$/i,
  // What a hosting site calls an edit in the browser.
  /^(?:update|create|delete) \S+\.\w{1,5}$/i,
];

const TESTS = /^(?:(?:add|adds|more|some|fix|update|improve|extend|regenerate|refine|refinements?, and)\s+)*(?:[\w-]+ ){0,3}?tests?(?: cases?| files?)?(?:,? (?:and|for|of|to|in|with|combined|that|on)\b.*)?$/i;

export function isUpkeep(text: string): boolean {
  return UPKEEP.some((pattern) => pattern.test(text));
}

/** `Test cases`, `Add a regression test for it`. */
export function isAboutTests(text: string): boolean {
  return TESTS.test(text);
}
