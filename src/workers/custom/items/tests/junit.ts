import { comparedIn, type Failure, messageIn, placeIn } from './failure.ts';

const ATTRIBUTE = /([\w:.-]{1,60})\s{0,8}=\s{0,8}(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const LONGEST_CASE = 200_000;

/** JUnit's XML, which most runners can write: a test case with a failure or error. Nothing but these elements is looked at. */
export function readJunit(text: string): Failure[] {
  const found: Failure[] = [];
  let [line, counted] = [1, 0];
  const lineAt = (position: number): number => {
    for (; counted < position; counted++) if (text.charCodeAt(counted) === 10) line++;
    return line;
  };
  let close = 0;
  for (let at = text.indexOf('<testcase'); at >= 0; ) {
    const next = text.indexOf('<testcase', at + 9);
    if (close >= 0 && close < at) close = text.indexOf('</testcase>', at);
    const end = Math.min(next < 0 ? text.length : next, close < 0 ? text.length : close, at + LONGEST_CASE);
    const element = text.slice(at, end);
    const failed = /<(failure|error)\b/.exec(element);
    if (failed) {
      const attributes = attributesOf(openingTag(element));
      const inner = element.slice(failed.index);
      const tag = openingTag(inner);
      const closing = inner.indexOf(`</${failed[1]!}>`);
      const body = decoded(tag.endsWith('/>') || closing < 0 ? '' : inner.slice(tag.length, closing)).split('\n');
      const own = attributesOf(tag);
      const message = [own.type !== undefined && !(own.message ?? '').startsWith(own.type) ? own.type : '', own.message ?? messageIn(body)].filter((part) => part !== '').join(': ').slice(0, 600);
      const file = attributes.file ?? (/\.\w{1,4}$/.test(attributes.classname ?? '') && /[/\\]|\.[cm]?[jt]sx?$/.test(attributes.classname ?? '') ? attributes.classname : undefined);
      const place = placeIn(body, file);
      const compared = comparedIn(body, message);
      found.push({
        runner: 'junit',
        name: [file === attributes.classname ? undefined : attributes.classname, attributes.name].filter((part) => part !== undefined && part !== '').join(' > ').slice(0, 300),
        message,
        ...compared,
        file: place.file,
        line: place.line ?? (attributes.line === undefined ? undefined : Number(attributes.line)),
        firstLine: lineAt(at),
        lastLine: lineAt(end),
      });
    }
    at = next;
  }
  return found;
}

/** Up to the `>` that ends it: attributes may hold one. */
function openingTag(element: string): string {
  let quote = '';
  for (let index = 0; index < element.length; index++) {
    const sign = element[index]!;
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') return element.slice(0, index + 1);
  }
  return element;
}

function attributesOf(tag: string): Record<string, string | undefined> {
  return Object.fromEntries([...tag.matchAll(ATTRIBUTE)].map(([, name, one, other]) => [name!, decoded(one ?? other ?? '')]));
}

function decoded(text: string): string {
  return text.replaceAll('<![CDATA[', '').replaceAll(']]>', '').replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w{1,6}));/g, (whole, decimal?: string, hex?: string, name?: string) => {
    const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : undefined;
    return code !== undefined ? (code <= 0x10ffff ? String.fromCodePoint(code) : '') : (ENTITIES[name!] ?? whole);
  });
}
