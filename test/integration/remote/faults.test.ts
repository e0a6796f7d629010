import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { RemoteLimits } from '../../../src/remote/limits.ts';
import { parseRemoteReference, type ServerReference } from '../../../src/remote/reference.ts';
import { createRemoteModel } from '../../../src/remote/remote-model.ts';
import { type Answer, answered, beginStream, type ChatServer, refuse, startChatServer, writeEvent, writePiece } from '../../support/chat-server.ts';
import { KEY, modelAt, REQUEST } from '../../support/remote-model.ts';

const servers: ChatServer[] = [];
async function serve(answer: Answer, tls?: { key: string; cert: string }): Promise<ChatServer> {
  const server = await startChatServer(answer, tls);
  servers.push(server);
  return server;
}
afterEach(async () => void (await Promise.all(servers.splice(0).map((server) => server.close()))));

/** The UserError that a request to this server ends with; fails where it is anything else, and where the key shows. */
async function failureOf(answer: Answer, limits: Partial<RemoteLimits> = {}): Promise<{ message: string; server: ChatServer; text: string }> {
  const server = await serve(answer);
  const model = modelAt(server, limits);
  let text = '';
  const error = await model.generate(REQUEST, (piece) => (text += piece)).then(() => expect.unreachable('answered'), (error: unknown) => error);
  expect(error).toBeInstanceOf(UserError);
  const { what, why, next, message, stack } = error as UserError;
  expect(what).not.toBe('');
  expect(next).not.toBe('');
  expect(`${what}${why}${next}`).not.toMatch(/[\n\r\u001b<>]/);
  expect(message.length).toBeLessThan(600);
  for (const said of [message, stack ?? '', ...model.logged]) expect(said).not.toContain(KEY);
  return { message, server, text };
}

describe('trying again', () => {
  it.each([
    ['429 with Retry-After in seconds', 429, () => ({ 'Retry-After': '0.01' })],
    ['429 with Retry-After as a date', 429, () => ({ 'Retry-After': new Date().toUTCString() })],
    ['500', 500, () => ({ 'retry-after-ms': '5' })],
    ['503', 503, () => ({ 'retry-after-ms': '5' })],
  ])('helps after %s', async (_, status, headers) => {
    const server = await serve((response, request, attempt) => (attempt < 3 ? refuse(response, status, undefined, headers()) : answered(response, request, attempt)));
    expect((await modelAt(server).generate(REQUEST)).text).toBe('Hello there');
    expect(server.requests).toHaveLength(3);
  });

  it('ends after the attempts that are allowed', async () => {
    const { message, server } = await failureOf((response) => refuse(response, 503, { error: { message: 'Overloaded' } }, { 'retry-after-ms': '5' }));
    expect(message).toContain('has a problem. It answered with status 503: “Overloaded”.');
    expect(server.requests).toHaveLength(3);
  });

  it('does not wait beyond the time limit, and says how long the server wants one to wait', async () => {
    const { message, server } = await failureOf((response) => refuse(response, 429, { error: { message: 'Slow down' } }, { 'Retry-After': '3600' }));
    expect(message).toContain('It says: “Slow down”. It wants you to wait 60 minutes.');
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['a used-up account', 429, { error: { message: 'Quota', code: 'insufficient_quota' } }, {}, 'no credit left'],
    ['a refused key', 401, { error: { message: `Incorrect API key: ${KEY}` } }, {}, 'refuses the key'],
    ['a key without the right', 403, {}, {}, 'refuses the request'],
    ['an unknown model', 404, { error: { message: 'No such model' } }, {}, 'does not know large-1'],
    ['a server that says so', 503, {}, { 'x-should-retry': 'false' }, 'has a problem'],
  ])('is no use after %s', async (_, status, body, headers, said) => {
    const { message, server } = await failureOf((response) => refuse(response, status, body, headers as Record<string, string>));
    expect(message).toContain(said);
    expect(server.requests).toHaveLength(1);
  });

  it('happens once after a connection that broke before the answer', async () => {
    const server = await serve((response, request, attempt) => (attempt === 1 ? void response.socket!.destroy() : answered(response, request, attempt)));
    expect((await modelAt(server).generate(REQUEST)).text).toBe('Hello there');
    const { message, server: broken } = await failureOf((response) => void response.socket!.destroy());
    expect(message).toContain('cannot be reached');
    expect(broken.requests).toHaveLength(2);
  });

  it('never happens once text has come', async () => {
    const { message, server, text } = await failureOf((response) => {
      beginStream(response);
      writePiece(response, 'Hello');
      setImmediate(() => response.socket!.destroy());
    });
    expect(message).toContain('broke off');
    expect(text).toBe('Hello');
    expect(server.requests).toHaveLength(1);
  });
});

