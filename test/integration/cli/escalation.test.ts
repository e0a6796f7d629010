import { createServer, type IncomingHttpHeaders } from 'node:http';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EscalationNote, OtherAnswer } from '../../../src/core/escalation.ts';
import { modelFolder } from '../../../src/models/cache-folder.ts';
import type { CommitOutput } from '../../../src/workers/commit/input.ts';
import { Sandbox, type Repository } from '../git/repository.ts';
import { commandLine } from '../../support/command-line.ts';
import { ensureModel } from '../../support/editor/models.ts';

/** No key of anybody: of the form of an AWS one, new in each run. */
const SECRET = `AKIA${Array.from({ length: 16 }, () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Math.floor(Math.random() * 32)]).join('')}`;
const REMOTE_KEY = 'the-key-of-this-test';

/** What chat completions of OpenAI's kind look like as they stream. */
function stream(text: string): string {
  const chunk = (more: object) => `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'large', ...more })}\n\n`;
  const pieces = text.match(/.{1,5}/gsu) ?? [];
  return [
    ...pieces.map((content, index) => chunk({ choices: [{ index: 0, delta: { ...(index === 0 && { role: 'assistant' }), content }, finish_reason: null }] })),
    chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
    chunk({ choices: [], usage: { prompt_tokens: 200, completion_tokens: 12, total_tokens: 212 } }),
    'data: [DONE]\n\n',
  ].join('');
}

interface Asked {
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

const asked: Asked[] = [];
/** What the server says to a request; a number is a status without an answer. */
let reply: string | number | ((body: string) => string) = '';
const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
  request.on('end', () => {
    asked.push({ url: request.url, headers: request.headers, body });
    if (typeof reply === 'number') response.writeHead(reply, { 'content-type': 'application/json' }).end('{"error":{"message":"no"}}');
    else response.writeHead(200, { 'content-type': 'text/event-stream' }).end(stream(typeof reply === 'function' ? reply(body) : reply));
  });
});

const steep = (body: string) => `export function steep(tea, minutes) {\n${body}  return { tea, minutes };\n}\n`;
const sandbox = new Sandbox();
let remote = '';
let cache = '';
let repository: Repository;

beforeAll(async () => {
  await ensureModel('smollm2-135m');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  remote = `openai:http://127.0.0.1:${(server.address() as AddressInfo).port}/v1#large`;
  cache = await mkdtemp(join(tmpdir(), 'journeyman escalätion '));
  await symlink(modelFolder(process.env), join(cache, 'models'), 'junction');
  repository = sandbox.repository('tea shöp');
  repository.commit('feat: add steeping', { 'src/steep.js': steep('') });
  repository.commit('fix: keep the tea', { 'src/tea.js': 'export const tea = 1;\n' });
});
/** What was asked of a model is not asked again: each test has a change of its own. */
let changes = 0;
beforeEach(() => {
  repository.write('src/steep.js', steep(`  const key = '${SECRET}';\n  if (minutes > 7) throw new RangeError(\`bitter after 7 minutes\`);\n  audit(key, ${++changes});\n`));
  repository.git('add', '--all');
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  sandbox.remove();
  await rm(cache, { recursive: true, force: true, maxRetries: 5 });
});
afterEach(() => {
  asked.length = 0;
});

interface Result {
  output: CommitOutput;
  confidence: number;
  accepted: boolean;
  answeredBy: string;
  model: string | null;
  cost: number;
  escalation?: EscalationNote;
  other?: OtherAnswer<CommitOutput>;
}

/** A store of its own, so that no consent of the machine's user counts; the weights are the machine's. */
const environment = (more: NodeJS.ProcessEnv) => ({ JOURNEYMAN_CACHE: cache, JOURNEYMAN_REMOTE_KEY: REMOTE_KEY, ...more });

/** Unless sure: the smallest model seldom is, and the threshold is the policy's business, not this test's. */
async function commit(args: string[], env: NodeJS.ProcessEnv = {}): Promise<{ result: Result; stderr: string }> {
  const { code, stdout, stderr } = await commandLine(['commit', '--json', '--doubt', 'unlessSure', ...args], { cwd: repository.path, env: environment(env) });
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.any(String) });
  return { result: JSON.parse(stdout) as Result, stderr };
}

const automatic = () => ['--escalate', 'automatic', '--remote', remote];
const GIVEN = { JOURNEYMAN_CONSENT: 'given' };

