import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** An empty folder with a space and letters beyond ASCII in its path. */
export function temporaryFolder(): string {
  return realpathSync.native(mkdtempSync(join(tmpdir(), 'journeyman größte übung ')));
}

/** A git repository for a test, which needs nothing of the user's own configuration. */
export class SampleRepository {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    this.git('init', '--quiet', '--initial-branch=main');
    for (const [key, value] of [['user.name', 'Ada Beispiel'], ['user.email', 'ada@example.com'], ['commit.gpgsign', 'false'], ['core.autocrlf', 'false']] as const) this.git('config', key, value);
  }

  git(...args: string[]): string {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: join(this.folder, '..', 'no such config'), GIT_CONFIG_NOSYSTEM: '1' };
    return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env });
  }

  write(files: Record<string, string>): this {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
    return this;
  }

  stage(): this {
    this.git('add', '--all');
    return this;
  }

  onBranch(name: string): this {
    this.git('switch', '--quiet', '--create', name);
    return this;
  }

  commit(message: string): this {
    this.stage().git('commit', '--quiet', '--message', message);
    return this;
  }
}

const size = `var limit = 3;
consle.log(limit);
const label = (count: number) => count === 1 ? 'one file' : count + ' files';

export { label };
`;

/** The workspace of the suite in the extension host: a folder of five repositories, one of them in the middle of a merge. */
export function suiteWorkspace(): string {
  const folder = temporaryFolder();
  new SampleRepository(join(folder, 'erstes projekt'))
    .write({ 'src/größe.ts': size, 'README.md': '# Sizes\n' })
    .commit('feat: add the labels of sizes')
    .write({ 'src/round.ts': 'export const round = (value: number) => Math.round(value);\n' })
    .commit('feat: round values')
    .onBranch('kürzen')
    .write({ 'src/cut.ts': 'export function cut(text: string, length: number): string {\n  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;\n}\n' })
    .commit('feat: cut long texts')
    .write({ 'README.md': '# Sizes\n\nLong texts are cut with an ellipsis.\n' })
    .commit('docs: say how texts are cut')
    .write({ 'src/round.ts': 'export const round = (value: number, digits = 0) => Number(value.toFixed(digits));\n' })
    .stage();
  new SampleRepository(join(folder, 'zweites'))
    .write({ 'app.py': 'def greet(name):\n    return "Hello " + name\n' })
    .commit('Add the greeting')
    .write({ 'app.py': 'def greet(name):\n    """Greets politely."""\n    if not name:\n        raise ValueError("name is empty")\n    return f"Hello {name}"\n' })
    .stage();
  new SampleRepository(join(folder, 'nichts bereit')).write({ 'notes.txt': 'one\n' }).commit('Add notes').write({ 'notes.txt': 'one\ntwo\n' });
  new SampleRepository(join(folder, 'gelernt'))
    .write({ 'shop.py': 'def price(item):\n    return item.price\n' })
    .commit('Add the price')
    .write({ 'shop.py': 'def price(item, discount=0):\n    if discount < 0:\n        raise ValueError("discount is negative")\n    return item.price * (100 - discount) / 100\n' })
    .stage();
  const merging = new SampleRepository(join(folder, 'im merge')).write({ 'a.txt': 'a\n' }).commit('Add a').onBranch('seite').write({ 'b.txt': 'b\n' }).commit('Add b');
  merging.git('switch', '--quiet', 'main');
  merging.git('merge', '--quiet', '--no-ff', '--no-commit', 'seite');
  return folder;
}
