/** How a history puts its first verb: `Add`, `Adds`, `Added`, `Adding`. */
export type VerbForm = 'imperative' | 'third' | 'past' | 'gerund';

const FORMS: VerbForm[] = ['imperative', 'third', 'past', 'gerund'];
/** Verbs that histories begin with; none whose third person is also what several things are called (`links`, `formats`). */
const REGULAR =
  'accept add adjust align allow apply assign avoid bump call change check clarify clean close combine compute configure convert copy correct create declare define delete deprecate detect disable disallow document drop emit enable enforce ensure escape exclude expand explain export expose extend externalize extract fix flush generate handle hide ignore implement import improve include increase inline install integrate introduce keep load make mention merge migrate minify modify move omit optimise optimize organise organize parse pass perform pin prefer preserve prevent provide publish raise rebuild reclaim reduce refactor refine reject release rely remove rename render reorder reorganise reorganize replace require resolve respect respond restore restructure return revamp revert revise rework rewrite run save select send set show simplify skip sort split stabilise stabilize start stop strip support suppress switch test throw tidy trim truncate turn tweak unify unwrap update upgrade upload use validate verify warn widen write';
const IRREGULAR: Record<string, [past: string, gerund?: string]> = {
  hide: ['hid'],
  keep: ['kept'],
  make: ['made'],
  rebuild: ['rebuilt'],
  rewrite: ['rewrote'],
  run: ['ran', 'running'],
  send: ['sent'],
  set: ['set', 'setting'],
  show: ['showed'],
  split: ['split', 'splitting'],
  throw: ['threw'],
  write: ['wrote'],
};
const DOUBLED = new Set(['drop', 'emit', 'omit', 'pin', 'prefer', 'skip', 'stop', 'strip', 'trim', 'unwrap']);

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
