import type { Language } from '../../changes/language.ts';
import type { CodeLine } from '../reviewed-file.ts';

/** A name that other files or other people's code may use. */
export interface Exported {
  name: string;
  /** Its declaration on one line, as far as its parameters and its result go. */
  signature: string;
  line: CodeLine;
}

/** Lines that export a name, by language; `name` is the group. */
const RULES: Partial<Record<Language, RegExp[]>> = {
  javascript: [
    /^export\s+(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\s*\*?|class|interface|enum|const\s+enum|namespace|type|const|let|var)\s+(?<name>[A-Za-z_$][\w$]*)/,
    /^(?:module\.)?exports\.(?<name>[A-Za-z_$][\w$]*)\s*=/,
  ],
  python: [/^(?:async\s+)?def\s+(?<name>[a-zA-Z]\w*)\s*\(/, /^class\s+(?<name>[A-Za-z]\w*)/],
  go: [/^func\s+(?:\([^)]*\)\s*)?(?<name>[A-Z]\w*)\s*[([]/, /^type\s+(?<name>[A-Z]\w*)/, /^(?:const|var)\s+(?<name>[A-Z]\w*)/],
  rust: [/^\s*pub\s+(?:(?:const|async|unsafe)\s+|extern\s+(?:"[^"]*"\s+)?)*fn\s+(?<name>\w+)/, /^\s*pub\s+(?:unsafe\s+)?(?:struct|enum|trait|union|type|mod)\s+(?<name>\w+)/, /^\s*pub\s+(?:const|static)\s+(?:mut\s+)?(?<name>[A-Z]\w*)\s*:/],
  java: [/^\s*public\s+(?:(?:static|final|abstract|sealed|synchronized|default)\s+)*(?:class|interface|enum|record|@interface)\s+(?<name>\w+)/, /^\s*public\s+(?:(?:static|final|abstract|synchronized|default|native)\s+)*(?:<[^<>]*>\s+)?(?:[\w<>[\],.?]+\s+){1,3}(?<name>\w+)\s*\(/],
  csharp: [
    /^\s*public\s+(?:(?:static|sealed|abstract|partial|readonly|record)\s+)*(?:class|interface|enum|struct|record|delegate)\s+(?<name>\w+)/,
    /^\s*public\s+(?:(?:static|virtual|override|abstract|async|sealed|new|extern)\s+)*(?:[\w<>[\],.?]+\s+){1,2}(?<name>\w+)\s*(?:<[^<>]*>)?\(/,
  ],
  php: [/^\s*(?:(?:abstract|final|static)\s+)*public\s+(?:static\s+)?function\s+&?(?<name>\w+)/],
  swift: [/^\s*(?:@\w+\s+)*(?:public|open)\s+(?:(?:static|class|final|override|mutating|convenience|required|indirect)\s+)*(?:func|class|struct|enum|protocol|actor|typealias)\s+(?<name>\w+)/],
  c: [/^(?!static\b|return\b|typedef\b|#|\s)[A-Za-z_][\w\s*<>,:&]*?[\s*&](?<name>[A-Za-z_]\w*)\s*\((?!\*)[^;{]*(?:[;{]?\s*$|,$)/],
};
/** What a caller need not know. */
const ANNOTATION = /@(?!interface\b)[\w.]+(?:\([^()]*\))?\s*|\bfinal\s+(?=[\w<>[\],.?]+\s+\w+\s*[,)])/g;
const EXPORTS_LIST = /^export\s+(?:type\s+)?\{([^}]*)\}/;
const LONGEST_SIGNATURE = 12;
/** A value has no parameters unless it is a function. */
const VALUE = /^(?:export\s+(?:declare\s+)?(?:const|let|var|type|class|interface|enum)\b|(?:module\.)?exports\.)/;
const FUNCTION_VALUE = /=\s*(?:async\s+)?(?:\(|function\b|<\w+>\()/;

/** What the lines of one side of a hunk export, by name. */
export function exportedBy(all: CodeLine[], language: Language): Map<string, Exported> {
  const found = new Map<string, Exported>();
  const lines = language === 'java' ? all.map((line) => ({ ...line, code: line.code.replace(ANNOTATION, '') })) : all;
  const rules = RULES[language] ?? [];
  lines.forEach((line, index) => {
    if (line.code === '') return;
    const name = rules.map((rule) => rule.exec(line.code)?.groups?.['name']).find((each) => each !== undefined);
    if (name !== undefined) {
      // Of overloads the last one stands for all.
      found.set(name, { name, signature: signatureAt(lines, index, language), line });
      return;
    }
    const list = language === 'javascript' ? EXPORTS_LIST.exec(line.code)?.[1] : undefined;
    for (const each of list?.split(',') ?? []) {
      const exported = /(?:\bas\s+)?([A-Za-z_$][\w$]*)\s*$/.exec(each)?.[1];
      if (exported !== undefined) found.set(exported, { name: exported, signature: '', line });
    }
  });
  return found;
}

/** The declaration up to the end of its parameters and result; empty where there are none, or their end is not shown. */
function signatureAt(lines: CodeLine[], index: number, language: Language): string {
  if (language === 'javascript' && VALUE.test(lines[index]!.code) && !FUNCTION_VALUE.test(lines[index]!.code)) return '';
  let text = '';
  for (const { code } of lines.slice(index, index + LONGEST_SIGNATURE)) {
    text += ` ${code.trim()}`;
    const open = text.indexOf('(');
    if (open < 0) return '';
    const close = closing(text, open);
    if (close < 0) continue;
    const rest = text.slice(close + 1);
    // What a method belongs to stands in parentheses of its own.
    if (language === 'go' && /^\s*func\s*$/.test(text.slice(0, open))) {
      const second = text.indexOf('(', close);
      const end = second < 0 ? -1 : closing(text, second);
      if (end < 0) continue;
      return plain(`${text.slice(0, end + 1)}${/^[^{]*/.exec(text.slice(end + 1))![0]}`);
    }
    const result = language === 'python' ? /^[^:]*/.exec(rest)![0] : language === 'javascript' ? (/^\s*:\s*(?:[^={]|=(?!>))*/.exec(rest)?.[0] ?? '') : /^[^{;]*/.exec(rest)![0];
    return plain(`${text.slice(0, close + 1)}${result}`);
  }
  return '';
}

/** Where the parenthesis at `open` is closed; -1 where it is not. */
export function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  return -1;
}

function plain(signature: string): string {
  return signature.replace(/\s+/g, ' ').replace(/,\s*\)/g, ')').replace(/\s*([(),:<>=|&[\]{}])\s*/g, '$1').trim();
}

/** True where everything that called the old one can call the new one: all it gained are parameters that may be left out. */
export function isCompatible(before: string, after: string, language: Language): boolean {
  const [old, current] = [partsOf(before), partsOf(after)];
  if (!old || !current || old.head !== current.head || old.tail !== current.tail) return false;
  if (current.parameters.length < old.parameters.length || !old.parameters.every((each, index) => each === current.parameters[index])) return false;
  const more = current.parameters.slice(old.parameters.length);
  const optional = language === 'javascript' ? /^[\w$]+\?:|=|^\.\.\./ : language === 'python' ? /=|^\*/ : language === 'php' || language === 'csharp' || language === 'swift' || language === 'kotlin' ? /=/ : /(?!)/;
  return more.every((parameter) => optional.test(parameter));
}

function partsOf(signature: string): { head: string; parameters: string[]; tail: string } | undefined {
  const open = signature.indexOf('(');
  const close = open < 0 ? -1 : closing(signature, open);
  if (close < 0) return undefined;
  const parameters: string[] = [];
  let [depth, from] = [0, open + 1];
  for (let at = open + 1; at <= close; at++) {
    const letter = signature[at]!;
    if ((letter === ',' && depth === 0) || at === close) {
      if (at > from) parameters.push(signature.slice(from, at));
      from = at + 1;
    } else if ('([{<'.includes(letter)) depth++;
    // The arrow of a function's type closes nothing.
    else if (')]}'.includes(letter) || (letter === '>' && signature[at - 1] !== '=')) depth--;
  }
  return { head: signature.slice(0, open), parameters, tail: signature.slice(close + 1) };
}
