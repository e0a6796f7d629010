import type { Replacement } from '../../../core/line-edits.ts';

/** A line that brings names in, at the top of a file. */
const PYTHON = /^(?:import [\w.]+(?: as \w+)?(?:, *[\w.]+(?: as \w+)?)*|from [\w.]+ import (?:\([^)]*\)|[\w*, ]+))\s*$/;
const SCRIPT = /^import\b[^;\n]*['"];?\s*$/;

/** Modules of Python's own library that fixes often need. */
const PYTHON_MODULES = new Set(
  ('abc argparse ast asyncio base64 bisect collections concurrent contextlib copy csv dataclasses datetime decimal enum errno fnmatch functools glob hashlib heapq html http importlib inspect io itertools json ' +
    'locale logging math operator os pathlib pickle platform pprint queue random re secrets shlex shutil signal socket sqlite3 stat statistics string struct subprocess sys tempfile textwrap threading time traceback ' +
    'types typing unittest urllib uuid warnings weakref zoneinfo').split(' '),
);
/** Names that are taken from a module by themselves. */
const PYTHON_NAMES: Record<string, string> = {
  Path: 'pathlib',
  suppress: 'contextlib',
  contextmanager: 'contextlib',
  dataclass: 'dataclasses',
  defaultdict: 'collections',
  Counter: 'collections',
  OrderedDict: 'collections',
  deque: 'collections',
  partial: 'functools',
  itemgetter: 'operator',
  attrgetter: 'operator',
  timezone: 'datetime',
  timedelta: 'datetime',
  Any: 'typing',
  Optional: 'typing',
  Callable: 'collections.abc',
  Iterator: 'collections.abc',
  Iterable: 'collections.abc',
  Sequence: 'collections.abc',
  Mapping: 'collections.abc',
  Generator: 'collections.abc',
};

const isPython = (language: string) => language === 'python';
const isScript = (language: string) => /^(?:java|type)script/.test(language);

/** The imports at the beginning of a rewritten piece, which belong to the top of the file, and the rest. None are taken from a piece that is one. */
export function splitImports(text: string, language: string, old: string): { imports: string[]; rest: string } {
  const form = isPython(language) ? PYTHON : isScript(language) ? SCRIPT : undefined;
  const lines = text.split('\n');
  if (!form || old.split('\n').some((line) => form.test(line.trim()))) return { imports: [], rest: text };
  let count = 0;
  while (count < lines.length && (lines[count]!.trim() === '' || form.test(lines[count]!))) count++;
  const imports = lines.slice(0, count).filter((line) => line.trim() !== '');
  return imports.length === 0 || count === lines.length ? { imports: [], rest: text } : { imports, rest: lines.slice(count).join('\n') };
}

/** The line that brings a Python name in, where it is one of the language's own library. */
export function importOf(name: string, language: string): string | undefined {
  if (!isPython(language)) return undefined;
  if (PYTHON_MODULES.has(name)) return `import ${name}`;
  return Object.hasOwn(PYTHON_NAMES, name) ? `from ${PYTHON_NAMES[name]} import ${name}` : undefined;
}

/** Offset at which a new import goes: after the last one at the top of the file, else before the first line of code. */
function placeOfImports(source: string, language: string): number {
  const lines = source.split(/(?<=\n)/);
  const python = isPython(language);
  let place = 0;
  let offset = 0;
  let inside: string | undefined;
  let code = false;
  for (const line of lines) {
    const text = line.trim();
    const next = offset + line.length;
    if (inside !== undefined) {
      // An import or a text of several lines, up to its end.
      if (text.includes(inside)) {
        place = next;
        inside = undefined;
        code = true;
      }
    } else if (python ? /^(?:import|from)\s/.test(line) : /^import\b/.test(line) || /^(?:const|let|var)\s.*\brequire\(/.test(line)) {
      const open = python ? text.includes('(') && !text.includes(')') : /^import\s*\{[^}]*$/.test(text);
      if (open) inside = python ? ')' : '}';
      else place = next;
      code = true;
    } else if (python && !code && /^[rRuU]?("""|''')/.test(text)) {
      const quotes = text.includes('"""') ? '"""' : '\'\'\'';
      if (text.split(quotes).length === 2) inside = quotes;
      else place = next;
      code = true;
    } else if (!code && (text === '' || /^(?:#!|#|\/\/|\/\*|\*|['"]use strict)/.test(text))) {
      if (/^#!|^['"]use strict|^#.*coding/.test(text)) place = next;
    } else if (text !== '' && !/^(?:#|\/\/|\/\*|\*)/.test(text)) break;
    offset = next;
  }
  return place;
}

/** The replacement that adds import lines to a source; undefined where it has them all. */
export function addImports(source: string, language: string, imports: string[]): Replacement | undefined {
  const there = new Set(source.split(/\r?\n/).map((line) => line.trim().replace(/;$/, '')));
  const missing = [...new Set(imports.map((line) => line.trim()))].filter((line) => !there.has(line.replace(/;$/, '')));
  if (missing.length === 0) return undefined;
  const newline = source.includes('\r\n') ? '\r\n' : '\n';
  const place = placeOfImports(source, language);
  return { start: place, end: place, text: missing.map((line) => line + newline).join('') };
}

/** The source with the import lines that it does not have yet. */
export function withImports(source: string, language: string, imports: string[]): string {
  const part = addImports(source, language, imports);
  return part ? source.slice(0, part.start) + part.text + source.slice(part.end) : source;
}