describe('a connection that is cut', () => {
  it('is noticed where the stream just ends', async () => {
    const { message } = await failureOf((response) => {
      beginStream(response);
      writePiece(response, 'Hello');
      response.end();
    });
    expect(message).toContain('It ended before it was complete.');
  });

  it('is told where no server listens', async () => {
    const server = await serve(answered);
    await server.close();
    await expect(modelAt(server).generate(REQUEST)).rejects.toThrow('cannot be reached. It refuses connections.');
  });
});

describe('a slow server', () => {
  it('is given up when nothing begins', async () => {
    const { message, server } = await failureOf(() => {}, { beginMs: 100 });
    expect(message).toContain('No answer began within 100 ms.');
    await server.closed;
    expect(server.requests).toHaveLength(1);
  });

  it('is given up when nothing follows its headers', async () => {
    const { message } = await failureOf((response) => {
      beginStream(response);
      response.flushHeaders();
    }, { beginMs: 100 });
    expect(message).toContain('No answer began within 100 ms.');
  });

  it('is given up when it goes silent', async () => {
    const { message, text } = await failureOf((response) => {
      beginStream(response);
      writePiece(response, 'Hello');
    }, { silenceMs: 150 });
    expect(message).toContain('It went silent for 150 ms');
    expect(text).toBe('Hello');
  });

  it('is given up when it drips byte by byte', async () => {
    const { message, server } = await failureOf((response) => {
      beginStream(response);
      const drip = setInterval(() => response.write(':'), 20);
      response.on('close', () => clearInterval(drip));
    }, { silenceMs: 2_000, totalMs: 400 });
    expect(message).toContain('Its answer was not complete after 400 ms.');
    await server.closed;
  });
});

