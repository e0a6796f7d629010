const VERBS =
  'add|allow|apply|bump|cache|change|check|clean|convert|create|delete|disable|document|drop|enable|enhance|ensure|expose|extend|fix|group|handle|implement|improve|include|introduce|make|mention|modify|move|parse|prevent|reduce|refactor|remove|rename|replace|restructure|return|revamp|simplify|split|support|switch|test|update|use|wrap';
/** What people call things too: `Tests use a folder` tells of tests. */
const NOUNS: ReadonlySet<string> = new Set(['cache', 'change', 'check', 'document', 'group', 'handle', 'test']);
/** Form of a verb → the verb: third person, and past. */
const [THIRD, PAST] = formsOf(VERBS.split('|'));

function formsOf(verbs: string[]): [Map<string, string>, Map<string, string>] {
  const [third, past] = [new Map<string, string>(), new Map<string, string>()];
  for (const verb of verbs) {
    const stem = verb.replace(/e$/, '').replace(/y$/, 'i');
    const irregular: Record<string, string> = { drop: 'dropped', make: 'made', split: 'split', wrap: 'wrapped' };
    third.set(verb.endsWith('y') ? `${stem}es` : /(?:s|x|ch|sh)$/.test(verb) ? `${verb}es` : `${verb}s`, verb);
    if (verb !== 'split') past.set(irregular[verb] ?? `${stem}ed`, verb);
  }
  return [third, past];
}

const AUXILIARY = "is|are|was|were|be|has|have|had|do|does|did|can|cannot|could|will|would|shall|should|may|might|must|isn't|aren't|wasn't|don't|doesn't|didn't|can't|won't|no longer|now|still|also|always|never|only|not";
/** Before these, what looks like a verb is what does something, or has something done to it. */
const PREDICATE = new RegExp(`^(?:${AUXILIARY}|${VERBS}|break|come|expire|fail|get|go|happen|keep|live|need|pass|read|run|show|start|stay|stop|take|wait|work|write)(?![\\p{L}\\p{N}_-])`, 'iu');
/** What only a verb has behind it: an article or the like … */
const ARTICLE = /^(?:(?:an?|the|this|that|these|those|its?|them|all|any|each|every|some|no|both|more|another|other|my|our|your|their|his|her|what|which|how|who|whether|if|up)(?![\p{L}\p{N}_-]))/iu;
/** … or a number, or a name of code. */
const NAME = /^(?:[\d`"'“#]|\S*(?:[_(]|\p{Ll}\p{Lu}|\w\.\w))/u;
/** `Changed files are listed`: not something that was done. */
const PARTICIPLE = new RegExp(`^\\p{L}+ (?:[\\p{L}\\p{N}_-]+ (?!(?:that|which|where|when|who|if|and|to) ))?(?:[\\p{L}\\p{N}_-]+ )(?:${AUXILIARY}|get|keep|stay)(?![\\p{L}\\p{N}_-])`, 'iu');

const VERB_AND_COLON = new RegExp(`^(${VERBS}):\\s+(\\p{L}+)?`, 'iu');

/** `Add: a file` as `Add a file`, and `Add: Use the cache` as `Use the cache`: small models take the verb for a label. */
export function withoutLabel(text: string): string {
  return text.replace(VERB_AND_COLON, (_, label: string, next = '') => (new RegExp(`^(?:${VERBS}|import)$`, 'i').test(next) ? next : `${label} ${/^\p{L}\p{Ll}*$/u.test(next) ? next.toLowerCase() : next}`));
}

/** `Adds x and removes y` or `Added x` as `Add x and remove y`: how people write what a change does. */
export function imperative(text: string): string {
  const first = inflectedVerb(text);
  if (first === undefined) return text;
  return withVerb(
    text.replace(/((?:,| and) (?:and )?)(\p{L}+ .*?)(?=,| and |$)/gu, (_, joint: string, clause: string) => joint + withVerb(clause, inflectedVerb(clause))),
    first,
  );
}

/** True where a text says by its first word what is done. */
export function beginsWithVerb(text: string): boolean {
  const word = firstWord(text);
  return inflectedVerb(text) !== undefined || (VERBS.split('|').includes(word) && isDone(word, text)) || /^(?:accept|avoid|call|correct|do|don't|hide|keep|let|never|read|rework|set|show|skip|stop|throw|upgrade|write)$/.test(word);
}

function inflectedVerb(text: string): string | undefined {
  const word = firstWord(text);
  const past = PAST.get(word);
  if (past !== undefined) return isAbout(text) || PARTICIPLE.test(text) ? undefined : past;
  const verb = THIRD.get(word);
  return verb !== undefined && isDone(verb, text) ? verb : undefined;
}

function isDone(verb: string, text: string): boolean {
  const rest = text.replace(/^\p{L}+\s*/u, '');
  return !isAbout(text) && (NOUNS.has(verb) ? ARTICLE.test(rest) || NAME.test(rest) : !PREDICATE.test(rest));
}

/** `Changes to x` is a noun. */
function isAbout(text: string): boolean {
  return /^\p{L}+ (?:to|for|in|of|on)\b/u.test(text);
}

function firstWord(text: string): string {
  return /^\p{L}+(?:'t)?/u.exec(text)?.[0].toLowerCase() ?? '';
}

function withVerb(text: string, verb: string | undefined): string {
  return verb === undefined ? text : (/^\p{Lu}/u.test(text) ? verb.charAt(0).toUpperCase() + verb.slice(1) : verb) + text.replace(/^\p{L}+/u, '');
}
