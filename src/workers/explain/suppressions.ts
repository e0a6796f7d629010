import type { Diagnostic, LineEdit } from '../../core/diagnostic.ts';
import { addToList, addToListAtEnd, appendToLine, beginsInCode, insertBefore, type Place, replaceLine, textOf, topLine } from './comment-edits.ts';
import { inJsx } from './jsx-lines.ts';
import { readLines } from './source-lines.ts';

/** How far a rule is silenced. */
export type Reach = 'line' | 'file';

/** Writes the comment that silences a rule; undefined where it cannot stand at that place. */
type Writer = (place: Place, rule: string) => LineEdit[] | undefined;

interface Form {
  /** The languages whose comments it knows, by VS Code's identifiers. */
  languages: RegExp;
  /** The rule's name as the tool's comments take it, from whatever an editor's extension shows of it; undefined where it cannot be silenced. */
  ruleName(rule: string): string | undefined;
  line: Writer;
  file?: Writer;
}

/** What a rule's name may look like: it is put into a comment, which nothing in it may end. */
const RULE = /^[\w@](?:[\w@.:+/-]*\w)?$/;
/** Characters beyond which a source is not read for this. */
const LONGEST = 1_000_000;

const SLASH_COMMENT = /^\s*(?:\/\/|\/\*)/;
const HASH_COMMENT = /^\s*#/;

const isRule = (rule: string) => rule;
const matching = (pattern: RegExp) => (rule: string) => pattern.exec(rule)?.[1];
const SCRIPT = /^(?:java|type)script(?:react)?$/;
const PYTHON = /^python$/;

/** The number of the line, or of the first of the comments above it that are about the next line for some tool. */
function aboveDirectives(place: Place): number {
  let number = place.line;
  while (number > 1 && /^\s*\/\/\s*(?:eslint-disable-next-line|biome-ignore|prettier-ignore)\b/.test(textOf(place, number - 1))) number--;
  return number;
}

/** A comment on the line before, in braces among the children of JSX. */
function scriptComment(place: Place, text: string, before = place.line): LineEdit[] | undefined {
  if (!beginsInCode(place)) return undefined;
  const jsx = inJsx(place);
  return jsx === undefined ? undefined : insertBefore(place, jsx ? place.line : before, jsx ? `{/* ${text} */}` : `// ${text}`);
}

/** A comment at the end of a line in Python. */
const endOfLine =
  (list: RegExp, comment: (rule: string) => string, { separator = ', ', first = false } = {}): Writer =>
  (place, rule) =>
    addToListAtEnd(place, list, rule, separator) ?? appendToLine(place, comment(rule), { first });

const hashTop =
  (comment: (rule: string) => string): Writer =>
  (place, rule) =>
    insertBefore(place, topLine(place, HASH_COMMENT), comment(rule), '');

/** A directive on the line before that covers the next one only, so that there can be but one. */
const nextLine =
  (list: RegExp, comment: (rule: string) => string, separator = ','): Writer =>
  (place, rule) => {
    if (!beginsInCode(place)) return undefined;
    return addToList(place, place.line - 1, list, rule, separator) ?? insertBefore(place, place.line, comment(rule));
  };

const eslint: Form = {
  languages: SCRIPT,
  ruleName: isRule,
  line: (place, rule) =>
    beginsInCode(place)
      ? (addToList(place, place.line - 1, /eslint-disable-next-line\s+((?:(?!\s--\s|\*\/).)*[^\s*])/, rule) ?? scriptComment(place, `eslint-disable-next-line ${rule}`))
      : undefined,
  file: (place, rule) => insertBefore(place, topLine(place, SLASH_COMMENT), `/* eslint-disable ${rule} */`, ''),
};

const typescript: Form = {
  languages: SCRIPT,
  ruleName: matching(/^(?:TS)?(\d+)$/i),
  // It reaches over other comments, while some of those reach the next line only.
  line: (place) => scriptComment(place, '@ts-expect-error', aboveDirectives(place)),
  file: (place) => insertBefore(place, topLine(place, SLASH_COMMENT), '// @ts-nocheck', ''),
};

