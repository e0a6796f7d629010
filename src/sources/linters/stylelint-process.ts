/**
 * What runs in Stylelint's own child process: the project's Stylelint, its plugins and its configuration are the project's code and
 * never run in ours. Plain text because it is handed to `node -e`, started in the folder from which `stylelint` is found. Reads a request
 * `{ cwd, file, source, rule, own }` from standard input and prints `{ warnings, plugins, url }`,
 * `{ unconfigured: true }` or `{ error }`.
 * `own` asks for a configuration with nothing but the rule in it.
 */
export const STYLELINT_PROCESS = String.raw`
'use strict';
const { readFileSync } = require('node:fs');

// What a configuration prints must not get between our lines.
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

function switchedOn(rule, setting) {
  const primary = Array.isArray(setting) ? setting[0] : setting;
  return { [rule]: primary === null || primary === undefined || primary === false ? true : setting };
}

async function inspect({ cwd, file, source, rule, own }) {
  const loaded = await import('stylelint');
  const stylelint = loaded.default ?? loaded;
  const configured = own ? undefined : await stylelint.resolveConfig(file, { cwd });
  if (!own && !configured) return { unconfigured: true };
  // Asked for one rule, the others need not run; the rule keeps its own options where it is on.
  const config = rule ? { ...configured, rules: switchedOn(rule, configured?.rules?.[rule]) } : undefined;
  const { results, ruleMetadata } = await stylelint.lint({ code: source, codeFilename: file, cwd, computeEditInfo: true, ...(config && { config }) });
  // There is no result for a file that the project ignores.
  const { warnings = [], invalidOptionWarnings = [] } = results[0] ?? {};
  if (rule && invalidOptionWarnings.length > 0) return { error: 'The rule ' + rule + ' needs options. ' + invalidOptionWarnings[0].text };
  const unknown = warnings.find((warning) => warning.rule === rule && warning.text.startsWith('Unknown rule '));
  if (rule && unknown) return { error: unknown.text };
  const url = rule ? ruleMetadata?.[rule]?.url : undefined;
  const plugins = [configured?.plugins ?? []].flat().filter((plugin) => typeof plugin === 'string');
  return { warnings, plugins, url: typeof url === 'string' ? url : undefined };
}

inspect(JSON.parse(readFileSync(0, 'utf8')))
  .catch((error) => ({ error: String(error?.message ?? error) }))
  .then((answer) => print(JSON.stringify(answer), () => process.exit()));
`;
