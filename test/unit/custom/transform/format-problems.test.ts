import { describe, expect, it } from 'vitest';
import { formatProblem, plainFormatProblem } from '../../../../src/workers/custom/kinds/transform/format-problems.ts';

describe('the format of a result', () => {
  it.each([
    ['json', '{"a": 1}', '{"a": 1,}'],
    ['yaml', 'a:\n  - 1\n', 'a: [1\nb: 2'],
    ['csv', 'a,b\n1,"2,3"\n', 'a,b\n1,2,3\n'],
    ['markdown', '```sh\nls\n```\n\n| a | b |\n|---|---|\n', '| a | b | c |\n|---|---|\n'],
    ['markdown', 'text', '```sh\nls\n'],
    ['html', '<p>a<br><b>c</b><ul><li>x</ul><!-- <b> --><script>if (a < b) "<i>"</script>', '<div><b>a</div></b>'],
    ['html', '<img src="a"/>', '<div><span></span>'],
  ] as const)('%s', (format, right, wrong) => {
    expect(plainFormatProblem(right, format)).toBeUndefined();
    expect(plainFormatProblem(wrong, format)).toBeTypeOf('string');
  });

  it('is judged by a grammar where it is code, TypeScript with and without JSX', async () => {
    const asked: string[] = [];
    const syntax = { errors: async (_: string, language: string) => (asked.push(language), language === 'typescriptreact' ? 0 : 2) };
    expect(await formatProblem('<p/>', 'typescript', syntax)).toBeUndefined();
    expect(asked).toEqual(['typescript', 'typescriptreact']);
    expect(await formatProblem('x', 'shell', syntax)).toBe('It has 2 syntax errors as shell.');
    expect(await formatProblem(' ', 'python', syntax)).toBe('It is empty.');
  });
});
