/** How a row's values are kept apart. */
export const CELL = ' | ';
/** What stands for nothing. */
export const NONE = '-';
/** More alternatives make a grammar slow. */
const MOST_OPTIONS = 80;

const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&').replace(/\s+/g, ' ')}"`;

/** One of these texts. What they begin with alike stands once: a grammar's cost is the number of ways that are open at a time. */
function among(options: readonly string[]): string {
  const distinct = [...new Set(options.map((option) => option.replace(/\s+/g, ' ')))];
  const groups = new Map<string, string[]>();
  for (const option of distinct) {
    const first = String.fromCodePoint(option.codePointAt(0) ?? 32);
    groups.set(first, [...(groups.get(first) ?? []), option]);
  }
  return [...groups.values()]
    .map((group) => {
      if (group.length === 1) return quoted(group[0]!);
      const shared = sharedBeginning(group);
      const rests = group.map((option) => option.slice(shared.length));
      const longer = rests.filter((rest) => rest !== '');
      return `${quoted(shared)} (${among(longer)})${longer.length < rests.length ? '?' : ''}`;
    })
    .join(' | ');
}

function sharedBeginning(texts: readonly string[]): string {
  const letters = [...texts[0]!];
  let shared = '';
  for (const letter of letters) {
    if (!texts.every((text) => text.startsWith(shared + letter))) break;
    shared += letter;
  }
  return shared;
}

/** A line that is one of these, or says that there is none. */
export function optionsGrammar(options: readonly string[]): string | undefined {
  return options.length > MOST_OPTIONS ? undefined : `root ::= " " (${among([...options, NONE])}) "\\n"`;
}

/** Lines of a list behind their dashes, each one of these, the first dash being given; or one that says that there is none. */
export function listGrammar(options: readonly string[]): string | undefined {
  return options.length > MOST_OPTIONS ? undefined : `line ::= " " (${among(options)}) "\\n"\nroot ::= (" ${NONE}\\n" | line ("-" line)*) "\\n"`;
}

/** Any line. */
export const LINE_GRAMMAR = 'root ::= " " [^ \\n] [^\\n]* "\\n"';
