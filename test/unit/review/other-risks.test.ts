import { describe, expect, it } from 'vitest';
import { file } from '../commit/changes.ts';
import { added, found, risksIn } from './reviewed.ts';

describe('migrations', () => {
  it('are told where they lose data', () => {
    expect(risksIn(added('db/migrations/002.sql', ['ALTER TABLE users DROP COLUMN name;']))).toMatchObject([{ kind: 'migration', line: 1, detail: expect.stringContaining('column is dropped') }]);
    expect(risksIn(added('db/migrations/002.sql', ['drop table users;']))).toMatchObject([{ detail: expect.stringContaining('table or more is dropped') }]);
    expect(risksIn(added('db/migrations/002.sql', ['TRUNCATE TABLE users;']))).toMatchObject([{ detail: 'A table is emptied.' }]);
    expect(risksIn(added('db/migrations/002.sql', ['DELETE FROM users', '  ;']))).toMatchObject([{ detail: expect.stringContaining('no `WHERE`') }]);
    expect(risksIn(added('db/migrations/002.sql', ['UPDATE users SET active = 0;']))).toMatchObject([{ detail: expect.stringContaining('no `WHERE`') }]);
    expect(risksIn(added('app/migrations/0002_x.py', ['class Migration:', '    operations = [', '        migrations.RemoveField("user", "name"),']))).toMatchObject([{ line: 3 }]);
    expect(found('src/a.ts', ['+db.exec("DELETE FROM users");'])).toEqual([expect.stringContaining('no `WHERE`')]);
  });

  it('are let be where a row is meant, or the way back', () => {
    for (const lines of [['DELETE FROM users', '  WHERE id = 1;'], ['CREATE TABLE a (id int);', '-- +goose Down', 'DROP TABLE a;']]) {
      expect(risksIn(added('db/migrations/002.sql', lines))).toMatchObject([{ detail: 'The database changes by a new migration.' }]);
    }
    expect(risksIn(added('alembic/versions/1_x.py', ['def upgrade():', '    op.add_column("a", "b")', 'def downgrade():', '    op.drop_column("a", "b")']))).toMatchObject([{ detail: 'The database changes by a new migration.' }]);
    expect(found('src/a.ts', ['+const message = "Drop table here";', '+db.exec("DELETE FROM users WHERE id = 1");', '+const word = "DELETE FROM the list";'])).toEqual([]);
  });

  it('are told once: the schema goes along', () => {
    const schema = file('db/schema.rb', ['-ActiveRecord::Schema[8.0].define(version: 1) do', '+ActiveRecord::Schema[8.0].define(version: 2) do']);
    expect(risksIn(schema)).toMatchObject([{ kind: 'migration', line: 1 }]);
    expect(risksIn(schema, added('db/migrate/2_add.rb', ['add_column :users, :name']))).toEqual([]);
  });

  it('are told where an old one changes or goes', () => {
    expect(found('db/migrations/001.sql', [' CREATE TABLE a (', '+  b int,'])).toEqual(['migration 2: A migration that may have run already changes.']);
    expect(found('db/migrations/001.sql', ['-CREATE TABLE a;'], { kind: 'deleted' })).toEqual([expect.stringContaining('A migration is deleted')]);
  });
});

describe('tests', () => {
  it('that are gone', () => {
    expect(found('test/a.test.ts', ["-it('adds', () => {", '-  expect(add(1, 1)).toBe(2);', '-});'])).toEqual(['deleted-tests: A test is gone: `adds`.']);
    expect(found('tests/test_a.py', ['-def test_one():', '-    assert one() == 1', '-def test_two():', '-    assert two() == 2'], { kind: 'deleted' })).toEqual(['deleted-tests: The file is deleted with 2 tests: `test_one` and `test_two`.']);
    expect(found('src/a.rs', [' #[cfg(test)]', '-    #[test]', '-    fn adds() {', '-    }'])).toEqual(['deleted-tests: A test is gone: `adds`.']);
  });

  it('that moved, or go by another name, are not gone', () => {
    const test = ["it('adds', () => {", '  expect(add(1, 1)).toBe(2);', '  expect(add(2, 1)).toBe(3);', '});'];
    expect(risksIn(file('test/a.test.ts', test.map((line) => `-${line}`)), added('test/b.test.ts', test))).toEqual([]);
    expect(found('test/a.test.ts', ["-it('adds', () => {", "+it('adds numbers', () => {"])).toEqual([]);
  });

  it.each([
    ['test/a.test.ts', "it.skip('adds', () => {"],
    ['test/a.test.ts', "xit('adds', () => {"],
    ['tests/test_a.py', '@pytest.mark.skip(reason="slow")'],
    ['pkg/a_test.go', '\tt.Skip("slow")'],
    ['tests/a.rs', '    #[ignore]'],
    ['src/test/java/ATest.java', '  @Disabled'],
    ['test/a.test.ts', "it.only('adds', () => {"],
  ])('that no longer run: %s %s', (path, line) => {
    expect(found(path, [' before();', `+${line}`])).toEqual([expect.stringMatching(/^deleted-tests 2: .*(?:skipped|only)/)]);
  });

  it.each([
    ['tests/test_a.py', ['+@pytest.mark.skipif(windows, reason="x")']],
    ['pkg/a_test.go', [' \tif testing.Short() {', '+\t\tt.Skip("slow")']],
    ['test/a.test.ts', ["-it.skip('adds', () => {", "+it.skip('adds numbers', () => {"]],
    ['test/a.test.ts', ['+  if (offline) context.skip(`no network`);']],
  ])('that run on some machines only, or were skipped before, are none of them: %s %j', (path, lines) => {
    expect(found(path, lines)).toEqual([]);
  });

  it('that check less', () => {
    expect(found('test/a.test.ts', [" it('adds', () => {", '-  expect(a).toBe(1);', '-  expect(b).toBe(2);', '-  expect(c).toBe(3);', '+  run();'])).toEqual(['deleted-tests: 3 assertions are gone and none came.']);
    expect(found('test/a.test.ts', ['-  expect(a).toBe(1);', '-  expect(b).toBe(2);', '+  expect({ a, b }).toEqual({ a: 1, b: 2 });', '+  expect(c).toBe(3);'])).toEqual([]);
  });
});

