import { describe, expect, it } from 'vitest';
import { folderOf, readContext, type GitHubContext } from '../../../src/editor/github-context.ts';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';

const root = 'file:///w/mein%20projekt';
const hunk = '@@ -1,2 +1,2 @@ function a() {\n-old\n+new\n kept';

function filesOf(patches: GitHubContext['patches'], at: string | null = root) {
  return parseDiff(readContext({ commitMessages: [], patches }, at ?? undefined).diff).map(({ path, oldPath, kind, added, removed, binary }) => ({ path, oldPath, kind, added, removed, binary }));
}
const plainFile = { oldPath: undefined, kind: 'modified', added: 1, removed: 1, binary: false };

describe('patches of GitHub', () => {
  it('are given the headers of changed, new, deleted and renamed files', () => {
    const files = filesOf([
      { patch: hunk, fileUri: `${root}/src/gr%C3%B6%C3%9Fe.ts` },
      { patch: '@@ -0,0 +1,2 @@\n+one\n+two', fileUri: `${root}/new.ts` },
      { patch: '@@ -1 +0,0 @@\n-one\n\\ No newline at end of file', fileUri: `${root}/gone.ts` },
      { patch: hunk, fileUri: `${root}/to%20here.ts`, previousFileUri: `${root}/src/from.ts` },
      { patch: hunk, fileUri: `${root}/same.ts`, previousFileUri: `${root}/same.ts` },
    ]);
    expect(files).toEqual([
      { ...plainFile, path: 'src/größe.ts' },
      { ...plainFile, path: 'new.ts', kind: 'added', added: 2, removed: 0 },
      { ...plainFile, path: 'gone.ts', kind: 'deleted', added: 0 },
      { ...plainFile, path: 'to here.ts', oldPath: 'src/from.ts', kind: 'renamed' },
      { ...plainFile, path: 'same.ts' },
    ]);
  });

  it('keep their lines and sections', () => {
    const [file] = parseDiff(readContext({ commitMessages: [], patches: [{ patch: hunk, fileUri: `${root}/a.ts` }] }, root).diff);
    expect(file!.hunks).toEqual([{ section: 'function a() {', oldStart: 1, newStart: 1, lines: ['-old', '+new', ' kept'] }]);
  });

  it('without lines are files all the same', () => {
    expect(filesOf([{ patch: '', fileUri: `${root}/logo.png` }, { patch: '', fileUri: `${root}/b.ts`, previousFileUri: `${root}/a.ts` }])).toEqual([
      { ...plainFile, path: 'logo.png', added: 0, removed: 0 },
      { ...plainFile, path: 'b.ts', oldPath: 'a.ts', kind: 'renamed', added: 0, removed: 0 },
    ]);
  });

  it('have paths on Windows too, however the drive is written', () => {
    expect(filesOf([{ patch: hunk, fileUri: 'file:///c%3A/w/r/src/a.ts' }], 'file:///C:/w/r')).toEqual([{ ...plainFile, path: 'src/a.ts' }]);
  });

  it('tell nothing of the machine where their repository is not known', () => {
    expect(filesOf([{ patch: hunk, fileUri: 'file:///home/ada/w/r/src/a.ts' }, { patch: hunk, fileUri: 'file:///home/ada/w/r/test/a.ts' }], null).map(({ path }) => path)).toEqual(['src/a.ts', 'test/a.ts']);
    expect(filesOf([{ patch: hunk, fileUri: 'file:///home/ada/w/r/a.ts' }], null).map(({ path }) => path)).toEqual(['a.ts']);
    expect(filesOf([{ patch: hunk, fileUri: 'file:///home/ada/other/a.ts' }]).map(({ path }) => path)).toEqual(['a.ts']);
  });

  it.each([
    ['a line feed', `${root}/a%0Adiff%20--git%20a%2Fx%20b%2Fx%0Anew%20file%20mode%20160000`, 'a\ndiff --git a/x b/x\nnew file mode 160000'],
    ['a quote and a backslash', `${root}/a%22%20b%2F%5Cn.ts`, 'a" b/\\n.ts'],
    ['a control character of two bytes', `${root}/a%C2%85b.ts`, 'a\u0085b.ts'],
    ['a way out', `${root}/../../../etc/passwd`, 'etc/passwd'],
    ['a broken escape', `${root.replaceAll('%20', ' ')}/100%.ts`, '100%.ts'],
  ])('stay one file whose name has %s', (_, fileUri, path) => {
    expect(filesOf([{ patch: hunk, fileUri }])).toEqual([{ ...plainFile, path }]);
  });

  it('without a name belong to no file', () => {
    const given = readContext({ commitMessages: ['Change it'], patches: [hunk] });
    expect(given).toMatchObject({ diff: '', nameless: 1 });
  });
});

describe('patches of the local git', () => {
  const whole = 'diff --git a/src/a.ts b/src/a.ts\nindex 1111111..2222222 100644\n--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1 +1 @@\n-old\n+new\n';
  const binary = 'diff --git a/logo.png b/logo.png\nnew file mode 100644\nindex 0000000..2222222\nBinary files /dev/null and b/logo.png differ';

  it('are taken as they are, with addresses or without', () => {
    const expected = [{ ...plainFile, path: 'src/a.ts' }, { ...plainFile, path: 'logo.png', kind: 'added', added: 0, removed: 0, binary: true }];
    expect(filesOf([{ patch: whole, fileUri: `${root}/src/a.ts` }, { patch: binary, fileUri: `${root}/logo.png` }])).toEqual(expected);
    expect(filesOf([binary, whole])).toEqual([...expected].reverse());
  });
});

describe('commit messages', () => {
  const messages = ['Second\r\n\r\nWhy it is so.\r\nAnd more.', "Merge branch 'main' into feature", '  ', 'First'];

  it('are split, without merges, in the order of GitHub', () => {
    const { commits } = readContext({ commitMessages: messages, patches: [{ patch: hunk, fileUri: `${root}/a.ts` }] }, root);
    expect(commits).toEqual([{ subject: 'Second', body: 'Why it is so.\nAnd more.' }, { subject: 'First', body: '' }]);
  });

  it('come newest first from the local git, and are turned round', () => {
    const { commits } = readContext({ commitMessages: messages, patches: ['diff --git a/a b/a\n'] });
    expect(commits.map(({ subject }) => subject)).toEqual(['First', 'Second']);
    expect(messages[0]).toMatch(/^Second/);
  });
});

describe('the repository that is meant', () => {
  const folders = [{ uri: 'file:///w/outer' }, { uri: 'file:///w/outer/inner' }, { uri: 'file:///w/outer-2/' }];

  it.each([
    ['the inner one where all files are in it', ['file:///w/outer/inner/a', 'file:///w/outer/inner/b/c'], folders[1]],
    ['the outer one where only some are', ['file:///w/outer/a', 'file:///w/outer/inner/b'], folders[0]],
    ['not one whose name only begins so', ['file:///w/outer-2/a'], folders[2]],
    ['none where the files are in two', ['file:///w/outer/a', 'file:///w/outer-2/b'], undefined],
  ])('is %s', (_, uris, expected) => {
    expect(folderOf(uris, folders)).toBe(expected);
  });
});
