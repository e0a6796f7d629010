import { describe, expect, it } from 'vitest';
import { redact } from '../../../../src/remote/redact/redact.ts';
import { kindsFrom, randomFrom } from './generated-secrets.ts';

const OLD = 'aB3dE5gH7k';
const NEW = 'kV9xQ2mLp7';

describe('secrets that only the material tells', () => {
  it.each([
    ['an environment in YAML', '     - name: DB_PASSWORD\n-      value: "OLD"\n+      value: "NEW"'],
    ['a variable of Terraform', ' variable "db_password" {\n   type = string\n-  default = "OLD"\n+  default = "NEW"\n }'],
    ['a secret of Kubernetes', ' apiVersion: v1\n kind: Secret\n stringData:\n-  dsn-part: OLD\n+  dsn-part: NEW'],
    ['a value on the next line', ' {\n   "password":\n-    "OLD"\n+    "NEW"\n }'],
    ['attributes on lines of their own', ' <property\n   name="password"\n-  value="OLD" />\n+  value="NEW" />'],
    ['an argument', ' connect({\n   password:\n-    \'OLD\',\n+    \'NEW\',\n'],
    ['a word that is none elsewhere', ' - name: DB_PASSWORD\n-  value: "Kaffee98"\n+  value: "Kaffee99"'],
  ])('%s: not where the changed lines leave without the others', async (_, form) => {
    const diff = form.replaceAll('OLD', OLD).replaceAll('NEW', NEW);
    const changed = diff.split('\n').filter((line) => /^[+-]/.test(line)).map((line) => line[0]! + line.slice(1).trim()).join('\n');
    const { texts, restore } = await redact([changed, diff], [diff]);
    for (const text of texts) expect(text).not.toMatch(/aB3dE5gH7k|kV9xQ2mLp7|Kaffee9/);
    expect(texts.map(restore)).toEqual([changed, diff]);
  });

  it('lines of a key', async () => {
    const lines = kindsFrom(randomFrom(3))['EC key']!().text.split('\n');
    const diff = lines.map((line, index) => (index === 1 ? `-${line.replace(/^.{20}/, 'MHcCAQEEIIrYSSNQFaA2')}\n+${line}` : ` ${line}`)).join('\n');
    const { texts, restore } = await redact([`app/key.txt\n+${lines[1]}`], [diff]);
    expect(texts[0]).toMatch(/^app\/key.txt\n\+?REDACTED_PRIVATE_KEY_1_\w{6}$/);
    expect(restore(texts[0]!)).toBe(`app/key.txt\n+${lines[1]}`);
  });

  it.each(['OpenAI key', 'PyPI token', 'JSON Web Token', 'AWS session token', 'key in a string', 'GCP service account', 'Azure storage key', 'client secret', 'generic secret'])('%s: no part of it where a line was cut', async (kind) => {
    const random = randomFrom(11);
    const { text } = kindsFrom(random)[kind]!();
    const { secrets } = kindsFrom(randomFrom(11))[kind]!();
    const line = `VALUE = ${JSON.stringify(text)}`;
    for (let at = 0; at < line.length; at += 7) {
      const window = `>> …${line.slice(at, at + 60)}…`;
      const { texts, restore } = await redact([window, `Reported: ${line.slice(at, at + 30)}`], [`a\n${text}\n${line}\n`]);
      const parts = secrets.flatMap((secret) => Array.from({ length: Math.max(1, secret.length - 11) }, (_, from) => secret.slice(from, from + 12)));
      expect(parts.filter((part) => texts.join('\n').includes(part)), `${at}: ${texts.join('\n')}`).toEqual([]);
      expect(restore(texts[0]!)).toBe(window);
    }
  });

  it('no short secret that was cut', async () => {
    const { texts } = await redact(['>> …Q2mLp7";…', 'password = "kV9x…'], ['password = "kV9xQ2mLp7";']);
    expect(texts.join('\n')).not.toMatch(/Q2m|kV9/);
  });

  it('leaves words that a secret consists of', async () => {
    const text = 'the postgres of production in 2024 … prod, postgres…';
    expect((await redact([text], ['DATABASE_PASSWORD="postgres-production-2024-x9KdQ2"'])).texts).toEqual([text]);
  });

  it('finds what stands at the border of the parts that a long text is searched in', async () => {
    const secret = `password: ${NEW}\n`;
    for (const before of [199_980, 199_990, 199_995, 200_000]) {
      const { texts } = await redact([`value: ${NEW}`], [`${'word '.repeat(before / 5)}\n${secret}${'more text\n'.repeat(9000)}`]);
      expect(texts[0]).not.toContain(NEW);
    }
  });
});
