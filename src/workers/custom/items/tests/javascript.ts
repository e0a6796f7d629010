import { type Failure, failureOf, type FailureReader, until } from './failure.ts';

const VITEST = /^\s{0,8}FAIL\s{1,4}(?:\|[^|]{1,60}\|\s)?(\S{1,300}\.\w{1,5})(?: > (.{1,400})|\s{1,4}\[ .{1,300} \])$/;

/** vitest: ` FAIL  file > suite > test`; several heads may share what follows. */
export const readVitest: FailureReader = (lines) => {
  const found: Failure[] = [];
  for (let index = 0; index < lines.length; index++) {
    if (!VITEST.test(lines[index]!.text)) continue;
    const head = index;
    while (index + 1 < lines.length && VITEST.test(lines[index + 1]!.text)) index++;
    const to = until(lines, index + 1, (text) => VITEST.test(text) || /⎯{8}/.test(text));
    for (let each = head; each <= index; each++) {
      const [, file, name] = VITEST.exec(lines[each]!.text)!;
      found.push(failureOf('vitest', name ?? file!, lines, { head: each, from: index + 1, to }, { file }));
    }
    index = to - 1;
  }
  return found;
};

const JEST = /^\s{0,4}● (.{1,400})$/;

/** jest: `  ● suite › test`, under `FAIL file`. */
export const readJest: FailureReader = (lines) => {
  const found: Failure[] = [];
  let file: string | undefined;
  for (let index = 0; index < lines.length; index++) {
    const { text } = lines[index]!;
    file = /^\s{0,4}FAIL\s{1,4}(\S{1,300})(?: \(.{1,40}\))?$/.exec(text)?.[1] ?? file;
    const name = JEST.exec(text)?.[1];
    if (name === undefined || /^(?:Console|Validation Warning|Deprecation Warning|Cannot log after)/.test(name)) continue;
    const to = until(lines, index + 1, (each) => JEST.test(each) || /^(?:\s{0,4}(?:FAIL|PASS)\s|Test Suites:|Summary of all failing tests|\s{2}console\.\w+$)/.test(each));
    found.push(failureOf('jest', name.replaceAll(' › ', ' > '), lines, { head: index, from: index + 1, to }, { file }));
    index = to - 1;
  }
  return found;
};

const MOCHA = /^\s{1,4}(\d{1,5})\) (.{0,300})$/;

/** mocha: after `N failing`, each with a number and its suites line by line, the last one with a colon. */
export const readMocha: FailureReader = (lines) => {
  const found: Failure[] = [];
  let index = until(lines, 0, (text) => /^\s{1,6}\d{1,5} failing$/.test(text));
  for (; index < lines.length; index++) {
    const head = MOCHA.exec(lines[index]!.text);
    if (!head) continue;
    const names = [head[2]!];
    let from = index + 1;
    while (!names.at(-1)!.endsWith(':') && names.length < 8 && /^\s{6,20}\S/.test(lines[from]?.text ?? '')) names.push(lines[from++]!.text.trim());
    const to = until(lines, from, (text) => MOCHA.test(text));
    found.push(failureOf('mocha', names.join(' > ').replace(/:$/, ''), lines, { head: index, from, to }));
    index = to - 1;
  }
  return found;
};

/** node --test: after `failing tests:`, each with `test at file:line:column`. */
export const readNodeSpec: FailureReader = (lines) => {
  const found: Failure[] = [];
  const PLACE = /^test at (.{1,500}):(\d{1,7}):\d{1,7}$/;
  let index = until(lines, 0, (text) => /^✖ failing tests:$/.test(text));
  for (; index < lines.length; index++) {
    const place = PLACE.exec(lines[index]!.text);
    const name = place ? /^✖ (.{1,400}?)(?: \([\d.]+ms\))?(?: # .*)?$/.exec(lines[index + 1]?.text ?? '')?.[1] : undefined;
    if (!place || name === undefined) continue;
    const to = until(lines, index + 2, (text) => PLACE.test(text));
    const failure = failureOf('node', name, lines, { head: index, from: index + 2, to }, { file: place[1] });
    found.push({ ...failure, line: failure.line ?? Number(place[2]) });
    index = to - 1;
  }
  return found;
};
