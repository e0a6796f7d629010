import { TABLES } from './reasons/tables.ts';

/** The editor's names of TypeScript's diagnostics, and what people write. */
const TYPESCRIPT_NAMES = ['ts', 'js', 'typescript', 'javascript', 'tsc'];

const own = <T>(table: Record<string, T>, key: string): T | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);

/** Plugin and name of a rule as the tables have them. Editors' extensions and tools write `W0611:unused-import`, `2086` and `MD013/line-length` as well. */
function nameOf(rule: string): [plugin: string, name: string] {
  const plain = rule.replace(/^\w\d+:/, '').replace(/^(?=\d+$)/, 'SC').replace(/^(MD\d{3})\/.*$/i, (_, code: string) => code.toUpperCase());
  const at = plain.lastIndexOf('/');
  return [plain.slice(0, Math.max(at, 0)), plain.slice(at + 1)];
}

/**
 * Why an often reported rule exists and mostly, in a second sentence, what to do, in our own words; undefined where that is not known here.
 * For the tools whose rules come without a reason: ESLint, its plugins and Pylint ship a sentence on what a rule reports, ShellCheck and
 * TypeScript ship nothing. A small model that has to make a reason up often says the opposite of the rule.
 */
export function reasonOf(tool: string, rule: string): string | undefined {
  if (TYPESCRIPT_NAMES.includes(tool.toLowerCase())) return own(TABLES['typescript:']![0]!, rule.replace(/^TS/i, ''));
  const [plugin, name] = nameOf(rule);
  return own(TABLES, `${tool.toLowerCase()}:${plugin}`)?.map((table) => own(table, name)).find((reason) => reason !== undefined);
}
