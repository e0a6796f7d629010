import { describe, expect, it } from 'vitest';
import { file } from '../commit/changes.ts';
import { found, risksIn } from './reviewed.ts';

describe('calls that are easily misused', () => {
  it.each([
    ['src/a.js', 'const x = eval(text);', 'eval'],
    ['src/a.ts', '  * eval(text);', 'eval'],
    ['src/a.ts', 'const f = new Function("a", body);', 'new Function'],
    ['src/a.ts', 'exec(`rm -rf ${folder}`);', 'shell command'],
    ['src/a.ts', "execSync('ls ' + folder);", 'shell command'],
    ['src/a.ts', 'spawn(program, args, { shell: true });', 'shell'],
    ['src/a.tsx', '<div dangerouslySetInnerHTML={{ __html: text }} />', 'dangerouslySetInnerHTML'],
    ['src/a.ts', 'element.innerHTML = text;', 'innerHTML'],
    ['src/a.ts', 'const agent = new Agent({ rejectUnauthorized: false });', 'certificate'],
    ['src/a.ts', 'db.query(`SELECT name FROM users WHERE id = ${id}`);', 'SQL'],
    ['src/a.ts', 'db.query("DELETE FROM users WHERE id = " + id);', 'SQL'],
    ['src/a.ts', "app.use(cors({ origin: '*' }));", 'CORS'],
    ['src/a.ts', "res.setHeader('Access-Control-Allow-Origin', '*');", 'CORS'],
    ['app/a.py', 'subprocess.run(command, shell=True)', 'shell'],
    ['app/a.py', 'value = eval(text)', 'eval'],
    ['app/a.py', 'os.system("ls " + folder)', 'shell'],
    ['app/a.py', 'data = pickle.loads(body)', 'pickle'],
    ['app/a.py', 'config = yaml.load(stream)', 'YAML'],
    ['app/a.py', 'requests.get(url, verify=False)', 'certificate'],
    ['app/a.py', 'cursor.execute(f"SELECT * FROM users WHERE name = \'{name}\'")', 'SQL'],
    ['app/a.py', 'cursor.execute("SELECT * FROM users WHERE id = %s" % user)', 'SQL'],
    ['pkg/a.go', 'config := &tls.Config{InsecureSkipVerify: true}', 'certificate'],
    ['pkg/a.go', 'exec.Command("sh", "-c", line).Run()', 'shell'],
    ['src/A.java', 'Runtime.getRuntime().exec(line);', 'program'],
    ['src/A.java', 'ObjectInputStream in = new ObjectInputStream(body);', 'ObjectInputStream'],
    ['app/a.rb', 'skip_before_action :verify_authenticity_token', 'skipped'],
    ['src/a.php', '$x = unserialize($_GET["x"]);', 'unserialize'],
    ['src/a.c', '    strcpy(target, source);', 'strcpy'],
    ['src/a.rs', '    unsafe { *pointer }', 'unsafe'],
    ['install.sh', 'curl -fsSL https://example.com/install | sudo bash', 'downloaded'],
    ['Dockerfile', 'RUN curl https://example.com/x.sh | sh', 'downloaded'],
    ['deploy.sh', 'chmod -R 777 /var/www', '777'],
  ])('%s: %s', (path, line, word) => {
    expect(found(path, [' before', `+${line}`])).toEqual([expect.stringMatching(new RegExp(`^security 2: .*${word}`))]);
  });

  it.each([
    ['src/a.js', '// eval(text) would be wrong'],
    ['src/a.js', "const text = 'never call eval(text)';"],
    ['src/a.js', 'const pattern = /rejectUnauthorized: false|eval\\(/;'],
    ['src/a.js', 'await page.eval(text);'],
    ['src/a.js', 'const match = pattern.exec(text);'],
    ['src/a.js', "element.innerHTML = '';"],
    ['src/a.ts', 'sql`SELECT name FROM users WHERE id = ${id}`'],
    ['src/a.ts', 'db.prepare(`SELECT name FROM ${table} WHERE id = ?`)'],
    ['src/a.ts', 'throw new Error(`Please select one from ${names}`);'],
    ['src/a.ts', 'const language = { words, shell: true };'],
    ['src/a.ts', 'await chmod(path, found.mode & 0o777);'],
    ['app/a.py', 'model.eval()'],
    ['app/a.py', 'def eval(self):'],
    ['app/a.py', 'config = yaml.load(stream, Loader=yaml.SafeLoader)'],
    ['app/a.py', 'subprocess.run(["ls", folder])'],
    ['pkg/a.go', 'exec.Command("git", "status").Run()'],
    ['src/a.rs', '    let x = "unsafe { }";'],
    ['build.sh', 'curl -o file https://example.com/x.sh'],
    ['test/a.test.js', 'const x = eval(text);'],
    ['docs/a.md', 'curl https://example.com/install | sh'],
  ])('is quiet about %s: %s', (path, line) => {
    expect(found(path, [' before', `+${line}`])).toEqual([]);
  });

  it('takes what was there before, elsewhere or with another indentation, for nothing new', () => {
    expect(found('src/a.js', ['-eval(text);', '+  eval(text);'])).toEqual([]);
    const body = ['const one = first();', 'eval(one);', 'const two = second();', 'return two;'];
    const [from, to] = [file('src/b.js', body.map((line) => `-${line}`)), file('src/a.js', body.map((line) => `+${line}`))];
    expect(risksIn(to, from)).toEqual([]);
    expect(risksIn(to)).toMatchObject([{ kind: 'security', line: 2 }]);
  });

  it('tells the same thing once', () => {
    expect(found('src/a.js', ['+eval(a);', '+eval(b);', '+eval(c);'])).toEqual(['security 1: Text is run as code by `eval`, also at 2 other places.']);
  });
});

