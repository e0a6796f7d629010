/** How text begins that tells the author what to write: it goes where the text is written. */
const ASKS =
  /^(?:(?:please|kindly|por favor,?|bitte|veuillez|merci de)\s+)?(?:describe|explain|provide|detail|summari[sz]e|outline|tell us|write|give|insert|enter|indicate|specify|be (?:specific|as)|fill|add|include|list|link|replace|state|clarify|mention|say|share|briefly|beschreib\w*|erkl[äa]r\w*|décri\w+|expliqu\w+|ajoute[rz]|descr[ie]\w+|expli[cq]\w+|agreg\w+|adicion\w+)(?![\p{L}-])/iu;
const HINTS =
  /^(?:a (?:clear|short|brief|concise|summary|description)|(?:short|brief|concise|more detailed|detailed) (?:summary|description|explanation|overview)|summary of|what (?:does|is|was|are|did|changes|changed)\b|why (?:is|are|did|was|do)\b|how (?:did|was|has|have|do|can)\b|your (?:text|description|changes|answer|summary)|(?:detail|item|change|point) \d\b|fixes \(issue\)|lorem ipsum)/i;
const EMPTY = /^(?:todo|tbd|tba|n\/?a|none|nothing|xx+|\.{3}|…|-+|_+|无|暂无|なし|[a-z]+-x{3,}|#x{2,}|#\d{0}|#(?:123\d?|0+|\.{3}|issue\w*|xyz|n)|https?:\/\/…?)[.:!]?$/i;
const MARKED = /\[(?:replace[ _]me|your [\w ]+|insert [\w ]+|description here|todo|tbd)\]|\{\{[^{}]*\}\}|\breplace_me\b|%\{(?:all_commits|first_(?:multiline_)?commit(?:_description)?|co_authored_by)\}/i;
const ASKS_ELSEWHERE = /^(?:请|簡潔に|简要|简单|在此|在这里|ここに)|(?:を|について)(?:記述|記載|説明|書い)\S*ください|してください。?$/;
/** A reminder of the house's, not a question. */
const KEEPS = /^\s*(?:[-*+] )?\[[ xX]\]|<!--|^\s*[|>] ?\[!/;
const MOST_READ = 400;

/** True for a paragraph that only stands for what is to be written: instructions, empty bullets, `N/A`. */
export function isPlaceholder(lines: string[]): boolean {
  if (lines.some((line) => KEEPS.test(line))) return false;
  if (lines.every((line) => /^(?:[-*+]|\d+[.)])?$/.test(line.trim()))) return true;
  return isPlaceholderText(lines.map((line) => line.trim()).join(' '));
}

/** The same of a text without line feeds, for instance a table's cell. */
export function isPlaceholderText(text: string): boolean {
  const whole = text.trim();
  if (whole === '') return true;
  const first = whole.slice(0, MOST_READ);
  if (MARKED.test(first)) return true;
  // All of it in italics, in brackets, or quoted.
  if (/^_[^_].*_$|^\*[^*].*\*$/.test(first) && whole.length <= MOST_READ) return !/^[*_](?:note|important|warning)\b/i.test(first);
  if (/^\[[^[\]]{4,}\]$|^<[^<>/]{4,}>$/.test(whole.slice(0, MOST_READ))) return true;
  const plain = first.replace(/^[\s_*(>"“[{<-]+/, '').replace(/^(?:optional|required)\)?[:\s]+/i, '').replace(/[\s_*"”)\]}>]+$/, '');
  return ASKS.test(plain) || HINTS.test(plain) || (whole.length <= MOST_READ && EMPTY.test(plain)) || ASKS_ELSEWHERE.test(plain);
}
