import type { NumberedLine } from '../numbered-lines.ts';
import { comparedIn, type Failure, failureOf, type FailureReader, until } from './failure.ts';

const SECTION = /^_{2,200} (.{1,300}?) _{2,200}$/;
const SUMMARY = /^(?:FAILED|ERROR) ([^\s:]{1,300}\.py)(?:::(.{1,400}?))?(?: - (.{1,1000}))?$/;

/** pytest: the sections of failures and errors; the summary's lines where there are none. */
export const readPytest: FailureReader = (lines) => {
  const summary = summaryOf(lines);
  const found: Failure[] = [];
  const told = new Set<unknown>();
  let inside = false;
  for (let index = 0; index < lines.length; index++) {
    const { text } = lines[index]!;
    if (/^={3,200} .{1,100} ={3,200}$/.test(text)) inside = /^=+ (?:FAILURES|ERRORS) =+$/.test(text);
    const name = inside ? SECTION.exec(text)?.[1] : undefined;
    if (name === undefined) continue;
    const to = until(lines, index + 1, (each) => SECTION.test(each) || /^(?:={3,200} |-{3,20} generated xml)/.test(each));
    const body = lines.slice(index + 1, to).map((line) => line.text);
    const said = body.filter((line) => /^E {1,3}/.test(line)).map((line) => line.replace(/^E {1,7}/, ''));
    const message = said.slice(0, 6).join('\n').trim();
    const test = name.replace(/^ERROR (?:at (?:setup|teardown) of|collecting) /, '');
    const known = summary.get(test.replaceAll('.', '::')) ?? summary.get(test);
    told.add(known);
    const failure = failureOf('pytest', name, lines, { head: index, from: index + 1, to }, message === '' ? {} : { message });
    // The last place is where it was raised, the first one in the test's own file where the test stands.
    const places = body.flatMap((line) => /^([^\s:]{1,500}\.pyx?):(\d{1,7}): /.exec(line) ?? []);
    const own = known ? body.map((line) => /^([^\s:]{1,500}\.pyx?):(\d{1,7}): /.exec(line)).find((match) => match?.[1] === known.file) : undefined;
    found.push({ ...failure, ...(known && { file: known.file }), ...(own ? { file: own[1], line: Number(own[2]) } : places.length > 0 && !known ? { file: places[1], line: Number(places[2]) } : {}), ...comparedIn(said, message) });
    index = to - 1;
  }
  const rest = [...summary.values()].filter((each) => !told.has(each));
  return found.concat(rest.map(({ file, name, message, line }) => ({ runner: 'pytest', name, file, message, ...comparedIn([], message), firstLine: line, lastLine: line })));
};

function summaryOf(lines: readonly NumberedLine[]): Map<string, { file: string; name: string; message: string; line: number }> {
  const found = new Map<string, { file: string; name: string; message: string; line: number }>();
  for (const { text, line } of lines) {
    const match = SUMMARY.exec(text);
    if (match) found.set(match[2] ?? match[1]!, { file: match[1]!, name: (match[2] ?? match[1]!).replaceAll('::', '.'), message: match[3] ?? '', line });
  }
  return found;
}

const UNITTEST = /^(?:FAIL|ERROR): (\S{1,200}) \(([^()]{1,300})\)(.{0,200})$/;

/** unittest: between lines of `=`. */
export const readUnittest: FailureReader = (lines) => {
  const found: Failure[] = [];
  for (let index = 1; index < lines.length; index++) {
    const head = UNITTEST.exec(lines[index]!.text);
    if (!head || !/^={20,}$/.test(lines[index - 1]!.text)) continue;
    const from = until(lines, index + 1, (text) => /^-{20,}$/.test(text)) + 1;
    const to = until(lines, from, (text) => /^(?:={20,}|-{20,})$/.test(text));
    const body = lines.slice(from, to).map(({ text }) => text);
    const raised = body.findIndex((text) => /^[A-Za-z_][\w.]{0,200}(?:: |$)/.test(text) && !text.startsWith('Traceback'));
    const qualified = head[2]!.endsWith(`.${head[1]!}`) ? head[2]! : `${head[2]!}.${head[1]!}`;
    found.push(failureOf('unittest', `${qualified}${head[3]!}`, lines, { head: index, from, to }, raised < 0 ? {} : { message: body.slice(raised, raised + 3).join('\n').trim() }));
    index = to - 1;
  }
  return found;
};
