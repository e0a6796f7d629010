import { describe, expect, it } from 'vitest';
import { changed, commit, write } from './support.ts';

const KEEP = `# Changelog

The format is based on [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).

## [Unreleased]

### Fixed

- Keep the order

## [1.0.0] - 2024-01-02

### Added

- Everything

### Fixed

- Nothing

[Unreleased]: https://github.com/o/r/compare/v1.0.0...HEAD
[1.0.0]: https://github.com/o/r/releases/tag/v1.0.0
`;

describe('Keep a Changelog', () => {
  const commits = [commit('feat: add a dark theme'), commit('fix: read empty files'), commit('Drop support for Node 18')];

  it('gets its entry under Unreleased, in the usual order, and nothing else changes', () => {
    expect(changed(commits, KEEP)).toBe(KEEP.replace('## [Unreleased]\n\n### Fixed\n\n- Keep the order\n', '## [Unreleased]\n\n### Added\n\n- Add a dark theme\n\n### Removed\n\n- Drop support for Node 18\n\n### Fixed\n\n- Keep the order\n- Read empty files\n'));
  });

  it('takes a section for no version, whatever it is called', () => {
    const released = '# Changelog\n\n## 1.2.0 - 2024-05-01\n\n### Development\n\n- Faster CI\n\n### Fixed\n\n- A\n\n## 1.1.0 - 2024-01-01\n\n### Python 3.12 support\n\n- B\n';
    const written = changed([commit('fix: read empty files')], released);
    expect(written.indexOf('Read empty files')).toBeLessThan(written.indexOf('## 1.2.0'));
    expect(written.slice(written.indexOf('## 1.2.0'))).toBe(released.slice(released.indexOf('## 1.2.0')));
    const open = KEEP.replace('### Fixed\n\n- Keep', '### Development\n\n- Faster CI\n\n### Fixed\n\n- Keep');
    expect(changed([commit('fix: read empty files')], open)).toBe(open.replace('- Keep the order\n', '- Keep the order\n- Read empty files\n'));
  });

  it('tells a change from its opposite', () => {
    const told = KEEP.replace('- Keep the order', '- Add support for the legacy config file format');
    expect(changed([commit('Remove support for the legacy config file format')], told)).toContain('- Remove support for the legacy config file format');
    expect(write([commit('fix: add support for the legacy config file format')], { changelog: told }).files).toEqual([]);
  });

  it('adds to a version that is named as not released yet', () => {
    const coming = '# Changelog\n\n## 1.2.0 (unreleased)\n\n- A\n\n## 1.1.0 (2024-01-01)\n\n- B\n- C\n';
    expect(changed([commit('fix: read empty files')], coming, { version: '1.2.0' }).match(/1\.2\.0/g)).toHaveLength(1);
  });

  it('is the same when it is written to twice', () => {
    const once = changed(commits, KEEP);
    expect(write(commits, { changelog: once })).toMatchObject({ entry: '', files: [] });
    const released = changed(commits, KEEP, { version: '1.1.0' });
    expect(write(commits, { changelog: released, version: '1.1.0' })).toMatchObject({ entry: '', files: [] });
  });

  it('gets a version with its date and its links; what was not released belongs to it', () => {
    const text = changed(commits, KEEP, { version: 'v1.1.0' });
    expect(text).toContain('## [Unreleased]\n\n## [1.1.0] - 2024-05-31\n\n### Added\n\n- Add a dark theme\n');
    expect(text).toContain('- Keep the order\n- Read empty files\n\n## [1.0.0] - 2024-01-02\n');
    expect(text).toContain('[Unreleased]: https://github.com/o/r/compare/v1.1.0...HEAD\n[1.1.0]: https://github.com/o/r/compare/v1.0.0...v1.1.0\n[1.0.0]: https://github.com/o/r/releases/tag/v1.0.0\n');
    expect(changed([commit('chore: tidy')], KEEP, { version: '1.1.0' })).toContain('## [Unreleased]\n\n## [1.1.0] - 2024-05-31\n\n### Fixed\n\n- Keep the order\n');
  });

  it('gets the heading that is missing', () => {
    const text = KEEP.replace('## [Unreleased]\n\n### Fixed\n\n- Keep the order\n\n', '');
    expect(changed([commit('Fix it all')], text)).toContain('1.1.0/).\n\n## [Unreleased]\n\n### Fixed\n\n- Fix it all\n\n## [1.0.0] - 2024-01-02\n');
    expect(changed([commit('chore: tidy')], text, { version: '1.1.0' })).toBe(text);
    expect(changed([commit('Fix it all')], KEEP.replace('### Fixed\n\n- Keep the order\n\n', ''))).toContain('## [Unreleased]\n\n### Fixed\n\n- Fix it all\n\n## [1.0.0]');
  });

  it('tells what breaks first', () => {
    const text = changed([commit('fix: keep the last line'), commit('fix!: read files as UTF-8', { body: 'BREAKING CHANGE: Latin-1 is not guessed any more' })], KEEP);
    expect(text).toContain('### Fixed\n\n- **Breaking:** Read files as UTF-8. Latin-1 is not guessed any more.\n- Keep the order\n- Keep the last line\n');
  });

  it('lists what breaks below the point', () => {
    const text = changed([commit('feat!: read settings from a file', { body: 'BREAKING CHANGE: these are gone:\n\n- `a`\n- `b`' }), commit('feat: add a theme')], KEEP);
    expect(text).toContain('### Added\n\n- **Breaking:** Read settings from a file. These are gone:\n  - `a`\n  - `b`\n- Add a theme\n\n### Fixed\n');
    expect(changed([commit('feat!: read settings from a file', { body: 'BREAKING CHANGE: these are gone:\n\n- `a`\n- `b`' })], text)).toBe(text);
  });

  it('does not repeat what people have written in other words, or for the same request', () => {
    const text = KEEP.replace('- Keep the order\n', '- Keep the order\n- Themes can be dark (#12)\n- Empty files, and those of one line, are read correctly\n');
    expect(write([commit('Add a dark theme (#12)'), commit('Keeps the order.')], { changelog: text }).entry).toBe('');
    expect(write([commit('Add a dark theme (#1)')], { changelog: text }).entry).not.toBe('');
  });

  it('gives the number of the issue where lines have one and no pull request is known', () => {
    const lines = '# Changelog\n\n## 1.0.0\n\n- Add one (#3)\n- Add two (#2)\n- Add three (#1)\n';
    expect(write([commit('Read empty files', { body: 'Closes #21' })], { changelog: lines }).entry).toContain('- Read empty files (#21)');
    expect(write([commit('Read empty files (#22)', { body: 'Closes #21' })], { changelog: lines }).entry).toContain('- Read empty files (#22)');
  });

  it('is made where there is none', () => {
    const { files, form, path } = write([commit('Add a dark theme (#12)')]);
    expect({ form, path }).toEqual({ form: 'keep-a-changelog', path: 'CHANGELOG.md' });
    expect(files).toEqual([{ path: 'CHANGELOG.md', before: null, after: expect.stringMatching(/^# Changelog\n[^]*\n\n## \[Unreleased\]\n\n### Added\n\n- Add a dark theme \(#12\)\n$/) }]);
  });

  it('leaves out a commit that wrote its own line, and the whole request that did', () => {
    expect(write([commit('Add a dark theme', { paths: ['src/a.ts', 'CHANGELOG.md'] })], { changelog: KEEP }).entry).toBe('');
  });
});

describe('other forms', () => {
  it('follows what release tools write', () => {
    const url = 'https://github.com/o/r';
    const line = (scope: string, text: string, n: number) => `* **${scope}:** ${text} ([#${n}](${url}/issues/${n})) ([${String(n).repeat(7)}](${url}/commit/${String(n).repeat(40)}))\n`;
    const text = `# Changelog\n\n## [1.0.0](${url}/compare/v0.9.0...v1.0.0) (2024-01-02)\n\n\n### Features\n\n${line('ui', 'add themes', 1)}${line('ui', 'add colours', 2)}\n\n### Bug Fixes\n\n${line('io', 'close files', 3)}\n## [0.9.0](${url}/compare/v0.8.0...v0.9.0) (2023-12-02)\n\n\n### Bug Fixes\n\n${line('io', 'open files', 4)}`;
    const fix = commit('fix(io): read twice (#9)', { body: 'BREAKING CHANGE: once is not enough', id: 'c'.repeat(40) });
    const after = changed([fix, commit('feat: work alone', { id: 'd'.repeat(40) })], text, { version: '2.0.0' });
    expect(after.slice(0, after.indexOf('## [1.0.0]'))).toBe(
      `# Changelog\n\n## [2.0.0](${url}/compare/v1.0.0...v2.0.0) (2024-05-31)\n\n\n### ⚠ BREAKING CHANGES\n\n* **io:** once is not enough\n\n\n### Features\n\n* work alone ([ddddddd](${url}/commit/${'d'.repeat(40)}))\n\n\n### Bug Fixes\n\n* **io:** read twice ([#9](${url}/issues/9)) ([ccccccc](${url}/commit/${'c'.repeat(40)}))\n\n`,
    );
    expect(after.slice(after.indexOf('## [1.0.0]'))).toBe(text.slice(text.indexOf('## [1.0.0]')));
  });

  it('puts points on top of a list, with their author below where the others have theirs', () => {
    const text = '*   Fix rounding of times.\n\n    More.\n\n    *Zoë*\n\n*   Respect the charset.\n\n    *Ada*\n\n*   Raise on `nil`.\n\n    *Ada*, *Zoë*\n\nPlease check [4-2](https://x) for previous changes.\n';
    const { form, files } = write([commit('Add a cache', { author: 'Grace *Hopper*' })], { changelog: text });
    expect(form).toBe('list');
    expect(files[0]!.after).toBe(`*   Add a cache.\n\n    *Grace Hopper*\n\n${text}`);
  });

  it('underlines where headings are underlined', () => {
    const text = '5.2.1 / 2025-12-01\n==================\n\n  * Fix one\n  * Fix two\n  * deps: x@1\n\n5.2.0 / 2025-11-01\n==================\n\n  * Fix three\n';
    expect(changed([commit('Fix four of them')], text)).toBe(`Unreleased\n==========\n\n  * Fix four of them\n\n${text}`);
    expect(changed([commit('Fix four of them')], text, { version: '5.3.0' })).toBe(`5.3.0 / 2024-05-31\n==================\n\n  * Fix four of them\n\n${text}`);
  });

  it('writes reStructuredText', () => {
    const text = 'Version 3.2.0\n-------------\n\nUnreleased\n\n-   Drop `x`. :pr:`1`\n-   Two of them. :pr:`2`\n-   Three of them. :pr:`3`\n\n\nVersion 3.1.0\n-------------\n\n-   Four. :pr:`4`\n';
    expect(changed([commit('Add `y_` to *all* (#5)')], text, { path: 'CHANGES.rst' })).toContain('-   Three of them. :pr:`3`\n-   Add ``y_`` to \\*all\\* :pr:`5`\n\n\nVersion 3.1.0\n');
  });

  it('uses headings in the project’s own words and language', () => {
    const text = '# Änderungen\n\n## Unveröffentlicht\n\n### Hinzugefügt\n\n- Eins wurde hinzugefügt\n- Zwei für alle\n- Drei nicht mehr\n\n### Behoben\n\n- Vier für alle\n';
    expect(changed([commit('Fix five of them')], text)).toBe(text.replace('- Vier für alle\n', '- Vier für alle\n- Fix five of them\n'));
    const emoji = '# Unreleased Changes\n\n## 🐞 Bug fixes\n\n- One\n\n## 🚀 Improvements\n\n* Two\n* Three\n\n1.0.0 / 2024-01-01\n=====\n\n* Four\n';
    expect(changed([commit('Fix five of them'), commit('Add six of them')], emoji)).toBe(emoji.replace('- One\n', '- One\n* Fix five of them\n').replace('* Three\n', '* Three\n* Add six of them\n'));
  });

  it('writes as past where the others are', () => {
    const text = '## [Unreleased]\n\n### Added\n\n- Added one thing.\n- Added another.\n- Fixed a third.\n- Removed a fourth.\n\n## [1.0.0]\n';
    expect(changed([commit('Add a fifth'), commit('Add a sixth and remove a seventh')], text)).toContain('- Removed a fourth.\n- Added a fifth.\n- Add a sixth and remove a seventh.\n');
  });
});

describe('odd files', () => {
  it('keeps CRLF, and a file without a line end at its end', () => {
    const text = KEEP.replaceAll('\n', '\r\n');
    const after = changed([commit('Fix it all')], text);
    expect(after).toBe(text.replace('- Keep the order\r\n', '- Keep the order\r\n- Fix it all\r\n'));
    expect(changed([commit('Fix it all')], '# Changelog\n\n## Unreleased\n\n### Fixed\n\n- One')).toBe('# Changelog\n\n## Unreleased\n\n### Fixed\n\n- One\n- Fix it all\n');
    expect(changed([commit('Fix it all')], '# Changelog')).toContain('# Changelog\n\n## [Unreleased]\n\n');
  });

  it('takes no heading in code or comments for one', () => {
    const text = '# Changelog\n\n<!--\n## [Unreleased]\n-->\n\n```md\n## [Unreleased]\n```\n\n## [Unreleased]\n\n### Fixed\n\n- One\n';
    expect(changed([commit('Fix it all')], text)).toBe(`${text}- Fix it all\n`);
  });

  it('makes hostile messages harmless', () => {
    const { entry } = write([commit('Add <img src=x onerror=alert(1)> for @everyone, see [here](https://evil.example)\u202e\u001b[2J'), commit('Fix `a\n## [9.9.9]')], { changelog: KEEP });
    expect(entry).not.toMatch(/(?<!\\)<img|(?<!`)@everyone|\]\(https|[\u202e\u001b]|^## \[9/m);
    expect(entry).toContain('`@everyone`');
  });

  it('cuts messages that are no messages', () => {
    const long = `Fix ${'('.repeat(50_000)}${' '.repeat(50_000)}x`;
    expect(write([commit(long), commit('feat!: add a theme', { body: `BREAKING CHANGE: ${'a '.repeat(500_000)}` })], { changelog: KEEP }).entry.length).toBeLessThan(2000);
  });

  it('reads two megabytes in time that one does not notice', () => {
    const block = (number: number) => `## [0.${number}.0] - 2020-01-01\n\n### Fixed\n\n${'- Fix a thing that was not right before (#1)\n'.repeat(20)}\n`;
    const text = `# Changelog\n\n## [Unreleased]\n\n${Array.from({ length: 2200 }, (_, index) => block(2200 - index)).join('')}`;
    expect(text.length).toBeGreaterThan(2_000_000);
    const after = changed(Array.from({ length: 300 }, (_, index) => commit(`Fix thing number ${index}`)), text, { last: { tag: 'v0.2200.0', version: '0.2200.0', id: '' } });
    expect(after.length - text.length).toBeGreaterThan(300 * 20);
    expect(after.endsWith(text.slice(text.indexOf('## [0.2200.0]')))).toBe(true);
  });

  it.each(['', '\n', '# Changelog\n', '- a\n', '## [Unreleased]', '[x]: y\n', '======\n', '```\n', '<!-- \n', '\uFEFF# Changelog\n', '#'.repeat(10_000), '- '.repeat(10_000), `# ${'#'.repeat(4000)}x\n`.repeat(400), `- ${' ('.repeat(2000)}\n`.repeat(200), `${'`'.repeat(4000)}\n`])('makes something of %j', (text) => {
    const after = changed([commit('Fix it all')], text);
    expect(after).toContain('Fix it all');
    expect(changed([commit('Fix it all')], after)).toBe(after);
  });
});
