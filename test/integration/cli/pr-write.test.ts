import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from '../../../src/cli/command-line.ts';
import { Output } from '../../../src/cli/output.ts';
import { findProgram } from '../../../src/sources/linters/find-program.ts';
import { ForgeServer } from '../../support/forge/server.ts';
import { type Repository, Sandbox } from '../git/repository.ts';

const sandbox = new Sandbox();
const windows = process.platform === 'win32';
const realTools = { gh: await findProgram('gh', undefined), glab: await findProgram('glab', undefined) };
const standIn = readFileSync(new URL('../../support/forge/stand-in-tool.mjs', import.meta.url), 'utf8');
/** Git and nothing else of what the machine has. */
const onlyGit = sandbox.folder('only git');
if (!windows) symlinkSync((await findProgram('git', undefined))!, join(onlyGit, 'git'));
afterAll(() => sandbox.remove());

const TITLE = 'Steep tea for as long as its kind wants';
const BODY = 'Green tea turns bitter after `three` minutes; "quotes" and\n$(touch owned) stay what they are.';

let server: ForgeServer;
let repository: Repository;
let count = 0;

/** A folder with stand-ins of these names. */
function standIns(...names: string[]): string {
  const folder = sandbox.folder(`bin ${++count}`);
  for (const name of names) {
    writeFileSync(join(folder, name), `#!${process.execPath}\n${standIn}`);
    chmodSync(join(folder, name), 0o755);
  }
  // Node takes a file without an ending for a module where this says so.
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  return folder;
}

function tools(...folders: string[]): void {
  vi.stubEnv('PATH', [...folders, onlyGit].join(delimiter));
}

/** A branch of one commit that explains itself, so that no model is needed, as it was pushed to this remote. */
function prepare(url: string, { pushed = true } = {}): void {
  repository = sandbox.repository(`tee laden é ${++count}`);
  repository.commit('Open the shop', { 'src/tea.js': 'export const minutes = 3;\n' });
  repository.git('remote', 'add', 'origin', url);
  repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  repository.git('switch', '--quiet', '--create', 'feature/steep');
  repository.commit(`${TITLE}\n\n${BODY}`, { 'src/tea.js': 'export const minutes = (kind) => (kind === "green" ? 2 : 3);\n' });
  if (pushed) repository.git('update-ref', 'refs/remotes/origin/feature/steep', 'HEAD');
}

interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** `answer`: what the person types when they are asked; without it there is no terminal. `atQuestion` is called when the question stands there. */
async function pr(args: string[], { answer, atQuestion, signal = new AbortController().signal }: { answer?: string; atQuestion?: () => void; signal?: AbortSignal } = {}): Promise<Ran> {
  const terminal = answer === undefined ? {} : { isTTY: true, columns: 200, rows: 400 };
  const stdin = Object.assign(new PassThrough(), terminal);
  const text = { stdout: '', stderr: '' };
  const stdout = new PassThrough({ encoding: 'utf8' }).on('data', (piece: string) => (text.stdout += piece));
  const stderr = Object.assign(new PassThrough({ encoding: 'utf8' }), terminal).on('data', (piece: string) => {
    text.stderr += piece;
    if (!piece.includes('[y/N]')) return;
    atQuestion?.();
    stdin.write(`${answer}\n`);
  });
  const env = { JOURNEYMAN_CACHE: join(sandbox.root, 'cache') };
  const code = await runCommandLine(['pr', ...args], { stdin, stdout: new Output(stdout), stderr: new Output(stderr), env, cwd: repository.path, signal, processPath: join(sandbox.root, 'no process.mjs') });
  return { code, ...text };
}

