import { describe, expect, it } from 'vitest';
import type { Diagnostic, LineEdit } from '../../../../src/core/diagnostic.ts';
import { siblingsOf, type Candidate } from '../../../../src/sources/linters/siblings.ts';

const source = 'import os\n\n\ndef read(path):\n    file = open(path)\n    text = file.read()\n    return text\n';
const diagnostic: Diagnostic = { tool: 'pylint', rule: 'unspecified-encoding', message: 'Using open without explicitly specifying an encoding', line: 5, column: 12, endLine: 5, endColumn: 22 };
const encoding: LineEdit = { startLine: 5, endLine: 5, newText: '    file = open(path, encoding="utf-8")\n' };

function candidate(rule: string, overrides: Partial<Diagnostic> & { name?: string; edits?: LineEdit[]; tool?: string } = {}): Candidate {
  const { name, edits = [{ startLine: 5, endLine: 5, newText: `    ${rule}\n` }], tool = 'ruff', ...at } = overrides;
  return { tool, name, diagnostic: { tool, rule, message: '', line: 5, column: 12, endLine: 5, endColumn: 16, ...at }, fixes: [{ title: rule, edits }] };
}
const rules = (candidates: Candidate[], wanted = diagnostic, tool = 'pylint') => siblingsOf(wanted, tool, source, candidates).map(({ rule }) => rule);

describe('siblingsOf', () => {
  it('puts the rule of the same name first, then what is worded alike, then what covers the same place', () => {
    const candidates = [
      candidate('UP015', { column: 5, endColumn: 9 }),
      candidate('PTH123', { message: '`open()` should be replaced by `Path.open()`' }),
      candidate('X1', { message: 'no explicitly given encoding for open' }),
      candidate('PLW1514', { name: 'unspecified-encoding', edits: [encoding] }),
    ];
    expect(rules(candidates)).toEqual(['PLW1514', 'X1', 'PTH123', 'UP015']);
    expect(siblingsOf(diagnostic, 'pylint', source, candidates)[0]).toEqual({ tool: 'ruff', rule: 'PLW1514', fix: { title: 'PLW1514', edits: [encoding] } });
  });

  it('leaves out what lies elsewhere, and what changes lines elsewhere but for an import', () => {
    const elsewhere: LineEdit = { startLine: 1, endLine: 1, newText: 'x = 1\n' };
    expect(rules([
      candidate('away', { line: 7, endLine: 7 }),
      candidate('far', { edits: [encoding, elsewhere] }),
      candidate('only far', { edits: [{ startLine: 1, endLine: 0, newText: 'import io\n' }] }),
      candidate('imports', { edits: [encoding, { startLine: 1, endLine: 0, newText: 'import io\n' }] }),
      candidate('code as well', { edits: [encoding, { startLine: 1, endLine: 0, newText: 'import io\nio.run()\n' }] }),
      candidate('next to it', { edits: [encoding, { startLine: 6, endLine: 6, newText: '' }] }),
    ])).toEqual(['imports', 'next to it']);
  });

  it('takes the next finding of the same name although it lies elsewhere, and only that', () => {
    const head: Diagnostic = { ...diagnostic, rule: 'useless-return', message: 'Useless return', line: 4, column: 1, endLine: 4, endColumn: 9 };
    const at = (line: number) => candidate(`at ${line}`, { name: 'useless-return', line, endLine: line, edits: [{ startLine: line, endLine: line, newText: '' }] });
    expect(rules([at(1), at(7), at(6)], head)).toEqual(['at 6']);
  });

  it('has no fix of the very rule, each change once, and five at most', () => {
    expect(rules([candidate('unspecified-encoding', { tool: 'pylint' }), candidate('A', { edits: [encoding] }), candidate('B', { edits: [encoding] })])).toEqual(['A']);
    expect(rules(Array.from({ length: 9 }, (_, index) => candidate(`R${index}`)))).toHaveLength(5);
    expect(rules([])).toEqual([]);
  });
});
