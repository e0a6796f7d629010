import { describe, expect, it } from 'vitest';
import { hoverText } from '../../../src/editor/hover-text.ts';

const nothing = { explanation: null, documentation: null };
const explanation = { problem: 'The call `a()` is repeated.', why: 'It is slow.', confidence: 0.824 };
const documentation = { summary: 'Disallows it.', url: 'https://docs.test/rule' };

describe('the hover of a diagnostic', () => {
  it('has the explanation and its confidence, where it is there', () => {
    expect(hoverText('[Explain](x)', 'eslint no-var', undefined, { explanation, documentation }).split('\n\n')).toEqual([
      '[Explain](x) eslint no\\-var · [Documentation](https://docs.test/rule)',
      'The call `a()` is repeated\\. It is slow\\.',
      '*Journeyman · confidence 82 %*',
    ]);
  });

  it('has what the documentation says until then, and says that it is', () => {
    expect(hoverText('[Explain](x)', '', undefined, { explanation: null, documentation }).split('\n\n')).toEqual(['[Explain](x) · [Documentation](https://docs.test/rule)', 'Disallows it\\.', '*from the rule\'s documentation*']);
  });

  it('has the links alone where nothing is known', () => {
    expect(hoverText('[Explain](x)', 'ts 2304', undefined, nothing)).toBe('[Explain](x) ts 2304');
    expect(hoverText('[Explain](x)', '', 'https://tool.test/', { explanation: null, documentation: { summary: ' ', url: null } })).toBe('[Explain](x) · [Documentation](https://tool.test/)');
  });

  it('is short, whatever was written', () => {
    const long = 'word '.repeat(2000);
    expect(hoverText('', long, undefined, { explanation: { problem: long, why: long, confidence: 1 }, documentation }).length).toBeLessThan(700);
    expect(hoverText('', long, undefined, { explanation: null, documentation: { summary: long, url: null } }).length).toBeLessThan(700);
  });

  it('shows hostile text as text', () => {
    const hostile = '](command:evil) <img src=x> \n\n[y](https://evil.test) $(alert)';
    const text = hoverText('', hostile, 'command:evil', { explanation: { problem: hostile, why: hostile, confidence: 0.5 }, documentation: { summary: hostile, url: 'javascript:alert(1)' } });
    expect(text).not.toMatch(/(?<!\\)\]\(|(?<!\\)<|(?<!\\)\[|\$\\?\(/);
    expect(text.split('\n\n')).toHaveLength(3);
  });
});
