import { describe, expect, it } from 'vitest';
import { remoteAddress } from '../../../../src/sources/forge/remote-url.ts';

describe('remoteAddress', () => {
  it.each([
    ['https://github.com/tea/shop.git', 'github.com', 'tea/shop'],
    ['https://zoe:secret@GitHub.com/tea/shop/', 'github.com', 'tea/shop'],
    ['git@github.com:tea/shop.git', 'github.com', 'tea/shop'],
    ['github-work:tea/shop', 'github-work', 'tea/shop'],
    ['ssh://git@ssh.github.com:443/tea/shop.git', 'github.com', 'tea/shop'],
    ['ssh://git@code.example:2222/tea/house/shop.git', 'code.example', 'tea/house/shop'],
    ['http://code.example:8080/tea/shop', 'code.example:8080', 'tea/shop'],
    ['git@gitlab.com:/tea/house/shop.js.git', 'gitlab.com', 'tea/house/shop.js'],
    ['git://code.example/~zoe/shop', 'code.example', '~zoe/shop'],
  ])('%s is %s and %s', (url, host, path) => {
    expect(remoteAddress(url)).toEqual({ host, path });
  });

  it.each([
    '/srv/git/shop.git',
    '../shop',
    './a:b/c',
    'file:///srv/git/shop.git',
    String.raw`C:\git\shop`,
    'C:/git/shop',
    'ext::sh -c whoami% /a/b',
    '-oProxyCommand=x:tea/shop',
    'https://github.com/shop',
    'https://github.com/tea/..%2f..',
    'git@github.com:tea/../../user',
    'git@github.com:tea/shop?x=1',
    'git@github.com:tea/shop#x',
    'git@git hub.com:tea/shop',
    'https://[::1]/tea/shop',
    '',
  ])('%s is no repository on a server', (url) => {
    expect(remoteAddress(url)).toBeUndefined();
  });
});
