import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../scripts/build.ts';

/** What the session's linter and types come from: this repository's own packages. */
const PACKAGES = ['eslint', '@eslint', 'eslint-plugin-unicorn', 'typescript'];

/** The files that the session opens. */
export const SESSION_FILES = ['basket.js', 'catalogue.js', 'orders.js', 'stock.ts'];

const config = `import js from '@eslint/js';
import unicorn from 'eslint-plugin-unicorn';

export default [
  js.configs.recommended,
  unicorn.configs.recommended,
  {
    languageOptions: { globals: { console: 'readonly', setTimeout: 'readonly', fetch: 'readonly' } },
    rules: {
      'array-callback-return': 'error',
      'consistent-return': 'error',
      'default-case': 'error',
      eqeqeq: 'error',
      'no-await-in-loop': 'error',
      'no-else-return': 'error',
      'no-implicit-coercion': 'error',
      'no-param-reassign': 'error',
      'no-shadow': 'error',
      'no-unneeded-ternary': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'prefer-object-has-own': 'error',
      'prefer-template': 'error',
      radix: 'error',
      ...Object.fromEntries(
        ['prevent-abbreviations', 'no-null', 'no-useless-undefined', 'no-array-reduce', 'prefer-number-properties', 'switch-case-braces', 'prefer-string-raw', 'prefer-optional-catch-binding'].map((rule) => ['unicorn/' + rule, 'off']),
      ),
    },
  },
];
`;

/** Puts a small shop's code with some thirty findings into the folder, and the linter beside it. */
export function writeSessionWorkspace(folder: string): void {
  mkdirSync(folder, { recursive: true });
  // With their own endings they would be linted as this repository's.
  for (const name of SESSION_FILES) copyFileSync(fileURLToPath(new URL(`data/session/${name}.txt`, import.meta.url)), join(folder, name));
  writeFileSync(join(folder, 'package.json'), '{ "name": "shop", "private": true, "type": "module" }\n');
  writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true, "target": "ES2022", "module": "ESNext", "lib": ["ES2022"], "types": [] }, "include": ["*.ts"] }\n');
  writeFileSync(join(folder, 'eslint.config.mjs'), config);
  for (const name of PACKAGES) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link, 'junction');
  }
}
