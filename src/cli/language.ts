import { basename, extname } from 'node:path';

/** VS Code's language identifiers of what linters read. */
const LANGUAGES: Record<string, string> = {
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.cjs': 'javascript',
  '.jsx': 'javascriptreact',
  '.ts': 'typescript',
  '.mts': 'typescript',
  '.cts': 'typescript',
  '.tsx': 'typescriptreact',
  '.vue': 'vue',
  '.svelte': 'svelte',
  '.py': 'python',
  '.pyi': 'python',
  '.pyw': 'python',
  '.sh': 'shellscript',
  '.bash': 'shellscript',
  '.ksh': 'shellscript',
  '.bats': 'shellscript',
  '.css': 'css',
  '.scss': 'scss',
  '.less': 'less',
  '.rs': 'rust',
  '.go': 'go',
  '.c': 'c',
  '.h': 'c',
  '.cc': 'cpp',
  '.cpp': 'cpp',
  '.hpp': 'cpp',
  '.md': 'markdown',
  '.dockerfile': 'dockerfile',
};
const INTERPRETERS: [RegExp, string][] = [
  [/\b(?:ba|da|k)?sh\b/, 'shellscript'],
  [/\bpython[\d.]*\b/, 'python'],
  [/\b(?:node|bun|deno)\b/, 'javascript'],
];

/** The language of a file by its name, else by its first line; the name's ending where neither is known. */
export function languageOf(path: string, source: string): string {
  const ending = extname(path).toLowerCase();
  const known = /^(?:docker|container)file(?:\.|$)/i.test(basename(path)) ? 'dockerfile' : LANGUAGES[ending];
  if (known) return known;
  const interpreter = /^#!(.*)/.exec(source)?.[1] ?? '';
  return INTERPRETERS.find(([pattern]) => pattern.test(interpreter))?.[1] ?? ending.slice(1);
}
