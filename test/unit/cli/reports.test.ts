import { describe, expect, it } from 'vitest';
import { MOST_FINDINGS, readReport } from '../../../src/cli/reports/read-report.ts';

/** What is read, in short: `severity tool rule path:line:column-endLine:endColumn unit message`. */
function shown(report: unknown): string[] {
  const text = typeof report === 'string' ? report : JSON.stringify(report, undefined, 2);
  return readReport(text).findings.map((one) => `${one.severity} ${one.tool} ${one.rule || '?'} ${one.path}:${one.line}:${one.column ?? ''}-${one.endLine ?? ''}:${one.endColumn ?? ''} ${one.unit} ${one.message}`);
}

describe('the reports of tools', () => {
  it('ESLint', () => {
    const messages = [
      { ruleId: 'eqeqeq', severity: 1, message: 'Expected \'===\'.', line: 2, column: 7, messageId: 'unexpected', endLine: 2, endColumn: 9 },
      { ruleId: null, fatal: true, severity: 2, message: 'Parsing error: Unexpected token', line: 3, column: 1 },
      { ruleId: null, severity: 1, message: 'File ignored because of a matching ignore pattern.' },
    ];
    expect(shown([{ filePath: '/p/a.js', messages, errorCount: 2 }, { filePath: '/p/b.js', messages: [] }])).toEqual(['1 eslint eqeqeq /p/a.js:2:7-2:9 utf16 Expected \'===\'.', '0 eslint ? /p/a.js:3:1-: utf16 Parsing error: Unexpected token']);
  });

  it('Ruff, but for the cells of notebooks', () => {
    const finding = { cell: null, code: 'F401', end_location: { column: 10, row: 1 }, filename: '/p/a.py', location: { column: 8, row: 1 }, message: '`os` imported but unused', severity: 'error' };
    expect(shown([finding, { ...finding, code: 'invalid-syntax' }, { ...finding, code: null, message: 'SyntaxError' }, { ...finding, cell: 3 }])).toEqual([
      '1 ruff F401 /p/a.py:1:8-1:10 codePoint `os` imported but unused',
      '0 ruff ? /p/a.py:1:8-1:10 codePoint `os` imported but unused',
      '0 ruff ? /p/a.py:1:8-1:10 codePoint SyntaxError',
    ]);
  });

  it('Pylint, old and new', () => {
    const finding = { type: 'warning', path: 'a.py', symbol: 'unused-variable', message: 'Unused variable \'s\'', line: 4, column: 4, endLine: 4, endColumn: 5 };
    expect(shown([{ ...finding, 'message-id': 'W0612' }])).toEqual(['1 pylint unused-variable a.py:4:5-4:6 utf8 Unused variable \'s\'']);
    const module = { ...finding, type: 'convention', symbol: 'missing-module-docstring', line: 1, column: 0, endLine: null, endColumn: null, absolutePath: '/p/a.py' };
    expect(shown({ messages: [module], statistics: {} })).toEqual(['2 pylint missing-module-docstring /p/a.py:1:1-: utf8 Unused variable \'s\'']);
  });

  it('ShellCheck, old and new', () => {
    const comment = { file: 's.sh', line: 2, endLine: 2, column: 6, endColumn: 8, level: 'info', code: 2086, message: 'Double quote.', fix: null };
    expect(shown([comment])).toEqual(['2 shellcheck SC2086 s.sh:2:6-2:8 tabs Double quote.']);
    expect(shown({ comments: [comment, { ...comment, level: 'error', code: 1073 }] })).toEqual(['2 shellcheck SC2086 s.sh:2:6-2:8 codePoint Double quote.', '0 shellcheck ? s.sh:2:6-2:8 codePoint Double quote.']);
  });

  it('Stylelint, without the rule in the message', () => {
    const warnings = [{ line: 1, column: 5, endLine: 1, endColumn: 9, rule: 'property-no-unknown', severity: 'error', text: 'Unknown property "colr" (property-no-unknown)' }];
    expect(shown([{ source: '/p/c.css', warnings }])).toEqual(['0 stylelint property-no-unknown /p/c.css:1:5-1:9 utf16 Unknown property "colr"']);
  });

  it('mypy, one finding a line, without notes and what else is printed', () => {
    const finding = { file: 'a.py', line: 5, column: 11, end_line: 5, end_column: 12, message: 'Incompatible return value type', hint: 'Use str()', code: 'return-value', severity: 'error' };
    const lines = [JSON.stringify(finding), JSON.stringify({ ...finding, severity: 'note', message: 'See docs' }), 'Found 1 error in 1 file'];
    expect(shown(lines.join('\n'))).toEqual(['0 mypy return-value a.py:5:12-5:13 utf8 Incompatible return value type\nUse str()']);
    expect(shown(JSON.stringify(finding))).toHaveLength(1);
  });

  it('Pyright, which counts from 0', () => {
    const range = { start: { line: 4, character: 11 }, end: { line: 4, character: 12 } };
    expect(shown({ version: '1.1.400', generalDiagnostics: [{ file: '/p/a.py', severity: 'error', message: 'No.', range, rule: 'reportReturnType' }], summary: {} })).toEqual(['0 pyright reportReturnType /p/a.py:5:12-5:13 utf16 No.']);
  });

  it('Biome', () => {
    const location = { path: 'b.js', start: { line: 2, column: 7 }, end: { line: 2, column: 9 } };
    const diagnostics = [{ severity: 'error', message: 'Using == may be unsafe.', category: 'lint/suspicious/noDoubleEquals', location, advices: [] }, { severity: 'error', message: 'Format', category: 'format', location }];
    expect(shown({ summary: { errors: 2 }, diagnostics, command: 'lint' })).toEqual(['0 biome lint/suspicious/noDoubleEquals b.js:2:7-2:9 codePoint Using == may be unsafe.']);
  });

  it('Clippy and rustc, from cargo and alone', () => {
    const spans = [{ file_name: 'src/main.rs', line_start: 1, line_end: 1, column_start: 31, column_end: 34, is_primary: false, label: 'expected due to this' }, { file_name: 'src/main.rs', line_start: 1, line_end: 1, column_start: 37, column_end: 40, is_primary: true, label: 'expected `i32`' }];
    const mismatch = { $message_type: 'diagnostic', message: 'mismatched types', code: { code: 'E0308', explanation: '…' }, level: 'error', spans, children: [] };
    const clippy = { ...mismatch, message: 'needless return', code: { code: 'clippy::needless_return' }, level: 'warning', spans: [{ ...spans[1]!, label: null }] };
    const sum = { $message_type: 'diagnostic', message: 'aborting due to 1 previous error', code: null, level: 'error', spans: [] };
    const cargo = (message: unknown) => JSON.stringify({ reason: 'compiler-message', manifest_path: '/p/cr/Cargo.toml', message });
    const report = [JSON.stringify({ reason: 'compiler-artifact', target: {} }), cargo(mismatch), cargo(clippy), cargo(sum), JSON.stringify({ reason: 'build-finished', success: false })].join('\n');
    expect(shown(report)).toEqual(['0 rustc E0308 src/main.rs:1:37-1:40 codePoint mismatched types: expected `i32`', '1 clippy clippy::needless_return src/main.rs:1:37-1:40 codePoint needless return']);
    expect(readReport(report).findings[0]!.base).toBe('/p/cr');
    expect(shown([mismatch, sum].map((one) => JSON.stringify(one)).join('\n'))).toHaveLength(1);
    expect(readReport(JSON.stringify({ reason: 'build-finished', success: true })).findings).toEqual([]);
  });

  it('golangci-lint, also with its summary behind the JSON', () => {
    const issue = { FromLinter: 'errcheck', Text: 'Error return value is not checked', Severity: '', SourceLines: ['\tf()'], Pos: { Filename: 'main.go', Offset: 20, Line: 4, Column: 3 }, LineRange: { From: 4, To: 4 } };
    const broken = { FromLinter: 'typecheck', Text: 'undefined: x', Pos: { Filename: 'main.go', Line: 9, Column: 0 } };
    const expected = ['1 golangci-lint errcheck main.go:4:3-4: utf8 Error return value is not checked', '0 golangci-lint typecheck main.go:9:-: utf8 undefined: x'];
    expect(shown({ Issues: [issue, broken], Report: {} })).toEqual(expected);
    expect(shown(`${JSON.stringify({ Issues: [issue, broken], Report: {} })}\n2 issues:\n* errcheck: 1\n`)).toEqual(expected);
    expect(shown({ Issues: null, Report: {} })).toEqual([]);
  });
});

