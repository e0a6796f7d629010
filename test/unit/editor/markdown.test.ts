import { describe, expect, it } from 'vitest';
import { commandLink, webAddress } from '../../../src/editor/markdown.ts';

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
