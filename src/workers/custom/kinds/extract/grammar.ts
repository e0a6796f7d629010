import type { ChoiceField, LeafField } from './field.ts';
import type { Asked } from './leaves.ts';

/** How a row's values are kept apart. */
export const CELL = ' | ';
/** What stands for nothing. */
export const NONE = '-';
/** More alternatives make a grammar slow. */
const MOST_OPTIONS = 80;

const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&').replace(/\s+/g, ' ')}"`;
const among = (options: readonly string[]) => options.map(quoted).join(' | ');

/** A line that is one of these, or says that there is none. */
export function optionsGrammar(options: readonly string[]): string | undefined {
  return options.length > MOST_OPTIONS ? undefined : `root ::= " " (${among([...options, NONE])}) "\\n"`;
}

/** Any line. */
export const LINE_GRAMMAR = 'root ::= " " [^ \\n] [^\\n]* "\\n"';

/** Rows of a list: each begins with a hyphen, its values in the order of the columns. */
export function rowsGrammar(columns: readonly Asked<LeafField>[], options: readonly (readonly string[] | undefined)[]): string {
  const rules: string[] = [];
  const cells = columns.map(({ field }, index) => {
    const given = field.kind === 'choice' ? (field as ChoiceField).values.map(String) : field.kind === 'boolean' ? ['yes', 'no'] : options[index];
    if (given && given.length > 0 && given.length <= MOST_OPTIONS) rules.push(`cell${index} ::= ${among([...given, NONE])}`);
    else rules.push(`cell${index} ::= ${field.kind === 'number' || field.kind === 'integer' ? `[0-9-] [0-9., '-]*` : '[^ |\\n] [^|\\n]*'}`);
    return `cell${index}`;
  });
  return [`root ::= " -\\n" | "\\n" row+`, `row ::= "- " ${cells.join(` ${quoted(CELL)} `)} "\\n"`, ...rules].join('\n');
}
