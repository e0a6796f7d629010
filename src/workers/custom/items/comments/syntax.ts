import { languageOf } from '../../../changes/language.ts';

/** How comments and strings are written in a language. */
export interface CommentSyntax {
  line: readonly string[];
  blocks: readonly (readonly [open: string, close: string])[];
  /** What strings begin and end with, the longest first; one that is longer than a sign may hold line ends, so may `. */
  quotes: readonly string[];
  /** A line comment begins only at the line's beginning or after a space. */
  spaced?: boolean;
  /** `/…/` may be a regular expression. */
  patterns?: boolean;
  /** `'` begins a character or a lifetime, no string. */
  characters?: boolean;
  /** A sign is doubled within a string, and `\` means nothing. */
  doubled?: boolean;
}

const C: CommentSyntax = { line: ['//'], blocks: [['/*', '*/']], quotes: ['"', "'"] };
const JAVASCRIPT: CommentSyntax = { ...C, blocks: [['/*', '*/'], ['<!--', '-->']], quotes: ['"', "'", '`'], patterns: true };
const HASH: CommentSyntax = { line: ['#'], blocks: [], quotes: ['"', "'"], spaced: true };
const PYTHON: CommentSyntax = { line: ['#'], blocks: [], quotes: ['"""', "'''", '"', "'"] };
const MARKUP: CommentSyntax = { line: [], blocks: [['<!--', '-->']], quotes: [] };
const LISP: CommentSyntax = { line: [';'], blocks: [['#|', '|#']], quotes: ['"'] };
const SQL: CommentSyntax = { line: ['--'], blocks: [['/*', '*/']], quotes: ["'", '"'], doubled: true };

