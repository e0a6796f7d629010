import { singular, pascalCase, type Interface, type TypesOfJson, type TypeText } from './interfaces.ts';

/** What the model says of an interface. */
export interface Named {
  name?: string | undefined;
  description?: string | undefined;
}

/** What TypeScript and its library call their own. */
const TAKEN = new Set(['Array', 'Object', 'String', 'Number', 'Boolean', 'Symbol', 'Function', 'Record', 'Date', 'Error', 'Map', 'Set', 'Promise', 'RegExp', 'Math', 'JSON', 'Partial', 'Required', 'Readonly', 'Pick', 'Omit', 'Node', 'Element', 'Document', 'Event', 'Request', 'Response', 'File', 'Text', 'Any', 'Unknown', 'Never', 'Void', 'Null', 'Undefined', 'Infinity', 'NaN']);
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** The source, with the names that code knows, that the model gave, or, where neither does, `Root`, `Item` and the like. */
export function writeInterfaces({ interfaces, root }: TypesOfJson, named: ReadonlyMap<Interface, Named>): string {
  const names = namesOf(interfaces, named);
  const written = (type: TypeText) => type.map((part) => (typeof part === 'string' ? part : names.get(part.of)!)).join('');
  const blocks = interfaces.map((each) => {
    const members = each.members.map(({ key, optional, type, date }) => `${date ? '  /** Date by ISO 8601. */\n' : ''}  ${IDENTIFIER.test(key) ? key : JSON.stringify(key)}${optional ? '?' : ''}: ${written(type)};`);
    return `${comment(named.get(each)?.description)}export interface ${names.get(each)!} {\n${members.join('\n')}\n}`;
  });
  const [only] = root;
  const isFirst = root.length === 1 && typeof only === 'object' && only.of === interfaces[0];
  if (!isFirst) {
    const first = interfaces[0] && names.get(interfaces[0]);
    blocks.unshift(`export type ${free(first === undefined ? 'Root' : `${first}${root.includes('[]') ? 'List' : 'Map'}`, new Set(names.values()))} = ${written(root)};`);
  }
  return `${blocks.join('\n\n')}\n`;
}

/** A name for each interface, no two the same: one that is taken gets that of the interface around it before it. */
export function namesOf(interfaces: readonly Interface[], named: ReadonlyMap<Interface, Named>): Map<Interface, string> {
  const names = new Map<Interface, string>();
  const used = new Set(TAKEN);
  const byPath = new Map<string, string>();
  const wanted = (each: Interface) => named.get(each)?.name ?? each.ownName;
  for (const each of interfaces) {
    const parent = parentName(each, byPath);
    const own = wanted(each) ?? (each.path.length === 0 ? 'Root' : pascalCase(singular(each.path.at(-1)!)) || 'Item');
    const name = free(used.has(own) && parent !== undefined ? `${parent}${own}` : own, used);
    used.add(name);
    names.set(each, name);
    byPath.set(JSON.stringify(each.path), name);
  }
  return names;
}

function parentName({ path }: Interface, byPath: ReadonlyMap<string, string>): string | undefined {
  for (let length = path.length - 1; length >= 0; length--) {
    const name = byPath.get(JSON.stringify(path.slice(0, length)));
    if (name !== undefined) return name;
  }
  return undefined;
}

function free(name: string, used: ReadonlySet<string>): string {
  let tried = /^[A-Za-z_$]/.test(name) ? name : `Type${name}`;
  for (let number = 2; used.has(tried) || TAKEN.has(tried); number++) tried = `${name}${number}`;
  return tried;
}

function comment(description: string | undefined): string {
  return description ? `/** ${description.replaceAll('*/', '* /')} */\n` : '';
}
