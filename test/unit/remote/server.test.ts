import { describe, expect, it, vi } from 'vitest';
import { RequestFailed, UserError } from '../../../src/core/errors.ts';
import { createServer } from '../../../src/remote/server.ts';

/** As the errors are that another bundle throws: of classes of its own. */
class ForeignError extends Error {
  override readonly name = 'UserError';
  readonly what: string;
  readonly why = 'It refuses connections.';
  readonly next = '';
  readonly used: unknown;
  constructor(what: string, used?: unknown) {
    super(what);
    this.what = what;
    this.used = used;
  }
}

let thrown: Error;
vi.mock('../../../src/remote/apart.ts', () => ({ createServerClient: () => ({ generate: async () => { throw thrown; } }) }));
const generate = () => createServer({ provider: 'openai', url: 'http://127.0.0.1:1/v1', model: 'm' } as never, {} as never, 0).generate({ messages: [], maxTokens: 1 });

describe('an error of the bundle that talks to servers', () => {
  it('is one of ours, and knows what the request used up', async () => {
    thrown = new ForeignError('Nothing is there.', 'nothing');
    const error = await generate().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RequestFailed);
    expect(error).toMatchObject({ what: 'Nothing is there.', used: 'nothing' });
  });

  it('is no more than an error for people where that is not known', async () => {
    thrown = new ForeignError('It broke off.');
    const error = await generate().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect(error).not.toBeInstanceOf(RequestFailed);
  });
});
