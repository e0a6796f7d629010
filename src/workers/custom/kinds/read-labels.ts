import { labelIn, labelsIn } from './label-in.ts';

/** Labels that a model wrote for `count` texts, by the text's place: a label alone, lines `3: label`, or JSON. Undefined where it wrote none that there is. */
export function readLabels(text: string, count: number, labels: readonly string[], multiple: boolean): (string[] | undefined)[] {
  const read = (said: string): string[] | undefined => {
    const found = multiple ? labelsIn(said, labels) : [labelIn(said, labels)].filter((label) => label !== undefined);
    return found.length > 0 ? found : undefined;
  };
  const json = fromJson(text);
  if (count === 1) return [read(json?.get(0) ?? text)];
  const lines = json ?? fromLines(text);
  return Array.from({ length: count }, (_, index) => {
    const said = lines.get(index);
    return said === undefined ? undefined : read(said);
  });
}

function fromLines(text: string): Map<number, string> {
  const found = new Map<number, string>();
  for (const line of text.split('\n')) {
    const match = /^[^\p{L}\p{N}]{0,8}(\d{1,5})[^\p{L}\p{N}]{1,8}(.{1,400})$/u.exec(line.trim());
    if (match) found.set(Number(match[1]) - 1, match[2]!);
  }
  return found;
}

/** An array, or an object by number or with such an array; each value a label, labels, or an object that has them. */
function fromJson(text: string): Map<number, string> | undefined {
  const [start, end] = [text.search(/[[{]/), Math.max(text.lastIndexOf(']'), text.lastIndexOf('}'))];
  if (start < 0 || end < start) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text.slice(start, end + 1));
  } catch {
    return undefined;
  }
  if (Array.isArray(value)) return new Map(value.map((each, index) => [index, wordsOf(each)]));
  const entries = Object.entries(value as object);
  const list = entries.map(([, each]) => each as unknown).find((each) => Array.isArray(each) && each.some((one) => typeof one === 'object'));
  if (Array.isArray(list)) return new Map(list.map((each, index) => [index, wordsOf(each)]));
  if (entries.every(([key]) => /^\d+$/.test(key))) return new Map(entries.map(([key, each]) => [Number(key) - 1, wordsOf(each)]));
  return new Map([[0, wordsOf(value)]]);
}

function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(wordsOf).join(', ');
  if (typeof value !== 'object' || value === null) return '';
  const { label, labels } = value as { label?: unknown; labels?: unknown };
  return wordsOf(labels ?? label ?? Object.values(value).filter((each) => typeof each === 'string'));
}
