import { comparedIn, type Failure, type FailureReader, placeIn } from './failure.ts';

const NOT_OK = /^(\s{0,80})not ok(?: \d{1,9})?(?: -)? ?(.{0,400}?)(?: # (.{0,200}))?$/;
const KEY = /^\s{0,80}(\w{1,40}):(?: (.{0,2000}))?$/;

/** The Test Anything Protocol, with the YAML that node, tap and vitest put under a failing test. Tests that are to do or skipped do not fail, those that only hold others do not count. */
export const readTap: FailureReader = (lines) => {
  const found: Failure[] = [];
  for (let index = 0; index < lines.length; index++) {
    const head = NOT_OK.exec(lines[index]!.text);
    if (!head || /^(?:TODO|SKIP)\b/i.test(head[3] ?? '') || /\{$/.test(lines[index]!.text)) continue;
    const values = new Map<string, string>();
    const stack: string[] = [];
    let last = index;
    let next = index + 1;
    if (/^\s{0,80}---$/.test(lines[next]?.text ?? '')) {
      let key = '';
      for (next++; next < lines.length && next - index < 400 && !/^\s{0,80}\.\.\.$/.test(lines[next]!.text); next++) {
        const { text } = lines[next]!;
        const pair = key === 'stack' && !/^\s{0,80}\.\.\.$/.test(text) && /^\s{0,80}\S.{0,300}[(/]/.test(text) ? null : KEY.exec(text);
        if (pair) {
          key = pair[1]!;
          if (!values.has(key)) values.set(key, unquoted(pair[2] ?? ''));
        } else if (key === 'stack') stack.push(/:\d+:\d+\)?$/.test(text.trim()) ? `    at ${text.trim()}` : text);
        else values.set(key, `${values.get(key) ?? ''}\n${text.trim()}`.replace(/^[|>]-?\n/, '').slice(0, 600));
      }
      last = Math.min(next, lines.length - 1);
    }
    if (values.get('failureType') === 'subtestsFailed') continue;
    const message = (values.get('message') ?? values.get('error') ?? '').trim();
    const at = /^(?:file:\/\/)?(.{1,500}?):(\d{1,7})(?::\d{1,7})?$/.exec(values.get('location') ?? values.get('at') ?? '');
    const place = placeIn(stack, at?.[1]);
    const [expected, actual] = [values.get('expected') ?? values.get('wanted'), values.get('actual') ?? values.get('found')];
    found.push({
      runner: 'tap',
      name: head[2]!.trim(),
      message,
      ...(expected !== undefined && actual !== undefined ? { expected: unquoted(expected.trim()), actual: unquoted(actual.trim()) } : comparedIn([], message)),
      file: place.file ?? at?.[1],
      line: place.line ?? (at ? Number(at[2]) : undefined),
      firstLine: lines[index]!.line,
      lastLine: lines[last]!.line,
    });
    index = last;
  }
  return found;
};

function unquoted(value: string): string {
  return /^'[^]*'$|^"[^]*"$/.test(value) && value.length > 1 ? value.slice(1, -1) : value;
}
