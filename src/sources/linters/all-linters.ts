import { biome } from './biome.ts';
import { clangTidy } from './clang-tidy.ts';
import { clippy } from './clippy.ts';
import { editorValidators } from './editor-validators.ts';
import { createEslint } from './eslint.ts';
import { goVet } from './go-vet.ts';
import { golangciLint } from './golangci-lint.ts';
import { hadolint } from './hadolint.ts';
import type { Linter } from './linter.ts';
import { markdownlint } from './markdownlint.ts';
import { mypy } from './mypy.ts';
import { pylint } from './pylint.ts';
import { pyright } from './pyright.ts';
import { ruff } from './ruff.ts';
import { rustc } from './rustc.ts';
import { shellcheck } from './shellcheck.ts';
import { staticcheck } from './staticcheck.ts';
import { stylelint } from './stylelint.ts';
import { createTypescript } from './typescript.ts';

/** The tools that are known, in the order in which they are named to people. A new one is one file and one line here. */
export function allLinters(): Linter[] {
  return [
    createEslint(),
    createTypescript(),
    ruff,
    pylint,
    mypy,
    pyright,
    shellcheck,
    hadolint,
    stylelint,
    biome,
    markdownlint,
    rustc,
    clippy,
    goVet,
    staticcheck,
    golangciLint,
    clangTidy,
    ...editorValidators,
  ];
}
