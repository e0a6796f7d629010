import { symbolsOf } from '../../changes/symbols.ts';
import { code } from '../../pull-request/markdown.ts';
import { listed, type CodeLine } from '../reviewed-file.ts';
import { risk, type Detector } from './detector.ts';

const SKIPS = /^\s*(?:it|test|describe|suite|specify)\.(?:skip|todo|only)\(\s*["'`]|^\s*(?:x(?:it|describe|test|context)|f(?:it|describe))\(\s*["'`]|@pytest\.mark\.skip\b|@unittest\.skip\(|#\[ignore\b|@(?:Disabled|Ignore)\b(?!\w)|\[(?:Fact|Theory)\(Skip\b|\bXCTSkip\(/;
/** Skips within a test: meant for some machines where they stand under a condition. */
const SKIPS_ITSELF = /^\s*(?:\w+\.Skip(?:f|Now)?\(|pytest\.skip\(|self\.skipTest\(|this\.skip\(\))/;
const ASSERTION = /\bexpect\(|\bassert\w*[!.( ]|\.should\b|\b(?:require|assert)\.\w+\(|\bt\.(?:Error|Fatal)f?\(|\bEXPECT_\w+\(|\bASSERT_\w+\(|\bXCTAssert/;
const LEAST_ASSERTIONS = 2;

/** Tests that are gone, no longer run, or check less. */
export const deletedTests: Detector = (file, branch) => {
  const { change, role, hunks, added, removed } = file;
  if (role !== 'test' && role !== 'source') return [];
  const symbols = symbolsOf(change);
  const of = (list: readonly { kind: string; name: string }[]) => list.filter(({ kind }) => kind === 'test').map(({ name }) => name);
  const gone = of(symbols.removed).filter((name) => !branch.defined.has(`test ${name}`));
  if (change.kind === 'deleted') {
    return gone.length > 0 ? [risk('deleted-tests', `The file is deleted with ${gone.length === 1 ? 'its test' : `${gone.length} tests`}: ${listed(gone.map(code))}.`)] : [];
  }
  const come = of(symbols.added);
  const risks = gone.length > come.length ? [risk('deleted-tests', `${gone.length === 1 ? 'A test is' : `${gone.length} tests are`} gone: ${listed(gone.map(code))}.`)] : [];
  if (role !== 'test') return risks;
  const skips = (lines: CodeLine[]) => lines.filter(({ code }) => SKIPS.test(code));
  const before = skips(removed).length;
  const skipped = skips(added).slice(before);
  const within = hunks.flatMap(({ current }) => current.filter((line, index) => line.changed && SKIPS_ITSELF.test(line.code) && !/\bif\b|\bunless\b|[{:]$/.test(current[index - 1]?.code ?? 'if') && !/\bif\b/.test(line.code)));
  for (const { code: text, line } of [...skipped, ...within]) {
    risks.push(risk('deleted-tests', /\.only\(|\bf(?:it|describe)\(/.test(text) ? 'All other tests of the file no longer run (`only`).' : 'A test no longer runs: it is skipped.', line));
  }
  const count = (lines: CodeLine[]) => lines.filter(({ code }) => ASSERTION.test(code)).length;
  const [less, more] = [count(removed), count(added)];
  if (gone.length === 0 && less - more >= LEAST_ASSERTIONS && more * 2 <= less) risks.push(risk('deleted-tests', `${less} assertions are gone and ${more === 0 ? 'none' : more} came.`));
  return risks;
};
