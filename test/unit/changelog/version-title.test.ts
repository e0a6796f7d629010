import { describe, expect, it } from 'vitest';
import { isDay } from '../../../src/workers/changelog/dates.ts';
import { readTitle } from '../../../src/workers/changelog/version-title.ts';

describe('the heading of a version', () => {
  it.each([
    ['1.1.0', 'version', '1.1.0'],
    ['[1.1.0] - 2024-01-02', 'version', '1.1.0'],
    ['🎉 v1.1.0', 'version', '1.1.0'],
    [':tada: 1.1.0', 'version', '1.1.0'],
    ['**1.1.0**', 'version', '1.1.0'],
    ['`1.1.0`', 'version', '1.1.0'],
    ['<a name="1.1.0"></a>1.1.0', 'version', '1.1.0'],
    ['版本 1.1.0', 'version', '1.1.0'],
    ['版本1.1.0', 'version', '1.1.0'],
    ['Version 1.1.0-rc.1 (2024-01-02)', 'version', '1.1.0-rc.1'],
    ['@scope/core@1.1.0', 'version', '1.1.0'],
    ['1.1.0 / 02.01.2024', 'version', '1.1.0'],
    ['02.01.2024 – 1.1.0', 'version', '1.1.0'],
    ['2024-01-02, v1.1.0', 'version', '1.1.0'],
    ['What’s New in IDLE 3.12.0?', 'version', '3.12.0'],
    ['2024.1.2', 'version', '2024.1.2'],
    ['v12', 'count', '12'],
    ['12 (2024-01-02)', 'count', '12'],
    ['Release 12', 'count', '12'],
    ['2024-05-02', 'day', null],
    ['02.05.2024', 'day', null],
    ['May 2, 2024', 'day', null],
    ['2024年5月2日', 'day', null],
    ['20240502', 'day', null],
    ['2. Mai 2024', 'day', null],
    ['[Unreleased]', 'unreleased', null],
    ['1.2.0 (unreleased)', 'unreleased', null],
    ['[Non publié]', 'unreleased', null],
    ['[未发布]', 'unreleased', null],
    ['未リリース', 'unreleased', null],
    ['[Не выпущено]', 'unreleased', null],
    ['[Niewydane]', 'unreleased', null],
    ['dev', 'unreleased', null],
    ['vNext', 'unreleased', null],
    ['Pending', 'unreleased', null],
    ['WIP', 'unreleased', null],
    ['Next release', 'unreleased', null],
  ])('%j is of %s %s', (title, kind, version) => expect(readTitle(title)).toEqual({ kind, version }));

  it.each(['Added', 'Main features', 'Next steps', 'Development2', '3 new commands', 'Devices', 'Changes in May 2024 for Windows', '2 breaking changes', 'Python 3.12 support', 'This is the final 3.6 bugfix release', ''])('%j is none', (title) => expect(readTitle(title)).toBeUndefined());

  it('has a day that the calendar has', () => {
    expect(['2024-02-29', '2024-12-31'].map(isDay)).toEqual([true, true]);
    expect(['2024-13-45', '2024-02-30', '2023-02-29', '2024-1-2', 'today'].map(isDay)).toEqual([false, false, false, false, false]);
  });
});
