import { describe, expect, it } from 'vitest';
import { compareVersions, isPrerelease } from '../../../../src/core/versions.ts';
import { mergedRequests, requestOf } from '../../../../src/sources/git/merged-requests.ts';
import { towncrierConfiguration } from '../../../../src/sources/git/release-habits.ts';
import { pageOf } from '../../../../src/sources/git/remote-page.ts';
import { series, versionTag, versionTags } from '../../../../src/sources/git/tags.ts';

describe('versions', () => {
  it('are in the order of Semantic Versioning', () => {
    const sorted = ['0.9.0', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0', '1.0.0.post1', '1.0.1', '1.2', '1.10.0', 'v2.0.0rc1', '2.0'];
    expect([...sorted].reverse().sort(compareVersions)).toEqual(sorted);
    expect(compareVersions('1.0', 'v1.0.0+build')).toBe(0);
  });

  it('that come before a release are told', () => {
    expect(['1.0.0-rc.1', '1.0b2', '2.0.0.dev3', '1.0.0-0'].map(isPrerelease)).toEqual([true, true, true, true]);
    expect(['1.0.0', '1.0.0+5', '1.0.post1', 'v1.0'].map(isPrerelease)).toEqual([false, false, false, false]);
  });
});

describe('tags', () => {
  it.each([
    ['v1.2.3', 'v', '1.2.3'],
    ['1.2', '', '1.2'],
    ['release-1.2.3', 'release-', '1.2.3'],
    ['@scope/core@1.2.3-beta.1', '@scope/core@', '1.2.3-beta.1'],
    ['core/v1.2.3', 'core/v', '1.2.3'],
    ['25.4.0', '', '25.4.0'],
    ['1.0rc1', '', '1.0rc1'],
  ])('%s names a version', (tag, prefix, version) => expect(versionTag(tag, 'x')).toEqual({ tag, id: 'x', prefix, version }));

  it.each(['v1', 'latest', 'nightly-2024.01.05', 'deploy-1.2.3', '2024-01-05', 'foo', 'v1.2.x', '1.2.3.4.5.6', `v${'9'.repeat(400)}.1`, `${'a-'.repeat(5000)}1`, ''])('%j names none', (tag) => expect(versionTag(tag, 'x')).toBeUndefined());

  it('with one number are releases where no others are', () => {
    const versions = (...tags: string[]) => versionTags(tags.map((tag) => ({ tag, id: tag }))).map(({ version }) => version);
    expect(versions('v1', 'v2', 'release-3', 'nightly-4', 'latest')).toEqual(['1', '2', '3']);
    expect(versions('v1', 'v1.2.0')).toEqual(['1.2.0']);
  });

  it('are taken of one series', () => {
    const tags = ['v1.9.0', 'v1.10.0', 'core@3.0.0', '@x/ui@4.0.0', '@x/ui@5.0.0'].map((tag) => versionTag(tag, tag)!);
    const names = (name?: string) => series(tags, name).map(({ tag }) => tag);
    expect(names()).toEqual(['v1.10.0', 'v1.9.0']);
    expect(names('@x/ui')).toEqual(['@x/ui@5.0.0', '@x/ui@4.0.0']);
    expect(names('unknown')).toEqual(['v1.10.0', 'v1.9.0']);
    expect(series(tags.slice(2), undefined).map(({ tag }) => tag)).toEqual(['@x/ui@5.0.0', '@x/ui@4.0.0', 'core@3.0.0']);
  });
});

describe('merge commits', () => {
  const request = (subject: string, body = '') => requestOf({ id: 'm', subject, body });
  it('name the request that they merge, and its title', () => {
    expect(request('Merge pull request #12 from ada/theme', '\nAdd a dark theme\n\nMore.')).toEqual({ request: '#12', title: 'Add a dark theme' });
    expect(request("Merge branch 'theme' into 'main'", 'Add a dark theme\n\nSee merge request group/sub/project!34')).toEqual({ request: '!34', title: 'Add a dark theme' });
    expect(request('Merged in theme (pull request #5)', 'Add a dark theme')).toEqual({ request: '#5', title: 'Add a dark theme' });
    expect(request("Merge branch 'main' into theme")).toBeUndefined();
  });

  it('bring the commits that the main line did not have', () => {
    const parents = new Map(Object.entries({ m2: ['m1', 'c'], m1: ['a', 'b'], c: ['b2'], b2: ['b'], b: ['a'], a: [] as string[] }));
    const merge = (id: string, number: number) => ({ id, subject: `Merge pull request #${number} from x/y`, body: 'Title' });
    expect(mergedRequests([merge('m1', 1), merge('m2', 2)], parents).map(({ commits }) => commits.sort())).toEqual([['b'], ['b2', 'c']]);
  });
});

describe('remotes', () => {
  it.each([
    ['https://github.com/o/r.git', 'https://github.com/o/r'],
    ['https://ada:secret@github.com/o/r', 'https://github.com/o/r'],
    ['git@github.com:o/r.git', 'https://github.com/o/r'],
    ['ssh://git@gitlab.example.com:2222/g/s/r.git', 'https://gitlab.example.com/g/s/r'],
  ])('%s is of %s', (address, url) => expect(pageOf(address)?.url).toBe(url));
  it.each(['/srv/git/r.git', '../r', 'https://example.com/o/r', 'https://github.com.evil.example', 'file:///x/github.com/o/r', 'https://github.com/o/r)](x', ''])('%j has no page', (address) => expect(pageOf(address)).toBeNull());
});

describe('towncrier’s configuration', () => {
  it('is read as far as it matters', () => {
    expect(towncrierConfiguration('[project]\ndirectory = "no"\n[tool.towncrier]\ndirectory = "changelog.d/"\n[[tool.towncrier.type]]\ndirectory = "breaking"\n[[tool.towncrier.type]]\ndirectory = "../../x"\n[tool.mypy]\ndirectory = "no"\n')).toEqual({ directory: 'changelog.d', types: ['breaking'] });
    expect(towncrierConfiguration('[tool.towncrier]\ndirectory = "../outside"\n[tool.towncrier.fragment.feature]\n')).toEqual({ directory: undefined, types: ['feature'] });
    expect(towncrierConfiguration('[tool.black]\n')).toBeUndefined();
  });
});
