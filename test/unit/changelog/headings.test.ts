import { describe, expect, it } from 'vitest';
import { withDraft } from '../../../src/workers/changelog/draft.ts';
import { checkOutput } from '../../../src/workers/changelog/checks.ts';
import { changed, commit, facts, write } from './support.ts';

const fix = [commit('Fix the order of lines')];
const heading = (title: string, version: string, more: Parameters<typeof changed>[2] = {}, older = '') => {
  const text = `# Changelog\n\n## ${title}\n\n- A\n- B\n${older && `\n## ${older}\n\n- C\n`}`;
  const after = changed(fix, text, { version, ...more });
  expect(after.endsWith(text.slice(text.indexOf('\n## ')))).toBe(true);
  return /^#+ .*$/m.exec(after.slice(after.indexOf('\n')))![0];
};

describe('versions in whatever headings', () => {
  it.each([
    ['## v2\n\n- A\n\n## v1\n\n- B\n', '## v2'],
    ['## 2024-05-02\n\n- A\n\n## 2024-04-02\n\n- B\n', '## 2024-05-02'],
    ['## 🎉 v1.1.0\n\n- A\n', '## 🎉'],
    ['## **1.1.0**\n\n- A\n', '## **'],
    ['## `1.1.0`\n\n- A\n', '## `'],
    ['## 版本 1.1.0\n\n- A\n', '## 版本'],
    ['## Aubergine\n\n- A\n\n## Broccoli\n\n- B\n', '## Aubergine'],
    ['- [1.1.0](#110)\n- [1.0.0](#100)\n\n## 1.1.0\n\n- A\n\n## 1.0.0\n\n- B\n', '## 1.1.0'],
    ['## Contents\n\n- [1.1.0](#110)\n\n## 1.1.0\n\n- A\n', '## 1.1.0'],
  ])('%j gets its entry in a block of its own above them', (body, first) => {
    const text = `# Changelog\n\n${body}`;
    const at = text.indexOf(first);
    const last = { tag: 'v2', version: '2', id: '' };
    const once = changed(fix, text, { last });
    expect(once).toBe(`${text.slice(0, at)}## Unreleased\n\n- Fix the order of lines\n\n${text.slice(at)}`);
    expect(changed([commit('Add a cache')], once, { last })).toBe(once.replace('lines\n', 'lines\n- Add a cache\n'));
  });

  it('says where no heading names a version', () => {
    const failed = (changelog: string) => {
      const made = withDraft(facts(fix, { changelog }));
      return checkOutput(made.drafted.output, made).filter(({ passed }) => !passed).map(({ name }) => name);
    };
    expect(failed('# Changelog\n\n## Aubergine\n\n- A\n\n## Broccoli\n\n- B\n')).toEqual(['known-headings']);
    expect(failed('# Changelog\n\n## v2\n\n- A\n\n## v1\n\n- B\n')).toEqual([]);
  });

  it.each([
    ['CHANGELOG.adoc', '= Changelog\n\n== 1.1.0\n\n* A\n'],
    ['Changes', 'Revision history for Foo\n\n1.05  2024-01-02\n    - A\n    - B\n\n1.04  2023-01-02\n    - C\n'],
    ['changelog', 'foo (1.1-1) unstable; urgency=low\n\n  * A\n\n -- Ada <ada@example.com>  Mon, 01 Jan 2024 00:00:00 +0000\n'],
    ['ChangeLog', '2024-01-02  Ada  <ada@example.com>\n\n\t* a.c: A\n'],
    ['ChangeLog', 'Wed Jan 18 13:57:39 2012  Ada <ada@example.com>\n\n\t* A\n'],
    ['CHANGELOG.md', '# Changelog\n\n - 0.0.6 (2018/09/11)\n   - A\n - 0.0.5 (2018/09/11)\n   - B\n'],
    ['CHANGELOG.md', '# Changelog\n\n**1.1.0** (2024-01-02)\n\n- A\n'],
  ])('refuses to guess in %s', (path, changelog) => {
    expect(() => write(fix, { path, changelog })).toThrow(`Nothing can be added to ${path}.`);
    expect(() => write(fix, { path, changelog, version: '1.2.0' })).toThrow('Nothing can be added');
    expect(write(fix, { path, changelog, kind: 'notes' }).entry).toContain('Fix the order of lines');
  });

  it.each(['[Non publié]', '[未发布]', '未リリース', 'dev', 'vNext', 'Pending', 'WIP', '[Не выпущено]', '[Niewydane]', 'Coming soon', '[出荷前]'])('adds to %s, which is not released', (title) => {
    const text = `# Changelog\n\n## ${title}\n\n- A\n\n## 1.0.0\n\n- B\n`;
    expect(changed(fix, text)).toBe(text.replace('- A\n', '- A\n- Fix the order of lines\n'));
  });

  it.each(['Contents', 'Versioning policy\n\nText', 'About\n\nThis is', 'What is new in version 2'])('does not add to %j, which is something else', (title) => {
    const text = `# Changelog\n\n## ${title}\n\n## 1.0.0\n\n- B\n`;
    expect(changed(fix, text)).toContain('## Unreleased\n\n- Fix the order of lines\n\n## 1.0.0\n');
  });
});

