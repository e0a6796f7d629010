import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelFolder } from '../../../src/models/cache-folder.ts';
import { type Served, startServed } from '../../support/served.ts';
import { Sandbox } from '../git/repository.ts';

/** A folder made by `pip install --target FOLDER openai schemathesis`. It takes minutes with a model on two cores, so that it is asked for. */
const tools = process.env['JOURNEYMAN_PYTHON_TOOLS'];
const sandbox = new Sandbox();
const execute = promisify(execFile);
/** The smallest one that comes to an end by itself, asked nonsense. */
const MODEL = 'qwen2.5-coder-0.5b';

const CLIENT = `
import os
from openai import OpenAI, NotFoundError, AuthenticationError
url, token = os.environ['SERVED_URL'] + '/v1', os.environ['SERVED_TOKEN']
client = OpenAI(base_url=url, api_key=token)
model = client.models.list().data[0].id
messages = [{'role': 'user', 'content': 'Count from one to nine.'}]
whole = client.chat.completions.create(model=model, messages=messages, max_tokens=6)
assert whole.usage.completion_tokens == 6 and whole.choices[0].finish_reason == 'length', whole
stream = client.chat.completions.create(model=model, messages=messages, max_tokens=6, stream=True, stream_options={'include_usage': True})
chunks = list(stream)
assert ''.join(c.choices[0].delta.content or '' for c in chunks if c.choices) == whole.choices[0].message.content, chunks
assert chunks[-1].usage.completion_tokens == 6, chunks[-1]
packed = client.embeddings.create(model=model, input=['a', 'b']).data
plain = client.embeddings.create(model=model, input=['a', 'b'], encoding_format='float').data
assert all(abs(x - y) < 1e-5 for p, q in zip(packed, plain) for x, y in zip(p.embedding, q.embedding)) and len(packed[1].embedding) > 100
for act, error in [(lambda: client.chat.completions.create(model='gpt-9', messages=messages), NotFoundError), (lambda: OpenAI(base_url=url, api_key='wrong').models.list(), AuthenticationError)]:
    try: act()
    except error: pass
    else: raise SystemExit('no ' + error.__name__)
print('as expected')
`;

describe.skipIf(tools === undefined)('from Python', () => {
  let served: Served;
  const environment = () => ({ ...process.env, PYTHONPATH: tools, SERVED_URL: served.url, SERVED_TOKEN: served.token });

  beforeAll(async () => {
    const [cwd, cache] = [sandbox.folder('workspace ü'), sandbox.folder('cache ü')];
    await mkdir(join(cwd, '.journeyman', 'workers'), { recursive: true });
    await writeFile(join(cwd, '.journeyman', 'workers', 'failure.md'), '---\nkind: classify\nlabels: [network, memory]\n---\nWhich kind of failure is it?');
    await symlink(modelFolder(), join(cache, 'models'), 'junction');
    served = await startServed({ cwd, env: { JOURNEYMAN_CACHE: cache, JOURNEYMAN_MODEL: MODEL } });
  });
  afterAll(async () => {
    await served?.stop();
    sandbox.remove();
  });

  it('OpenAI\'s client gets what it expects', async () => {
    expect((await execute('python3', ['-c', CLIENT], { env: environment() })).stdout.trim()).toBe('as expected');
  });

  it('schemathesis finds no failure in what the OpenAPI document promises', { timeout: 1_800_000 }, async () => {
    const args = ['-m', 'schemathesis.cli', 'run', `${served.url}/openapi.json`, '-H', `Authorization: Bearer ${served.token}`, '--no-color', '--continue-on-failure', '--max-examples', '10', '--request-timeout', '300'];
    const { stdout, code } = await execute('python3', args, { env: environment(), cwd: sandbox.root }).then(({ stdout }) => ({ stdout, code: 0 }), (error: { stdout: string; code: number }) => error);
    expect(code, stdout).toBe(0);
    expect(stdout).toMatch(/Operations:\s+(\d\d) selected \/ \1 total/);
  });
});
