import { ESLINT_CORE } from './eslint-core.ts';
import { ESLINT_CORE_MORE } from './eslint-core-more.ts';
import { TYPESCRIPT } from './eslint-typescript.ts';
import { UNICORN } from './eslint-unicorn.ts';
import { HADOLINT } from './hadolint.ts';
import { MARKDOWNLINT } from './markdownlint.ts';
import { PYLINT } from './pylint.ts';
import { PYLINT_MORE } from './pylint-more.ts';
import { SHELLCHECK } from './shellcheck.ts';
import { SHELLCHECK_MORE } from './shellcheck-more.ts';
import { SHELLCHECK_SYNTAX } from './shellcheck-syntax.ts';
import { STYLELINT } from './stylelint.ts';
import { TYPESCRIPT_CODES } from './typescript-codes.ts';

type Table = Record<string, string>;

const CORE: Table[] = [ESLINT_CORE, ESLINT_CORE_MORE];
const SHELL: Table[] = [SHELLCHECK, SHELLCHECK_MORE, SHELLCHECK_SYNTAX];

/** Reasons by tool and, for ESLint, by plugin. Hadolint runs ShellCheck on the commands of a Dockerfile. In the extension a file of its own: see esbuild.mjs. */
export const TABLES: Record<string, Table[]> = {
  'eslint:': CORE,
  'eslint:@typescript-eslint': [TYPESCRIPT, ...CORE],
  'eslint:unicorn': [UNICORN],
  'pylint:': [PYLINT, PYLINT_MORE],
  'shellcheck:': SHELL,
  'hadolint:': [HADOLINT, ...SHELL],
  'stylelint:': [STYLELINT],
  'markdownlint:': [MARKDOWNLINT],
  'typescript:': [TYPESCRIPT_CODES],
};
