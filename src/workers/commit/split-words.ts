/** Longer lines are cut: minified code and data say nothing of what belongs together. */
const LONGEST_LINE = 400;
const WORD = /v?\d+(?:\.\d+){2,}[\w.+-]*|[\p{L}_$][\p{L}\p{N}_$]*/gu;
const VERSION = /^(?!0\.0\.0|127\.)\d+\./;
const LEAST_LETTERS = 4;
const LONG_WORD = 8;

/** Words of any code and any text: that two places share them ties nothing together. */
const COMMON = new Set(
  `about above abstract accept across after again all allow allowed already also always another any are args argument arguments array assert assertequal async available await back base because
  been before being below between body bool boolean both break bytes call called case catch change changed changes char check class client close code config const continue core could count create created current data
  debug declare default define delete describe different does done double each else empty enum error errors even every example except expect export extends extern false field fields file files final finally find first fixed float from
  func function functions given global goto handle have header here host however html http https impl implements import include index info init inline input inside instance instead int interface internal into issue item items
  itself just keep kind know lambda large last later length less level like line lines list local long loop made main make making many match message method methods mode module more most must name names namespace need
  needed never next node none not note now null number object only open option optional options other output over package param parameter parent pass path point possible prefix print private process property protected public
  pull query raise read ready release remove removed request require required requires reset response result return returns right root same see self send server set setup short should show simple since size some source start state
  static status stop store str string struct style such super support supported switch table take test tests text than that the their them then there these they this those through throw throws time todo toBe toequal token
  true tuple type typedef types typeof undefined under union unless unsafe unset unsigned until update updated use used user uses using utf8 utils valid value values var variable version very view virtual void want was well were what
  when where whether which while will with within without work would write yield you your`
    .toLowerCase()
    .split(/\s+/),
);

/** The words of a line that can tell something, as they are written; versions among them, without the `v` before them. */
export function wordsOf(text: string): string[] {
  return (text.slice(0, LONGEST_LINE).match(WORD) ?? []).map((word) => word.replace(/^v(?=\d)/, '')).filter((word) => word.length >= LEAST_LETTERS);
}

/** How much it tells, 0 to 1, that two places share this word: a version or a name made of several words much, a common word nothing. */
export function weightOf(word: string): number {
  if (COMMON.has(word.toLowerCase())) return 0;
  if (/^\d/.test(word)) return VERSION.test(word) ? 1 : 0;
  if (/[a-z\d][A-Z]|[A-Za-z\d]_[A-Za-z\d]|[A-Z]{2}[a-z]/.test(word)) return 1;
  return word.length >= LONG_WORD ? 0.6 : 0.3;
}

/** The parts of a path's last name that can tell something: `blocked`, `build-options` as `build` and `options`. */
export function partsOfName(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length >= 3);
}