const ruff: Form = {
  languages: PYTHON,
  ruleName: matching(/^([A-Z]+\d+)$/),
  line: endOfLine(/#\s*noqa:\s*([A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*)/i, (rule) => `# noqa: ${rule}`),
  file: hashTop((rule) => `# ruff: noqa: ${rule}`),
};

const pylint: Form = {
  languages: PYTHON,
  ruleName: matching(/^(?:[A-Z]\d+:)?([\w-]+)$/),
  line: endOfLine(/#\s*pylint:\s*disable=\s*([\w-]+(?:\s*,\s*[\w-]+)*)/, (rule) => `# pylint: disable=${rule}`, { separator: ',' }),
  file: hashTop((rule) => `# pylint: disable=${rule}`),
};

const mypy: Form = {
  languages: PYTHON,
  ruleName: isRule,
  line: endOfLine(/#\s*type:\s*ignore\[([^\]]*[^\]\s])\s*\]/, (rule) => `# type: ignore[${rule}]`, { first: true }),
  file: hashTop((rule) => `# mypy: disable-error-code="${rule}"`),
};

const pyright: Form = {
  languages: PYTHON,
  ruleName: matching(/^(report\w+)$/),
  line: endOfLine(/#\s*pyright:\s*ignore\s*\[([^\]]*[^\]\s])\s*\]/, (rule) => `# pyright: ignore[${rule}]`),
  file: hashTop((rule) => `# pyright: ${rule}=false`),
};

/** What a line ends with after which the next one belongs to it: a command goes on, a pattern of `case` follows, or a function's body. */
const SHELL_GOES_ON = /(?:\||&&|=\(|\(\)|\bin|;;&?|;&)\s*(?:#.*)?$/;
/** What a part of a compound command begins with. */
const SHELL_PART = /^\s*(?:(?:elif|else|fi|done|then|do|esac)\b|;;|[{})`]|[^\s()'"$]+\))/;

const shellcheck: Form = {
  languages: /^shellscript$/,
  ruleName: (rule) => /^(?:SC)?(\d+)$/i.exec(rule)?.[1]?.replace(/^/, 'SC'),
  line: (place, rule) => {
    let above = place.line - 1;
    while (above > 0 && /^\s*(?:#.*)?$/.test(textOf(place, above))) above--;
    if (SHELL_GOES_ON.test(textOf(place, above)) || SHELL_PART.test(textOf(place, place.line)) || /^#!/.test(textOf(place, place.line))) return undefined;
    return nextLine(/#\s*shellcheck\s+disable=(\w+(?:,\w+)*)/, (name) => `# shellcheck disable=${name}`)(place, rule);
  },
  file: (place, rule) => insertBefore(place, /^#!/.test(textOf(place, 1)) ? 2 : 1, `# shellcheck disable=${rule}`, ''),
};

const stylelint: Form = {
  languages: /^(?:css|scss|less)$/,
  ruleName: isRule,
  line: nextLine(/stylelint-disable-next-line\s+((?:(?!\s--\s|\*\/).)*[^\s*])/, (rule) => `/* stylelint-disable-next-line ${rule} */`, ', '),
  // Nothing may stand before a character set.
  file: (place, rule) => insertBefore(place, /^@charset\b/.test(textOf(place, 1)) ? 2 : topLine(place, SLASH_COMMENT), `/* stylelint-disable ${rule} */`, ''),
};

/** As Biome itself writes it: the reason is for the person to give, and must not be empty. */
const REASON = '<explanation>';

const biome: Form = {
  languages: /^(?:css|(?:java|type)script(?:react)?)$/,
  ruleName: matching(/^(lint\/\w+\/\w+)$/),
  line: (place, rule) => {
    const text = `biome-ignore ${rule}: ${REASON}`;
    if (place.language === 'css') return beginsInCode(place) ? insertBefore(place, place.line, `/* ${text} */`) : undefined;
    return scriptComment(place, text, aboveDirectives(place));
  },
  file: (place, rule) => {
    const text = `biome-ignore-all ${rule}: ${REASON}`;
    return insertBefore(place, topLine(place, /^#!/), place.language === 'css' ? `/* ${text} */` : `// ${text}`, '');
  },
};

/** After the front matter, which has to stand first. */
function afterFrontMatter({ lines }: Place): number {
  if (lines[0]?.text.trimEnd() !== '---') return 1;
  const end = lines.findIndex(({ text }, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(text));
  return end < 0 ? 1 : end + 2;
}

const markdownlint: Form = {
  languages: /^markdown$/,
  ruleName: matching(/^(MD\d+)(?:\/.*)?$/i),
  line: (place, rule) => {
    const [text, previous] = [textOf(place, place.line), textOf(place, place.line - 1)];
    // In code a comment is code; in a table it would end it; in front matter it is no comment.
    if (!beginsInCode(place) || /^\s*(?:\||`{3}|~{3})/.test(text) || place.line < afterFrontMatter(place)) return undefined;
    const merged = addToList(place, place.line - 1, /markdownlint-disable-next-line\s+(MD\d+(?:\s+MD\d+)*)/i, rule, ' ');
    if (merged) return merged;
    // A line of its own would split the paragraph that it stands in.
    if (previous.trim() === '' || text.trim() === '') return insertBefore(place, place.line, `<!-- markdownlint-disable-next-line ${rule} -->`);
    return replaceLine(place, place.line, `${text} <!-- markdownlint-disable-line ${rule} -->`);
  },
  file: (place, rule) => insertBefore(place, afterFrontMatter(place), `<!-- markdownlint-disable-file ${rule} -->`, ''),
};

/** What an attribute may stand before: an item, `let`, a whole statement. Not before the value that a block ends with. */
const RUST_STATEMENT = /^\s*(?:(?:pub\b|fn\b|struct\b|enum\b|union\b|impl\b|mod\b|use\b|const\b|static\b|type\b|trait\b|extern\b|unsafe (?:fn|impl|trait)\b|async fn\b|let\b|#\[)|[\w*&(][^{}]*;\s*(?:\/\/.*)?$)/;

const rust = (group: string): Form => ({
  languages: /^rust$/,
  ruleName: (rule) => {
    const name = rule.replace(/^clippy::/, '');
    // An error of the compiler has a number and cannot be allowed.
    return /^[a-z]\w*$/.test(name) ? (group === 'clippy' || rule.startsWith('clippy::') ? `clippy::${name}` : name) : undefined;
  },
  line: (place, rule) => {
    if (!beginsInCode(place) || !RUST_STATEMENT.test(textOf(place, place.line)) || !/(?:^|[{};\]]|^\s*\/\/.*)\s*$/.test(textOf(place, place.line - 1))) return undefined;
    return insertBefore(place, place.line, `#[allow(${rule})]`);
  },
  // A comment with three slashes belongs to what follows it, and the attribute may not come between.
  file: (place, rule) => insertBefore(place, topLine(place, /^\s*\/\/(?!\/(?!\/))/), `#![allow(${rule})]`, ''),
});

const golangci: Form = {
  languages: /^go$/,
  ruleName: matching(/^([a-z][\w-]*)$/),
  line: (place, rule) => addToListAtEnd(place, /\/\/nolint:([\w-]+(?:,[\w-]+)*)/, rule, ',') ?? appendToLine(place, `//nolint:${rule}`, { gap: ' ', first: true }),
  file: (place, rule) => {
    const index = place.lines.findIndex(({ text, start }) => start === 'code' && /^package\s/.test(text));
    return index < 0 ? undefined : (addToList(place, index, /^\/\/nolint:([\w-]+(?:,[\w-]+)*)/, rule, ',') ?? insertBefore(place, index + 1, `//nolint:${rule}`));
  },
};

const hadolint: Form = {
  languages: /^dockerfile$/,
  ruleName: matching(/^((?:DL|SC)\d+)$/),
  line: nextLine(/#\s*hadolint\s+ignore=(\w+(?:\s*,\s*\w+)*)/, (rule) => `# hadolint ignore=${rule}`),
  // Directives to the builder count only as the first lines.
  file: (place, rule) => insertBefore(place, topLine(place, /^#\s*(?:syntax|escape|check)\s*=/i), `# hadolint global ignore=${rule}`, ''),
};

const clangTidy: Form = {
  languages: /^(?:c|cpp|objective-c|objective-cpp|cuda-cpp)$/,
  ruleName: matching(/^([a-z][\w.-]*)$/i),
  line: nextLine(/NOLINTNEXTLINE\(([^)]+)\)/, (rule) => `// NOLINTNEXTLINE(${rule})`),
  file: (place, rule) => {
    const last = place.lines.length;
    const [text, end] = [textOf(place, last), `// NOLINTEND(${rule})`];
    const closing = text === '' ? insertBefore(place, last, end, '') : replaceLine(place, last, `${text}${place.lineEnd}${end}`);
    const top = topLine(place, SLASH_COMMENT);
    return top < last ? [...insertBefore(place, top, `// NOLINTBEGIN(${rule})`, ''), ...closing] : undefined;
  },
};

/** By the names that tools and editors' extensions give as the source of a diagnostic, in small letters. */
const FORMS: Record<string, Form> = {
  eslint,
  ts: typescript,
  js: typescript,
  typescript,
  ruff,
  pylint,
  mypy,
  pyright,
  pylance: pyright,
  basedpyright: pyright,
  shellcheck,
  stylelint,
  biome,
  markdownlint,
  clippy: rust('clippy'),
  rustc: rust('rustc'),
  'golangci-lint': golangci,
  golangci,
  hadolint,
  'clang-tidy': clangTidy,
};

function formOf(tool: string): Form | undefined {
  const name = tool.toLowerCase();
  return Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
}

/** The rule's name as the tool's comments and configuration take it; undefined for an unknown tool and a rule that cannot be silenced. */
export function silencedName({ tool, rule }: Pick<Diagnostic, 'tool' | 'rule'>): string | undefined {
  const name = formOf(tool)?.ruleName(rule.trim());
  return name !== undefined && RULE.test(name) ? name : undefined;
}

/**
 * The comment that silences the diagnostic's rule, for its line or for the whole file, as the tool itself reads it. Undefined where the tool
 * has no such comment, or where it would end up in a string, in text or in the middle of a command. TypeScript's for a file silences all of it.
 */
export function suppression(reach: Reach, { source, language, diagnostic }: { source: string; language: string; diagnostic: Diagnostic }): LineEdit[] | undefined {
  const rule = silencedName(diagnostic);
  const form = formOf(diagnostic.tool);
  const writer = form?.[reach];
  if (rule === undefined || !writer || !form.languages.test(language) || source.length > LONGEST) return undefined;
  const lines = readLines(source, language);
  if (diagnostic.line > lines.length) return undefined;
  return writer({ lines, lineEnd: source.includes('\r\n') ? '\r\n' : '\n', language, line: diagnostic.line }, rule);
}
