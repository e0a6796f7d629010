import type { NumberedLine } from '../numbered-lines.ts';
import { type Failure, failureOf, type FailureReader, until } from './failure.ts';

const GO = /^(\s{0,40})--- FAIL: (\S{1,400}) \(/;
const GO_END = /^\s{0,40}(?:--- |=== |FAIL\b|PASS\b|ok\s|exit status )/;

/** go test, also `-v` and `-json`. A test whose parts failed is left out, unless it says something itself. */
export const readGoTest: FailureReader = (given) => {
  const lines = unpacked(given);
  const found: Failure[] = [];
  // With -v a test speaks before its verdict.
  const said = new Map<string, [number, number]>();
  let running: string | undefined;
  for (const [index, { text }] of lines.entries()) {
    const run = /^=== (?:RUN|NAME|CONT)\s{1,4}(\S{1,400})/.exec(text)?.[1];
    if (run !== undefined) running = run;
    else if (GO_END.test(text)) running = undefined;
    else if (running !== undefined) said.set(running, [said.get(running)?.[0] ?? index, index + 1]);
    const built = /^FAIL\s{1,4}(\S{1,300}) \[(?:build|setup) failed\]$/.exec(text);
    if (built) found.push({ ...failureOf('go', built[1]!, lines, { head: index, from: Math.max(0, index - 12), to: index }), message: lines.slice(Math.max(0, index - 12), index).map((line) => line.text).filter((line) => /^\S{1,300}\.go:\d+/.test(line)).slice(0, 4).join('\n') || 'build failed' });
    const head = GO.exec(text);
    if (!head) continue;
    const to = until(lines, index + 1, (each) => GO_END.test(each));
    const range = to > index + 1 ? ([index + 1, to] as const) : said.get(head[2]!);
    const failure = failureOf('go', head[2]!, lines, { head: index, from: range?.[0] ?? to, to: range?.[1] ?? to });
    found.push({ ...failure, firstLine: Math.min(failure.firstLine, lines[range?.[0] ?? index]!.line), message: failure.message.replace(/^[\w./-]{1,200}\.go:\d+: /, '') });
  }
  const parents = new Set(found.flatMap(({ name }) => [...name.matchAll(/\//g)].slice(0, 20).map(({ index }) => name.slice(0, index))));
  return found.filter(({ name, message }) => message !== '' || !parents.has(name));
};

/** The text within the events of `go test -json`. */
function unpacked(lines: readonly NumberedLine[]): readonly NumberedLine[] {
  if (!lines.some(({ text }) => text.startsWith('{"') && text.includes('"Action":"'))) return lines;
  return lines.flatMap(({ text, line }) => {
    try {
      const { Output } = JSON.parse(text) as { Output?: unknown };
      return typeof Output === 'string' ? [{ text: Output.replace(/\n$/, ''), line }] : [];
    } catch {
      return [];
    }
  });
}

const CARGO = /^---- (.{1,400}) stdout ----$/;

export const readCargo: FailureReader = (lines) => {
  const found: Failure[] = [];
  for (let index = 0; index < lines.length; index++) {
    const name = CARGO.exec(lines[index]!.text)?.[1];
    if (name === undefined) continue;
    const to = until(lines, index + 1, (text) => CARGO.test(text) || /^(?:failures:|test result:)/.test(text));
    const panic = Math.min(to, until(lines, index + 1, (text) => /panicked at /.test(text) || CARGO.test(text)));
    const old = /panicked at '(.{0,1000})', /.exec(lines[panic]?.text ?? '')?.[1];
    const message = panic >= to ? undefined : (old ?? lines.slice(panic + 1, Math.min(until(lines, panic, (text) => /^(?:\s*$|stack backtrace|note: |\s{1,4}(?:left|right): )/.test(text)), panic + 5)).map(({ text }) => text).join('\n'));
    found.push(failureOf('cargo', name, lines, { head: index, from: index + 1, to }, message === undefined ? {} : { message }));
    index = to - 1;
  }
  return found;
};

const DOTNET = /^\s{0,8}(?:Failed|X|\[FAIL\]) (\S.{0,400}?) \[[<\d][^\]]{0,30}\]$/;

export const readDotnet: FailureReader = (lines) => {
  const found: Failure[] = [];
  for (let index = 0; index < lines.length; index++) {
    const name = DOTNET.exec(lines[index]!.text)?.[1];
    if (name === undefined) continue;
    const to = until(lines, index + 1, (text) => DOTNET.test(text) || /^\s{0,8}(?:Passed|Skipped) |^(?:Failed!|Passed!|Test Run |Total tests:)/.test(text));
    const from = lines.slice(index, to).findIndex(({ text }) => /^\s{0,8}Error Message:/.test(text));
    const trace = lines.slice(index, to).findIndex(({ text }) => /^\s{0,8}Stack Trace:/.test(text));
    const message = lines.slice(index + Math.max(from, 0) + 1, trace < 0 ? to : index + trace).map(({ text }) => text.trim()).filter((text) => text !== '').slice(0, 4).join('\n');
    found.push(failureOf('dotnet', name, lines, { head: index, from: index + 1, to }, { message }));
    index = to - 1;
  }
  return found;
};
