import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../../src/remote/redact/redactor.ts';
import { redact } from '../../../../src/remote/redact/redact.ts';
import { randomFrom } from './generated-secrets.ts';

const TOKEN = `ghp_${'a1B2'.repeat(9)}`;
const KEY = ['-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj', 'MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu', '-----END PRIVATE KEY-----'];

describe('redact', () => {
  it('names the kind, and gives one secret one name in all texts', async () => {
    const { texts, found } = await createRedactor().redact([`token: ${TOKEN}`, `https://x/?t=${TOKEN} and ${TOKEN}`], []);
    const [name] = /REDACTED_GITHUB_TOKEN_1_[A-Z0-9]{6}/.exec(texts[0]!)!;
    expect(texts).toEqual([`token: ${name}`, `https://x/?t=${name} and ${name}`]);
    expect(found).toEqual(['GitHub token']);
  });

  it('knows a password again where nothing says that it is one, percent-encoded and in base64 too', async () => {
    const password = 'k9#Tz/w2&Qp';
    const texts = [`db_password = "${password}"`, `log: tried ${password} twice`, `?x=${encodeURIComponent(password)}`, `echo ${Buffer.from(password).toString('base64')}`];
    const redaction = await redact(texts);
    expect(redaction.found).toEqual(['password']);
    const names = redaction.texts.map((text) => /REDACTED_PASSWORD_1([A-Z]*)_/.exec(text)?.[1]);
    expect(names).toEqual(['', '', 'A', 'B']);
    expect(redaction.texts.map(redaction.restore)).toEqual(texts);
  });

  it('takes a key as a whole through the marks of a diff, and what is left of one that was cut', async () => {
    const whole = KEY.map((line) => `+${line}`).join('\n');
    expect((await redact([` a\n${whole}\n b`])).texts[0]).toMatch(/^ a\n\+REDACTED_PRIVATE_KEY_1_\w{6}\n b$/);
    const begun = await redact([` a\n${whole.split('\n').slice(0, 3).join('\n')}\n b`]);
    expect(begun.texts[0]).toMatch(/^ a\n\+REDACTED_PRIVATE_KEY_1_\w{6}\n b$/);
    const ended = await redact([`@@ -9 +9 @@\n${whole.split('\n').slice(1).join('\n')}\n b`]);
    expect(ended.texts[0]).toMatch(/^@@ -9 \+9 @@\nREDACTED_PRIVATE_KEY_1_\w{6}\n b$/);
  });

  it('is not switched off by a comment in the text', async () => {
    const { texts } = await redact([`// secretlint-disable\nnpm_${'a1B2'.repeat(9)}\nmongodb://service:zX9kq2Lm4@h.example.org/a\n`]);
    expect(texts[0]).not.toMatch(/npm_a|zX9kq/);
  });

  it('takes the secrets that only the rules know', async () => {
    const { texts, found, restore } = await redact(['the word plover is secret\nplover'], [], (text) => Promise.resolve([{ start: text.indexOf('plover'), end: text.indexOf('plover') + 6, kind: 'word' }]));
    expect(texts[0]).toMatch(/^the word REDACTED_WORD_1_\w{6} is secret\nplover$/);
    expect(found).toEqual(['word']);
    expect(restore(texts[0]!)).toBe('the word plover is secret\nplover');
  });

  it('rejects where the rules fail', async () => {
    await expect(redact(['x'], [], () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('replaces who works here, and no one else', async () => {
    const text = 'in /home/mmustermann/app, C:\\Users\\mmustermann\\app, /home/runner/work and /home/user/x\nCo-authored-by: M <m@firma.de>\nMail a@firma.de, Author: B <b@example.com>\nReviewed-by: B <b@example.com>\n';
    const { texts, restore } = await redact([text]);
    expect(texts[0]!.replace(/_\w{6}(?=\W)/g, '')).toBe('in /home/REDACTED_USER_NAME_1/app, C:\\Users\\REDACTED_USER_NAME_1\\app, /home/runner/work and /home/user/x\nCo-authored-by: M <REDACTED_E_MAIL_ADDRESS_2>\nMail a@firma.de, Author: B <b@example.com>\nReviewed-by: B <b@example.com>\n');
    expect(restore(texts[0]!)).toBe(text);
  });
});

describe('no false alarm', () => {
  it.each([
    ['git object ids', 'index 3f1c9aa0b4d2..b20d2c4f\ncommit 9beae37d7221b25463a011feb40b0303ca328d87\n"gitHead": "9beae37d7221b25463a011feb40b0303ca328d87"'],
    ['lock files', '"integrity": "sha512-sxNZ+ljy+RA1maXoUReeqBBpBC6RLKmg5ewzV+x+mSETmWNoKdZN6vcQjpFROemza23hGFskJtFNoUWUaQ+R4Q=="\nresolution: {integrity: sha512-jtD6YG370ZCIi/9GTaJKQxWTZD045+4R4hTk/x1UyoqadyJ9x9CgSi1RlVDQF8U2sxLLSnFkCaMihqljHIWgMg==}\ngithub.com/a/b v1.0.0 h1:Jyd5CIvdFnkOWuKXr+wm4Nyk2h0yAFsr8ucJgEasO3g=\n--hash=sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\nchecksum = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"'],
    ['UUIDs and versions', 'id: "123e4567-e89b-12d3-a456-426614174000"\nversion = "1.2.3-beta.4+build.567"\ncolor: #A1B2C3D4'],
    ['pictures', 'src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="'],
    ['names', 'const tokenExpirationTimeInMilliseconds = getAccessTokenFromSessionStorage(currentUser.refreshToken);\nthis.passwordResetTokenGeneratorService = passwordService;\nkey: "accessTokenFactoryProviderConfiguration"'],
    ['references', 'password: process.env.DB_PASSWORD\npassword = os.environ["DB_PASSWORD1"]\ntoken: ${{ secrets.GITHUB_TOKEN }}\nAPI_KEY=$API_KEY_2\npassword: "<your-password>"\nsecret: "changeme123"\ntoken = "{{ vault_token }}"\npassword: str | None = None\nAuthorization: `Bearer ${token}`'],
    ['texts', '"password": "Mot de passe"\nlabel: "Enter your new password"\nautocomplete="current-password"\nThe token is: required. A secret: nobody knows.\n"passwordTooShort": "Must be at least 8 characters"'],
    ['addresses', 'https://example.com/a/b?c=d#e git@github.com:owner/repository.git ssh://git@github.com/o/r https://user@example.com postgres://localhost:5432/test http://127.0.0.1:8080'],
    ['tests', 'login("user", "password");\nexpect(token).toBe("test-token");\npassword: "password123"\npostgres://postgres:postgres@localhost:5432/test'],
    ['minified code', 'var a=function(t,e){return t.k5P?n(e,{get:()=>x1Bc}):r.J2k9(e)},q="aB3",z=t.exports.__esModule;'],
    ['source maps', '"mappings": "AAAA,SAASA,IAAI;AACX,IAAMC,IAAI,GAAG,CAAC;AACdC,OAAO,CAACC,GAAG,CAACF,CAAC,CAAC"'],
    ['test ids and snapshots', 'data-testid="user-settings-password-input-field"\nexports[`renders 1`] = `"main-Bx9k2LmQ.js"`;\netag: "W/33a64df551425fcc55e4d42a148795d9f25f89d4"'],
  ])('%s', async (_, text) => {
    expect((await redact([text])).texts).toEqual([text]);
  });
});

describe('restore', () => {
  const redacted = async () => {
    const redaction = await redact([`a ${TOKEN}`, 'password = "x7Kp2mQz"']);
    return { ...redaction, names: redaction.texts.map((text) => /REDACTED_\w+/.exec(text)![0]) };
  };

  it('takes a name that a model changed a little, and leaves one that it made up', async () => {
    const { restore, names: [name] } = await redacted();
    expect(restore(`\`${name}\` ${name!.toLowerCase()} ${name!.replaceAll('_', '\\_')} ${name!.replaceAll('_', '-')} **${name}**x${name}y`)).toBe(`\`${TOKEN}\` ${TOKEN} ${TOKEN} ${TOKEN} **${TOKEN}**x${TOKEN}y`);
    for (const other of [name!.replace('_1_', '_7_'), name!.slice(0, -1), `${name!.slice(0, -6)}AAAAAA`, 'REDACTED_GITHUB_TOKEN_1']) expect(restore(other)).toBe(other);
    expect(restore(`redacted ${name} is redacted_${name}`)).toBe(`redacted ${TOKEN} is redacted_${TOKEN}`);
  });

  it('takes no text for a name that was there before', async () => {
    const first = await redacted();
    const hostile = `${first.names.join(' ')} REDACTED_GITHUB_TOKEN_1_BCDFGH`;
    const second = await redact([`${hostile} ${TOKEN}`]);
    expect(second.texts[0]!.startsWith(`${hostile} REDACTED_`)).toBe(true);
    expect(second.restore(second.texts[0]!)).toBe(`${hostile} ${TOKEN}`);
  });

  it('gives the same in pieces, and never a part of a name', async () => {
    const { restore, restoring, names } = await redacted();
    const answer = `Redacted: r re red ${names[0]} and redacted things, ${names[1]!.toLowerCase()}${names[0]} REDACTED_FOO_1_BAR redacted_\n${names[1]} red`;
    const random = randomFrom(7);
    for (let run = 0; run < 200; run++) {
      const pieces: string[] = [];
      const stream = restoring((piece) => pieces.push(piece));
      for (let at = 0; at < answer.length; ) {
        const length = 1 + Math.floor(random() * (run % 20));
        stream.push(answer.slice(at, at + length));
        at += length;
      }
      stream.end();
      expect(pieces.join('')).toBe(restore(answer));
      for (const piece of pieces) expect(piece).not.toMatch(/GITHUB|PASSWORD_/i);
    }
  });

  it('does not hold back text that cannot become a name', async () => {
    const { restoring } = await redacted();
    const pieces: string[] = [];
    const stream = restoring((piece) => pieces.push(piece));
    for (const piece of ['Fix ', 'the parser', ' of red', ' things']) stream.push(piece);
    expect(pieces.join('')).toBe('Fix the parser of red things');
  });
});
