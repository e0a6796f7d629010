import { describe, expect, it } from 'vitest';
import { redact } from '../../../../src/remote/redact/redact.ts';

const LENGTH = 300_000;
const fill = (text: string) => text.repeat(Math.ceil(LENGTH / text.length)).slice(0, LENGTH);

/** A regular expression that takes the square of its input's length would take minutes here: the test runner's own limit ends it. */
describe('texts that are made to take long', () => {
  it.each(['a', ' ', '\n', '-', '/', '"', '%41', '-eyJaaaaaaaaaa', '-eyJaaaaaaaaaa.', '-----BEGIN PRIVATE KEY-----', '-----BEGIN PRIVATE KEY-----\n', 'Foo: -----BEGIN PRIVATE KEY-----\n', '-----END PRIVATE KEY-----\n', 'password', 'password ', 'password=', 'password="', 'password {', 'token { default ', '://a:', '://a:b', `${'A'.repeat(76)}\n`, 'kind: Secret\n', 'kind: Secret apiVersion:\n', 'authorization ', 'cookie: a=b; ', 'mysql ', '"aA1bB2cC3', 'a=', '/home/a', 'From: <', 'otpauth://totp/?a=b&', 'SECRET_ACCESS_KEY      ', 'redacted_', 'REDACTED GITHUB ', 'password = a || "b', 'password: |\n  aB1cD2eF\n', 'passwords:\n  - aB1$cD2eF\n', 'password:\n-a\n+b\n', 'value: "aaaaaa", name: "', 'value="token', 'postgres://a:b/', 'token: aB1$cD2(', '>password<', 'password{default', 'C:\\Users\\a ', 'cd /home/a', '…aB1c'])('%j', async (text) => {
    const redaction = await redact([fill(text)]);
    expect(redaction.restore(redaction.texts[0]!)).toBe(fill(text));
  });

  it('refuses more secrets than a request has', async () => {
    const random = (index: number) => `ghp_${index.toString(36).padStart(36, 'q7')}`;
    await expect(redact([Array.from({ length: 6000 }, (_, index) => random(index)).join('\n')])).rejects.toThrow('too many secrets');
  });
});
