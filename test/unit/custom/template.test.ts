import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../src/workers/custom/definition.ts';
import { parseDefinition } from '../../../src/workers/custom/parse-definition.ts';
import { workerTemplate } from '../../../src/workers/custom/template.ts';

describe('a new worker file', () => {
  it.each(KINDS)('of the kind %s can be used as it is, and with its example', (kind) => {
    const text = workerTemplate('ticket-tags', kind);
    const { definition, problems } = parseDefinition({ path: '/w/ticket-tags.md', origin: 'workspace', text });
    expect(problems).toEqual([]);
    expect(definition).toMatchObject({ name: 'ticket-tags', title: 'Ticket tags', kind, examples: [] });
    const uncommented = text.replace(/# (examples:)/, '$1').replace(/^# {3}( *- input|  output)/gm, '  $1');
    expect(parseDefinition({ path: '/w/ticket-tags.md', origin: 'workspace', text: uncommented })).toMatchObject({ problems: [], definition: { examples: [{}] } });
  });
});

describe('a worker file of a workspace', () => {
  const withModel = (model: string) => workerTemplate('tags', 'classify').replace('# model: qwen2.5-coder-0.5b', `model: ${model}`);
  const parse = (model: string, origin: 'workspace' | 'user') => parseDefinition({ path: '/w/tags.md', origin, text: withModel(model) });

  it('names no server and no file, whereas the user\'s own may', () => {
    const { definition, problems } = parse('[small, "openai:https://evil.example/v1#m"]', 'workspace');
    expect(definition).toBeUndefined();
    expect(problems).toEqual([expect.objectContaining({ line: withModel('').split('\n').findIndex((line) => line.startsWith('model:')) + 1, message: expect.stringContaining('your own settings') as string })]);
    expect(parse('"openai:https://mine.example/v1#m"', 'user').definition?.model).toEqual(['openai:https://mine.example/v1#m']);
    for (const file of ['hf:owner/repository/file.gguf', '/w/model.gguf', 'model.gguf', 'C:/model']) expect(parse(JSON.stringify(file), 'workspace').problems).toHaveLength(1);
    expect(parse('qwen2.5-coder-0.5b', 'workspace').problems).toEqual([]);
  });
});
