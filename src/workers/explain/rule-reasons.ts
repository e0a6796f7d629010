import { ESLINT, TYPESCRIPT, UNICORN } from './reasons/eslint.ts';
import { PYLINT } from './reasons/pylint.ts';
import { SHELLCHECK } from './reasons/shellcheck.ts';
import { TYPESCRIPT_CODES } from './reasons/typescript-codes.ts';

const ESLINT_PLUGINS: Record<string, Record<string, string>[]> = { '': [ESLINT], '@typescript-eslint': [TYPESCRIPT, ESLINT], unicorn: [UNICORN] };

/** The editor's names of TypeScript's diagnostics, and what people write. */
const TYPESCRIPT_NAMES = ['ts', 'js', 'typescript', 'javascript', 'tsc'];

const own = <T>(table: Record<string, T>, key: string): T | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);

function tablesOf(tool: string, plugin: string): Record<string, string>[] {
  if (tool === 'eslint') return own(ESLINT_PLUGINS, plugin) ?? [];
  return tool === 'pylint' ? [PYLINT] : tool === 'shellcheck' ? [SHELLCHECK] : [];
}

/**
 * Why an often reported rule exists, in our own words; undefined where that is not known here. For the tools whose rules come without
 * a reason: ESLint, its plugins and Pylint ship a sentence on what a rule reports, ShellCheck and TypeScript ship nothing. A small model that has to
 * make a reason up often says the opposite of the rule.
 */
export function reasonOf(tool: string, rule: string): string | undefined {
  if (TYPESCRIPT_NAMES.includes(tool.toLowerCase())) return own(TYPESCRIPT_CODES, rule.replace(/^TS/i, ''));
  // Editors' extensions write `W0611:unused-import` and `2086`.
  const name = rule.replace(/^\w\d+:/, '').replace(/^(?=\d+$)/, 'SC');
  const at = name.lastIndexOf('/');
  return tablesOf(tool.toLowerCase(), name.slice(0, Math.max(at, 0)))
    .map((table) => own(table, name.slice(at + 1)))
    .find((reason) => reason !== undefined);
}
