import { describe, expect, it } from 'vitest';
import { commandLink, linkTo, plainMarkdown, webAddress } from '../../../src/editor/markdown.ts';

const hostile = `x") [click](command:workbench.action.terminal.sendSequence?%5B%5D) <b onclick="y"> \`\n* ${'é'} 😀`;

describe('commandLink', () => {
  it('lets nothing of its argument end the link or be read as markup', () => {
    const link = commandLink('Explain', 'journeyman.explainDiagnostic', { message: hostile });
    expect(link).toMatch(/^\[Explain\]\(command:journeyman\.explainDiagnostic\?[A-Za-z0-9%]+\)$/);
  });

  it('keeps the argument whole', () => {
    const encoded = /\?([^)]+)\)$/.exec(commandLink('Explain', 'a.b', { message: hostile }))![1]!;
    expect(JSON.parse(decodeURIComponent(encoded))).toEqual([{ message: hostile }]);
  });
});

describe('webAddress', () => {
  it('takes http and https alone', () => {
    expect(webAddress('https://eslint.org/docs/rules/no-var')).toBe('https://eslint.org/docs/rules/no-var');
    expect(webAddress('http://localhost/')).toBe('http://localhost/');
    for (const other of ['javascript:alert(1)', 'command:a.b', 'file:///etc/passwd', 'vscode://x/y', 'no address', '', null, undefined]) {
      expect(webAddress(other)).toBeUndefined();
    }
  });
});

describe('plainMarkdown', () => {
  it('leaves no sign that could be markup, and no line break', () => {
    const plain = plainMarkdown(`${hostile}\n\n# title\n[x](https://evil.test) <https://evil.test> www.evil.test ![i](x) | a | ~~b~~ &lt;`);
    expect(plain).not.toContain('\n');
    expect(plain.replace(/\\[!-/:-@[-`{-~]/g, '')).toMatch(/^[\p{L}\p{N}\s\u{1F600}\u200b]*$/u);
  });

  it('keeps words apart by plain spaces, and code as code', () => {
    expect(plainMarkdown('The loop\n  in `drain_all(x)` ends.')).toBe('The loop in `drain_all(x)` ends\\.');
    expect(plainMarkdown('one ` alone')).toBe('one \\` alone');
    expect(plainMarkdown('``')).toBe('\\`\\`');
  });

  it('lets no icon be made of text', () => {
    expect(plainMarkdown('$(alert) `$(alert)`')).not.toMatch(/\$\\?\(/);
  });
});

describe('linkTo', () => {
  it('links to web pages alone, whatever is in the address', () => {
    expect(linkTo('Docs', 'https://eslint.org/docs/rules/no-var#a?b=c')).toBe('[Docs](https://eslint.org/docs/rules/no-var#a?b=c)');
    expect(linkTo('Docs', 'https://x.test/a)[y](command:b "t"`*<>\\é')).toMatch(/^\[Docs\]\(https:\/\/x\.test\/[A-Za-z0-9%:/]+\)$/);
    for (const none of ['command:a', 'no address', '', null, undefined]) expect(linkTo('Docs', none)).toBe('');
  });
});
