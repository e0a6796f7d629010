import { describe, expect, it } from 'vitest';
import { readGuide } from '../../../src/workers/commit/guide.ts';

describe('a contributing guide', () => {
  it.each([
    ['We follow [Conventional Commits](https://www.conventionalcommits.org).', { conventional: true }],
    ['Commit messages are checked by commitlint.', { conventional: true }],
    ['You do not need to use Conventional Commits.', {}],
    ["We don't use conventional commits here.", {}],
    ['- Limit the first line to 72 characters or less', { limit: 72 }],
    ['* Keep the subject line under **50 characters**.', { limit: 50 }],
    ['The commit title must not exceed 60 chars.', { limit: 60 }],
    ['The summary line is at most 50 characters, never more than 72 characters.', { limit: 72 }],
    ['Ideally the subject has about 50 characters.', {}],
    ['Lines of code are at most 100 characters long.', {}],
    ['The subject is 7 characters.', {}],
    ['The first line should be short (soft limit is 50 characters).', {}],
    ['The summary line of a docstring has at most 60 characters.', {}],
    ['Wrap lines in Markdown files at 80 characters.', {}],
    ['Wrap the body at 80 characters.', { bodyWidth: 80 }],
    ['1. Wrap all other lines to 72.', { bodyWidth: 72 }],
    ['Use the imperative mood ("Move cursor to…").', { imperative: true }],
    ['* Use the imperative mood ("Move cursor to..." not "Moves cursor to...")', { imperative: true }],
    ['Consider starting the message with one of these keywords (see Conventional Commits):', {}],
    ['Do not use the imperative mood.', {}],
    ['Docstrings are in the imperative mood.', {}],
    ['Every commit needs a `Signed-off-by` line.', { signedOff: true }],
    ['Contributors agree to the Developer Certificate of Origin.', { signedOff: true }],
    ['A sign-off is not needed: no Signed-off-by.', {}],
    ['', {}],
  ])('%s', (text, rules) => {
    expect(readGuide(text)).toEqual(rules);
  });

  it('reads sentences that run over lines, and takes the first that says something', () => {
    expect(readGuide('# Commits\r\n\r\nKeep the first\r\nline to 60\r\ncharacters. The header has up to 90 characters.\r\n')).toEqual({ limit: 60 });
  });

  it('copes with a page that was made to be slow', () => {
    expect(readGuide(`${'subject wrap '.repeat(4000)}\n${'imperative '.repeat(4000)}\n${'5'.repeat(60_000)}`)).toEqual({});
  });
});
