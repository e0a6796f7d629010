import { describe, expect, it } from 'vitest';
import type { RequestFailed, UserError } from '../../../src/core/errors.ts';
import { guardedFetch } from '../../../src/remote/guarded-fetch.ts';
import { defaultRemoteLimits } from '../../../src/remote/limits.ts';

const silent = { error() {}, warn() {}, info() {}, debug() {} };
const broken = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
const status = (code: number, body = '{}') => new Response(body, { status: code, headers: { 'content-type': 'application/json', 'retry-after-ms': '1' } });

/** What a request fails with whose attempts end like this. */
async function failureOf(ends: (Error | Response)[]): Promise<UserError & Partial<RequestFailed>> {
  const fetch = async () => {
    const end = ends.shift()!;
    if (end instanceof Error) throw end;
    return end;
  };
  const addressee = { recipient: 'large.example', model: 'large', key: undefined };
  const guarded = guardedFetch({ addressee, limits: defaultRemoteLimits, deadline: performance.now() + 10_000, accept: 'application/json', unsupported: new Set(), fetch, log: silent });
  return guarded('https://large.example/v1', { method: 'POST', body: '{"temperature":1}' }).then(() => expect.unreachable(), (error: unknown) => error as UserError);
}

describe('a request that failed', () => {
  it.each([
    ['refused', [broken('ECONNREFUSED')], 'nothing'],
    ['of an unknown name', [broken('ENOTFOUND')], 'nothing'],
    ['to a server that is not trusted', [broken('DEPTH_ZERO_SELF_SIGNED_CERT')], 'nothing'],
    ['to a server that is not the one named', [broken('ERR_TLS_CERT_ALTNAME_INVALID')], 'nothing'],
    ['where the server wants a certificate', [broken('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED')], undefined],
    ['broken, and refused then', [broken('ECONNRESET'), broken('ECONNREFUSED')], undefined],
    ['answered with 503, and refused then', [status(503), broken('ECONNREFUSED')], undefined],
    ['answered with 429, and of an unknown name then', [status(429), broken('EAI_AGAIN')], undefined],
    ['asked again without a parameter, and not trusted then', [status(400, '{"error":{"message":"Unsupported parameter: temperature"}}'), broken('CERT_HAS_EXPIRED')], undefined],
    ['redirected', [new Response(null, { status: 307, headers: { location: 'https://other.example' } })], undefined],
  ])('is said to have left unless nothing of it can have: %s', async (_, ends, used) => {
    expect((await failureOf(ends)).used).toBe(used);
    expect(ends).toEqual([]);
  });
});
