/** What the model saw. */
export interface Shown {
  code: string;
  /** Message, rule and documentation. */
  text: string;
}

/** Numbers of a text by value: 0x10, 1e3 and 1_000 are what they stand for. */
function valuesOf(text: string): Set<number> {
  const found = text.match(/0[xob][\da-f_]+|\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?/gi) ?? [];
  return new Set(found.map((number) => Number(number.replaceAll('_', ''))).filter((value) => !Number.isNaN(value)));
}

/** Numbers in a sentence's own words, outside names and quoted code, that neither code nor message has. One and two may be counts of what is seen. */
export function numbersNotShown(sentence: string, { code, text }: Shown): string[] {
  const prose = sentence.replace(/`[^`]*`|'[^']*'|"[^"]*"|\b(?:ES|PEP|RFC|HTTP|UTF|Python|Node|C)[- ]?\d[\d.]*|\bv\d[\d.]*/g, ' ');
  const said = prose.match(/(?<![\w.$#-])\d[\d,]*(?:\.\d+)?(?![\w%]|\.\d|(?:st|nd|rd|th)\b)/g) ?? [];
  const known = valuesOf(`${code}\n${text}`);
  return said.filter((number) => {
    const value = Number(number.replaceAll(',', ''));
    return value > 2 && !known.has(value);
  });
}

/**
 * Constructs that a sentence may claim, and what the code must have for it. Only where the sign of the construct is beyond doubt in
 * every language; the words of message and documentation may always be used.
 */
const CONSTRUCTS: [name: string, said: RegExp, sign: RegExp][] = [
  ['loop', /\bloops?\b|\biterat(?:es|ing|ion)\b/i, /\b(?:for|foreach|while|until|do|loop|select|repeat|each|map|iter\w*|forEach|filter|reduce|some|every|find\w*|in)\b/i],
  ['while loop', /\bwhile[` ]+loop/i, /\bwhile\b/],
  ['switch', /\bswitch[` ]+statement/i, /\b(?:switch|match)\b/],
  ['class', /(?<!(?:base|built-in|css|character|pseudo)[ -])\bclass\b(?! (?:name|attribute|list|selector|of))/i, /\bclass\b|\bstruct\b|\binterface\b|\.prototype\b|\bself\b|\bcls\b|\bthis\b|\bnew\b|\b\p{Lu}\p{Ll}/u],
  ['async function', /\basync(?:hronous)?\b/i, /\basync\b|\bawait\b|Promise|\bthen\b|\bgo\b|[Ff]uture|[Tt]ask|[Cc]allback|setTimeout/],
  ['await', /`await`/, /\bawait\b/],
  ['yield', /`yield(?: from)?`/, /\byield\b/],
  ['decorator', /\bdecorat(?:or|ed)\b/i, /@/],
  ['lambda', /\blambda\b/i, /\blambda\b|=>|->|\|\w*\|/],
  ['arrow function', /\barrow function\b/i, /=>/],
  ['ternary', /\bternary\b/i, /\?|\bif\b[\s\S]*\belse\b/],
  ['comprehension', /\bcomprehension\b/i, /\bfor\b[\s\S]*\bin\b/],
  ['template literal', /\btemplate (?:literal|string)\b/i, /`/],
  ['f-string', /\bf-strings?\b/i, /\b[rR]?[fF][rR]?["']/],
  ['try statement', /`try`|\btry (?:block|statement)\b/i, /\btry\b/],
  ['exception handler', /`(?:catch|except)`|\b(?:catch|except) (?:block|clause)\b/i, /\bcatch\b|\bexcept\b|\brescue\b/],
  ['finally', /`finally`|\bfinally block\b/i, /\bfinally\b/],
  ['return', /`return`|\breturn statement\b/i, /\breturn\b/],
  ['else', /`else`|\belse (?:block|branch|clause)\b/i, /\bel(?:se|if|sif|seif)\b/],
  ['import', /`import`|\bimport statement\b/i, /\bimport\b|\brequire\b|\buse\b|#include|\bfrom\b|\busing\b/],
  ['pipe', /\bpiped?\b(?! ?line)|`\|`/i, /\||\bpipe\b/],
  ['regular expression', /\bregular expression\b|\bregex\b/i, /\/|\bre\.|[Rr]eg[Ee]x|\b(?:sed|grep|awk|match|search|sub|fullmatch|compile)\b|=~/],
  ['dictionary', /\bdict(?:ionary)?\b/i, /\{|\bdict\b|[Mm]ap\b|items\(|keys\(|\[['"`]/],
  ['default value', /\bdefault value\b/i, /=|\bdefault\b|\?\?|\|\|/],
  ['assertion', /`assert`|\bassert statement\b/i, /\bassert/i],
  ['print', /`print`|\bprint statement\b/i, /\bprint/i],
];

/** The first construct that a sentence names as present and that neither code, message nor documentation has; undefined where all are there. */
export function constructNotShown(sentence: string, { code, text }: Shown): string | undefined {
  for (const [name, said, sign] of CONSTRUCTS) {
    const found = said.exec(sentence);
    if (!found || sign.test(code) || said.test(text)) continue;
    if (!lacking(sentence.slice(0, found.index)) && !proposing(sentence.slice(0, found.index))) return name;
  }
  return undefined;
}

/** Whether what follows this beginning of a clause is said to be absent. */
export const lacking = (before: string): boolean =>
  /(?:\b(?:no|not|never|without|lacks?|lacking|misses|missing|omits?|absence of|cannot|does not|is not|are not)\b|n't)(?:[^,;.]|\.(?=\S)){0,60}$/i.test(before);

/** Whether what follows this beginning of a clause is proposed or compared with, and not claimed to be there. */
export const proposing = (before: string): boolean =>
  /\b(?:should|could|can|must|may|might|would|instead of|rather than|over|replaced? (?:by|with)|equivalent to|expects?|expected|requires?|required|needs?|prefers?|recommends?|suggests?|wants|asks for|in favou?r of|like|such as|to)\b(?:[^,;.]|\.(?=\S)){0,80}$/i.test(before);
