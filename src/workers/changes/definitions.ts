import { languageOf, type Language } from './language.ts';

export type SymbolKind = 'function' | 'class' | 'type' | 'constant' | 'property' | 'option' | 'setting' | 'test' | 'section' | 'step' | 'style';

/** A name that a change touches. */
export interface CodeSymbol {
  kind: SymbolKind;
  name: string;
}

type Rule = readonly [SymbolKind, RegExp];

/** A cut keeps every pattern quick on minified and hostile lines. */
const LONGEST_LINE = 240;
const LONGEST_NAME = 60;

const OPTION: Rule[] = [
  // clap, then Go's flag and its successors.
  ['option', /^\s*(?:\.|#\[(?:arg|clap|structopt)\([^"]*?\b)long(?:\(| = )\s*"(?<name>[a-z][\w-]*)"/],
  ['option', /\b(?:flag|flags|Flags\(\)|fs)\.\w*(?:String|Bool|Int|Duration|Var)\w*\((?:&[\w.]+, *)?"(?<name>[a-z][\w-]*)"/],
];
/** What a line has on which an option of a command line is declared, not passed on. */
const DECLARES_OPTION = /add_argument|add_option|\boption\(|\.option\b|\bOption\(|\bflag\(|Flag\{|\bArg::|\bparse_?args\b/;
const FLAG = /["'`, ](--[a-z][\w-]+)/;

const JAVASCRIPT: Rule[] = [
  ['test', /^\s*(?:it|test|specify)(?:\.(?:only|skip|todo|concurrent|fails))?\(\s*(?<quote>["'`])(?<name>.+?)\k<quote>/],
  ['function', /^\s*(?:(?:export|default|declare|async)\s+)*function\s*\*?\s*(?<name>[A-Za-z_$][\w$]*)/],
  ['class', /^\s*(?:(?:export|default|declare|abstract)\s+)*class\s+(?<name>[A-Za-z_$][\w$]*)/],
  ['type', /^\s*(?:(?:export|default|declare|const)\s+)*(?:interface|enum|namespace)\s+(?<name>[A-Za-z_$][\w$]*)\s*[<{e]/],
  ['type', /^\s*(?:(?:export|declare)\s+)*type\s+(?<name>[A-Za-z_$][\w$]*)\s*(?:<|=)/],
  ['function', /^\s*(?:export\s+)?(?:const|let|var)\s+(?<name>[A-Za-z_$][\w$]*)\s*(?::[^=]+)?=\s*(?:async\b\s*)?(?:function\b|\($|\([^)]*\)\s*(?::[^=]+)?=>|[\w$]+\s*=>)/],
  ['constant', /^export\s+(?:declare\s+)?(?:const|let|var)\s+(?<name>[A-Za-z_$][\w$]*)\s*[:=]/],
  ['constant', /^(?:const|let|var)\s+(?<name>[A-Z][A-Z0-9_]+)\s*[:=]/],
  ['function', /^\s*(?:module\.)?exports\.(?<name>[A-Za-z_$][\w$]*)\s*=/],
  ['function', /^\s*[\w$]+(?:\.prototype)?\.(?<name>[A-Za-z_$][\w$]*)\s*=\s*(?:async\s+)?function\b/],
  ['function', /^\s+(?<name>[A-Za-z_$][\w$]*)\s*[:=]\s*(?:async\s+)?(?:function\b|\([^)]*\)\s*=>)/],
  ['property', /^\s+(?:readonly\s+)?(?<name>[A-Za-z_$][\w$]*)\?:\s/],
  ['property', /^\s+(?:(?:public|private|protected|readonly|static)\s+)*(?<name>[A-Za-z_$][\w$]*):\s[^=,()]+;$/],
];
const KEYWORDS = new Set('if for while switch catch return function do else with constructor new await typeof super import try sizeof defined elif match when unless until'.split(' '));
const METHOD = /^\s+(?:(?:public|private|protected|static|async|override|get|set)\s+)*[*#]?([A-Za-z_$][\w$]*)\s*(?:<[^<>()]*>)?\(/;

/** A method's first line: it ends the parameters and opens the body, and calls nothing with a function. */
function javascriptMethod(line: string): string | undefined {
  if (!/\)\s*(?::[^=]*)?\{$/.test(line) || line.includes('=>') || /\bfunction\b/.test(line)) return undefined;
  return METHOD.exec(line)?.[1];
}

const JVM_MODIFIERS = String.raw`(?:(?:public|private|protected|internal|static|final|abstract|sealed|override|virtual|async|synchronized|default|partial|readonly|data|open|inline|suspend|inner|operator|unsafe|extern|native|case|implicit|lateinit|annotation|value|const)\s+)`;

const RULES: Partial<Record<Language, Rule[]>> = {
  javascript: JAVASCRIPT,
  python: [
    ['test', /^\s*(?:async\s+)?def\s+(?<name>test_\w+)/],
    ['function', /^\s*(?:async\s+)?def\s+(?<name>\w+)/],
    ['class', /^\s*class\s+(?<name>\w+)/],
    ['constant', /^(?<name>[A-Z][A-Z0-9_]+)\s*(?::[^=]+)?=(?!=)/],
  ],
  go: [
    ['test', /^func\s+(?<name>(?:Test|Benchmark|Fuzz|Example)[A-Z_]\w*)\s*\(/],
    ['function', /^func\s+(?:\([^)]*\)\s*)?(?<name>[A-Za-z_]\w*)/],
    ['type', /^type\s+(?<name>[A-Za-z_]\w*)/],
    ['constant', /^(?:const|var)\s+(?<name>[A-Za-z_]\w*)/],
  ],
  rust: [
    ['function', /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:(?:const|async|unsafe|default)\s+|extern\s+(?:"[^"]*"\s+)?)*fn\s+(?<name>\w+)/],
    ['type', /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:unsafe\s+)?(?:struct|enum|trait|union|type)\s+(?<name>[A-Z]\w*)/],
    ['function', /^\s*macro_rules!\s*(?<name>\w+)/],
    ['constant', /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:const|static)\s+(?:mut\s+)?(?<name>[A-Z][A-Z0-9_]*)\s*:/],
  ],
  c: [
    ['test', /^TEST(?:_F|_P)?\(\s*(?<name>\w+\s*,\s*\w+)\s*\)/],
    ['constant', /^\s*#\s*define\s+(?<name>[A-Za-z_]\w*)/],
    ['type', /^(?:typedef\s+)?(?:struct|union|enum(?:\s+class)?)\s+(?<name>[A-Za-z_]\w*)[^;()]*$/],
    ['class', /^\s*(?:template\s*<[^>]*>\s*)?class\s+(?<name>[A-Za-z_]\w*)[^;()]*$/],
    // A type and a name at the line's beginning: calls are indented.
    ['function', /^(?!return\b|else\b|if\b|while\b|for\b|switch\b|case\b|goto\b|typedef\b|using\b)[A-Za-z_][\w\s*<>,:&]*?[\s*&](?<name>[A-Za-z_~][\w:~]*)\s*\((?!\*)/],
  ],
  java: [
    ['class', new RegExp(String.raw`^\s*${JVM_MODIFIERS}*(?:class|object|record)\s+(?<name>[A-Za-z_]\w*)`)],
    ['type', new RegExp(String.raw`^\s*${JVM_MODIFIERS}*(?:@?interface|enum|trait)\s+(?<name>[A-Za-z_]\w*)`)],
    ['function', /^\s*(?:(?:private|protected|override|final|implicit)\s+)*def\s+(?<name>\w+)/],
    ['constant', /^\s+(?:public\s+|private\s+)?static\s+final\s+[\w<>[\],.?]+\s+(?<name>[A-Z][A-Z0-9_]*)\s*=/],
    ['function', new RegExp(String.raw`^\s*${JVM_MODIFIERS}+(?:<[^<>]*>\s+)?(?:[\w<>[\],.?]+\s+){1,3}(?<name>[A-Za-z_]\w*)\s*\(`)],
  ],
  kotlin: [
    ['class', new RegExp(String.raw`^\s*${JVM_MODIFIERS}*(?:class|object)\s+(?<name>[A-Za-z_]\w*)`)],
    ['type', new RegExp(String.raw`^\s*${JVM_MODIFIERS}*(?:interface|enum class|typealias)\s+(?<name>[A-Za-z_]\w*)`)],
    ['function', new RegExp(String.raw`^\s*${JVM_MODIFIERS}*fun\s+(?:<[^<>]*>\s+)?(?:[\w<>?]+\.)?(?<name>\w+|\x60[^\x60]+\x60)\s*\(`)],
    ['constant', /^(?:private\s+|internal\s+)?(?:const\s+)?val\s+(?<name>\w+)/],
  ],
  csharp: [
    ['class', new RegExp(String.raw`^\s*${JVM_MODIFIERS}*(?:class|record(?:\s+struct)?)\s+(?<name>[A-Za-z_]\w*)`)],
    ['type', new RegExp(String.raw`^\s*${JVM_MODIFIERS}*(?:interface|enum|struct|delegate)\s+(?<name>[A-Za-z_]\w*)`)],
    ['function', new RegExp(String.raw`^\s*${JVM_MODIFIERS}+(?:[\w<>[\],.?]+\s+){1,3}(?<name>[A-Za-z_]\w*)\s*(?:<[^<>]*>)?\(`)],
    ['property', new RegExp(String.raw`^\s*${JVM_MODIFIERS}+[\w<>[\],.?]+\s+(?<name>[A-Z]\w*)\s*(?:\{|=>)`)],
  ],
  ruby: [
    ['test', /^\s*(?:it|test|specify)\s*\(?(?<quote>["'])(?<name>.+?)\k<quote>/],
    ['test', /^\s*def\s+(?<name>test_\w+)/],
    ['function', /^\s*def\s+(?:self\.)?(?<name>\w+[?!=]?)/],
    ['class', /^\s*(?:class|module)\s+(?<name>[A-Z][\w:]*)/],
    ['constant', /^\s*(?<name>[A-Z][A-Z0-9_]+)\s*=(?!=)/],
  ],
  php: [
    ['test', /^\s*public\s+function\s+(?<name>test\w+)/],
    ['function', /^\s*(?:(?:abstract|final|public|private|protected|static)\s+)*function\s+&?(?<name>\w+)/],
    ['class', /^\s*(?:(?:abstract|final|readonly)\s+)*class\s+(?<name>\w+)/],
    ['type', /^\s*(?:interface|trait|enum)\s+(?<name>\w+)/],
    ['constant', /^\s*(?:(?:public|private|protected|final)\s+)*const\s+(?:\w+\s+)?(?<name>[A-Z]\w*)\s*=/],
  ],
  swift: [
    ['test', /^\s*func\s+(?<name>test[A-Z]\w*)\s*\(/],
    ['function', /^\s*(?:@\w+\s+)*(?:(?:public|private|fileprivate|internal|open|static|class|final|override|mutating|convenience|required)\s+)*func\s+(?<name>\w+)/],
    ['class', /^\s*(?:(?:public|private|fileprivate|internal|open|final)\s+)*(?:class|actor)\s+(?<name>[A-Z]\w*)/],
    ['type', /^\s*(?:(?:public|private|fileprivate|internal|open|indirect)\s+)*(?:struct|enum|protocol|extension|typealias)\s+(?<name>[A-Z]\w*)/],
  ],
  shell: [
    ['test', /^@test\s+(?<quote>["'])(?<name>.+?)\k<quote>/],
    ['function', /^\s*(?:function\s+)?(?<name>[A-Za-z_][\w-]*)\s*\(\)/],
    ['function', /^\s*function\s+(?<name>[A-Za-z_][\w-]*)/],
  ],
  tcl: [
    ['test', /^\s*test\s+[{"](?<name>[^{}"]+)[}"]/],
    ['function', /^\s*proc\s+(?<name>[\w:]+)/],
  ],
  lua: [['function', /^\s*(?:local\s+)?function\s+(?<name>[\w.:]+)/]],
  elixir: [
    ['test', /^\s*test\s+"(?<name>[^"]+)"/],
    ['class', /^\s*defmodule\s+(?<name>[\w.]+)/],
    ['function', /^\s*(?:def|defp|defmacro)\s+(?<name>\w+[?!]?)/],
  ],
  sql: [['type', /^\s*(?:CREATE|ALTER)\s+(?:OR\s+REPLACE\s+)?(?:TABLE|VIEW|INDEX|FUNCTION|PROCEDURE)\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?["`]?(?<name>[\w.]+)/i]],
  protobuf: [
    ['type', /^\s*(?:message|enum|service)\s+(?<name>\w+)/],
    ['function', /^\s*rpc\s+(?<name>\w+)/],
  ],
  make: [
    ['function', /^(?<name>[\w./-]+)\s*:(?![=:])/],
    ['setting', /^(?<name>[A-Z][A-Z0-9_]*)\s*[:?+]?=/],
  ],
  json: [['setting', /^\s{0,8}"(?<name>[\w@$./-]+)"\s*:/]],
  yaml: [
    ['step', /^\s*-\s+name:\s*["']?(?<name>[^"'#]+)/],
    ['setting', /^\s{0,4}(?:-\s+)?["']?(?<name>[A-Za-z_][\w./-]*)["']?\s*:(?:\s|$)/],
  ],
  toml: [
    ['section', /^\[{1,2}(?<name>[^\]]+)\]{1,2}\s*$/],
    ['setting', /^\s*["']?(?<name>[A-Za-z_][\w.-]*)["']?\s*=/],
  ],
  css: [
    ['setting', /^\s*(?<name>--[\w-]+)\s*:/],
    ['style', /^(?<name>[.#&:@]?[\w-][^{};]*?)\s*\{\s*$/],
  ],
  markdown: [['section', /^#{1,6}\s+(?<name>.+?)\s*#*$/]],
};

/** Marks the function that comes next as a test. */
const TEST_MARK: Partial<Record<Language, RegExp>> = {
  rust: /^\s*#\[(?:[\w:]+::)?(?:test|rstest)\b/,
  java: /^\s*@(?:Parameterized)?Test\b/,
  kotlin: /^\s*@(?:Parameterized)?Test\b/,
  csharp: /^\s*\[(?:Fact|Theory|Test|TestMethod|TestCase)\b/,
};
const ATTRIBUTE = /^\s*(?:#\[|@\w|\[|\/\/|\*|\/\*)/;
const UNDERLINE = /^(?:={3,}|-{3,}|~{3,}|\^{3,}|"{3,}|'{3,}|\+{3,}|#{3,}|\*{3,})\s*$/;
/** Keys that stand in every file of their kind. */
const KEYS_THAT_SAY_NOTHING = new Set('name run uses with on if env steps jobs runs-on version description id key value path type needs strategy matrix branches push pull_request'.split(' '));

/**
 * Reads the lines of one file in order and finds the names that they define. The lines of a diff are all there is:
 * they are no complete source, so a parser such as tree-sitter would mostly see errors, and its grammars weigh more than the whole extension.
 */
export class DefinitionReader {
  private readonly language: Language;
  private readonly rules: Rule[];
  private testNext = false;
  private before = '';

  constructor(path: string) {
    this.language = languageOf(path);
    this.rules = RULES[this.language] ?? [];
  }

  /** The name that this line, without its sign, defines. */
  read(whole: string): CodeSymbol | undefined {
    const line = whole.slice(0, LONGEST_LINE).trimEnd();
    const before = this.before;
    this.before = line;
    if (line === '') return undefined;
    if (this.language === 'restructured') return UNDERLINE.test(line) && /[\p{L}\p{N}]/u.test(before) && !/^\s/.test(before) ? symbol('section', before) : undefined;
    if (TEST_MARK[this.language]?.test(line)) {
      this.testNext = true;
      return undefined;
    }
    const found = this.definition(line);
    if (!found) {
      if (!ATTRIBUTE.test(line)) this.testNext = false;
      return undefined;
    }
    const isTest = this.testNext && found.kind === 'function';
    this.testNext = false;
    return isTest ? { kind: 'test', name: found.name } : found;
  }

  private definition(line: string): CodeSymbol | undefined {
    for (const [kind, pattern] of this.rules) {
      const name = pattern.exec(line)?.groups?.['name'];
      if (name !== undefined) return saysSomething(kind, name) ? symbol(kind, name) : undefined;
    }
    const method = this.language === 'javascript' ? javascriptMethod(line) : undefined;
    if (method !== undefined && !KEYWORDS.has(method)) return symbol('function', method);
    return HAS_NO_OPTIONS.has(this.language) ? undefined : optionOf(line);
  }
}

const HAS_NO_OPTIONS: ReadonlySet<Language> = new Set<Language>(['json', 'yaml', 'toml', 'css', 'markdown', 'restructured', 'markup', 'text']);

function optionOf(line: string): CodeSymbol | undefined {
  for (const [, pattern] of OPTION) {
    const name = pattern.exec(line)?.groups?.['name'];
    if (name !== undefined) return symbol('option', `--${name}`);
  }
  const flag = DECLARES_OPTION.test(line) ? FLAG.exec(line)?.[1] : undefined;
  return flag === undefined ? undefined : symbol('option', flag);
}

function saysSomething(kind: SymbolKind, name: string): boolean {
  // `__init__` and its like are in every class.
  if (/^__\w+__$/.test(name)) return false;
  if (kind === 'setting') return !KEYS_THAT_SAY_NOTHING.has(name);
  return !((kind === 'function' || kind === 'property') && KEYWORDS.has(name));
}

function symbol(kind: SymbolKind, name: string): CodeSymbol {
  const plain = name.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return { kind, name: plain.length > LONGEST_NAME ? `${plain.slice(0, LONGEST_NAME - 1)}…` : plain };
}