const BY_LANGUAGE: Record<string, CommentSyntax> = {
  javascript: JAVASCRIPT, javascriptreact: JAVASCRIPT, typescript: JAVASCRIPT, typescriptreact: JAVASCRIPT, vue: JAVASCRIPT, svelte: JAVASCRIPT, astro: JAVASCRIPT,
  c: C, cpp: C, 'objective-c': C, cuda: C, csharp: { ...C, quotes: ['"""', '"', "'"] }, java: { ...C, quotes: ['"""', '"', "'"] }, kotlin: { ...C, quotes: ['"""', '"', "'"] }, scala: { ...C, quotes: ['"""', '"', "'"] },
  swift: { ...C, quotes: ['"""', '"'] }, dart: { ...C, quotes: ['"""', "'''", '"', "'"] }, go: { ...C, quotes: ['`', '"', "'"] }, rust: { ...C, quotes: ['"'], characters: true }, zig: { ...C, quotes: ['"'], characters: true },
  php: { ...C, line: ['//', '#'], blocks: [['/*', '*/'], ['<!--', '-->']] }, protobuf: C, proto3: C, jsonc: C, json: C, groovy: { ...C, quotes: ["'''", '"""', '"', "'"] }, solidity: C, glsl: C, verilog: C,
  css: { ...C, line: [] }, scss: C, less: C,
  python: PYTHON, starlark: PYTHON, gdscript: PYTHON, ruby: { ...HASH, blocks: [['=begin', '=end']] }, perl: { ...HASH, blocks: [['=pod', '=cut']] }, elixir: { ...HASH, quotes: ['"""', '"'] }, julia: { ...HASH, blocks: [['#=', '=#']], quotes: ['"""', '"'] }, r: HASH,
  shell: HASH, shellscript: HASH, bash: HASH, fish: HASH, dockerfile: HASH, make: { ...HASH, quotes: [] }, makefile: { ...HASH, quotes: [] }, cmake: { ...HASH, quotes: ['"'] }, yaml: HASH, toml: HASH, ini: { ...HASH, line: ['#', ';'], quotes: [] }, properties: { ...HASH, line: ['#', '!'], quotes: [] },
  tcl: { ...HASH, quotes: ['"'] }, nix: { ...HASH, blocks: [['/*', '*/']], quotes: ["''", '"'] }, terraform: { line: ['#', '//'], blocks: [['/*', '*/']], quotes: ['"'] }, powershell: { ...HASH, blocks: [['<#', '#>']] }, graphql: { ...HASH, quotes: ['"""', '"'] },
  sql: SQL, plsql: SQL, lua: { line: ['--'], blocks: [['--[[', ']]']], quotes: ['"', "'"] }, haskell: { line: ['--'], blocks: [['{-', '-}']], quotes: ['"'] }, elm: { line: ['--'], blocks: [['{-', '-}']], quotes: ['"'] }, ada: { line: ['--'], blocks: [], quotes: ['"'], doubled: true },
  ocaml: { line: [], blocks: [['(*', '*)']], quotes: ['"'] }, fsharp: { line: ['//'], blocks: [['(*', '*)']], quotes: ['"""', '"'] }, pascal: { line: ['//'], blocks: [['{', '}'], ['(*', '*)']], quotes: ["'"], doubled: true },
  lisp: LISP, clojure: LISP, scheme: LISP, racket: LISP, 'emacs-lisp': LISP, erlang: { line: ['%'], blocks: [], quotes: ['"'] }, latex: { line: ['%'], blocks: [], quotes: [] }, tex: { line: ['%'], blocks: [], quotes: [] }, matlab: { line: ['%'], blocks: [['%{', '%}']], quotes: ['"'] }, prolog: { line: ['%'], blocks: [['/*', '*/']], quotes: ['"', "'"] },
  vb: { line: ["'"], blocks: [], quotes: ['"'], doubled: true }, bat: { line: ['REM ', 'rem ', '::'], blocks: [], quotes: [], spaced: true }, vim: { line: ['"'], blocks: [], quotes: [], spaced: true }, viml: { line: ['"'], blocks: [], quotes: [], spaced: true }, fortran: { line: ['!'], blocks: [], quotes: ['"', "'"], doubled: true }, assembly: { line: [';', '#', '//'], blocks: [['/*', '*/']], quotes: ['"'] },
  html: MARKUP, xml: MARKUP, markup: MARKUP, markdown: MARKUP, restructured: { line: ['.. '], blocks: [], quotes: [] },
};
const BY_ENDING: Record<string, string> = {
  dart: 'dart', scala: 'scala', groovy: 'groovy', gradle: 'groovy', sol: 'solidity', zig: 'zig', pl: 'perl', pm: 'perl', jl: 'julia', r: 'r', tf: 'terraform', nix: 'nix', ps1: 'powershell', graphql: 'graphql', gql: 'graphql', cmake: 'cmake', hs: 'haskell', elm: 'elm', adb: 'ada', ads: 'ada',
  ml: 'ocaml', mli: 'ocaml', fs: 'fsharp', fsx: 'fsharp', pas: 'pascal', lisp: 'lisp', el: 'lisp', clj: 'clojure', cljs: 'clojure', scm: 'scheme', rkt: 'racket', erl: 'erlang', hrl: 'erlang', tex: 'latex', vb: 'vb', bat: 'bat', cmd: 'bat', vim: 'vim', f90: 'fortran', asm: 'assembly', s: 'assembly', bzl: 'starlark', gd: 'gdscript', dockerfile: 'dockerfile', containerfile: 'dockerfile', ini: 'ini', properties: 'properties', jsonc: 'jsonc',
};

/** What most languages have; for text of which nothing is known. */
const UNKNOWN: CommentSyntax = { line: ['//', '# '], blocks: [['/*', '*/'], ['<!--', '-->']], quotes: ['"', "'"], spaced: true };

/** How comments are written, by the editor's name of the language or the file's name. */
export function commentSyntax(language: string | undefined, path?: string): CommentSyntax {
  const named = language?.toLowerCase() ?? '';
  if (Object.hasOwn(BY_LANGUAGE, named)) return BY_LANGUAGE[named]!;
  if (path === undefined) return UNKNOWN;
  const ending = path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf('/')) + 1).toLowerCase();
  const name = Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending]! : languageOf(path);
  return Object.hasOwn(BY_LANGUAGE, name) ? BY_LANGUAGE[name]! : UNKNOWN;
}
