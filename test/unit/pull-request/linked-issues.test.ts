import { describe, expect, it } from 'vitest';
import { issueLines, issuesNotIn, linkedIssues } from '../../../src/workers/pull-request/linked-issues.ts';

const mentions = (text: string, branch: string | null = null) => linkedIssues([{ subject: 'Sort', body: text }], [], branch).mentions;

describe('linkedIssues', () => {
  it('finds what commits refer to, each once', () => {
    expect(mentions('Refs #12, see also #13\nRelated to group/project#4. Part of #12\nReferences: #14')).toEqual(['#12', '#13', 'group/project#4', '#14']);
    expect(mentions('https://github.com/a/b/issues/7#issuecomment-1 and https://gitlab.com/g/s/p/-/issues/8, https://x.atlassian.net/browse/ABC-9.')).toEqual(['https://github.com/a/b/issues/7', 'https://gitlab.com/g/s/p/-/issues/8', 'https://x.atlassian.net/browse/ABC-9']);
  });

  it('knows keys of tickets from names of other things', () => {
    expect(mentions('ABC-123: sort [PROJ-4] (X2Y-5)')).toEqual(['ABC-123', 'PROJ-4', 'X2Y-5']);
    expect(mentions('UTF-8, SHA-256, ISO-8601, RFC-2119, CVE-2024-1234, AES-256, GPT-4, ES-2020, HTTP-2, PR-5, abc-12, ABC-1.2.3, a/ABC-1, ABC-12-x, X-12345678901')).toEqual([]);
  });

  it('takes the key from the branch, also in small letters', () => {
    expect(mentions('', 'feature/abc-123-sort')).toEqual(['ABC-123']);
    expect(mentions('', 'ABC-123')).toEqual(['ABC-123']);
    expect(mentions('', 'fix-12')).toEqual([]);
    expect(mentions('', 'release/v-2')).toEqual([]);
    expect(mentions('', 'sort-utf-8')).toEqual([]);
  });

  it('does not mention what is closed', () => {
    expect(linkedIssues([{ subject: 'Sort', body: 'Fixes #1\nRefs #1, refs #2' }], ['Fixes #1'])).toEqual({ closes: ['Fixes #1'], mentions: ['#2'] });
    expect(issueLines({ closes: ['Fixes #1', 'Closes #3'], mentions: ['#2', 'ABC-1'] })).toBe('Fixes #1, Closes #3\n\nRefs #2, ABC-1');
    expect(issueLines({ closes: [], mentions: [] })).toBe('');
  });

  it('leaves out what a text has already', () => {
    expect(issuesNotIn({ closes: ['Fixes #1', 'Fixes #2'], mentions: ['#3', 'ABC-4'] }, 'This fixes #12 and fixes #2, see ABC-4.')).toEqual({ closes: ['Fixes #1'], mentions: ['#3'] });
  });

  it('takes no address that hides something, and reads long texts', () => {
    expect(mentions('https://evil.example/[x](y)/issues/1 https://a.b/issues/<b>')).toEqual([]);
    expect(mentions('https://a.b/'.repeat(20_000))).toEqual([]);
    expect(mentions('a/'.repeat(50_000))).toEqual([]);
  });
});
