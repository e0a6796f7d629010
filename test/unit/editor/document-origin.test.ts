import { describe, expect, it } from 'vitest';
import { originOf } from '../../../src/editor/document-origin.ts';

const uri = (scheme: string, path: string, more: { query?: string; fragment?: string; authority?: string } = {}) => ({ scheme, path, fsPath: path, authority: '', query: '', fragment: '', ...more }) as Parameters<typeof originOf>[0];
const file = (path: string) => ({ path, isFile: true });
const address = (path: string) => ({ path, isFile: false });

describe('originOf', () => {
  it.each([
    ['a file', uri('file', '/p/private/a.ts'), file('/p/private/a.ts')],
    ['a cell of a notebook', uri('vscode-notebook-cell', '/p/private/analysis.ipynb', { fragment: 'W2sZmlsZQ==' }), file('/p/private/analysis.ipynb')],
    ['a cell without a scheme', uri('vscode-notebook-cell', '/p/analysis.ipynb', { fragment: 'ch0000001' }), file('/p/analysis.ipynb')],
    ['a cell of a notebook elsewhere', uri('vscode-notebook-cell', '/o/r/a.ipynb', { authority: 'github', fragment: `W2s${btoa('vscode-vfs')}` }), address('vscode-notebook-cell://github/o/r/a.ipynb')],
    ['a cell of a new notebook', uri('vscode-notebook-cell', 'Untitled-1.ipynb', { fragment: `W2s${btoa('untitled')}` }), undefined],
    ['the left side of a diff', uri('git', '/p/private/a.ts', { query: '{"path":"/p/private/a.ts","ref":"~"}' }), file('/p/private/a.ts')],
    ['a version with an ending of its own', uri('git', '/p/server.pem.git', { query: '{"path":"/p/server.pem","ref":""}' }), file('/p/server.pem')],
    ['a version whose query is of another form', uri('git', '/p/a.ts', { query: 'HEAD' }), file('/p/a.ts')],
    ['an earlier version', uri('vscode-local-history', '/p/private/a.ts', { query: 'x' }), file('/p/private/a.ts')],
    ['a new document', uri('untitled', 'Untitled-1'), undefined],
    ['a new document with a name', uri('untitled', '/p/private/new.ts'), file('/p/private/new.ts')],
    ['a log', uri('output', 'extension-output-1'), undefined],
    ['a file of a virtual workspace', uri('vscode-vfs', '/o/r/private/a.ts', { authority: 'github' }), address('vscode-vfs://github/o/r/private/a.ts')],
    ['another extension’s view of a file', uri('gitlens', '/p/private/a.ts', { query: '{}' }), address('gitlens:///p/private/a.ts')],
    ['what was found in many files', uri('search-editor', '#0.1'), address('search-editor://#0.1')],
  ])('%s', (_, given, origin) => expect(originOf(given)).toEqual(origin));
});
