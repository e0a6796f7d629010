import Papa from 'papaparse';
import { parse } from 'yaml';

/** Deeper values have no keys that count. */
const DEEPEST = 100;

/** The keys of JSON, YAML or CSV; undefined where the text is none of them. */
export function keysIn(text: string): Set<string> | undefined {
  const value = structured(text);
  if (typeof value === 'object' && value !== null) {
    const keys = new Set<string>();
    collect(value, keys, 0);
    return keys;
  }
  if (SOURCE.test(text)) return undefined;
  const [header = [], ...rows] = Papa.parse<string[]>(text.trim(), { preview: 3 }).data;
  return header.length > 1 && rows.length > 0 && rows.every((row) => row.length === header.length) ? new Set(header.map((key) => key.trim())) : undefined;
}

/** Declarations, which YAML could take for its own. */
const SOURCE = /^\s*(?:export\s+)?(?:declare\s+)?(?:interface|type|class|const|enum)\s+\w/m;

function structured(text: string): unknown {
  if (SOURCE.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    try {
      return parse(text, { maxAliasCount: 20, logLevel: 'silent' });
    } catch {
      return undefined;
    }
  }
}

function collect(value: unknown, keys: Set<string>, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) keys.add(key);
    collect(inner, keys, depth + 1);
  }
}

/** Properties of an interface, an object literal or a class. */
const PROPERTY = /^[ \t]*(?:readonly[ \t]+)?(?:"((?:[^"\\\n]|\\.){1,200})"|'([^'\n]{1,200})'|([A-Za-z_$][\w$]{0,200}))\??[ \t]*[:=]/gm;

/** The keys of the one that the other does not have. Where the result is neither JSON, YAML nor CSV, they are looked for as words, and none counts as added. */
export function compareKeys(before: string, after: string): { lost: string[]; added: string[] } {
  const had = keysIn(before);
  if (!had) return { lost: [], added: [] };
  const has = keysIn(after);
  if (has) return { lost: [...had].filter((key) => !has.has(key)), added: [...has].filter((key) => !had.has(key)) };
  const properties = new Set(Array.from(after.matchAll(PROPERTY), ([, double, single, bare]) => double ?? single ?? bare!));
  return { lost: [...had].filter((key) => !properties.has(key) && !after.includes(key)), added: [] };
}
