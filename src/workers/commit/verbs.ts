/** How a history puts its first verb: `Add`, `Adds`, `Added`, `Adding`. */
export type VerbForm = 'imperative' | 'third' | 'past' | 'gerund';

const FORMS: VerbForm[] = ['imperative', 'third', 'past', 'gerund'];
const REGULAR =
  'add allow apply avoid bump call change check clarify clean convert copy correct create deprecate disable document drop enable ensure exclude export expose extend extract fix handle implement import improve include increase install introduce load make mention migrate move pass prevent reduce refactor release remove rename reorder replace resolve respect restore return revert rewrite set show simplify skip sort split stop support switch test turn update upgrade use validate';
const IRREGULAR: Record<string, [past: string, gerund?: string]> = { make: ['made'], rewrite: ['rewrote'], set: ['set', 'setting'], show: ['showed'], split: ['split', 'splitting'] };
const DOUBLED = new Set(['drop', 'stop', 'skip']);

function formsOf(verb: string): [string, string, string, string] {
  const third = /(s|sh|ch|x)$/.test(verb) ? `${verb}es` : /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
  const stem = DOUBLED.has(verb) ? verb + verb.at(-1)! : verb;
  const past = verb.endsWith('e') ? `${verb}d` : /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${stem}ed`;
  const gerund = verb.endsWith('e') ? `${verb.slice(0, -1)}ing` : `${stem}ing`;
  return [verb, third, IRREGULAR[verb]?.[0] ?? past, IRREGULAR[verb]?.[1] ?? gerund];
}

const VERBS = REGULAR.split(' ').map(formsOf);
const KNOWN = new Map<string, { verb: [string, string, string, string]; form: VerbForm }>();
for (const verb of VERBS) {
  verb.forEach((word, form) => {
    if (!KNOWN.has(word)) KNOWN.set(word, { verb, form: FORMS[form]! });
  });
}

function firstWord(text: string): string {
  return /^\p{L}+(?![\p{L}\p{N}_.(/-])/u.exec(text)?.[0] ?? '';
}

/** The form that most of the descriptions' first verbs have; imperative where none is known. */
export function verbFormOf(descriptions: string[]): VerbForm {
  const forms = descriptions.map((text) => KNOWN.get(firstWord(text).toLowerCase())?.form).filter((form) => form !== undefined);
  return FORMS.reduce((best, form) => (forms.filter((each) => each === form).length > forms.filter((each) => each === best).length ? form : best));
}

/** The description with its first verb in that form, where it starts with a verb that is known. */
export function withVerbForm(description: string, form: VerbForm): string {
  const word = firstWord(description);
  const known = KNOWN.get(word.toLowerCase());
  if (!known || known.form === form) return description;
  const verb = known.verb[FORMS.indexOf(form)]!;
  return (word[0] === word[0]!.toLowerCase() ? verb : verb[0]!.toUpperCase() + verb.slice(1)) + description.slice(word.length);
}
