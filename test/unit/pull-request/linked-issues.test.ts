import { describe, expect, it } from 'vitest';
import { issueLines, issuesNotIn, linkedIssues } from '../../../src/workers/pull-request/linked-issues.ts';

const mentions = (text: string, branch: string | null = null, recentSubjects: string[] = []) => linkedIssues([{ subject: 'Sort', body: text }], [], branch, recentSubjects).mentions;
const ofSubject = (subject: string, recentSubjects: string[] = []) => linkedIssues([{ subject, body: '' }], [], null, recentSubjects).mentions;
const HOUSE = ['ABC-1: Add x', 'ABC-2: Mend y'];

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
    expect(mentions('', 'feature/abc-123-sort', HOUSE)).toEqual(['ABC-123']);
    expect(mentions('', 'fix-abc-12', HOUSE)).toEqual(['ABC-12']);
    expect(mentions('', 'ABC-123')).toEqual(['ABC-123']);
    expect(mentions('', 'feature/XYZ-4-sort')).toEqual(['XYZ-4']);
  });

  it.each(['patch-1', 'revert-123-feature/login', 'renovate/eslint-9', 'dependabot/npm_and_yarn/lodash-4', 'backport-123-to-1.x', 'sprint-12', 'feature/oauth-2', 'fix/error-500', 'wip-2', 'task-42', 'PATCH-1', 'fix-12', 'release/v-2', 'sort-utf-8'])('takes none from the branch %s', (branch) => {
    expect(mentions('', branch, HOUSE)).toEqual([]);
  });

  it.each<[subject: string, keys: string[], recentSubjects?: string[]]>([
    ['ABC-12 Sort well', ['ABC-12']],
    ['ABC-12 add a parser', ['ABC-12']],
    ['feat(ABC-12): sort', ['ABC-12']],
    ['Sort well [ABC-12]', ['ABC-12']],
    ['Support LTO-9 drives', []],
    ['LTO-9 drives are found', []],
    ['Read tapes of LTO-9', []],
    ['Sort as ABC-12 has it', ['ABC-12'], HOUSE],
    ['Fix TS-2345 and USB-3, RS-485 and SQL-92', []],
    ['CRC-32: compute it once', []],
    ['Play MPEG-4', []],
  ])('takes from the subject %s: %j', (subject, keys, recentSubjects) => {
    expect(ofSubject(subject, recentSubjects)).toEqual(keys);
  });

  it('finds requests, and what is only related', () => {
    expect(mentions('Related: #5\nSee !12 and group/sub/project!3\nRefs #6, #7\nPart of ABC-8.')).toEqual(['#5', '!12', 'group/sub/project!3', '#6', '#7', 'ABC-8']);
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
    for (const part of ['a/', ' ', 'ABC-1, ', 'fixes ', 'refs #1, ', '#']) mentions(part.repeat(50_000));
  });
});
