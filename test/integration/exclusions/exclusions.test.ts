import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUILT_IN } from '../../../src/sources/exclusions/built-in.ts';
import { createExclusions } from '../../../src/sources/exclusions/exclusions.ts';
import { IGNORE_FILES } from '../../../src/sources/exclusions/ignore-files.ts';

const never = new AbortController().signal;
let folder: string;

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const git = (...args: string[]) => execFileSync('git', ['-C', folder, '-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { stdio: 'pipe', env: { ...process.env, GIT_CONFIG_GLOBAL: join(folder, '..', 'none'), GIT_CONFIG_NOSYSTEM: '1' } });
const among = async (paths: string[], patterns: string[] = [], base: string | undefined = folder) => Object.fromEntries((await createExclusions({ patterns }).among(paths, base, never)).map(({ path, by }) => [path, by]));

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'ausschlüsse ')), 'dépôt 1');
  mkdirSync(folder);
});
afterEach(() => rmSync(dirname(folder), { recursive: true, force: true }));

describe('in a repository', () => {
  beforeEach(() => git('init', '-q'));

  it('excludes what git ignores, tracked or not, by whatever file says so', async () => {
    write('.gitignore', 'build/\n*.local\n!kept.local\nmit leerzeichen ä/\n');
    write('pakete/ü/.gitignore', 'privat.ts\n');
    write('build/a.js', '');
    write('.git/info/exclude', 'notes.md\n');
    git('add', '-f', 'build/a.js');
    git('commit', '-qm', 'x');
    expect(await among(['build/a.js', 'x.local', 'kept.local', 'src/a.ts', 'pakete/ü/privat.ts', 'privat.ts', 'notes.md', 'mit leerzeichen ä/x\ny.ts', 'deleted/long/ago.ts'])).toEqual({
      'build/a.js': '.gitignore',
      'x.local': '.gitignore',
      'pakete/ü/privat.ts': 'pakete/ü/.gitignore',
      'notes.md': '.git/info/exclude',
      'mit leerzeichen ä/x\ny.ts': '.gitignore',
    });
  });

  it('excludes what is no file of this machine, and no page that somebody names as a source', async () => {
    const paths = ['vscode-vfs://github/o/r/a.ts', 'gitlens:///src/app.ts', 'https://example.com/ticket/1', 'src/app.ts'];
    for (const base of [folder, undefined]) expect(Object.keys(await among(paths, [], base))).toEqual(paths.slice(0, 2));
  });

  it('holds for a file whose own folder is all that is known of its place', async () => {
    for (const path of ['secrets/db.ts', 'src/legal/a.ts', 'src/app.ts', '.kube/config']) write(path, '');
    const patterns = ['secrets/', 'src/legal/**'];
    const alone = async (path: string) => Object.keys(await among([path.split('/').at(-1)!], patterns, dirname(join(folder, path)))).length;
    expect([await alone('secrets/db.ts'), await alone('src/legal/a.ts'), await alone('.kube/config'), await alone('src/app.ts')]).toEqual([1, 1, 1, 0]);
  });

  it('looks into the repository around a submodule, too', async () => {
    write('.journeymanignore', 'module/private/\n');
    write('module/private/a.ts', '');
    write('module/b.ts', '');
    execFileSync('git', ['init', '-q', join(folder, 'module')], { stdio: 'pipe' });
    expect(await among(['private/a.ts', 'b.ts'], [], join(folder, 'module'))).toEqual({ 'private/a.ts': '.journeymanignore' });
  });

  it('judges a link by what it leads to', async () => {
    write('.env', '');
    write('notes.md', '');
    writeFileSync(join(folder, '..', 'private.txt'), '');
    symlinkSync('.env', join(folder, 'settings.txt'));
    symlinkSync('notes.md', join(folder, 'readme.md'));
    symlinkSync('../private.txt', join(folder, 'out.txt'));
    const found = await among(['settings.txt', 'readme.md', 'out.txt']);
    expect(Object.keys(found)).toEqual(['settings.txt', 'out.txt']);
    expect(found['out.txt']).toContain('outside');
  });

  it('takes no path for a pattern or an option', async () => {
    write('.gitignore', 'src/\n');
    expect(await among(['--help', ':(top)a', ':!x', '*', '-z', 'src/[a].ts'])).toEqual({ 'src/[a].ts': '.gitignore' });
  });

  it('excludes a path of which git cannot tell, and only that one', async () => {
    write('.gitignore', '*.log\n');
    symlinkSync('..', join(folder, 'link'));
    expect(await among(['a.ts', 'link/b.ts', 'c.log', 'd.ts', 'e.ts'])).toEqual({ 'link/b.ts': 'git, which could not tell', 'c.log': '.gitignore' });
  });

  it('answers for a folder within the repository, with the ignore files above it', async () => {
    write('.gitignore', 'app/gen/\n');
    write('.cursorignore', 'app/geheim/\n');
    mkdirSync(join(folder, 'app'));
    expect(await among(['gen/a.ts', 'geheim/b.ts', 'c.ts'], [], join(folder, 'app'))).toEqual({ 'gen/a.ts': expect.stringContaining('.gitignore') as string, 'geheim/b.ts': '.cursorignore' });
  });

  it('answers for more paths than one run of git takes', async () => {
    write('.gitignore', '*.log\n');
    const paths = Array.from({ length: 5000 }, (_, index) => `folder ${index % 7}/file ${index}.${index % 2 ? 'log' : 'ts'}`);
    expect(Object.keys(await among(paths))).toHaveLength(2500);
  });

  it('gives up when it is cancelled', async () => {
    await expect(createExclusions({ patterns: [] }).among(['a'], folder, AbortSignal.abort())).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});

describe('ignore files', () => {
  it.each(IGNORE_FILES)('%s excludes at the top and below, with its own exceptions', async (name) => {
    write(name, 'geheim/\n*.sql\n!offen.sql\n');
    write(`unten/${name}`, '/nur-hier.ts\n!wieder.sql\n');
    expect(await among(['geheim/a.ts', 'x/geheim/b.ts', 'a.sql', 'offen.sql', 'unten/nur-hier.ts', 'unten/tief/nur-hier.ts', 'unten/wieder.sql', 'src/a.ts'])).toEqual({
      'geheim/a.ts': name,
      'x/geheim/b.ts': name,
      'a.sql': name,
      'unten/nur-hier.ts': `unten/${name}`,
    });
  });

  it('takes nothing back that a folder above, or another file, excludes', async () => {
    write('.aiignore', 'geheim/\n');
    write('geheim/.aiignore', '!a.ts\n');
    write('.cursorignore', '!geheim/\n!geheim/a.ts\n');
    write('.journeymanignore', '!secrets.json\n');
    expect(await among(['geheim/a.ts', 'secrets.json'])).toEqual({ 'geheim/a.ts': '.aiignore', 'secrets.json': 'the built-in pattern secrets.*' });
  });

  it('reads an empty .aiexclude as excluding all below it', async () => {
    write('zu/.aiexclude', '\n');
    expect(await among(['zu/tief/a.ts', 'a.ts'])).toEqual({ 'zu/tief/a.ts': 'zu/.aiexclude' });
  });

  it('does not read a file that keeps something out of an index only', async () => {
    write('.cursorindexingignore', '*.ts\n');
    expect(await among(['a.ts'])).toEqual({});
  });

  it.each([
    ['UTF-16 as PowerShell writes it', Buffer.from('\uFEFFgehälter/\r\n', 'utf16le')],
    ['big-endian UTF-16', Buffer.from('\uFEFFgehälter/\r\n', 'utf16le').swap16()],
    ['UTF-8 with a mark', Buffer.from('\uFEFFgehälter/\r\n')],
    ['windows-1252', Buffer.from('gehälter/\n', 'latin1')],
  ])('reads a file in %s', async (_, bytes) => {
    writeFileSync(join(folder, '.journeymanignore'), bytes);
    expect(await among(['gehälter/a.md', 'b.md'])).toEqual({ 'gehälter/a.md': '.journeymanignore' });
  });

  it('excludes all below a file that is there and cannot be read', async () => {
    mkdirSync(join(folder, 'a', '.aiignore'), { recursive: true });
    mkdirSync(join(folder, 'b'));
    symlinkSync('/nowhere/at all', join(folder, 'b', '.cursorignore'));
    mkdirSync(join(folder, 'c'));
    symlinkSync('/dev/zero', join(folder, 'c', '.geminiignore'));
    write('d/.aiexclude', '# long\n'.repeat(200_000));
    expect(await among(['a/x.ts', 'b/tief/x.ts', 'c/x.ts', 'd/x.ts', 'x.ts'])).toEqual({
      'a/x.ts': 'a/.aiignore, which cannot be read',
      'b/tief/x.ts': 'b/.cursorignore, which cannot be read',
      'c/x.ts': 'c/.geminiignore, which cannot be read',
      'd/x.ts': 'd/.aiexclude, which cannot be read',
    });
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('excludes all below a folder that cannot be read', async () => {
    write('zu/x.ts', '');
    chmodSync(join(folder, 'zu'), 0o000);
    try {
      expect(await among(['zu/x.ts'])).toEqual({ 'zu/x.ts': 'zu, which cannot be read' });
    } finally {
      chmodSync(join(folder, 'zu'), 0o700);
    }
  });

  it('reads .gitignore itself outside of a repository', async () => {
    write('.gitignore', '*.gen.ts\n');
    expect(await among(['a.gen.ts', 'a.ts'])).toEqual({ 'a.gen.ts': '.gitignore' });
  });

  it('works without git', async () => {
    git('init', '-q');
    write('.gitignore', '*.gen.ts\n');
    const path = process.env.PATH;
    process.env.PATH = folder;
    try {
      expect(await among(['a.gen.ts', 'a.ts'])).toEqual({ 'a.gen.ts': '.gitignore' });
    } finally {
      process.env.PATH = path;
    }
  });
});

describe('patterns', () => {
  it('names the setting', async () => {
    expect(await among(['intern/a.ts', 'intern/b.md', 'a.ts'], ['intern/**', '!intern/b.md'])).toEqual({ 'intern/a.ts': 'the setting journeyman.escalation.exclude' });
  });

  it('takes the absolute path of a folder, also by another name of it', async () => {
    for (const path of ['src/private/a.ts', 'src/b.ts']) write(path, '');
    const other = `${folder} 2`;
    symlinkSync(folder, other);
    for (const base of [folder, other]) expect(await among(['src/private/a.ts', 'src/b.ts'], [`${folder}/src/private/**`], base)).toEqual({ 'src/private/a.ts': 'the setting journeyman.escalation.exclude' });
  });

  it('knows files that hold keys, and their examples', async () => {
    const held = ['.env', 'app/.env.production', 'prod.env', 'tls/server.pem', 'a.KEY', '.ssh/id_rsa', 'x/id_ed25519', '.npmrc', '.pypirc', '.netrc', 'cert.p12', 'cert.pfx', 'config/secrets.yml', 'credentials', '.aws/credentials', 'gcp-credentials.json', '.docker/config.json', 'infra/.docker/config.json', 'roles/x/.kube/config', 'infra/prod.tfstate'];
    const free = ['.env.example', 'app/.env.sample', '.env.template', 'src/env.ts', 'src/keys.ts', 'docs/credentials.md', 'src/credentials.ts', 'id_rsa.pub', 'package.json', 'src/secret-store.ts'];
    expect(Object.keys(await among([...held, ...free]))).toEqual(held);
    expect(new Set(BUILT_IN).size).toBe(BUILT_IN.length);
  });

  it('excludes what is outside of the folder', async () => {
    expect(Object.keys(await among(['../x.ts', 'a/../../x.ts', '/etc/passwd', '', '.', 'a\0b', 'C:\\x.ts', 'a/../b.ts', './c.ts', '..datei.ts', join(folder, 'd.ts')]))).toEqual(['../x.ts', 'a/../../x.ts', '/etc/passwd', '', '.', 'a\0b', 'C:\\x.ts']);
  });

  it('judges paths without a folder by their names, and a lone file by the folder that it is in', async () => {
    write('.aiignore', 'privat.ts\n');
    expect(await among(['a/.env', 'a.ts', join(folder, 'privat.ts'), join(folder, 'a.ts')], [], undefined)).toEqual({ 'a/.env': 'the built-in pattern *.env', [join(folder, 'privat.ts')]: '.aiignore' });
  });
});
