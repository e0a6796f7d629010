/** Words of explanations that speak of no code in particular, though code may have names like these. */
const PLAIN = new Set(
  `a about above add added adds after again all allow allows already also always an and any are argument arguments array as assign assigned assigns assignment at attribute
  be because been before being below between block body both but by call called calling calls can case cause causes change changed changes character characters check
  checks class code comment compare compared compares comparison condition constant contain contains could create created creates data declare declared declares declaration
  default define defined defines definition did different do does each element elements else empty end error errors even every exception execute executed explicit expression
  false field file files first follow for format from function functions get gets give given gives has have how however if import imported imports in index inside instead into is
  issue it item items its itself key keyword last lead leads less let like line lines list literal local loop make makes mark may method methods might missing mode module more
  must name named names need needed needs never new no none not nothing null number numbers object of on once one only operator option or order other out output outside over
  parameter parameters parse part pass passed passes path pattern place possible print problem property raise raised range read reads reason reference remove replace report
  reported result results return returned returns right rule run runs same scope second see set sets should show since single so some space start starts state statement
  statements still string strings such syntax take takes test than that the their them then there these they thing this those through time to too true two type types
  undefined under unexpected unused up use used uses using value values variable variables version was way we were what when where whether which while white whole why will
  with within without word words work would write written wrong yes yet you`.split(/\s+/),
);

/** Whether a word of an explanation is plain English as well as it could be a name. */
export function isPlain(word: string): boolean {
  return PLAIN.has(word.toLowerCase());
}

/** A word without the endings that a sentence gives it. */
export function stem(word: string): string {
  const lower = word.toLowerCase();
  return lower.length <= 4 ? lower.replace(/s$/, '') : lower.replace(/(?:ing|ed|es|s|e)$/, '');
}

/** The words that a name or text is made of: `maxRetries`, `max_retries` and `max retries` are two. */
export function wordsIn(text: string): string[] {
  return text.replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, ' ').match(/\p{L}+/gu) ?? [];
}