describe('credentials', () => {
  // Put together here, so that nothing in this file looks like one.
  const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
  it('are found by their name and look, and not repeated', () => {
    for (const [path, line] of [
      ['src/a.ts', `const apiKey = '${'q8Zr2Lx9Tt41Bv7'}';`],
      ['app/settings.py', `DB_PASSWORD = "${'h7Kp2mQ9x4Wz'}"`],
      ['config/app.yml', `client_secret: "${'Zx81kLp02MnQ77'}"`],
      ['src/a.ts', `const key = '${token}';`],
      ['test/a.test.ts', `const key = '${token}';`],
      ['src/key.ts', `const pem = \`-----BEGIN ${'RSA PRIVATE'} KEY-----`],
    ] as const) {
      const [risk, ...more] = found(path, [`+${line}`]);
      expect(more).toEqual([]);
      expect(risk).toMatch(/^security 1: .*(?:credential|key)/i);
      expect(risk).not.toContain(line.slice(-12, -3));
    }
  });

  it.each([
    ['src/a.ts', "const password = 'changeme-please1';"],
    ['src/a.ts', 'const apiKey = process.env.API_KEY_12345;'],
    ['src/a.ts', "const secretName = 'the-name-of-a-thing';"],
    ['src/a.ts', "const passwordField = 'user-password-input-2';"],
    ['.env.example', 'API_KEY="your-key-here-123"'],
    ['src/a.ts', "const tokenUrl = 'https://example.com/oauth2/token';"],
    ['test/a.test.ts', "const password = 'q8Zr2Lx9Tt41Bv7';"],
  ])('are not seen in %s: %s', (path, line) => {
    expect(found(path, [`+${line}`])).toEqual([]);
  });
});

describe('code of permissions', () => {
  it('is told when a check is gone', () => {
    expect(found('src/orders.ts', [' function remove(order) {', '-  if (!hasPermission(user)) throw new Error();', '+  log(order);', '   store.remove(order);'])).toEqual(['security: A check is gone: `hasPermission`.']);
    expect(found('app/views.py', ['-@login_required', ' def view(request):'])).toEqual(['security: A check is gone: `@login_required`.']);
  });

  it('is quiet where the check stands elsewhere or goes by another name', () => {
    expect(found('src/orders.ts', ['-  if (!hasPermission(user)) throw new Error();', '+  if (!hasPermission(user, order)) throw new Error();'])).toEqual([]);
    expect(found('app/views.py', ['-@login_required', '+@permission_required("orders")', ' def view(request):'])).toEqual([]);
  });

  it('is told when it changes, by the words of its path', () => {
    expect(found('src/authGuard.ts', [' a();', '+  b(user);'])).toEqual(['security 2: Code of `auth` changes.']);
    for (const path of ['src/author.ts', 'src/authors/list.ts', 'docs/auth.md', 'test/auth.test.ts']) expect(found(path, ['+b(user);'])).toEqual([]);
    expect(found('src/auth.ts', ["+import { a } from './a.ts';"])).toEqual([]);
  });
});

describe('workflows', () => {
  const path = '.github/workflows/ci.yml';
  const security = (lines: string[]) => found(path, lines).filter((risk) => risk.startsWith('security'));
  it('are told where strangers come in', () => {
    expect(security([' on:', '+  pull_request_target:'])).toEqual([expect.stringContaining('pull_request_target')]);
    expect(security(['       - name: x', '+        run: echo "${{ github.event.issue.title }}"'])).toEqual([expect.stringMatching(/^security 2: `github.event.issue.title` is put into a command/)]);
    expect(security(['         run: |', '           echo x', '+          git checkout ${{ github.head_ref }}'])).toEqual([expect.stringContaining('github.head_ref')]);
    expect(security(['+      - uses: someone/action@v2'])).toEqual(['security 1: The new action `someone/action` is not pinned to a commit.']);
    expect(security(['+permissions: write-all'])).toHaveLength(1);
  });

  it('are let alone where they are careful', () => {
    expect(security(['+        env:', '+          TITLE: ${{ github.event.issue.title }}'])).toEqual([]);
    expect(security(['+        run: echo "${{ github.event.pull_request.number }}"'])).toEqual([]);
    expect(security(['+      - uses: actions/checkout@v4', `+      - uses: someone/action@${'a'.repeat(40)} # v2`])).toEqual([]);
    expect(security(['-      - uses: someone/action@v1', '+      - uses: someone/action@v2'])).toEqual([]);
  });
});

it('finds characters that turn the direction of a line', () => {
  expect(found('src/a.ts', ['+const a = 1; // \u202e'])).toEqual([expect.stringContaining('Invisible characters')]);
  expect(found('Dockerfile', ['+USER root'])).toEqual([expect.stringContaining('`root`')]);
});
