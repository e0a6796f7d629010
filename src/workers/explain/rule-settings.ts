import type { Diagnostic } from '../../core/diagnostic.ts';
import { silencedName } from './suppressions.ts';

/** How a rule is switched off in one of a tool's configuration files. */
export interface RuleSetting {
  /** What is to be added. */
  text: string;
  /** Where in the file, in words that follow "goes". */
  where: string;
}

interface ConfigurationFile {
  /** File names, in the order in which the tool looks for them in a folder. */
  names: string[];
  /** What a file that other tools use as well contains where it configures this one. */
  mark?: RegExp;
  setting(rule: string): RuleSetting;
}

const extensions = (stem: string, ...endings: string[]) => endings.map((ending) => `${stem}${ending}`);
const SCRIPTS = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'];
const file = (names: string[], setting: ConfigurationFile['setting'], mark?: RegExp): ConfigurationFile => ({ names, setting, ...(mark ? { mark } : {}) });

const rustTable = (rule: string) => (rule.startsWith('clippy::') ? 'clippy' : 'rust');
const cargo = file(['Cargo.toml'], (rule) => ({ text: `${rule.replace('clippy::', '')} = "allow"`, where: `under [lints.${rustTable(rule)}]` }));
const pyright = [
  file(['pyrightconfig.json'], (rule) => ({ text: `"${rule}": false`, where: 'into the outermost object' })),
  file(['pyproject.toml'], (rule) => ({ text: `${rule} = false`, where: 'under [tool.pyright]' }), /^\[tool\.pyright\b/m),
];
const golangci = [file(extensions('.golangci', '.yml', '.yaml', '.toml', '.json'), (rule) => ({ text: `- ${rule}`, where: 'into the list linters: disable' }))];

const FILES: Record<string, ConfigurationFile[]> = {
  eslint: [
    file(extensions('eslint.config', ...SCRIPTS), (rule) => ({ text: `{ rules: { '${rule}': 'off' } },`, where: 'last in the array' })),
    file(extensions('.eslintrc', '.js', '.cjs', '.yaml', '.yml', '.json', ''), (rule) => ({ text: `"${rule}": "off"`, where: 'into "rules"' })),
    file(['package.json'], (rule) => ({ text: `"${rule}": "off"`, where: 'into "rules" of "eslintConfig"' }), /"eslintConfig"\s*:/),
  ],
  ruff: [
    file(['.ruff.toml', 'ruff.toml'], (rule) => ({ text: `ignore = ["${rule}"]`, where: 'under [lint]' })),
    file(['pyproject.toml'], (rule) => ({ text: `ignore = ["${rule}"]`, where: 'under [tool.ruff.lint]' }), /^\[tool\.ruff\b/m),
  ],
  pylint: [
    file(['pylintrc', '.pylintrc'], (rule) => ({ text: `disable=${rule}`, where: 'under [MESSAGES CONTROL]' })),
    file(['pylintrc.toml', '.pylintrc.toml'], (rule) => ({ text: `disable = ["${rule}"]`, where: 'under [tool.pylint."messages control"]' })),
    file(['pyproject.toml'], (rule) => ({ text: `disable = ["${rule}"]`, where: 'under [tool.pylint."messages control"]' }), /^\[tool\.pylint\b/m),
    file(['setup.cfg', 'tox.ini'], (rule) => ({ text: `disable=${rule}`, where: 'under [pylint.MESSAGES CONTROL]' }), /^\[pylint\./m),
  ],
  mypy: [
    file(['mypy.ini', '.mypy.ini'], (rule) => ({ text: `disable_error_code = ${rule}`, where: 'under [mypy]' })),
    file(['pyproject.toml'], (rule) => ({ text: `disable_error_code = ["${rule}"]`, where: 'under [tool.mypy]' }), /^\[tool\.mypy\b/m),
    file(['setup.cfg'], (rule) => ({ text: `disable_error_code = ${rule}`, where: 'under [mypy]' }), /^\[mypy\b/m),
  ],
  pyright,
  pylance: pyright,
  basedpyright: pyright,
  shellcheck: [file(['.shellcheckrc', 'shellcheckrc'], (rule) => ({ text: `disable=${rule}`, where: 'on a line of its own' }))],
  stylelint: [
    file([...extensions('.stylelintrc', '', '.json', '.yaml', '.yml', ...SCRIPTS), ...extensions('stylelint.config', ...SCRIPTS)], (rule) => ({ text: `"${rule}": null`, where: 'into "rules"' })),
    file(['package.json'], (rule) => ({ text: `"${rule}": null`, where: 'into "rules" of "stylelint"' }), /"stylelint"\s*:\s*\{/),
  ],
  biome: [
    file(['biome.json', 'biome.jsonc', '.biome.json', '.biome.jsonc'], (rule) => {
      const [, group = '', name = ''] = rule.split('/');
      return { text: `"${name}": "off"`, where: `into "${group}" of "rules" of "linter"` };
    }),
  ],
  markdownlint: [
    file(extensions('.markdownlint', '.jsonc', '.json', '.yaml', '.yml'), (rule) => ({ text: `"${rule}": false`, where: 'at the top level' })),
    file(extensions('.markdownlint-cli2', '.jsonc', '.yaml', '.cjs', '.mjs'), (rule) => ({ text: `"${rule}": false`, where: 'into "config"' })),
  ],
  clippy: [cargo],
  rustc: [cargo],
  'golangci-lint': golangci,
  golangci,
  hadolint: [file(extensions('.hadolint', '.yaml', '.yml'), (rule) => ({ text: `- ${rule}`, where: 'into the list "ignored"' }))],
  'clang-tidy': [file(['.clang-tidy'], (rule) => ({ text: `-${rule}`, where: 'last in the list "Checks"' }))],
};

export interface RuleSettings {
  /** Names to look for in a folder, in this order. */
  names: string[];
  /** The setting for a file of that name; undefined where it is another tool's alone. `text` is its content. */
  settingIn(name: string, text: string): RuleSetting | undefined;
  /** The file to create where there is none. */
  create: string;
}

/** How the diagnostic's rule is switched off for the project; undefined where its tool has no configuration that could. */
export function ruleSettings(diagnostic: Pick<Diagnostic, 'tool' | 'rule'>): RuleSettings | undefined {
  const rule = silencedName(diagnostic);
  const tool = diagnostic.tool.toLowerCase();
  const files = Object.hasOwn(FILES, tool) ? FILES[tool] : undefined;
  if (rule === undefined || !files) return undefined;
  return {
    names: files.flatMap(({ names }) => names),
    settingIn(name, text) {
      const found = files.find(({ names }) => names.includes(name));
      return found && (found.mark?.test(text) ?? true) ? found.setting(rule) : undefined;
    },
    create: files[0]!.names[0]!,
  };
}