describe('with consent', () => {
  it('what the small model is not sure of is asked of the server, without its secret', async () => {
    reply = 'feat: reject steeping that makes the tea bitter';
    const { result, stderr } = await commit(automatic(), GIVEN);
    expect(stderr).toBe('');
    expect(asked).toHaveLength(1);
    const [{ url, headers, body }] = asked as [Asked];
    expect(url).toBe('/v1/chat/completions');
    expect(headers.authorization).toBe(`Bearer ${REMOTE_KEY}`);
    expect(JSON.parse(body)).toMatchObject({ model: 'large', stream: true });
    expect(body).toContain('bitter');
    expect(body).not.toContain(SECRET);
    expect(result.escalation).toEqual({ reason: 'in doubt', left: true, recipient: new URL(remote.slice('openai:'.length)).host, why: expect.stringMatching(/^The confidence of \d+ % is below 75 % \(unless sure\)\. .*JOURNEYMAN_CONSENT/) });
    expect(result).toMatchObject({ answeredBy: 'remote', model: 'large' });
    expect(result.output.subject).toContain('reject steeping that makes the tea bitter');
    expect(result.other).toMatchObject({ answeredBy: 'local', model: 'smollm2-135m', confidence: expect.any(Number), output: { message: expect.any(String) } });
  });

  it('what was answered before is not asked and not paid again', async () => {
    reply = 'feat: reject steeping that makes the tea bitter';
    const first = (await commit(automatic(), GIVEN)).result;
    const again = (await commit(automatic(), GIVEN)).result;
    expect(asked).toHaveLength(1);
    expect(again).toMatchObject({ output: first.output, answeredBy: 'remote', model: 'large', cost: 0, escalation: { left: false }, other: { output: first.other?.output } });
  });

  it('a person reads who answered and why it was asked', async () => {
    reply = 'feat: reject steeping that makes the tea bitter';
    const { code, stdout, stderr } = await commandLine(['commit', '--doubt', 'unlessSure', ...automatic()], { cwd: repository.path, env: environment(GIVEN) });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/bitter\n/) });
    expect(stderr).toMatch(/ · large, a remote model · /);
    expect(stderr).toMatch(/^Sent to a remote model: The confidence of .+ The other answer, by smollm2-135m on this machine/m);
  });

  it('a secret that the answer speaks of is put back', async () => {
    let placeholder = '';
    reply = (sent) => {
      // It stands where the secret stood: between the quotes of the line that was added. It is another one in each request.
      placeholder = /const key = '([^'\\]+)'/.exec(sent)?.[1] ?? '';
      return `feat: audit ${placeholder}`;
    };
    const { result } = await commit(automatic(), GIVEN);
    const outputs = JSON.stringify([result.output, result.other?.output]);
    expect(placeholder).not.toBe('');
    expect(outputs).not.toContain(placeholder);
    expect(outputs).toContain(SECRET);
  });

  it('the environment says it all too, also in a batch', async () => {
    reply = 'feat: reject steeping that makes the tea bitter';
    const env = environment({ ...GIVEN, JOURNEYMAN_ESCALATE: 'automatic', JOURNEYMAN_REMOTE: remote, JOURNEYMAN_DOUBT: 'unlessSure' });
    const { code, stdout } = await commandLine(['run', 'commit', '--batch'], { cwd: repository.path, env, input: `${JSON.stringify({ cwd: repository.path })}\n` });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ worker: 'commit', escalation: { left: true }, answeredBy: 'remote' });
  });

  it.each([
    ['the server refuses', () => ((reply = 403), remote)],
    ['the server is down', () => 'openai:http://127.0.0.1:9/v1#large'],
  ])('the local answer stands where %s', async (_what, address) => {
    const { result } = await commit(['--escalate', 'automatic', '--remote', address()], GIVEN);
    expect(result).toMatchObject({ answeredBy: 'local', model: 'smollm2-135m', cost: 0, escalation: { reason: 'failed', why: expect.stringMatching(/\S/) } });
    expect(result.output.subject).not.toBe('');
  });

  it('nothing leaves of an excluded path, or beyond the budget', async () => {
    const excluded = await commit(automatic(), { ...GIVEN, JOURNEYMAN_EXCLUDE: 'src/steep.js' });
    expect(excluded.result).toMatchObject({ answeredBy: 'local', escalation: { reason: 'excluded path', left: false, why: expect.stringContaining('`src/steep.js`') } });
    const broke = await commit(automatic(), { ...GIVEN, JOURNEYMAN_BUDGET: '0tokens/day' });
    expect(broke.result).toMatchObject({ answeredBy: 'local', escalation: { reason: 'budget', left: false } });
    expect(asked).toEqual([]);
  });
});

describe('without consent', () => {
  it.each([['ask'], ['automatic']])('nothing leaves where there is no terminal to ask on: %s', async (mode) => {
    reply = 'feat: this must not be read';
    const { result } = await commit(['--escalate', mode, '--remote', remote]);
    expect(asked).toEqual([]);
    expect(result).toMatchObject({ answeredBy: 'local', escalation: { reason: 'declined', left: false, why: expect.stringContaining('JOURNEYMAN_CONSENT=given') } });
    expect(result.other).toBeUndefined();
  });
});

describe('without escalation', () => {
  it('the result is what it always was', async () => {
    const { result, stderr } = await commit([]);
    expect(stderr).toBe('');
    expect(asked).toEqual([]);
    expect(Object.keys(result)).toEqual(['worker', 'output', 'confidence', 'accepted', 'answeredBy', 'model', 'checks', 'timings', 'cost']);
    expect(result.accepted).toBe(result.confidence >= 0.5);
    const off = await commit(['--escalate', 'off', '--remote', remote]);
    expect(off.result).toMatchObject({ output: result.output, confidence: result.confidence, accepted: result.accepted });
    expect(asked).toEqual([]);
  });
});

describe('doctor', () => {
  it('tells what is set up without calling it, and never the key', async () => {
    const { code, stdout, stderr } = await commandLine(['doctor', '--remote', remote], { cwd: repository.path, env: environment({ JOURNEYMAN_BUDGET: '$5/month' }) });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ Escalation: You are asked before something leaves, when in doubt/m);
    expect(stdout).toContain(`${remote}; the key is in $JOURNEYMAN_REMOTE_KEY.`);
    expect(stdout).toMatch(/^✓ Budget: \$5\.00 a month/m);
    expect(stdout + stderr).not.toContain(REMOTE_KEY);
    expect(asked).toEqual([]);
  });
});