describe('an answer that is none', () => {
  it.each<[string, Answer, string]>([
    ['malformed JSON', (response) => (beginStream(response), writeEvent(response, '{"choices": [oops <b>'), response.end()), 'cannot be read'],
    ['JSON of another form', (response) => (beginStream(response), writeEvent(response, '{"choices": "none"}'), response.end()), 'cannot be read'],
    ['an error in the stream', (response) => (beginStream(response), writeEvent(response, JSON.stringify({ error: { message: `Out of memory <img> ${KEY}` } })), response.end()), 'It says: “Out of memory …”'],
    ['nothing at all', (response) => (beginStream(response), void response.end()), 'broke off'],
    ['a web page', (response) => void response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<h1>Log in</h1>${KEY}`), 'of the type text/html'],
    ['JSON in place of a stream', (response) => void response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}'), 'of the type application/json'],
    ['no type', (response) => void response.writeHead(200).end('hello'), 'of no stated type'],
    ['malformed JSON as an error', (response) => refuse(response, 400, `{"error": {"message": "${KEY}`), 'It answered with status 400.'],
    ['an error with the key and markup', (response) => refuse(response, 400, { error: { message: `Bad ${KEY}\n<script>alert(1)</script>\u001b[2J [go](https://evil.example)` } }), '“Bad … alert(1) 2J go (…”'],
    ['a long error', (response) => refuse(response, 400, { error: { message: 'x'.repeat(100_000) } }), 'It answered with status 400.'],
  ])('is told as such: %s', async (_, answer, said) => {
    const { message, text, server } = await failureOf(answer);
    expect(message).toContain(said);
    expect(text).toBe('');
    expect(server.requests).toHaveLength(1);
  });

  it('is cut off after the allowed size, in bounded memory', async () => {
    let written = 0;
    const line = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: '' }, finish_reason: null }], pad: 'x'.repeat(60_000) })}\n\n`;
    const { message, server } = await failureOf(
      (response) => {
        beginStream(response);
        const more = () => {
          while (written < 100_000_000 && !response.destroyed) {
            written += line.length;
            if (!response.write(line)) return void response.once('drain', more);
          }
        };
        more();
      },
      { bytes: 2_000_000 },
    );
    expect(message).toContain('was cut off. It was longer than 2 MB');
    await server.closed;
    // What was written beyond the limit is what the sockets hold.
    expect(written).toBeLessThan(20_000_000);
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('is not followed (%i): the other host gets nothing', async (status) => {
    const other = await serve(answered);
    const { message } = await failureOf((response) => void response.writeHead(status, { Location: `${other.origin}/v1/chat/completions` }).end());
    expect(message).toContain(`redirects to ${new URL(other.origin).host}. Journeyman does not follow`);
    expect(other.requests).toEqual([]);
  });
});

it('does not trust a certificate that nobody vouches for, and sends nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'journeyman tls '));
  try {
    const [keyPath, certPath] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', keyPath, '-out', certPath], { stdio: 'ignore' });
    const server = await serve(answered, { key: readFileSync(keyPath, 'utf8'), cert: readFileSync(certPath, 'utf8') });
    await expect(modelAt(server).generate(REQUEST)).rejects.toThrow(/cannot be trusted\. Its certificate is not one that this machine accepts \(\w*SELF_SIGNED\w*\)/);
    expect(server.requests).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('cancelling', () => {
  it('ends the request while it waits for the answer', async () => {
    const cancel = new AbortController();
    const server = await serve(() => cancel.abort());
    await expect(modelAt(server).generate(REQUEST, undefined, cancel.signal)).rejects.toMatchObject({ name: 'AbortError' });
    await server.closed;
  });

  it('ends the request while it streams, and nothing is shown after', async () => {
    const cancel = new AbortController();
    const server = await serve((response) => {
      beginStream(response);
      writePiece(response, 'Hello');
      writePiece(response, ' there');
    });
    let text = '';
    const take = (piece: string) => {
      text += piece;
      cancel.abort('with a reason that is no error');
    };
    await expect(modelAt(server).generate(REQUEST, take, cancel.signal)).rejects.toMatchObject({ name: 'AbortError' });
    await server.closed;
    expect(text).toBe('Hello');
  });

  it('ends the wait before another attempt', async () => {
    const cancel = new AbortController();
    const server = await serve((response) => {
      refuse(response, 429, undefined, { 'Retry-After': '20' });
      setTimeout(() => cancel.abort(), 20);
    });
    await expect(modelAt(server).generate(REQUEST, undefined, cancel.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.requests).toHaveLength(1);
  });

  it('sends nothing where it came before', async () => {
    const server = await serve(answered);
    await expect(modelAt(server).generate(REQUEST, undefined, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.requests).toEqual([]);
  });
});

it('passes on what the listener throws', async () => {
  const server = await serve(answered);
  const mine = new RangeError('mine');
  await expect(modelAt(server).generate(REQUEST, () => { throw mine; })).rejects.toBe(mine);
});

it('sends nothing with a key that cannot be one, and does not show it', async () => {
  const server = await serve(answered);
  const reference = parseRemoteReference(`openai:${server.origin}/v1#m`) as ServerReference;
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const model = createRemoteModel(reference, { key: async () => `${KEY}\nexport X=1`, price: undefined, log: quiet });
  const error = await model.generate(REQUEST).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(UserError);
  expect(String(error)).not.toContain(KEY);
  expect(server.requests).toEqual([]);
});
