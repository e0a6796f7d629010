import { describe, expect, it } from 'vitest';
import { bareAnswer } from '../../../../src/workers/custom/kinds/transform/bare-answer.ts';

describe('the answer without chatter', () => {
  it('loses what is said before and after it', () => {
    expect(bareAnswer('Sure! Here is the rewritten text:\n\nIt is fast.\n\nLet me know if you need more.', 'text', 'x')).toBe('It is fast.');
    expect(bareAnswer('Here is a simpler version: It is fast.', 'text', 'x')).toBe('It is fast.');
    expect(bareAnswer('```markdown\n# A\n\nb\n```', 'markdown', '# A')).toBe('# A\n\nb');
    expect(bareAnswer('"It is fast."', 'text', 'x')).toBe('It is fast.');
  });

  it('keeps what the text itself begins with', () => {
    expect(bareAnswer('Here are the rules:\n\n- one', 'markdown', 'Here are the laws:\n\n- one')).toBe('Here are the rules:\n\n- one');
    expect(bareAnswer('```sh\nls\n```\nand `more`', 'markdown', '```sh\nls\n```')).toBe('```sh\nls\n```\nand `more`');
  });

  it('takes code and JSON from where they stand', () => {
    expect(bareAnswer('Here you go:\n```ts\nconst a = 1;\n```\nIt declares a.', 'typescript', 'var a = 1')).toBe('const a = 1;');
    expect(bareAnswer('The JSON is {"a": [1]} as asked.', 'json', 'x')).toBe('{"a": [1]}');
    expect(bareAnswer('```json\n{"a": 1}', 'json', 'x')).toBe('{"a": 1}');
  });
});
