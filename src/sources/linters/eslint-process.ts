/**
 * What runs in ESLint's own child process: the project's ESLint, its plugins and its configuration are the project's code and
 * never run in ours. Plain text because it is handed to `node -e`: a bundler must not touch it, and it needs no file of its own.
 * Speaks over the IPC channel: a request is `{ id, eslint, cwd, file, source, rule, own, about }`, an answer `{ id, messages, meta, plugin }` or `{ id, error }`.
 * `own` (a folder, or null) asks for our configuration with nothing but the rule in it, parser and plugins taken from that folder.
 * `about` asks what the rule is about, not what it reports.
 */
export const ESLINT_PROCESS = String.raw`
'use strict';
const { existsSync, realpathSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');

const inFolder = (folder) => createRequire(join(folder, 'any.js'));
const optional = (load, name) => {
  try {
    const loaded = load(name);
    return loaded.default ?? loaded;
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
};

/** 'plugin/rule', '@scope/rule' and '@scope/plugin/rule' to the plugin's prefix and its package. */
function pluginOf(rule) {
  const at = rule.lastIndexOf('/');
  if (at < 0) return undefined;
  const prefix = rule.slice(0, at);
  const [scope, name] = prefix.startsWith('@') ? prefix.split('/') : [undefined, prefix];
  const last = name === undefined ? 'eslint-plugin' : 'eslint-plugin-' + name;
  return { prefix, packageName: scope === undefined ? last : scope + '/' + last };
}

function ownConfiguration(folder, eslint, rule) {
  const load = inFolder(folder);
  const typescript = optional(load, 'typescript-eslint');
  const parser = typescript?.parser ?? optional(load, '@typescript-eslint/parser');
  const plugins = {};
  const plugin = rule && pluginOf(rule);
  if (plugin) {
    const found = plugin.prefix === '@typescript-eslint' && typescript ? typescript.plugin : optional(load, plugin.packageName);
    if (!found) throw new Error('The plugin ' + plugin.packageName + ' is not installed.');
    plugins[plugin.prefix] = found;
  }
  const recommended = rule ? [] : [optional(inFolder(eslint), '@eslint/js')?.configs.recommended].filter(Boolean);
  return [
    ...recommended,
    { files: ['**/*.{js,mjs,cjs,jsx,ts,tsx,mts,cts}'], languageOptions: parser ? { parser } : {}, plugins, rules: rule ? { [rule]: 2 } : {} },
  ];
}

/** Folder of the package that the plugin was loaded from: looked for, by its names, from the module that exports it, then from the places. */
function folderOf(plugin, rule, places) {
  const names = [plugin?.meta?.name, pluginOf(rule)?.packageName].filter((name) => typeof name === 'string' && /^(?:@[\w.-]+\/)?\w[\w.-]*$/.test(name));
  const loaded = Object.values(require.cache).find((module) => plugin && (module?.exports === plugin || module?.exports?.default === plugin));
  for (const place of loaded ? [dirname(loaded.filename), ...places] : places) {
    for (const name of names) {
      const above = inFolder(place).resolve.paths(name)?.find((folder) => existsSync(join(folder, name, 'package.json')));
      if (above) return realpathSync(join(above, name));
    }
  }
  return undefined;
}

async function aboutRule(linter, results, file, rule, places) {
  const at = rule.lastIndexOf('/');
  // The old form of configurations has its plugins' names only.
  const { plugins = {} } = (await linter.calculateConfigForFile(file)) ?? {};
  const plugin = Array.isArray(plugins) ? undefined : plugins[at < 0 ? '@' : rule.slice(0, at)];
  const meta = plugin?.rules?.[rule.slice(at + 1)]?.meta ?? linter.getRulesMetaForResults(results)[rule];
  return {
    meta: meta && { description: meta.docs?.description, url: meta.docs?.url, messages: Object.values(meta.messages ?? {}).filter((text) => typeof text === 'string') },
    plugin: at < 0 ? undefined : folderOf(plugin, rule, places),
  };
}

async function inspect({ eslint, cwd, file, source, rule, own, about }) {
  // Some parsers look for their settings from the working folder, whatever ESLint is told. One request is answered at a time.
  if (own === null) process.chdir(cwd);
  const api = inFolder(eslint)(eslint);
  const Linter = api.loadESLint ? await api.loadESLint(own === null ? { cwd } : { useFlatConfig: true }) : api.ESLint;
  const create = (more) => new Linter(own === null ? { cwd, ...more } : { cwd, overrideConfigFile: true, overrideConfig: ownConfiguration(own, eslint, rule), allowInlineConfig: false });
  let linter = create(rule ? { overrideConfig: { rules: { [rule]: 2 } } } : {});
  const places = [cwd, ...(own === null ? [] : [own]), eslint];
  if (about) {
    // Without a run: a rule that needs types fails where there are none. The old form of configurations tells of the rules that fired only.
    const known = await aboutRule(linter, [], file, rule, places).catch(() => undefined);
    if (known?.meta) return { messages: [], ...known };
  }
  let results;
  try {
    results = await linter.lintText(source, { filePath: file });
  } catch (error) {
    // A rule whose plugin this file's configuration lacks cannot be switched on.
    if (own !== null || !rule) throw error;
    linter = create({});
    results = await linter.lintText(source, { filePath: file });
  }
  const messages = results.flatMap((result) => result.messages).filter((message) => !rule || message.fatal || message.ruleId === rule);
  return { messages, ...(about && (await aboutRule(linter, results, file, rule, places).catch(() => undefined))) };
}

process.on('message', (request) => {
  inspect(request)
    .catch((error) => ({ error: String(error?.message ?? error) }))
    .then((answer) => process.send({ id: request.id, ...answer }));
});
process.on('disconnect', () => process.exit());
`;
