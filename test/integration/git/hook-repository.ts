import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type Installed, installHook } from '../../../src/sources/git/hook-install.ts';
import { ownEnvironment } from '../../support/own-environment.ts';
import type { Repository, Sandbox } from './repository.ts';

const source = (path: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../../src', path)).href);

/** Programs that stand in for the command line. */
const PROGRAMS = {
  // Reads what is staged as the product does, and names it.
  drafts: `
    import { createGit } from ${source('sources/git/git.ts')};
    import { openMessageFile } from ${source('sources/git/hook-message-file.ts')};
    const { signal } = new AbortController();
    const target = await openMessageFile(process.argv.at(-1), process.cwd(), signal);
    const { diff } = await createGit().staged(process.cwd(), signal);
    const names = [...diff.matchAll(/^\\+\\+\\+ (.*?)\\t?$/gm)].map((match) => match[1]);
    if (target) await target.write('Drafted for ' + names.join(', '), signal);`,
  fails: `console.error('journeyman: It went wrong.'); console.error('More.'); process.exit(3);`,
  hangs: `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`,
  rubbish: `process.stdout.write('\\0\\x1b[2J rubbish\\n'.repeat(9)); process.stderr.write('\\x1b[2Jrubbish\\n'.repeat(9)); process.exit(1);`,
  // Says on the way that it has begun.
  waits: `(await import('node:fs')).writeFileSync(process.argv.at(-1) + '.begun', ''); setInterval(() => {}, 1000);`,
  crashes: `process.kill(process.pid, 'SIGKILL');`,
};

export const { signal } = new AbortController();

export class HookTest {
  readonly repository: Repository;
  readonly cli: string;
  readonly #seen: string;

  constructor(sandbox: Sandbox, name: string) {
    this.repository = sandbox.repository(name);
    this.repository.commit('Initial', { 'tee.txt': 'a\n', 'unter ordner/ä.txt': 'b\n' });
    this.cli = join(sandbox.folder(`${name} it's "$HOME"`), 'clï.mjs');
    this.#seen = join(sandbox.root, `${name} seen`);
    this.program('drafts');
  }

  program(kind: keyof typeof PROGRAMS): void {
    writeFileSync(this.cli, PROGRAMS[kind]);
  }

  install(options: { cwd?: string; globalHooks?: boolean } = {}): Promise<Installed> {
    return installHook(options.cwd ?? this.repository.path, { node: process.execPath, cli: this.cli }, { globalHooks: options.globalHooks ?? false }, signal);
  }

  /** `git commit` with an editor that keeps what it was shown, and saves it with a subject of its own where it has none. */
  commit(args: string[] = [], { cwd = this.repository.path, env = {}, config = [] }: { cwd?: string; env?: NodeJS.ProcessEnv; config?: string[] } = {}) {
    rmSync(this.#seen, { force: true });
    const { status, stderr } = spawnSync('git', [...config.flatMap((each) => ['-c', each]), 'commit', '--quiet', ...args], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...ownEnvironment(),
        CI: undefined,
        GIT_CONFIG_GLOBAL: join(this.repository.path, '..', 'no such config'),
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Zoë',
        GIT_AUTHOR_EMAIL: 'zoe@example.com',
        GIT_COMMITTER_NAME: 'Zoë',
        GIT_COMMITTER_EMAIL: 'zoe@example.com',
        SEEN: this.#seen,
        GIT_EDITOR: 'edit() { cp "$1" "$SEEN" && { cat "$SEEN" && [ -n "$OWN" ] && echo "$OWN"; } > "$1" || :; }; edit',
        OWN: '',
        NODE_NO_WARNINGS: '1',
        ...env,
      },
    });
    return { status, stderr, seen: existsSync(this.#seen) ? readFileSync(this.#seen, 'utf8') : undefined };
  }

  /** Runs the drafting script alone, as a job of its own, and presses Ctrl-C once it drafts. */
  async interrupted(file: string): Promise<{ code: number | null; stderr: string }> {
    const script = join(this.repository.path, '.git', 'journeyman', 'prepare-commit-msg');
    const child = spawn('sh', [script, file], { cwd: this.repository.path, detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: { ...ownEnvironment(), CI: undefined, GIT_EDITOR: 'vi' } });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    while (!existsSync(`${file}.begun`) && child.exitCode === null) await sleep(20);
    process.kill(-child.pid!, 'SIGINT');
    return { code: await ended, stderr };
  }

  /** What a terminal shows while the drafting script runs alone; `script` of util-linux is the terminal. */
  inTerminal(file: string, term: string): string {
    const hook = join(this.repository.path, '.git', 'journeyman', 'prepare-commit-msg');
    const { stdout } = spawnSync('script', ['-qec', 'sh "$HOOK" "$FILE"', '/dev/null'], {
      cwd: this.repository.path,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...ownEnvironment(), CI: undefined, GIT_EDITOR: 'vi', TERM: term, HOOK: hook, FILE: file, NODE_NO_WARNINGS: '1' },
    });
    return stdout;
  }

  get lastMessage(): string {
    return this.repository.git('log', '-1', '--format=%B').trim();
  }
}