function keptFiles(): string[] {
  const folder = join(sandbox.root, 'cache', 'replaced');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

/** Leads the real tool to the server: gh speaks without encryption to this name, through a proxy, and glab to any address that its configuration gives. */
function leadTo(address: string, tool: 'gh' | 'glab', host: string): void {
  const config = sandbox.folder(`${tool} ${++count}`);
  if (tool === 'gh') {
    writeFileSync(join(config, 'hosts.yml'), `${host}:\n    user: zoe\n    oauth_token: secret\n`);
    for (const [name, value] of Object.entries({ GH_CONFIG_DIR: config, HTTP_PROXY: address, http_proxy: address, NO_PROXY: '', no_proxy: '', GH_TOKEN: '', GITHUB_TOKEN: '', GH_HOST: '' })) vi.stubEnv(name, value);
  } else {
    writeFileSync(join(config, 'config.yml'), `hosts:\n  ${host}:\n    token: secret\n    api_host: ${new URL(address).host}\n    api_protocol: http\n`, { mode: 0o600 });
    for (const [name, value] of Object.entries({ GLAB_CONFIG_DIR: config, GITLAB_TOKEN: '', GITLAB_HOST: '', GITLAB_ACCESS_TOKEN: '', OAUTH_TOKEN: '' })) vi.stubEnv(name, value);
  }
}

/** Each of them is shown to do the same. */
const kinds = [
  { name: 'a stand-in for gh', tool: 'gh', host: 'github.localhost', target: 'tea/shop', url: (number: number) => `https://github.localhost/tea/shop/pull/${number}`, real: false },
  { name: 'the real gh', tool: 'gh', host: 'github.localhost', target: 'tea/shop', url: (number: number) => `https://github.localhost/tea/shop/pull/${number}`, real: true },
  { name: 'a stand-in for glab', tool: 'glab', host: 'gitlab.localhost', target: 'tea/house/shop', url: (number: number) => `https://gitlab.localhost/tea/house/shop/-/merge_requests/${number}`, real: false },
  { name: 'the real glab', tool: 'glab', host: 'gitlab.localhost', target: 'tea/house/shop', url: (number: number) => `https://gitlab.localhost/tea/house/shop/-/merge_requests/${number}`, real: true },
] as const;

describe.each(kinds)('pr --write through $name', ({ tool, host, target, url, real }) => {
  const program = realTools[tool];
  const missing = windows || (real && program === undefined);

  beforeAll(() => {
    if (missing && real) console.warn(`${tool} is not installed: pr --write is shown with its stand-in only.`);
  });
  beforeEach(async (context) => {
    if (missing) return context.skip();
    server = new ForgeServer(target);
    const address = await server.start();
    if (real) {
      leadTo(address, tool, host);
      const folder = sandbox.folder(`real ${count}`);
      symlinkSync(program!, join(folder, tool));
      tools(folder);
    } else {
      vi.stubEnv('STAND_IN_SERVER', address);
      tools(standIns(tool));
    }
    prepare(`https://${host}/${target}.git`);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    if (!missing) await server.stop();
  });

  it('opens one where none is open', async () => {
    const before = keptFiles();
    const { code, stdout, stderr } = await pr(['--write', '--yes']);
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringMatching(new RegExp(`Opened the (?:pull|merge) request: ${url(40)}\n$`)) });
    expect(stdout).toContain(TITLE);
    expect(server.kept).toMatchObject([{ title: TITLE, body: expect.stringContaining('$(touch owned)'), base: 'main', branch: 'feature/steep', draft: false }]);
    expect(server.kept[0]!.body).toContain('`three` minutes; "quotes"');
    expect(keptFiles()).toEqual(before);
  });

  it('opens a draft', async () => {
    const { code, stdout, stderr } = await pr(['--write', '--yes', '--draft', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ worker: 'pr', output: { title: TITLE }, written: { tool, url: url(40), action: 'created' } });
    expect(server.kept).toMatchObject([tool === 'gh' ? { draft: true, title: TITLE } : { title: `Draft: ${TITLE}` }]);
  });

  it('replaces what the open one says, against its own base, and keeps the old text', async () => {
    repository.git('update-ref', 'refs/remotes/origin/release', 'main');
    server.open({ number: 11, branch: 'feature/other' });
    server.open({ base: 'release', title: 'Draft: old title' });
    const before = keptFiles();
    const { code, stdout } = await pr(['--write', '--yes', '--json']);
    expect(code).toBe(0);
    const [file] = keptFiles().filter((each) => !before.includes(each));
    expect(JSON.parse(stdout)).toMatchObject({ written: { tool, url: url(12), action: 'updated', previous: { title: 'Draft: old title', body: 'Old body, written by hand.\r\n', file } } });
    expect(readFileSync(file!, 'utf8')).toBe('Draft: old title\n\nOld body, written by hand.\r\n');
    // A merge request is a draft by its title.
    expect(server.kept).toMatchObject([{ number: 11, title: 'Old title' }, { number: 12, base: 'release', title: tool === 'gh' ? TITLE : `Draft: ${TITLE}`, body: expect.stringContaining('$(touch owned)') }]);
    expect(server.writes).toHaveLength(1);
  });

  it('shows what stands there, and writes nothing when the person says no', async () => {
    server.open({ title: 'Old\u001b[2J title' });
    const { code, stdout, stderr } = await pr(['--write'], { answer: '' });
    expect(code).toBe(1);
    expect(stdout).toContain(TITLE);
    expect(stderr).toMatch(/12 reads now \(https:[^]+Old(?:\^\[)?\[2J title\n\nOld body, written by hand\.\n\nReplace it\? \[y\/N\] journeyman: Nothing was written\.\n$/);
    expect(server.writes).toEqual([]);
    expect(await pr(['--write'], { answer: 'yes' })).toMatchObject({ code: 0 });
    expect(server.kept).toMatchObject([{ title: TITLE }]);
  });

  it('leaves it alone where somebody else has changed it meanwhile', async () => {
    const request = server.open();
    const { code, stderr } = await pr(['--write'], { answer: 'y', atQuestion: () => (request.body = 'New, by a colleague.') });
    expect(code).toBe(1);
    expect(stderr).toMatch(/Nothing was written\. Somebody has changed .12 meanwhile\. Run the command again\.\n$/);
    expect(request).toMatchObject({ title: 'Old title', body: 'New, by a colleague.' });
    const closed = await pr(['--write'], { answer: 'y', atQuestion: () => (request.open = false) });
    expect(closed).toMatchObject({ code: 1, stderr: expect.stringContaining('12 is no longer open.') });
    expect(server.writes).toEqual([]);
  });

  it('says so where there is nothing to change', async () => {
    await pr(['--write', '--yes']);
    expect(await pr(['--write', '--yes'])).toMatchObject({ code: 0, stderr: expect.stringMatching(/reads like this already: .+\n$/) });
    expect(server.writes).toHaveLength(1);
  });

  it('asks which one where several are open, and refuses another base than that of the only one', async () => {
    repository.git('update-ref', 'refs/remotes/origin/release', 'main');
    server.open({ base: 'release' });
    expect(await pr(['--write', '--yes', '--base', 'origin/main'])).toMatchObject({ code: 1, stderr: expect.stringMatching(/is open is for release, not for main\. .+Leave out --base/) });
    server.open({ number: 13 });
    expect(await pr(['--write', '--yes'])).toMatchObject({ code: 1, stderr: expect.stringMatching(/^journeyman: 2 \w+ requests of feature\/steep are open\. They are for release, main\. Say by --base/) });
    expect(await pr(['--write', '--yes', '--base', 'main'])).toMatchObject({ code: 0 });
    expect(server.kept.map(({ title }) => title)).toEqual(['Old title', TITLE]);
  });

  it('passes on what the server says, with what to do', async () => {
    server.refuse = { status: 403, body: { message: 'Resource not accessible\u001b[31m by personal access token' } };
    const forbidden = await pr(['--write', '--yes']);
    expect(forbidden).toMatchObject({ code: 1, stdout: '', stderr: expect.not.stringContaining('\u001b') });
    // gh itself shows a control character as two others.
    expect(forbidden.stderr.replace('^[[31m', '')).toBe(
      `journeyman: ${tool} failed. Resource not accessible by personal access token (HTTP 403). Check that you may write there, and as whom you are logged in: ${tool} auth status --hostname ${host}\n`,
    );
    server.refuse = { status: 401, body: { message: 'Bad credentials' } };
    expect((await pr(['--write', '--yes'])).stderr).toMatch(new RegExp(`Log in: ${tool} auth login --hostname ${host}\n$`));
    await server.stop();
    expect(await pr(['--write', '--yes'])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(new RegExp(`^journeyman: ${tool} failed\\.[^\n]+\n$`)) });
  });
});

describe.skipIf(windows)('pr --write', () => {
  beforeEach(async () => {
    server = new ForgeServer('tea/shop');
    vi.stubEnv('STAND_IN_SERVER', await server.start());
    tools(standIns('gh', 'glab'));
    prepare('git@github.com:tea/shop.git');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await server.stop();
  });

  it('gives texts by standard input only, and starts the tool outside of the repository', async () => {
    expect(await pr(['--write', '--yes'])).toMatchObject({ code: 0 });
    for (const { started } of server.seen) {
      expect(started?.tool).toBe('gh');
      expect(started?.args.slice(0, 3)).toEqual(['api', expect.stringMatching(/^--method=(?:GET|POST)$/), '--hostname=github.com']);
      expect(started?.args.join(' ')).not.toContain('tea for');
      expect(started?.cwd.startsWith(sandbox.root)).toBe(false);
    }
    expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);
  });

  it('takes the tool that is logged in where the name of the server tells nothing', async () => {
    repository.git('remote', 'set-url', 'origin', 'ssh://git@code.example:2222/tea/shop.git');
    vi.stubEnv('STAND_IN_KNOWS', 'glab code.example');
    expect(JSON.parse((await pr(['--write', '--yes', '--json'])).stdout)).toMatchObject({ written: { tool: 'glab' } });
    vi.stubEnv('STAND_IN_KNOWS', '');
    expect((await pr(['--write', '--yes'])).stderr).toBe('journeyman: Neither gh nor glab is logged in to code.example. Log in: gh auth login --hostname code.example, or glab auth login --hostname code.example\n');
  });

  it('says what to install', async () => {
    tools(standIns('glab'));
    expect(await pr(['--write', '--yes'])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^journeyman: gh was not found\. The branch is on github\.com.+https:\/\/cli\.github\.com.+\n$/) });
    tools();
    repository.git('remote', 'set-url', 'origin', 'https://code.example/tea/shop.git');
    expect((await pr(['--write', '--yes'])).stderr).toMatch(/^journeyman: Neither gh nor glab was found\./);
  });

  it('says how to log in', async () => {
    vi.stubEnv('STAND_IN_LOGGED_OUT', '1');
    expect(await pr(['--write', '--yes'])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^journeyman: gh failed\. .+ Log in: gh auth login --hostname github\.com\n$/) });
  });

  it('pushes nothing, and says how', async () => {
    prepare('https://github.com/tea/shop.git', { pushed: false });
    expect(await pr(['--write', '--yes'])).toEqual({ code: 1, stdout: '', stderr: 'journeyman: feature/steep has not been pushed. The server has to have the branch, and Journeyman pushes nothing. Push it: git push -u origin feature/steep\n' });
    expect(server.seen).toEqual([]);
  });

  it('says that commits have not been pushed', async () => {
    repository.commit('Boil it longer', { 'src/tea.js': 'export const minutes = 4;\n' });
    repository.git('commit', '--quiet', '--amend', '-m', 'Boil it longer\n\nIt was not hot.');
    repository.git('reset', '--quiet', '--soft', 'main');
    repository.commit(`${TITLE}\n\n${BODY}`);
    expect((await pr(['--write'], { answer: 'n' })).stderr).toMatch(/1 commit of feature\/steep has not been pushed[^]+Open a pull request in tea\/shop that merges feature\/steep into main\? \[y\/N\]/);
  });

  it('opens it from a fork in the repository that it came from', async () => {
    repository.git('remote', 'rename', 'origin', 'upstream');
    repository.git('remote', 'add', 'mine', 'https://github.com/Zoe/shop.git');
    repository.git('update-ref', 'refs/remotes/mine/feature/steep', 'HEAD');
    repository.git('update-ref', '-d', 'refs/remotes/upstream/feature/steep');
    expect(await pr(['--write', '--yes'])).toMatchObject({ code: 0 });
    expect(server.writes).toMatchObject([{ path: expect.stringMatching(/^\/repos\/tea\/shop\/pulls/), body: { head: 'Zoe:feature/steep', base: 'main' } }]);
    server.kept[0]!.source = 'someone/shop';
    expect((await pr(['--write'], { answer: 'n' })).stderr).toContain('Open a pull request in tea/shop that merges Zoe/shop:feature/steep into main?');
  });

  it.each([
    ['github.com', '/repos/tea/shop/pulls?', { head: 'zoe:feature/steep', base: 'main' }],
    ['gitlab.com', '/api/v4/projects/zoe%2Fshop/merge_requests?', { source_branch: 'feature/steep', target_branch: 'main', target_project_id: 7 }],
  ])('opens it from a plain clone of a fork on %s in the repository that it came from', async (host, path, body) => {
    server.fork = 'zoe/shop';
    prepare(`https://${host}/zoe/shop.git`);
    expect((await pr(['--write'], { answer: 'y' })).stderr).toMatch(/Open a \w+ request in tea\/shop that merges zoe\/shop:feature\/steep into main\?/);
    expect(server.writes).toMatchObject([{ path, body }]);
  });

  it('stops at once, and the tool with it', async () => {
    const started = join(sandbox.root, 'started');
    vi.stubEnv('STAND_IN_HANGS', started);
    const interruption = new AbortController();
    const running = pr(['--write', '--yes'], { signal: interruption.signal });
    const id = await vi.waitFor(() => Number(readFileSync(started, 'utf8')) || Promise.reject(new Error('not yet')), { timeout: 20_000 });
    expect(process.kill(id, 0)).toBe(true);
    interruption.abort();
    expect(await running).toEqual({ code: 1, stdout: '', stderr: '' });
    await vi.waitFor(() => expect(() => process.kill(id, 0)).toThrow('ESRCH'), { timeout: 20_000 });
  });

  it('shows the text before it asks, also where the result is JSON for a program', async () => {
    const { code, stdout, stderr } = await pr(['--write', '--json'], { answer: 'y' });
    expect(code).toBe(0);
    expect(stderr.indexOf(TITLE)).toBeGreaterThan(-1);
    expect(stderr.indexOf(TITLE)).toBeLessThan(stderr.indexOf('[y/N]'));
    expect(JSON.parse(stdout)).toMatchObject({ written: { action: 'created' } });
    server.kept = [];
    expect(await pr(['--write', '--json'], { answer: 'n' })).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/journeyman: Nothing was written\.\n$/) });
  });

  it('needs a terminal or --yes, and its other options need it', async () => {
    for (const args of [['--write'], ['--draft'], ['--yes']]) expect(await pr(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^journeyman: [^\n]+--(?:yes|write)[^\n]+\n$/) });
    expect(server.seen).toEqual([]);
  });

  it('asks nothing of the network without it', async () => {
    expect(await pr([])).toMatchObject({ code: 0, stdout: expect.stringContaining(TITLE) });
    expect(server.seen).toEqual([]);
  });

  it('takes a template of the repository, or none', async () => {
    mkdirSync(join(repository.path, '.github'));
    repository.git('switch', '--quiet', '--detach', 'main');
    expect((await pr(['--write', '--yes'])).stderr).toMatch(/^journeyman: No branch is checked out\./);
    expect((await pr(['--head', 'feature/steep', '--template', 'nope.md'])).stderr).toMatch(/^journeyman: There is no template nope\.md\./);
    expect((await pr(['--head', 'feature/steep', '--template', 'none'])).code).toBe(0);
  });
});
