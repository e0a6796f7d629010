import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A throw-away folder whose path has a space and letters beyond ASCII, for repositories made with real git. */
export class Sandbox {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'journeyman gît é-')));

  folder(name: string): string {
    const path = join(this.root, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  repository(name: string): Repository {
    const repository = new Repository(this.folder(name));
    repository.git('init', '--quiet', '--initial-branch=main');
    return repository;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }
}

export class Repository {
  readonly path: string;
  /** Seconds: each command is a minute after the one before, so that the order of commits is certain. */
  private now = 1_700_000_000;

  constructor(path: string) {
    this.path = path;
  }

  /** Runs git as a person without any configuration of their own would. */
  git(...args: string[]): string {
    this.now += 60;
    return execFileSync('git', args, {
      cwd: this.path,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: join(this.path, '..', 'no such config'),
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Zoë',
        GIT_AUTHOR_EMAIL: 'zoe@example.com',
        GIT_COMMITTER_NAME: 'Zoë',
        GIT_COMMITTER_EMAIL: 'zoe@example.com',
        GIT_AUTHOR_DATE: `${this.now} +0000`,
        GIT_COMMITTER_DATE: `${this.now} +0000`,
        GIT_ALLOW_PROTOCOL: 'file',
      },
    });
  }

  write(path: string, content: string | Buffer): void {
    const full = join(this.path, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
  }

  /** Writes the files and commits everything. */
  commit(subject: string, files: Record<string, string | Buffer> = {}): string {
    for (const [path, content] of Object.entries(files)) this.write(path, content);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '-m', subject);
    return this.git('rev-parse', 'HEAD').trim();
  }
}
