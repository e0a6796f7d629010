/** What is read of the JSON Schema of the front matter. */
export interface FrontMatterSchema {
  properties: Record<string, SchemaNode>;
}

export interface SchemaNode {
  description?: string;
  default?: unknown;
  type?: unknown;
  enum?: unknown[];
  items?: SchemaNode;
  anyOf?: SchemaNode[];
}

/** One thing that may be written at a place. */
export interface Proposal {
  label: string;
  /** A snippet, as VS Code writes them. */
  insert: string;
  /** Markdown. */
  documentation: string;
  kind: 'setting' | 'value';
}

/** Where the cursor is. Lines and characters count from 0. */
interface Place {
  line: number;
  character: number;
}

/** Lines of the front matter, without its two fences; undefined where there is none. A file that is being written may lack the second one. */
export function frontMatterLines(lines: readonly string[]): { first: number; last: number } | undefined {
  if (!isFence(lines[0])) return undefined;
  const end = lines.findIndex((line, index) => index > 0 && isFence(line));
  return { first: 1, last: (end < 0 ? lines.length : end) - 1 };
}

/** What may be written at the cursor: settings that are not there yet, or the values of the one that it is in. */
export function proposalsAt(lines: readonly string[], { line, character }: Place, schema: FrontMatterSchema): Proposal[] {
  const range = frontMatterLines(lines);
  if (!range || line < range.first || line > range.last) return [];
  const before = (lines[line] ?? '').slice(0, character);
  if (/^[a-z]*$/i.test(before)) {
    const present = new Set(lines.slice(range.first, range.last + 1).flatMap((text, index) => (index + range.first === line ? [] : (settingOf(text) ?? []))));
    return Object.entries(schema.properties)
      .filter(([name]) => !present.has(name))
      .map(([name, node]) => ({ label: name, insert: `${name}: ${valueSnippet(node)}`, documentation: documentation(name, node), kind: 'setting' as const }));
  }
  const own = settingOf(before);
  const setting = own ?? (/^[ \t]+-[ \t]*[\w-]*$/.test(before) ? settingAbove(lines, line, range.first) : undefined);
  if (setting === undefined || !/(?::[ \t]*|\[[ \t]*|,[ \t]*|-[ \t]*)[\w-]*$/.test(before)) return [];
  return valuesOf(schema.properties[setting]).map((value) => ({ label: value, insert: value, documentation: '', kind: 'value' as const }));
}

/** What the setting under the cursor does, as Markdown; undefined where there is none. */
export function settingAt(lines: readonly string[], { line, character }: Place, schema: FrontMatterSchema): { name: string; documentation: string } | undefined {
  const range = frontMatterLines(lines);
  if (!range || line < range.first || line > range.last) return undefined;
  const name = settingOf(lines[line] ?? '');
  const node = name === undefined ? undefined : schema.properties[name];
  return name !== undefined && node && character <= name.length ? { name, documentation: documentation(name, node) } : undefined;
}

function isFence(line: string | undefined): boolean {
  return /^---[ \t]*\r?$/.test((line ?? '').replace(/^\uFEFF/, ''));
}

function settingOf(line: string): string | undefined {
  return /^([a-z]+):/i.exec(line)?.[1];
}

/** The setting that an indented line belongs to. */
function settingAbove(lines: readonly string[], from: number, first: number): string | undefined {
  for (let line = from - 1; line >= first; line--) {
    const found = settingOf(lines[line] ?? '');
    if (found !== undefined) return found;
  }
  return undefined;
}

function valuesOf(node: SchemaNode | undefined): string[] {
  if (!node) return [];
  if (node.type === 'boolean') return ['true', 'false'];
  const all = [node, ...(node.anyOf ?? [])].flatMap((each) => [...(each.enum ?? []), ...(each.items?.enum ?? [])]);
  return [...new Set(all.filter((value): value is string => typeof value === 'string'))];
}

/** With a choice of the values where there are some: the next key asks for them. */
function valueSnippet(node: SchemaNode): string {
  const values = valuesOf(node);
  if (values.length > 0 && !isList(node)) return `\${1|${values.join(',')}|}`;
  if (isList(node)) return values.length > 0 ? '[$1]' : '\n  - $1';
  return [node, ...(node.anyOf ?? [])].some(({ type }) => type === 'object') ? '\n  $1' : '$1';
}

function isList(node: SchemaNode): boolean {
  return node.type === 'array';
}

function documentation(name: string, node: SchemaNode): string {
  const values = valuesOf(node);
  return [
    node.description ?? name,
    ...(values.length > 0 ? [`One of ${values.map((value) => `\`${value}\``).join(', ')}.`] : []),
    ...(node.default === undefined || node.default === '' ? [] : [`Default: \`${JSON.stringify(node.default)}\``]),
  ].join('\n\n');
}