describe('errors', () => {
  it.each([
    ['src/a.ts', ['+try { a(); } catch {}'], 1],
    ['src/a.ts', [' try {', '+} catch (error) {', '+}'], 2],
    ['src/a.ts', ['+load().catch(() => {});'], 1],
    ['app/a.py', [' try:', '+except Exception:', '+    pass'], 2],
    ['app/a.py', ['+except:', '+    log()'], 1],
    ['pkg/a.go', ['+\t_ = store.Save(user)'], 1],
    ['src/a.rs', ['+    let user = load().unwrap();'], 1],
  ])('that nobody hears of: %s %j', (path, lines, line) => {
    expect(found(path, lines)).toEqual([expect.stringMatching(new RegExp(`^error-handling ${line}: `))]);
  });

  it.each([
    ['src/a.ts', ['+} catch {', '+  // It may be gone already.', '+}']],
    ['src/a.ts', ['+const found = await stat(path).catch(() => undefined);']],
    ['src/a.ts', ['+await rm(folder).catch(() => {});']],
    ['app/a.py', ['+except KeyError:', '+    pass']],
    ['pkg/a.go', ['+\t_ = body.Close()']],
    ['src/a.rs', [' #[cfg(test)]', ' mod tests {', '+    let user = load().unwrap();']],
    ['src/a.rs', ['+    let users = self.users.lock().unwrap();']],
    ['tests/a.rs', ['+    let user = load().unwrap();']],
  ])('that are meant to be passed over: %s %j', (path, lines) => {
    expect(found(path, lines)).toEqual([]);
  });
});

describe('locks', () => {
  it('that are gone', () => {
    expect(found('pkg/a.go', ['-\ts.mu.Lock()', '-\tdefer s.mu.Unlock()', ' \ts.count++'])).toEqual(['concurrency: A lock is gone: `s.mu.Lock()`.']);
    expect(found('app/a.py', ['-    with self._lock:', '-        self.count += 1', '+    self.count += 1'])).toEqual(['concurrency: A lock is gone: `with self._lock`.']);
  });
  it('that are gone where fewer others have come', () => {
    expect(found('pkg/a.go', ['-\ta.mu.Lock()', '-\tb.mu.Lock()', '+\tc.mu.Lock()'])).toEqual(['concurrency: Locks are gone: `a.mu.Lock()` and `b.mu.Lock()`.']);
  });
  it('that stand elsewhere are not', () => {
    expect(found('pkg/a.go', ['-\ts.mu.Lock()', ' \ta()', '+\ts.mu.Lock()', ' \tb()'])).toEqual([]);
    expect(found('pkg/a.go', ['-\ts.mu.Lock()', '+\ts.mu.RLock()'])).toEqual([]);
  });
});

describe('what a project is made of', () => {
  it('is told of its packages', () => {
    const lines = ['   "dependencies": {', '+    "left-pad": "^1.0.0",', '-    "vite": "^5.1.0",', '+    "vite": "^6.0.0",', '-    "zod": "^4.0.0"', '+    "zod": "^4.1.0"'];
    expect(found('package.json', lines)).toEqual(['dependency 2: The dependency `left-pad` is new.', 'dependency 3: `vite` goes from 5.1.0 to 6.0.0.']);
  });
  it('is told of locked versions that no manifest asked for', () => {
    const lock = file('package-lock.json', ['-      "version": "1.0.0"', '+      "version": "1.0.1"']);
    expect(risksIn(lock)).toMatchObject([{ kind: 'dependency' }]);
    expect(risksIn(lock, file('package.json', ['-    "a": "^1.0.0"', '+    "a": "^1.0.1"']))).toEqual([]);
  });
  it('is told of settings with another value, and of what is checked', () => {
    expect(found('config/app.yml', ['-timeout: 5', '+timeout: 50'])).toEqual(['configuration 1: `timeout` is `50` in place of `5`.']);
    expect(found('config/app.yml', ['+timeout: 50'])).toEqual([]);
    expect(found('config/app.yml', ['-timeout:  5', '+timeout: 5'])).toEqual([]);
    expect(found('.github/workflows/ci.yml', ['+        continue-on-error: true'])).toEqual(['ci 1: A failure of this step no longer counts.']);
    expect(found('.github/workflows/ci.yml', ['-on: push'], { kind: 'deleted' })).toEqual(['ci: What this file ran is no longer run.']);
  });
  it('is told of what the diff does not show', () => {
    expect(found('lib/a.wasm', [], { binary: true })).toEqual([expect.stringContaining('binary')]);
    expect(found('media/a.png', [], { binary: true })).toEqual([]);
    expect(found('src/a.js', [], { added: 90_000 })).toEqual([expect.stringContaining('too large')]);
    expect(found('src/a.js', [`+${'var a=1;'.repeat(400)}`])).toEqual([expect.stringContaining('minified')]);
    expect(found('vendor/a.js', ['+a();'])).toEqual([expect.stringContaining('by hand')]);
    expect(risksIn(file('vendor/a.js', ['+a();']), file('package.json', ['+    "a": "1.0.0"']))).toEqual([]);
  });
});
