import { readLiteral, withoutComments, type Literal } from './literals.ts';
import type { HouseRules } from './house-rules.ts';
import { readYaml } from './yaml.ts';

/** What the configurations that most projects extend say; https://commitlint.js.org. */
const PRESETS: Record<string, HouseRules> = {
  conventional: { conventional: true, types: ['build', 'chore', 'ci', 'docs', 'feat', 'fix', 'perf', 'refactor', 'revert', 'style', 'test'], capital: false, stop: false, limit: 100, bodyWidth: 100 },
  angular: { conventional: true, types: ['build', 'ci', 'docs', 'feat', 'fix', 'perf', 'refactor', 'revert', 'style', 'test'], capital: false, stop: false, limit: 72 },
};
const PRESET = /@commitlint\/(?:config-)?(conventional|angular)\b/;

const RULES = ['type-enum', 'type-case', 'type-empty', 'scope-enum', 'scope-empty', 'subject-case', 'subject-full-stop', 'header-max-length', 'header-full-stop', 'subject-max-length', 'body-max-line-length', 'body-empty', 'signed-off-by', 'trailer-exists'] as const;
type RuleName = (typeof RULES)[number];
/** Rules that presets state, and whose own statement counts even where it cannot be read. */
const REPLACED = new Set<RuleName>(['type-enum', 'subject-case', 'body-max-line-length']);

/** A rule that is on. `value` is undefined where the configuration computes it. */
interface Rule {
  always: boolean;
  value: Literal | undefined;
}

/** `null`: switched off. Absent: not mentioned. */
type Rules = Partial<Record<RuleName, Rule | null>>;

