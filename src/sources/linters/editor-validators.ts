import type { Linter } from './linter.ts';

/** What a rule of a validator looks for, and why. */
type Reason = readonly [what: string, why: string];

const unparsed: Reason = ['The text cannot be parsed at this place.', 'What cannot be parsed is skipped, often up to the end of the declaration or block. Mostly a bracket, a colon or a semicolon is missing just before it.'];

/**
 * The rules of the editor's validator for CSS, Less and SCSS, in our words. What each looks for rests on the descriptions of the settings
 * `css.lint.*` in VS Code's css-language-features (package.nls.json) and on the messages of vscode-css-languageservice 6.3 (lintRules.ts).
 */
const CSS: Record<string, Reason> = {
  argumentsInColorFunction: ['Reports color functions with the wrong number of parameters.', 'A browser ignores a declaration whose color it cannot read, so that the color is not applied.'],
  boxModel: ['Reports a width or height beside padding or a border.', 'Unless box-sizing says otherwise, padding and border are added to the width and height, so that the box comes out larger than the number says.'],
  compatibleVendorPrefixes: ['Reports a vendor-prefixed property without those of the other vendors.', 'A prefixed property works in the browsers of one vendor only; in the others the style is missing.'],
  duplicateProperties: ['Reports a property that is set twice in one rule.', 'The later declaration wins, so that the earlier one is mostly a leftover; it is of use only as a fallback for browsers that do not know the later value.'],
  emptyRules: ['Reports rules without declarations.', 'An empty rule has no effect; it is mostly a leftover or unfinished.'],
  float: ['Reports uses of float.', 'A layout of floats breaks easily when the size of one part changes; flexible boxes and grids are made for layouts.'],
  fontFaceProperties: ['Reports a font-face rule without a source or a family name.', 'Without both, the browser ignores the rule: it must know where the font is and what it is called.'],
  hexColorLength: ['Reports hexadecimal colors that do not have three, four, six or eight digits.', 'A browser ignores a declaration whose color it cannot read. Mostly a digit is missing or one too many.'],
  idSelector: ['Reports selectors that name an ID.', 'Such a rule is tied to one element of the page and outweighs classes, so that it is hard to reuse and to override.'],
  ieHack: ['Reports properties that begin with an asterisk or an underscore.', 'Only Internet Explorer 7 and older read them; for every other browser they are an error that is skipped.'],
  important: ['Reports uses of !important.', 'Such a declaration outweighs all others, whatever their selectors say, and can only be overridden by another one of its kind.'],
  importStatement: ['Reports import statements.', 'The browser finds an imported style sheet only after it has read the one that imports it, so that they load one after the other.'],
  propertyIgnoredDueToDisplay: ['Reports properties that have no effect with the display value beside them.', 'The browser ignores the property, so that the layout is not what the declaration says. Mostly another display value was meant.'],
  universalSelector: ['Reports the universal selector.', 'It is known to be slow, as it matches every element, and it often styles more than was meant.'],
  unknownAtRules: ['Reports at-rules that CSS does not have.', 'A browser skips an at-rule that it does not know, with all that is in it. It is misspelled, or meant for a build tool that the validator does not know.'],
  unknownProperties: ['Reports properties that CSS does not have.', 'A browser ignores a property that it does not know, without an error. Mostly it is misspelled.'],
  unknownVendorSpecificProperties: ['Reports vendor-prefixed properties that are not known.', 'A browser ignores a property that it does not know, without an error. It is misspelled, or no browser has it any more.'],
  vendorPrefix: ['Reports a vendor-prefixed property without the standard one.', 'A prefixed property works in the browsers of one vendor only, and may be dropped; the standard one beside it serves all the others.'],
  zeroUnits: ['Reports units after a zero.', 'No length is shorter than another when both are zero, so that the unit says nothing.'],
  'css-unknownatrule': unparsed,
  'css-unknownkeyword': unparsed,
};

const jsonUnparsed: Reason = ['The text cannot be parsed at this place.', 'Programs that read the file as JSON give up at the first such error. Mostly a comma, a quote or a bracket is missing or left over just before it.'];
const jsonText: Reason = ['A text or number in the file is not complete or not allowed.', 'Programs that read the file as JSON give up at the first such error. Mostly a quote is missing, or a backslash or control character is not escaped.'];
const jsonSchema: Reason = ['The schema for this file could not be used in full.', 'Without its schema the file is checked for its syntax only, so that misspelled or misplaced entries go unnoticed. Mostly an address is wrong or cannot be reached.'];

/** The codes of the editor's validator for JSON, in our words. They rest on the ErrorCode of vscode-json-languageservice 5 and the messages given with them. */
const JSON_CODES: Record<string, Reason> = {
  1: ['Reports a value that is not among those that the schema allows.', 'The program that reads the file knows the listed values only. Mostly the value is misspelled.'],
  2: ['Reports an entry that the schema calls deprecated.', 'The program that reads the file may stop reading the entry; something else has mostly taken its place.'],
  257: ['Reports a comment that does not end.', 'The rest of the file would belong to the comment.'],
  258: jsonText,
  259: jsonText,
  260: jsonText,
  261: jsonText,
  262: jsonText,
  513: jsonUnparsed,
  514: jsonUnparsed,
  515: jsonUnparsed,
  516: jsonUnparsed,
  517: jsonUnparsed,
  518: jsonUnparsed,
  519: ['Reports a comma after the last entry.', 'JSON has no comma after the last entry, and many programs refuse a file with one. Some files of settings allow it.'],
  520: ['Reports a key that an object has twice.', 'Most programs keep the last value in silence, so that the first one has no effect. Mostly one is a copy.'],
  521: ['Reports comments in JSON.', 'JSON has no comments, and many programs refuse a file with one. Some files of settings allow them.'],
  528: ['Reports keys without double quotes.', 'JSON takes keys in double quotes only; programs that read the file refuse anything else.'],
  769: jsonSchema,
  65536: jsonSchema,
};

/** A validator that is part of the editor: it cannot be run, but what it reports has a reason. */
function validator(name: string, aliases: string[], reasonOf: (rule: string) => Reason | undefined): Linter {
  return {
    name,
    aliases,
    languages: [name, ...aliases],
    installation: '',
    ruleName: (rule) => rule,
    async documentation(_target, rule) {
      const reason = reasonOf(rule);
      return reason && { text: `${reason[0]}\n\n## Why\n\n${reason[1]}`, url: null, version: null };
    },
    version: async () => undefined,
  };
}

const own = (table: Record<string, Reason>, rule: string) => (Object.hasOwn(table, rule) ? table[rule] : undefined);

/**
 * VS Code names the language as a diagnostic's source. Its HTML support has no rules of its own: what it reports inside of style and
 * script elements comes from these validators and from TypeScript.
 */
export const editorValidators: readonly Linter[] = [
  validator('css', ['less', 'scss'], (rule) => own(CSS, rule) ?? (/^s?css-\w+expected$/.test(rule) ? unparsed : undefined)),
  validator('json', ['jsonc'], (rule) => own(JSON_CODES, rule)),
];
