interface Said {
  message: string;
  rule: string;
  documentation: string;
  code: string;
  /** The lines that are reported, whole. */
  lines: string;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Endings off, so that `overriding` and `overridden` are the same verb. */
const verb = (word: string) => word.toLowerCase().replace(/(.)\1?(?:ing|ed|en|es|s|e)$/, '$1');

/** A condition that nobody gave: `only if the body is empty`. */
function ownCondition(sentence: string, { message, documentation }: Said): string | undefined {
  const [condition] = /\b(?:only (?:if|when)|unless)\b/i.exec(sentence) ?? [];
  return condition !== undefined && !`${message}\n${documentation}`.toLowerCase().includes(condition.toLowerCase()) ? `Nothing says that it is so ${condition}.` : undefined;
}

/** Of two remedies between which the message leaves the choice, advice that takes one may take the wrong one. */
function oneRemedy(sentence: string, { message }: Said): string | undefined {
  const [, one, other] = /\beither\s+(?:use\s+)?([`'][^`'\n]+[`'])\s+or\s+([`'][^`'\n]+[`'])/i.exec(message) ?? [];
  if (one === undefined || other === undefined || !/^\s*(?:use|replace|write)\b/i.test(sentence)) return undefined;
  const root = (quoted: string) => /[\w.]+/.exec(quoted)?.[0] ?? quoted.slice(1, 2);
  return sentence.includes(root(one)) && sentence.includes(root(other)) ? undefined : `The message leaves the choice between ${one} and ${other}.`;
}

/** `the overridden method X` where the message has X overriding another one. */
function turnedRole(sentence: string, { message }: Said): string | undefined {
  for (const [, role = '', name = ''] of message.matchAll(/\b(\w{3,}ing) ['"`]([^'"`\n]+)['"`] (?:method|function|class|property)/g)) {
    const said = new RegExp(`\\b(\\w{3,}(?:ed|en)) (?:\\w+ )?[\`'"]?${escaped(name)}`, 'i').exec(sentence)?.[1];
    if (said !== undefined && verb(said) === verb(role)) return `The message calls ${name} ${role}, not ${said}.`;
  }
  return undefined;
}

/** `Pass it instead of passing it`. */
function againstItself(sentence: string): string | undefined {
  const [, first = '', second = ''] = /^\s*(\w{3,})\b[^.;]*\binstead of (\w{3,}ing) (?:it|them)\b/i.exec(sentence) ?? [];
  return first !== '' && verb(first) === verb(second) ? `It sets ${first.toLowerCase()} against itself.` : undefined;
}

/** `x is not initialized` where the message says that initialising it is needless. */
function deniesNeedless(sentence: string, { message }: Said): string | undefined {
  const [, needless = ''] = /\b(?:not necessary to|no need to|needless(?:ly)?|unnecessar(?:y|ily)|do not need to) (\w{4,})/i.exec(message) ?? [];
  const [, denied = ''] = /\b(?:is|are|was) not (\w{4,}(?:ed|en))\b/i.exec(sentence) ?? [];
  return needless !== '' && denied !== '' && verb(denied) === verb(needless) ? `The message calls it needless to ${needless}; it says that this is not done.` : undefined;
}

/** What may be said of anything that a rule is about. */
const JUDGED = /^(?:needed|required|allowed|permitted|recommended|expected|defined|used|supported)$/i;

/** `is not type-checked` where the tool says nothing that sounds like it; three letters are enough to be in doubt. */
function ownDenial(sentence: string, { message, rule, documentation }: Said): string | undefined {
  const [whole, denied = ''] = /\b(?:is|are|was|were) not ((?:\w+-)?\w{3,}ed)\b/i.exec(sentence) ?? [];
  return whole !== undefined && !JUDGED.test(denied) && !`${message}\n${rule}\n${documentation}`.toLowerCase().includes(denied.slice(0, 3).toLowerCase()) ? `The tool does not say that it ${whole}.` : undefined;
}

const BLOCKS = ['try', 'catch', 'except', 'finally', 'else'];

/** The braces `of the try block` where the reported lines are those of the `catch`. */
function otherBlock(sentence: string, { lines }: Said): string | undefined {
  const has = (keyword: string) => new RegExp(`\\b${keyword}\\b`).test(lines);
  const named = BLOCKS.find((keyword) => new RegExp(`\\b(?:of|in|inside|within) the \`?${keyword}\`? (?:block|clause)`, 'i').test(sentence));
  if (named === undefined || has(named)) return undefined;
  const there = BLOCKS.find(has);
  return there === undefined ? undefined : `The reported lines have ${there}, not ${named}.`;
}

/** A parameter called a keyword argument that is declared without a default, and not behind a star. */
function noDefault(sentence: string, { code }: Said): string | undefined {
  const [, name = ''] = /\bkeyword argument `(\w+)`/i.exec(sentence) ?? [];
  if (name === '' || !new RegExp(`\\b${escaped(name)}\\b`).test(code)) return undefined;
  return new RegExp(`\\b${escaped(name)}\\s*(?::(?:[^,=()[\\]]|\\[[^\\]]*\\])*)?=|\\*,[^)]*\\b${escaped(name)}\\b`).test(code) ? undefined : `${name} has no default here.`;
}

/** A sentence about `fn.call(…)` where the message is about `Array#forEach()`. */
function otherMethod(sentence: string, { message, code }: Said): string | undefined {
  const [, method = ''] = /\b[A-Z]\w*#(\w{3,})/.exec(message) ?? [];
  if (method === '' || sentence.includes(method) || !code.includes(method)) return undefined;
  const [, other] = /`[^`]*?\.(\w+)\([^`]*`/.exec(sentence) ?? [];
  return other === undefined || message.includes(other) ? undefined : `The message is about ${method}, not ${other}.`;
}

const DEEDS = /\b(add|move|delete|remove|rename|replace|use|wrap|split|merge|sort) (?:(?:the|all|any|these|those|its) )?(\w{4,})/gi;
/** What a message forbids may be undone. */
const FORBIDDEN = /(?:\b(?:not|never|avoid|without)|n't) \w+/gi;
const SAME_DEED: Record<string, string> = { delete: 'remove' };

/** `Remove the comments and move the blanks` where the message has it the other way round. */
function turnedAdvice(sentence: string, { message }: Said): string | undefined {
  const deeds = (text: string) => Array.from(text.replace(FORBIDDEN, '').matchAll(DEEDS), ([, deed = '', thing = '']) => ({ deed: SAME_DEED[deed.toLowerCase()] ?? deed.toLowerCase(), thing: thing.toLowerCase().replace(/s$/, '') }));
  const wanted = deeds(message);
  const turned = deeds(sentence).find(({ deed, thing }) => wanted.some((other) => other.thing === thing) && !wanted.some((other) => other.thing === thing && other.deed === deed));
  return turned && `The message does not say to ${turned.deed} the ${turned.thing}.`;
}

/** Words that neither the tool nor the code has, from which on a use is the model's own account. */
const MOST_OWN_WORDS = 3;

/** What a thing is for is not what is wrong with it, and a model's guess: `is used to create a copy`. */
function ownUse(sentence: string, { message, documentation, code }: Said): string | undefined {
  const [use, what = ''] = /\b(?:is|are) used to ([^,;.]*)/i.exec(sentence) ?? [];
  const given = `${message}\n${documentation}\n${code}`.toLowerCase();
  const own = (what.match(/[\p{L}\p{N}_]{4,}/gu) ?? []).filter((word) => !given.includes(word.toLowerCase().replace(/(?:ing|ed|es|s|e)$/, '')));
  return use !== undefined && own.length >= MOST_OWN_WORDS ? `Nothing says that it ${use}.` : undefined;
}

/** How a sentence changes what the message says: a condition, a choice, a role, a place, a use of its own. Undefined where words show nothing of the kind. */
export function shiftsMessage(sentence: string, said: Said): string | undefined {
  return (
    ownCondition(sentence, said) ??
    oneRemedy(sentence, said) ??
    turnedRole(sentence, said) ??
    againstItself(sentence) ??
    deniesNeedless(sentence, said) ??
    ownDenial(sentence, said) ??
    otherBlock(sentence, said) ??
    noDefault(sentence, said) ??
    otherMethod(sentence, said) ??
    turnedAdvice(sentence, said) ??
    ownUse(sentence, said)
  );
}