describe('SARIF', () => {
  const rules = [{ id: 'no-var', messageStrings: { default: { text: 'Do not use {0} in {{braces}}.' } }, defaultConfiguration: { level: 'error' } }];
  const place = (uri: unknown, region: unknown = { startLine: 2, startColumn: 3, endLine: 2, endColumn: 6 }, more = {}) => [{ physicalLocation: { artifactLocation: { uri, ...more }, region } }];
  const log = (results: unknown[], more = {}) => ({ version: '2.1.0', $schema: 'x', runs: [{ tool: { driver: { name: 'ESLint', rules } }, results, ...more }] });

  it('gives rule, level, place and message', () => {
    expect(shown(log([{ ruleId: 'no-var', level: 'note', message: { text: 'Unexpected var.' }, locations: place('src/a.js') }]))).toEqual(['2 eslint no-var src/a.js:2:3-2:6 utf16 Unexpected var.']);
  });

  it('looks up what stands elsewhere in the log: rule, level, message and file', () => {
    const results = [{ ruleIndex: 0, message: { id: 'default', arguments: ['var'] }, locations: [{ physicalLocation: { artifactLocation: { index: 0 }, region: { startLine: 1 } } }] }];
    expect(shown(log(results, { artifacts: [{ location: { uri: 'a%20b.js' } }], columnKind: 'unicodeCodePoints' }))).toEqual(['0 eslint no-var a b.js:1:-: codePoint Do not use var in {braces}.']);
  });

  it('takes links into the log out of messages', () => {
    expect(shown(log([{ ruleId: 'x', message: { text: 'This value of [`a\\[0\\]`](1) is \\[odd\\].' }, locations: place('a.js') }]))[0]).toMatch(/This value of `a\[0\]` is \[odd\]\.$/);
  });

  it('puts base addresses before relative ones, and does not follow a circle', () => {
    const originalUriBaseIds = { SRC: { uri: 'src%20x/', uriBaseId: 'ROOT' }, ROOT: { uri: 'file:///p%20q/' }, A: { uri: 'a/', uriBaseId: 'B' }, B: { uri: 'b/', uriBaseId: 'A' } };
    const results = [{ ruleId: 'x', message: { text: 'm' }, locations: place('a.js', undefined, { uriBaseId: 'SRC' }) }, { ruleId: 'x', message: { text: 'm' }, locations: place('a.js', undefined, { uriBaseId: 'NONE' }) }, { ruleId: 'x', message: { text: 'm' }, locations: place('c.js', undefined, { uriBaseId: 'A' }) }];
    const paths = readReport(JSON.stringify(log(results, { originalUriBaseIds }))).findings.map(({ path }) => path);
    expect(paths.slice(0, 2)).toEqual(['file:///p%20q/src%20x/a.js', 'a.js']);
    expect(paths[2]).toMatch(/^[ab/]+c\.js$/);
  });

  it('leaves out what passed, was accepted or is gone, and what has no place', () => {
    const result = { ruleId: 'x', message: { text: 'm' }, locations: place('a.js') };
    const results = [{ ...result, kind: 'pass' }, { ...result, baselineState: 'absent' }, { ...result, suppressions: [{ kind: 'inSource' }] }, { ...result, locations: [] }, { ...result, suppressions: [{ kind: 'external', status: 'rejected' }] }];
    expect(shown(log(results))).toHaveLength(1);
  });

  it('reads the runs of several tools', () => {
    const one = log([{ ruleId: 'x', message: { text: 'm' }, locations: place('a.js') }]);
    const two = { tool: { driver: { name: 'CodeQL' } }, results: [{ ruleId: 'js/y', message: { text: 'n' }, locations: place('b.js') }] };
    expect(shown({ ...one, runs: [...one.runs, two] }).map((line) => line.split(' ')[1])).toEqual(['eslint', 'codeql']);
  });
});

