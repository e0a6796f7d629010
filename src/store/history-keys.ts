/** Paths of one commit that are looked at: one that touches more is about no file in particular. */
const MAX_PATHS = 60;
const MAX_KEYS = 200;
const MAX_LENGTH = 300;

/** What a commit is found by, as far as its paths go, and how much each counts: the file most, then its namesakes, folders and kind. */
export function keysOf(paths: string[]): Map<string, number> {
  const keys = new Map<string, number>();
  const put = (key: string, weight: number) => {
    if (keys.size < MAX_KEYS && key.length <= MAX_LENGTH) keys.set(key, Math.max(weight, keys.get(key) ?? 0));
  };
  for (const path of paths.slice(0, MAX_PATHS)) {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    put(path, 1);
    put(`~${stemOf(name)}`, 0.4);
    const dot = name.lastIndexOf('.');
    put(`*${dot > 0 ? name.slice(dot) : name}`, 0.3);
    for (let depth = parts.length; depth > Math.max(0, parts.length - 3); depth--) put(`${parts.slice(0, depth).join('/')}/`, 0.5 / (1 + parts.length - depth));
  }
  return keys;
}

/** `test_queue.py`, `queue.test.ts` and `queue.c` are about the same thing. */
function stemOf(name: string): string {
  const stem = name.toLowerCase().replace(/^\.+/, '').split('.')[0] ?? '';
  return stem.replace(/^(?:test|spec)[_-]/, '').replace(/[_-](?:test|spec)s?$/, '');
}
