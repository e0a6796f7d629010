import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Conventions } from '../../../src/core/changes.ts';
import { createGit } from '../../../src/sources/git/git.ts';
import { Sandbox, type Repository } from './repository.ts';

const sandbox = new Sandbox();
const never = new AbortController().signal;
let number = 0;
let repository: Repository;

beforeEach(() => {
  // The person's own configuration has no part in this, nor have the variables that name them.
  vi.stubEnv('GIT_CONFIG_GLOBAL', join(sandbox.root, 'no such config'));
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  for (const name of ['NAME', 'EMAIL']) {
    vi.stubEnv(`GIT_COMMITTER_${name}`, undefined);
    vi.stubEnv(`GIT_AUTHOR_${name}`, undefined);
  }
  repository = sandbox.repository(`häuser ${number++}`);
  repository.write('staged.txt', 'new\n');
  repository.git('add', 'staged.txt');
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => sandbox.remove());

async function conventions(): Promise<Conventions> {
  return (await createGit().staged(repository.path, never)).conventions!;
}

/** A configuration of the user's own, outside of the repository. */
function userConfig(text: string): void {
  const path = join(sandbox.root, `gitconfig ü ${number}`);
  writeFileSync(path, text);
  vi.stubEnv('GIT_CONFIG_GLOBAL', path);
}

describe('the conventions of a repository', () => {
  it('are none where it has none, before the first commit too', async () => {
    expect(await conventions()).toEqual({ commentMark: '#', recentBodies: [] });
  });

  it('have the bodies of the recent commits, newest first, in the order of the subjects', async () => {
    repository.git('commit', '--quiet', '-m', 'First', '-m', '- a\n- b', '-m', 'Signed-off-by: A <a@b.c>');
    repository.commit('Second', { 'a.txt': 'a\n' });
    repository.git('commit', '--quiet', '--allow-empty', '-m', 'Thïrd', '-m', 'Bécause.');
    repository.write('staged.txt', 'newer\n');
    repository.git('add', '.');
    const staged = await createGit().staged(repository.path, never);
    expect(staged.recentSubjects).toEqual(['Thïrd', 'Second', 'First']);
    expect(staged.conventions!.recentBodies).toEqual(['Bécause.', '', '- a\n- b\n\nSigned-off-by: A <a@b.c>']);
  });

  it.each([
    ['.commitlintrc', 'extends: x\n'],
    ['.commitlintrc.json', '{}'],
    ['.commitlintrc.yaml', 'rules:\n'],
    ['commitlint.config.cjs', 'module.exports = {}'],
    ['commitlint.config.ts', 'export default {}'],
  ])('have commitlint from %s', async (name, text) => {
    repository.write(name, `\uFEFF${text}`.replaceAll('\n', '\r\n'));
    expect((await conventions()).commitlint).toEqual({ name, text });
  });

  it('have commitlint from package.json, where it stands there', async () => {
    repository.write('package.json', '{"name": "x"}');
    expect(await conventions()).not.toHaveProperty('commitlint');
    repository.write('package.json', '{"commitlint": {"rules": {"header-max-length": [2, "always", 50]}}}');
    expect((await conventions()).commitlint).toEqual({ name: 'package.json', text: '{"rules":{"header-max-length":[2,"always",50]}}' });
    repository.write('package.json', '{"commitlint": ');
    expect(await conventions()).not.toHaveProperty('commitlint');
  });

  it('are read at the top, from a folder below it', async () => {
    repository.write('commitlint.config.js', '1');
    mkdirSync(join(repository.path, 'pakete/ü'), { recursive: true });
    const { conventions: found } = await createGit().staged(join(repository.path, 'pakete/ü'), never);
    expect(found!.commitlint).toMatchObject({ text: '1' });
  });

  it('run nothing of what they are read from', async () => {
    const ran = join(sandbox.root, 'ran');
    const write = `require('node:fs').writeFileSync(${JSON.stringify(ran)}, '')`;
    repository.write('commitlint.config.js', `${write}; module.exports = {};`);
    repository.git('config', 'format.signOff', 'true');
    repository.git('config', 'trailer.sign.command', `touch '${ran}'`);
    repository.git('config', 'commit.template', `!touch '${ran}'`);
    await conventions();
    expect(existsSync(ran)).toBe(false);
  });
});

describe('the commit template', () => {
  it('is the one that the configuration names, relative to the top, absolute, or at home', async () => {
    repository.write('vorlagen/commit ü.txt', '# hint\nWhy:\n');
    repository.write('.gitmessage', 'not this one\n');
    repository.git('config', 'commit.template', 'vorlagen/commit ü.txt');
    expect((await conventions()).template).toBe('# hint\nWhy:\n');

    const outside = join(sandbox.root, 'eigene vorlage.txt');
    writeFileSync(outside, 'Mine:\n');
    repository.git('config', 'commit.template', outside);
    expect((await conventions()).template).toBe('Mine:\n');

    vi.stubEnv('HOME', sandbox.root);
    vi.stubEnv('USERPROFILE', sandbox.root);
    repository.git('config', '--unset', 'commit.template');
    userConfig('[commit]\n\ttemplate = ~/eigene vorlage.txt\n');
    expect((await conventions()).template).toBe('Mine:\n');
  });

  it('is .gitmessage where none is configured, or the configured one is missing', async () => {
    repository.write('.gitmessage', 'Why:\n');
    expect((await conventions()).template).toBe('Why:\n');
    repository.git('config', 'commit.template', 'gone.txt');
    expect((await conventions()).template).toBe('Why:\n');
  });

  it('is never a folder, nor a large file', async () => {
    repository.git('config', 'commit.template', 'x');
    mkdirSync(join(repository.path, 'x'));
    repository.write('.gitmessage', 'a'.repeat(65 * 1024));
    expect(await conventions()).not.toHaveProperty('template');
  });

  it.skipIf(process.platform === 'win32')('follows links of the user, not of the repository', async () => {
    const secret = join(sandbox.root, 'geheim');
    writeFileSync(secret, 'secret\n');
    symlinkSync(secret, join(repository.path, '.gitmessage'));
    symlinkSync(secret, join(repository.path, '.commitlintrc'));
    symlinkSync(secret, join(repository.path, 'CONTRIBUTING.md'));
    repository.git('config', 'commit.template', '.gitmessage');
    expect(await conventions()).toEqual({ commentMark: '#', recentBodies: [] });

    const link = join(sandbox.root, `link ${number}`);
    symlinkSync(secret, link);
    repository.git('config', 'commit.template', link);
    expect((await conventions()).template).toBe('secret\n');
  });

  it('has the mark of comments that git uses', async () => {
    repository.git('config', 'core.commentChar', ';');
    expect((await conventions()).commentMark).toBe(';');
    repository.git('config', 'core.commentChar', 'auto');
    expect((await conventions()).commentMark).toBe('#');
  });
});

describe('the contributing guide', () => {
  it.each(['CONTRIBUTING.md', 'contributing.rst', '.github/CONTRIBUTING.md', 'docs/Contributing.md'])('is found as %s', async (path) => {
    repository.write(path, 'Sign your work.\n');
    expect((await conventions()).guide).toBe('Sign your work.\n');
  });

  it('is read as far as it is bounded, those of GitHub before others', async () => {
    repository.write('docs/CONTRIBUTING.md', 'docs');
    repository.write('.github/CONTRIBUTING.md', 'x'.repeat(100 * 1024));
    expect((await conventions()).guide).toHaveLength(64 * 1024);
  });
});

describe('the user\'s own subjects', () => {
  it('are those of the address that the next commit has, newest first', async () => {
    const by = (email: string, subject: string) => repository.git('commit', '--quiet', '--allow-empty', `--author=Zoë <${email}>`, '-m', subject);
    by('zoe@example.com', 'fix: one');
    by('else@example.com', 'Two');
    by('Zoe@Example.com', 'feat: three');
    repository.write('staged.txt', 'newer\n');
    repository.git('add', '.');
    vi.stubEnv('GIT_AUTHOR_EMAIL', 'zoe@example.com');
    expect((await conventions()).ownSubjects).toEqual(['feat: three', 'fix: one']);
    vi.stubEnv('GIT_AUTHOR_EMAIL', 'nobody@example.com');
    expect(await conventions()).not.toHaveProperty('ownSubjects');
  });

  it('are none where git does not know who they are', async () => {
    repository.commit('First', { 'a.txt': 'a\n' });
    for (const name of ['GIT_AUTHOR_NAME', 'GIT_AUTHOR_EMAIL', 'EMAIL']) vi.stubEnv(name, undefined);
    userConfig('[user]\n\tuseConfigOnly = true\n');
    repository.write('staged.txt', 'newer\n');
    repository.git('add', '.');
    expect(await conventions()).not.toHaveProperty('ownSubjects');
  });
});

describe('Signed-off-by', () => {
  const user = '[user]\n\tname = Zoë Müller\n\temail = zoe@example.com\n';

  it('is for the user whose configuration asks for it', async () => {
    userConfig(`${user}[format]\n\tsignOff = true\n`);
    expect((await conventions()).signOff).toBe('Zoë Müller <zoe@example.com>');
    userConfig(`${user}[format]\n\tsignOff\n`);
    expect((await conventions()).signOff).toBe('Zoë Müller <zoe@example.com>');
  });

  it('is for nobody else', async () => {
    userConfig(user);
    expect(await conventions()).not.toHaveProperty('signOff');
    userConfig(`${user}[format]\n\tsignOff = false\n`);
    expect(await conventions()).not.toHaveProperty('signOff');
    userConfig('[user]\n\tuseConfigOnly = true\n[format]\n\tsignOff = true\n');
    expect(await conventions()).not.toHaveProperty('signOff');
  });

  it('is written as git itself writes it', async () => {
    userConfig(`${user.replace('Zoë Müller', 'Zoë')}[format]\n\tsignOff = true\n`);
    const { signOff } = await conventions();
    repository.git('commit', '--quiet', '--signoff', '-m', 'First');
    expect(repository.git('log', '-1', '--format=%b').trim()).toBe(`Signed-off-by: ${signOff}`);
  });
});