describe('what is no sound report', () => {
  it.each([['text'], ['{}'], ['[1, 2]'], ['{"version": "1.0.0", "runs": []}'], ['null'], ['3'], ['{"runs": {}, "version": "2.1.0"}'], ['a.js:1:2: error']])('%s is refused with the formats that there are', (text) => {
    expect(() => readReport(text)).toThrow(/in no format that Journeyman knows\. It reads SARIF 2\.1\.0 and the JSON of ESLint, Ruff, .*golangci-lint\.$/);
  });

  it('says that nothing came', () => {
    expect(() => readReport(' \n')).toThrow(/^There was nothing on standard input\./);
  });

  it('is a report without findings where the list is empty', () => {
    expect(readReport('\uFEFF[]\n')).toEqual({ findings: [], more: false, unreadable: 0 });
  });

  it('counts entries that make no sense and reads the others', () => {
    const good = { ruleId: 'a', severity: 1, message: 'm', line: 1, column: 1 };
    const odd = [{ ...good, line: -1 }, { ...good, line: 1.5 }, { ...good, line: 1e300 }, { ...good, message: 5 }, null, 'x', [[]]];
    expect(readReport(JSON.stringify([{ filePath: 'a.js', messages: [...odd, good] }, { filePath: 'a\0.js', messages: [good] }, { filePath: '', messages: [good] }, 7]))).toMatchObject({ findings: [{ path: 'a.js', line: 1 }], unreadable: odd.length + 3 });
  });

  it('is not fooled by names that every object has', () => {
    expect(() => readReport('{"__proto__": {"generalDiagnostics": []}}')).toThrow(/in no format/);
    const log = { version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [{ ruleId: 'constructor', message: { id: 'toString' }, locations: [{ physicalLocation: { artifactLocation: { uri: 'a.js', uriBaseId: '__proto__' } } }] }], originalUriBaseIds: {} }] };
    expect(readReport(JSON.stringify(log)).findings).toMatchObject([{ path: 'a.js', rule: 'constructor', message: '' }]);
  });

  it('has each finding once, only so many of them, and no endless texts', () => {
    const message = (line: number) => ({ ruleId: 'a', severity: 1, message: 'm'.repeat(100_000), line, column: 1 });
    const twice = Array.from({ length: 3 }, () => message(1));
    expect(readReport(JSON.stringify([{ filePath: 'a.js', messages: twice }])).findings).toHaveLength(1);
    const short = Array.from({ length: MOST_FINDINGS + 5 }, (_, line) => ({ ...message(line + 1), message: 'm' }));
    const { findings, more } = readReport(JSON.stringify([{ filePath: 'a.js', messages: short }]));
    expect([findings.length, more]).toEqual([MOST_FINDINGS, true]);
    expect(readReport(JSON.stringify([{ filePath: 'a.js', messages: twice }])).findings[0]!.message.length).toBe(2000);
  });
});
