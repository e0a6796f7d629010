import { afterEach, describe, expect, it } from 'vitest';
import { type Answer, answered, beginStream, type ChatServer, endStream, refuse, startChatServer, writePiece } from '../../support/chat-server.ts';
import { KEY, modelAt, REQUEST } from '../../support/remote-model.ts';

const servers: ChatServer[] = [];
async function serve(answer: Answer): Promise<ChatServer> {
  const server = await startChatServer(answer);
  servers.push(server);
  return server;
}
afterEach(async () => void (await Promise.all(servers.splice(0).map((server) => server.close()))));

describe('a server that works', () => {
  it('is asked with the key, the model and the whole conversation, and streams its answer', async () => {
    const server = await serve(answered);
    const pieces: string[] = [];
    const generation = await modelAt(server).generate({ ...REQUEST, stop: ['END', '\n\n'], seed: 3, temperature: 0.5 }, (piece) => pieces.push(piece));
    expect(pieces).toEqual(['Hello', ' there']);
    expect(generation).toMatchObject({ text: 'Hello there', tokens: [], stopReason: 'end', promptTokens: 11, outputTokens: 5, cachedTokens: 0 });
    const [{ url, headers, body }] = server.requests as [ChatServer['requests'][0]];
    expect(url).toBe('/v1/chat/completions');
    expect(headers.authorization).toBe(`Bearer ${KEY}`);
    expect(JSON.parse(body)).toMatchObject({ model: 'large-1', max_tokens: 50, temperature: 0.5, seed: 3, stop: ['END'], stream: true, messages: [{ role: 'system', content: 'Be short.' }, { role: 'user', content: 'Say hello.' }] });
    expect(body).not.toContain('logprobs');
  });

  it('is given the schema of the answer, and asked again without where it takes none', async () => {
    const schema = { type: 'object', properties: { colour: { type: 'string' } }, required: ['colour'], additionalProperties: false };
    const taking = await serve(answered);
    await modelAt(taking).generate({ ...REQUEST, schema });
    expect(JSON.parse(taking.requests[0]!.body)).toMatchObject({ response_format: { type: 'json_schema', json_schema: { schema } } });
    const refusing = await serve((response, request, attempt) => (attempt === 1 ? refuse(response, 400, { error: { message: 'This response_format type is unavailable now' } }) : answered(response, request, attempt)));
    expect(await modelAt(refusing).generate({ ...REQUEST, schema })).toMatchObject({ text: 'Hello there' });
    expect(refusing.requests.map(({ body }) => 'response_format' in (JSON.parse(body) as object))).toEqual([true, false]);
  });

  it('says when its limit of length cut the answer', async () => {
    const server = await serve((response) => {
      beginStream(response);
      writePiece(response, 'Hello');
      endStream(response, 'length');
    });
    expect(await modelAt(server).generate(REQUEST)).toMatchObject({ text: 'Hello', stopReason: 'length' });
  });

  it('is told the prefill, which is no part of the text although it repeats it', async () => {
    const server = await serve((response) => {
      beginStream(response);
      for (const piece of ['fi', 'x: keep', ' it']) writePiece(response, piece);
      endStream(response);
    });
    const pieces: string[] = [];
    const generation = await modelAt(server).generate({ ...REQUEST, prefill: 'fix:' }, (piece) => pieces.push(piece));
    expect(pieces.join('')).toBe(' keep it');
    expect(generation.text).toBe(' keep it');
    expect(server.requests[0]!.body).toContain('Begin your answer with exactly these words');
  });

  it('is hung up on after a stop text that it did not heed', async () => {
    const server = await serve((response) => {
      beginStream(response);
      writePiece(response, 'One.\n\nTwo');
    });
    expect(await modelAt(server).generate({ ...REQUEST, stop: ['\n\n'] })).toMatchObject({ text: 'One.', stopReason: 'stop' });
    await server.closed;
  });

  it('is asked again without what its model does not take', async () => {
    const server = await serve((response, { body }) => {
      const { temperature, max_tokens } = JSON.parse(body) as { temperature?: number; max_tokens?: number };
      if (max_tokens !== undefined) refuse(response, 400, { error: { message: "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead." } });
      else if (temperature !== undefined) refuse(response, 400, { error: { message: "Unsupported value: 'temperature' does not support 0 with this model." } });
      else answered(response, { url: '', headers: {}, body }, 1);
    });
    const model = modelAt(server);
    expect((await model.generate(REQUEST)).text).toBe('Hello there');
    expect((await model.generate(REQUEST)).text).toBe('Hello there');
    // The second request knows.
    expect(server.requests).toHaveLength(4);
    expect(JSON.parse(server.requests[3]!.body)).toMatchObject({ max_completion_tokens: 50 });
  });
});