describe('the heading of a new version', () => {
  it.each([
    ['1.1.0 / 02.01.2024', '1.2.0 / 31.05.2024'],
    ['1.1.0 / 2.1.2024', '1.2.0 / 31.5.2024'],
    ['1.1.0 (2024-1-2)', '1.2.0 (2024-5-31)'],
    ['1.1.0 (02/01/2024)', '1.2.0 (2024-05-31)'],
    ['1.1.0 - 2. Januar 2024', '1.2.0 - 2024-05-31'],
    ['1.1.0 - 2024年1月2日', '1.2.0 - 2024年5月31日'],
    ['1.1.0 - Mar 2024', '1.2.0 - May 2024'],
    ['1.1.0 - 20240102', '1.2.0 - 20240531'],
    ['1.1.0 (Tuesday, January 2, 2024)', '1.2.0 (May 31, 2024)'],
    ['1.1.0 (6th December, 2024)', '1.2.0 (31st May, 2024)'],
    ['1.1.0 Mar 18 2024', '1.2.0 May 31 2024'],
    ['1.1.0 (Jan 2, 2024)', '1.2.0 (May 31, 2024)'],
    ['1.1.0 "Foo"', '1.2.0'],
    ['1.1.0 "Foo" - 2024-01-02', '1.2.0 - 2024-05-31'],
    ['1.1.0 (Foo, 2024-01-02)', '1.2.0 (2024-05-31)'],
    ['Version 1.1.0, released 2024-01-02', 'Version 1.2.0, released 2024-05-31'],
    ['🎉 **v1.1.0**', '🎉 **v1.2.0**'],
    ['`1.1.0` (2024-01-02) [YANKED]', '`1.2.0` (2024-05-31)'],
  ])('like %j is %j', (title, expected) => expect(heading(title, '1.2.0')).toBe(`## ${expected}`));

  it('keeps what the one before has too', () => {
    expect(heading('1.1.0 release', '1.2.0', {}, '1.0.0 release')).toBe('## 1.2.0 release');
    expect(heading('v12', '13', {}, 'v11')).toBe('## v13');
  });

  it('has the level of its kind of release', () => {
    const older = '1.0.0 (2024-01-02)';
    expect(heading('X', '1.2.0')).toBe('## 1.2.0 - 2024-05-31');
    const text = `# Changelog\n\n### [1.0.1] (2024-02-02)\n\n### Bug Fixes\n\n- A\n\n## [${older.replace(' ', '] ')}\n\n### Features\n\n- B\n`;
    expect(changed(fix, text, { version: '1.1.0' })).toContain('\n## [1.1.0] (2024-05-31)\n');
    expect(changed(fix, text, { version: '1.0.2' })).toContain('\n### [1.0.2] (2024-05-31)\n');
  });

  it('is of the release where a line said that it was to come', () => {
    const text = 'Version 3.2.0\n-------------\n\nUnreleased\n\n-   Drop `x`.\n-   Two of them.\n-   Three of them.\n\n\nVersion 3.1.0\n-------------\n\nReleased 2024-01-02\n\n-   Four.\n';
    const released = changed(fix, text, { path: 'CHANGES.rst', version: '3.2.0' });
    expect(released).toBe(text.replace('Unreleased', 'Released 2024-05-31').replace('Three of them.\n', 'Three of them.\n-   Fix the order of lines.\n'));
    expect(changed(fix, released, { path: 'CHANGES.rst', version: '3.2.0' })).toBe(released);
    expect(changed([commit('chore: tidy')], text, { path: 'CHANGES.rst', version: '3.2.0' })).toBe(text.replace('Unreleased', 'Released 2024-05-31'));
  });
});

describe('a heading of a section', () => {
  it('is made once, what breaks first', () => {
    const text = '# Changelog\n\nThe format is based on Keep a Changelog.\n\n## [Unreleased]\n\n### Fixed\n\n- A\n\n## [1.0.0]\n';
    const commits = [commit('feat: add a dark theme'), commit('feat!: read settings from a file')];
    const once = changed(commits, text);
    expect(once).toContain('## [Unreleased]\n\n### Added\n\n- **Breaking:** Read settings from a file\n- Add a dark theme\n\n### Fixed\n');
    expect(changed(commits, once)).toBe(once);
  });

  it('is the same at the next run, whatever breaks', () => {
    const text = '# Changelog\n\n## 1.0.0\n\n### Features\n\n- **Breaking:** read settings from a file\n- **Breaking:** drop `x`\n\n### Bug fixes\n\n- A\n';
    expect(write(fix, { changelog: text }).form).toBe('sections');
  });
});
