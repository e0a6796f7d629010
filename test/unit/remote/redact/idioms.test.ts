import { describe, expect, it } from 'vitest';
import { redact } from '../../../../src/remote/redact/redact.ts';

/** Stands for the secret in the tables. */
const S = 'kV9xQ2mLp7';
const KEY = 'f81d4fae7dec11d0a76500a0c91e6bf6';

describe('a password leaves in no usual place', () => {
  it.each([
    `const pw = process.env.DB_PASSWORD || '${S}';`,
    `password: process.env.DB_PASSWORD ?? "${S}",`,
    `PASSWORD = os.environ.get("DB_PASSWORD") or "${S}"`,
    `var pwd = Environment.GetEnvironmentVariable("DB_PASSWORD") ?? "${S}";`,
    `val password = System.getenv("DB_PASSWORD") ?: "${S}"`,
    `val password: String by lazy { "${S}" }`,
    `let password: String? = "${S}"`,
    `Dim password As String = "${S}"`,
    `let password = env::var("DB_PASSWORD").unwrap_or("${S}".to_string());`,
    `password: ENV.fetch("DB_PASSWORD") { "${S}" }`,
    `$password = ConvertTo-SecureString "${S}" -AsPlainText -Force`,
    `String password = new String("${S}");`,
    `password: Some("${S}".into()),`,
    `std::string password{"${S}"};`,
    `password = """${S}"""`,
    `password = "kV9x\\"Q2${S}"`,
    `{"name": "DB_PASSWORD", "value": "${S}"}`,
    `{"name":"DB_PASSWORD","value":"${S}"}`,
    `{ "Key": "DB_PASSWORD", "Value": "${S}" }`,
    `{"value": "${S}", "name": "DB_PASSWORD"}`,
    `variable "db_password" {\n  description = "The password {of} the database"\n  default = "${S}"\n}`,
    `password: |\n  ${S}\n`,
    `+  password: >-\n+    ${S}\n`,
    `password: !!str ${S}`,
    `password: &main ${S}`,
    `<password><![CDATA[${S}]]></password>`,
    `<property name="password"><value>${S}</value></property>`,
    `<key>password</key>\n\t<string>${S}</string>`,
    `<key>API_KEY</key>\n\t<string>${KEY}</string>`,
    `CREATE USER 'app'@'%' IDENTIFIED BY '${S}';`,
    `ALTER USER app IDENTIFIED WITH caching_sha2_password BY "${S}"`,
    `requirepass ${S}`,
    `bindpw ${S}`,
    `  psk="${S}"`,
    `const pw = "${S}";`,
    `Kennwort: ${S}`,
    `passwords: ["aB3dE5gH7k", "${S}"]`,
    `passwords:\n  - aB3dE5gH7k\n  - ${S}`,
    `const tokens = { alice: "zT4xQ2mLp7wT4z", bob: "${S}wT4z" };`,
    `AKIAZ5Q7RTN3EXWVB2LM,wJalrXUtnFEMI/K7MDENG/b${S}YzAbC12`,
    `postgres://app:kV9x/${S}@db/app`,
    `redis://:kV9x#${S}@cache:6379`,
    `amqp://app:kV9x?${S}@mq`,
    `mongodb://app:kV9x@${S}@c0.example.net/app`,
  ])('%s', async (text) => {
    const { texts, restore } = await redact([text]);
    expect(texts[0]).not.toMatch(new RegExp(`${S}|${KEY}`));
    expect(restore(texts[0]!)).toBe(text);
  });

  it.each(['aB3{xY9$kLm2pQ', 'x7(Kd9!mQ2vL', 'Xk9vT2;pL8mQwz4', 'qW4<eR8>tY2,uI', 'k9`Pz|3xM', 'kQzXmPwLtR', 'Zt4&hQ9)wK2'])('%s, up to the end of its line', async (secret) => {
    for (const form of [`DB_PASSWORD=${secret}\nDB_HOST=db\n`, `db:\n  password: ${secret}\n  host: db\n`, `spring.datasource.password=${secret}`, `export DB_PASSWORD=${secret} # the new one`, `@@ -1 +1 @@\n-  password: changeme\n+  password: ${secret}\n`]) {
      const [text] = (await redact([form])).texts;
      expect(text).toMatch(/REDACTED_PASSWORD_1_\w{6}(?:$|\n| #)/);
    }
  });

  it.each(['MNEMONIC=legal winner thank year wave sausage worth useful legal winner thank yellow', 'mnemonic: "legal winner thank year wave sausage worth useful legal winner thank yellow"'])('%s', async (text) => {
    expect((await redact([text])).texts[0]).not.toContain('winner');
  });
});

describe('user names', () => {
  it.each([
    ['cd /home/mmustermann && ls', 'cd /home/… && ls'],
    ['HOME="/home/mmustermann"', 'HOME="/home/…"'],
    ['docker run -v /home/mmustermann:/data x', 'docker run -v /home/…:/data x'],
    ['C:\\Users\\Max Mustermann\\app', 'C:\\Users\\…\\app'],
    ['"C:\\\\Users\\\\Max Mustermann\\\\app"', '"C:\\\\Users\\\\…\\\\app"'],
    ['C:\\Users\\mmustermann', 'C:\\Users\\…'],
    ['/Users/jürgen.müller/app', '/Users/…/app'],
  ])('%s', async (text, expected) => {
    expect((await redact([text])).texts[0]!.replace(/REDACTED_USER_NAME_1_\w{6}/, '…')).toBe(expected);
  });
});

describe('no false alarm', () => {
  it.each([
    'followed.passed = moves[0]!.to\nconst passive = items[1]!.id;\ncompass: "north-1 by-2"\nbypass = a1.b2[3]',
    'password: Yup.string().min(8).max(64)\ntoken: Map<string, number>\nsecret = compute(a1)[2]\npassword=$(cat /run/secrets/db1)\ntoken: req.headers[2],',
    'password = input("New password 2x: ")\nif (password === "") throw new AuthError("E_1234_NO");\nconst passwordInput = page.locator("#pw-1");',
    'const password = hash("sha256", value) || fallback;\ntoken = cache.get("token:1") ?? null;\nconst tokens = ["if", "else", "while2"];',
    'The password: it is asked for at the start (1 of 2), and kept.\nPassphrase: not needed for the agent\npassword: |\n  The one that you were given.\n',
    'router.get("/home/dashboard", show);\nfetch("/Users/list");\nopen("/home/settings?x=1")',
    'postgres://localhost:5432/test?user=a@b http://localhost:8080/a?b=c@d',
    'passwords:\n  - name: admin\n    role: owner2\n- type: [a1, b2]',
    '{"name": "password", "value": "current-password"}\n<label for="password">Your password</label>\n<key>password</key>\n<string>Password</string>',
  ])('%s', async (text) => {
    expect((await redact([text])).texts).toEqual([text]);
  });
});
