import { describe, expect, it } from 'vitest';
import { parseDiff } from '../../../src/sources/git/parse-diff.ts';
import { migrationNotes, newVariables } from '../../../src/workers/pull-request/migration.ts';
import { changed } from './changed.ts';

const added = (path: string) => `diff --git a/${path} b/${path}\nnew file mode 100644\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1,1 @@\n+x\n`;
const notes = (...diffs: string[]) => migrationNotes(parseDiff(diffs.join('')), []);
const variables = (...diffs: string[]) => newVariables(parseDiff(diffs.join('')));

describe('migrationNotes', () => {
  it.each(['db/migrate/20240101_add.rb', 'app/migrations/0001_initial.py', 'alembic/versions/ab12_x.py', 'prisma/migrations/20240101_init/migration.sql', 'sql/V1__init.sql', 'database/migrations/2024_01_01_x.php', 'src/migrations/1700000-add.ts'])('names the new migration %s', (path) => {
    expect(notes(added(path))).toBe(`- Adds the migration \`${path}\``);
  });

  it.each(['src/migrations/index.ts', 'test/migrations/0001_x.py', 'docs/migrations/2024.md', 'src/migration.ts', 'a/V1_x.sql'])('takes %s for none', (path) => {
    expect(notes(added(path))).toBe('');
  });

  it('says nothing of migrations that changed, and counts many', () => {
    expect(notes(changed('db/migrate/1_a.rb', '', '+x'))).toBe('');
    expect(notes(...Array.from({ length: 9 }, (_, index) => added(`db/migrate/${index}_a.rb`)))).toBe('- Adds 9 migrations in `db/migrate/`');
  });

  it('begins with what the authors say', () => {
    expect(migrationNotes(parseDiff(added('db/migrate/1_a.rb')), [{ subject: 'x', body: 'Migration: run it' }])).toBe('run it\n\n- Adds the migration `db/migrate/1_a.rb`');
  });

  it('says that a variable is new where the project lists its variables, otherwise that it is read', () => {
    expect(notes(changed('.env.example', '', '+API_KEY='), changed('src/a.ts', '', "+const a = process.env.API_KEY ?? process.env['API_URL'];"))).toBe('- Adds the environment variable `API_KEY`\n- Reads the environment variable `API_URL`');
  });
});

describe('newVariables', () => {
  it.each([
    ['a.ts', 'process.env.MY_VAR'],
    ['a.ts', 'import.meta.env.MY_VAR'],
    ['a.py', "os.environ['MY_VAR']"],
    ['a.py', "os.environ.get('MY_VAR', '')"],
    ['a.py', 'os.getenv("MY_VAR")'],
    ['a.go', 'os.Getenv("MY_VAR")'],
    ['a.go', 'v, ok := os.LookupEnv("MY_VAR")'],
    ['a.rb', "ENV.fetch('MY_VAR')"],
    ['a.rs', 'env::var("MY_VAR")'],
    ['a.java', 'System.getenv("MY_VAR")'],
    ['a.cs', 'Environment.GetEnvironmentVariable("MY_VAR")'],
    ['a.c', 'getenv("MY_VAR")'],
  ])('reads it in %s: %s', (path, text) => {
    expect(variables(changed(`src/${path}`, '', `+  ${text}`))).toEqual({ listed: [], read: ['MY_VAR'] });
  });

  it.each([
    ['src/a.ts', ['-process.env.MY_VAR', '+process.env.MY_VAR ?? 1']],
    ['src/a.ts', [' process.env.MY_VAR', '+process.env.MY_VAR']],
    ['src/a.ts', ['+// process.env.MY_VAR']],
    ['src/a.ts', ['+MY_VAR', '+process.env[name]', '+process.env.NODE_ENV', '+process.env.path']],
    ['test/a.test.ts', ['+process.env.MY_VAR']],
    ['docs/a.md', ['+process.env.MY_VAR']],
    ['.env.example', ['+# MY_VAR=1', '-MY_VAR=', '+MY_VAR=2']],
  ])('finds none in %s: %j', (path, lines) => {
    expect(variables(changed(path, '', ...lines))).toEqual({ listed: [], read: [] });
  });

  it('is quick on long lines', () => {
    expect(variables(changed('src/a.js', '', `+${'process.env.'.repeat(50_000)}`))).toEqual({ listed: [], read: [] });
  });
});
