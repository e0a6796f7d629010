/** The two sides of a file in a diff, without git's `a/` and `b/`. */
export interface Sides {
  old: string;
  new: string;
}

const NOTHING = '/dev/null';
const ESCAPES: Record<string, number> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, '\\': 92 };

/** Reads a path as git prints it: plain, or in double quotes with C escapes whose octal ones are bytes of UTF-8. */
export function unquote(path: string): string {
  if (!path.startsWith('"') || !path.endsWith('"') || path.length < 2) return path;
  const inner = path.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  const bytes: Buffer[] = [];
  for (const [piece] of inner.matchAll(/[^\\]+|\\[0-7]{1,3}|\\./gs)) {
    if (!piece.startsWith('\\')) bytes.push(Buffer.from(piece, 'utf8'));
    else if (/[0-7]/.test(piece.charAt(1))) bytes.push(Buffer.of(Number.parseInt(piece.slice(1), 8) & 0xff));
    else bytes.push(Buffer.of(ESCAPES[piece.charAt(1)] ?? piece.charCodeAt(1)));
  }
  return Buffer.concat(bytes).toString('utf8');
}

/**
 * The two names of a `diff --git` line, or undefined where the line alone does not tell (names with spaces in a rename; later lines say it).
 * Git writes the same name twice except for renames, so the name is found whether or not there are prefixes such as `a/` and `b/`.
 */
export function sidesOfHeader(names: string): Sides | undefined {
  const pair = splitPair(names);
  if (!pair) return undefined;
  const [left, right] = pair;
  if (left === right) return { old: left, new: right };
  const [bareLeft, bareRight] = [withoutFirstPart(left), withoutFirstPart(right)];
  if (bareLeft !== undefined && bareLeft === bareRight) return { old: bareLeft, new: bareRight };
  return left.startsWith('a/') && right.startsWith('b/') ? { old: left.slice(2), new: right.slice(2) } : undefined;
}

/** The names of a `---` and a `+++` line; the missing side of an added or deleted file gets the other's name. */
export function sidesOfMarkers(minus: string, plus: string): Sides {
  const [left, right] = [markerPath(minus), markerPath(plus)];
  const prefixed = (path: string) => path === NOTHING || /^[abciow]\//.test(path);
  const bare = (path: string) => (prefixed(left) && prefixed(right) ? path.slice(2) : path);
  if (left === NOTHING) return { old: bare(right), new: bare(right) };
  if (right === NOTHING) return { old: bare(left), new: bare(left) };
  return { old: bare(left), new: bare(right) };
}

export function isNothing(marker: string): boolean {
  return markerPath(marker) === NOTHING;
}

/** Git ends a name that holds spaces with a tab, and plain diff puts the time after one. */
function markerPath(marker: string): string {
  return unquote(marker.startsWith('"') ? marker.trimEnd() : marker.replace(/\t.*$/, ''));
}

function withoutFirstPart(path: string): string | undefined {
  const slash = path.indexOf('/');
  return slash > 0 ? path.slice(slash + 1) : undefined;
}

function splitPair(names: string): [string, string] | undefined {
  const quoted = /^("(?:[^"\\]|\\.)*") (.+)$/s.exec(names) ?? /^(.+) ("(?:[^"\\]|\\.)*")$/s.exec(names);
  if (quoted) return [unquote(quoted[1]!), unquote(quoted[2]!)];
  const middle = names.length >> 1;
  if (names.length % 2 === 1 && names[middle] === ' ') {
    const halves: [string, string] = [names.slice(0, middle), names.slice(middle + 1)];
    const bare = halves.map(withoutFirstPart);
    if (halves[0] === halves[1] || (bare[0] !== undefined && bare[0] === bare[1])) return halves;
  }
  const parts = names.split(' ');
  return parts.length === 2 ? [parts[0]!, parts[1]!] : undefined;
}