/** What a commitlint configuration demands. It is read as text: JavaScript is not run, and what it computes is not known. */
export function readCommitlint({ name, text }: { name: string; text: string }): HouseRules {
  const script = /\.[cm]?[jt]s$/.test(name);
  const plain = script || /^\s*\{/.test(text) ? withoutComments(text) : text;
  const preset = PRESET.exec(plain)?.[1] ?? /\bextends\b[^\n]{0,40}["'\s-](conventional|angular)["'\s,\]]/.exec(plain)?.[1];
  const ownParser = /\bparserPreset\b|\bheaderPattern\b/.test(plain) && !/conventional-changelog-conventionalcommits|conventional-changelog-angular/.test(plain);
  const rules = script ? rulesOfScript(plain) : rulesOfData(/^\s*\{/.test(plain) ? readLiteral(plain) : readYaml(plain));
  const demanded = applied(preset === undefined ? {} : PRESETS[preset]!, rules);
  // A form of the project's own is seen from its history better than from the pattern that describes it.
  if (ownParser && demanded.conventional) delete demanded.conventional;
  return demanded;
}

function rulesOfData(config: Literal | undefined): Rules {
  const rules = isMap(config) ? config['rules'] : undefined;
  const found: Rules = {};
  if (!isMap(rules)) return found;
  for (const name of RULES) {
    if (Object.hasOwn(rules, name)) found[name] = ruleOf(rules[name]);
  }
  return found;
}

function rulesOfScript(text: string): Rules {
  const found: Rules = {};
  for (const name of RULES) {
    const match = new RegExp(String.raw`['"]${name}['"]\s*:`).exec(text);
    if (!match) continue;
    const at = match.index + match[0].length;
    const value = readLiteral(text, at);
    // A list that a function or a spread makes takes the place of the preset's, though nobody knows what it is.
    if (value !== undefined) found[name] = ruleOf(value, (word) => constant(text, word));
    else if (REPLACED.has(name)) found[name] = { always: true, value: undefined };
  }
  return found;
}

/** What `const word = [ … ]` says in the same file. */
function constant(text: string, word: string): Literal | undefined {
  if (!/^[\w$]{1,60}$/.test(word)) return undefined;
  const match = new RegExp(String.raw`\b(?:const|let|var)\s+${word.replaceAll('$', String.raw`\$`)}\s*(?::[^=\n]{0,80})?=\s*(?=\[)`).exec(text);
  return match ? readLiteral(text, match.index + match[0].length) : undefined;
}

/** Reads `[level, 'always' | 'never', value]`; undefined where it is no such thing. */
function ruleOf(rule: Literal | undefined, named: (word: string) => Literal | undefined = () => undefined): Rule | null | undefined {
  const [level, applicable, value] = Array.isArray(rule) ? rule : [rule];
  if (level === 0 || /^RuleConfigSeverity\.Disabled$/.test(String(level))) return null;
  if (level !== 1 && level !== 2 && !/^RuleConfigSeverity\.(?:Warning|Error)$/.test(String(level))) return undefined;
  return { always: applicable !== 'never', value: typeof value === 'string' ? (named(value) ?? value) : value };
}

function isMap(value: Literal | undefined): value is { [key: string]: Literal } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function words(value: Literal | undefined): string[] | undefined {
  const list = isMap(value) ? (value['scopes'] ?? value['types']) : value;
  if (!Array.isArray(list)) return undefined;
  // They end up in a grammar and before the description: only plain words.
  return list.map(String).filter((word) => /^[\w./@-]{1,40}$/.test(word)).slice(0, 100);
}

function count(rule: Rule | null | undefined): number | undefined {
  return rule?.always && typeof rule.value === 'number' && rule.value >= 20 && rule.value <= 1000 ? rule.value : undefined;
}

function applied(base: HouseRules, rules: Rules): HouseRules {
  const result = { ...base };
  if (rules['type-empty']?.always) return withoutUndefined({ ...result, conventional: false, types: undefined });
  if (rules['type-empty'] === null) delete result.conventional;
  if (rules['type-empty'] && !rules['type-empty'].always) result.conventional = true;
  if (rules['type-enum'] !== undefined) result.types = rules['type-enum']?.always ? words(rules['type-enum'].value) : undefined;
  if (rules['type-enum']?.always && result.types?.length) result.conventional = true;
  if (rules['type-case']?.always) result.types = result.types?.map(caseOf(rules['type-case'].value));
  if (rules['scope-enum']?.always) {
    const scopes = words(rules['scope-enum'].value);
    if (scopes?.length) result.scopes = scopes;
  }
  const scope = rules['scope-empty'];
  if (scope) result.scope = scope.always ? 'never' : 'always';
  if (rules['subject-case'] !== undefined) result.capital = rules['subject-case'] ? capitalOf(rules['subject-case']) : undefined;
  const stop = rules['subject-full-stop'] ?? rules['header-full-stop'];
  if (stop) result.stop = stop.always && (stop.value === undefined || stop.value === '.');
  // A length that is inherited raises nothing: whoever extends a configuration has not thought of it.
  const stated = count(rules['header-max-length']);
  if (stated !== undefined) result.limit = stated;
  else if (rules['header-max-length'] === null || (result.limit ?? 0) > 72) delete result.limit;
  const description = count(rules['subject-max-length']);
  if (description !== undefined) result.descriptionLimit = description;
  if (rules['body-max-line-length'] !== undefined) result.bodyWidth = count(rules['body-max-line-length']);
  if (rules['body-empty']) result.body = rules['body-empty'].always ? 'never' : 'always';
  if (rules['signed-off-by']?.always || (rules['trailer-exists']?.always && /^signed-off-by/i.test(String(rules['trailer-exists'].value)))) result.signedOff = true;
  return withoutUndefined(result);
}

function caseOf(value: Literal | undefined): (word: string) => string {
  if (value === 'upper-case') return (word) => word.toUpperCase();
  if (value === 'sentence-case' || value === 'pascal-case' || value === 'start-case') return (word) => word[0]!.toUpperCase() + word.slice(1);
  return value === 'lower-case' ? (word) => word.toLowerCase() : (word) => word;
}

const CAPITAL_CASES = ['sentence-case', 'start-case', 'pascal-case', 'upper-case', 'sentencecase', 'uppercase'];
const SMALL_CASES = ['lower-case', 'camel-case', 'kebab-case', 'snake-case', 'lowercase', 'lowerCase'];

/** Whether the description starts with a capital; undefined where the rule allows both. */
function capitalOf({ always, value }: Rule): boolean | undefined {
  const named = (Array.isArray(value) ? value : [value]).map(String);
  const capital = named.some((each) => CAPITAL_CASES.includes(each));
  const small = named.some((each) => SMALL_CASES.includes(each));
  if (capital === small) return undefined;
  return always ? capital : small;
}

function withoutUndefined(rules: HouseRules): HouseRules {
  return Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== undefined));
}
