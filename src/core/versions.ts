/** What `rc` and `beta` are; `1.0.post1` comes after `1.0` and is none. */
export function isPrerelease(version: string): boolean {
  return /^\d+(?:\.\d+)*[-.]?(?!post)[a-z-]/i.test(version.replace(/\+.*$/, '').replace(/^v/i, ''));
}

/** Negative where the first version comes before the second, by Semantic Versioning; missing numbers count as 0. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map(parts) as [ReturnType<typeof parts>, ReturnType<typeof parts>];
  for (let index = 0; index < 5; index++) {
    const difference = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  for (let index = 0; index < Math.max(a.pre.length, b.pre.length); index++) {
    const difference = compareIdentifiers(a.pre[index], b.pre[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function parts(version: string): { numbers: number[]; pre: string[] } {
  const plain = version.replace(/\+.*$/, '').replace(/^v/i, '');
  const numbers = /^\d+(?:\.\d+)*/.exec(plain)?.[0] ?? '';
  const pre = isPrerelease(plain) ? plain.slice(numbers.length).toLowerCase().match(/\d+|[a-z]+/g) : null;
  const [a = 0, b = 0, c = 0, d = 0] = numbers.split('.').map(Number);
  return { numbers: [a, b, c, d, Number(/[.-]?post(\d{1,9})/i.exec(plain)?.[1] ?? 0)], pre: pre ?? [] };
}

function compareIdentifiers(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) return (one === undefined ? 0 : 1) - (other === undefined ? 0 : 1);
  const [a, b] = [Number(one), Number(other)];
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  if (Number.isNaN(a) !== Number.isNaN(b)) return Number.isNaN(a) ? 1 : -1;
  return one < other ? -1 : one > other ? 1 : 0;
}
