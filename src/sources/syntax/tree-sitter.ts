import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as TreeSitter from '@vscode/tree-sitter-wasm';
import type { Syntax, SyntaxPiece } from '../../core/syntax.ts';

/** The grammar of each language, by VS Code's identifiers: those whose tools can be asked about a changed source. */
const GRAMMARS: Record<string, string> = {
  javascript: 'javascript',
  javascriptreact: 'javascript',
  typescript: 'typescript',
  typescriptreact: 'tsx',
  python: 'python',
  shellscript: 'bash',
  css: 'css',
};

/** It is CommonJS, which its ending must say inside a package of ES modules. */
const LIBRARY = 'tree-sitter.cjs';

/** UTF-16 units above which a source is not parsed: it would hold the thread up. */
const LONGEST = 1_000_000;

/** Nodes whose named children are statements, definitions or members. */
const BLOCKS = new Set([
  ...['program', 'statement_block', 'class_body', 'switch_case', 'switch_default', 'interface_body', 'object_type', 'enum_body'],
  ...['module', 'block'],
  ...['do_group', 'compound_statement', 'if_statement', 'elif_clause', 'else_clause', 'case_item', 'subshell', 'command_substitution'],
  'stylesheet',
]);
/** Children of Bash's conditions are its statements; everywhere else a condition is none. */
const NOT_STATEMENTS = /^(?:parenthesized_expression|else_clause|elif_clause|test_command|block|statement_block|comment|property_name|selectors)$/;

export interface TreeSitterFiles {
  /** Folder with tree-sitter.cjs, tree-sitter.wasm and the grammars. */
  folder: string;
}

/** The grammars of tree-sitter, each loaded when it is first needed. Parsing is WebAssembly: a hostile source can reach nothing from there. */
export function createTreeSitter({ folder }: TreeSitterFiles): Syntax {
  let library: Promise<typeof TreeSitter> | undefined;
  const parsers = new Map<string, Promise<TreeSitter.Parser>>();

  async function start(): Promise<typeof TreeSitter> {
    const loaded = createRequire(join(folder, LIBRARY))(join(folder, LIBRARY)) as typeof TreeSitter;
    await loaded.Parser.init({ locateFile: (file) => join(folder, file) });
    return loaded;
  }

  async function load(grammar: string): Promise<TreeSitter.Parser> {
    const { Parser, Language } = await (library ??= start());
    const parser = new Parser();
    parser.setLanguage(await Language.load(await readFile(join(folder, `tree-sitter-${grammar}.wasm`))));
    return parser;
  }

  async function withTree<Result>(source: string, language: string, read: (root: TreeSitter.Node) => Result): Promise<Result | undefined> {
    const grammar = Object.hasOwn(GRAMMARS, language) ? GRAMMARS[language] : undefined;
    if (grammar === undefined || source.length > LONGEST) return undefined;
    let parser = parsers.get(grammar);
    if (!parser) parsers.set(grammar, (parser = load(grammar)));
    const tree = (await parser).parse(source);
    try {
      return tree === null ? undefined : read(tree.rootNode);
    } finally {
      tree?.delete();
    }
  }

  return {
    around: (source, language, start, end) =>
      withTree(source, language, (root) => {
        const pieces: SyntaxPiece[] = [];
        for (let node = root.descendantForIndex(start, Math.max(start, end - 1)); node?.parent; node = node.parent) {
          if (!BLOCKS.has(node.parent.type) || !node.isNamed || NOT_STATEMENTS.test(node.type)) continue;
          // The value of a case is no statement.
          if (node.parent.childForFieldName('value')?.id === node.id || node.parent.childForFieldName('condition')?.id === node.id) continue;
          const body = bodyOf(node);
          pieces.push({ start: node.startIndex, end: node.endIndex, kind: node.type, ...(body === undefined ? {} : { body }) });
        }
        return pieces;
      }),

    uses: (source, language, name, start, end) =>
      withTree(source, language, (root) => {
        const found: { start: number; end: number }[] = [];
        let unsure = false;
        const visit = (node: TreeSitter.Node) => {
          if (node.endIndex <= start || node.startIndex >= end) return;
          if (node.childCount === 0 && node.text === name) {
            // In `{ name }` it is a property as well, and renaming it would rename that.
            if (node.type.startsWith('shorthand_property_identifier')) unsure = true;
            else if (isVariable(node)) found.push({ start: node.startIndex, end: node.endIndex });
          }
          for (const child of node.children) if (child) visit(child);
        };
        visit(root);
        return unsure ? undefined : found;
      }),

    errors: (source, language) => withTree(source, language, countErrors),
  };
}

/** Whether an identifier names a variable: not a member of something, nor the parameter that a call names. */
function isVariable(node: TreeSitter.Node): boolean {
  if (!/^(?:identifier|type_identifier|variable_name)$/.test(node.type)) return false;
  const is = (field: string) => node.parent?.childForFieldName(field)?.id === node.id;
  if (node.parent?.type === 'attribute') return !is('attribute');
  return !(node.parent?.type === 'keyword_argument' && is('name'));
}

/** Where the block of a definition or statement begins; of what only wraps one, that of the wrapped. */
function bodyOf(node: TreeSitter.Node): number | undefined {
  const own = node.childForFieldName('body') ?? node.childForFieldName('consequence');
  const wrapped = node.childForFieldName('definition') ?? node.childForFieldName('declaration');
  return own ? own.startIndex : wrapped ? bodyOf(wrapped) : undefined;
}

function countErrors(node: TreeSitter.Node): number {
  if (!node.hasError) return 0;
  const own = node.isError || node.isMissing ? 1 : 0;
  return node.children.reduce((sum, child) => sum + (child ? countErrors(child) : 0), own);
}
