import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, root } from '../../scripts/build.ts';
import type { LanguageModel } from '../../src/core/language-model.ts';
import { createScheduler } from '../../src/core/model-scheduler.ts';
import { run } from '../../src/core/run.ts';
import { createTreeSitter } from '../../src/sources/syntax/tree-sitter.ts';
import { createCustomWorker } from '../../src/workers/custom/custom-worker.ts';
import type { SummarizeOutput } from '../../src/workers/custom/kinds/summarize.ts';
import { numbersMissing } from '../../src/workers/custom/kinds/transform/numbers.ts';
import type { TransformOutput } from '../../src/workers/custom/kinds/transform.ts';
import { parseDefinition } from '../../src/workers/custom/parse-definition.ts';
import { smallModelClient } from '../support/model-client.ts';

// The smallest model: what it says is poor, what comes of it must hold whatever it says.
let model: Awaited<ReturnType<typeof smallModelClient>>;
beforeAll(async () => {
  await ensureBuilt();
  model = await smallModelClient();
});
afterAll(() => model.dispose());

async function answer(frontMatter: string, text: string) {
  const { definition } = parseDefinition({ path: 'mine.md', origin: 'user', text: `---\n${frontMatter}\n---\nSay it in plain words.` });
  const worker = createCustomWorker(definition!, { syntax: createTreeSitter({ folder: join(root, 'dist', 'syntax') }) });
  return run(worker, { text }, { model: model as LanguageModel, scheduler: createScheduler(), priority: 'user', signal: new AbortController().signal });
}

describe('workers for texts, with a real model and real grammars', () => {
  it('JSON becomes types that can be parsed, whatever the model calls them', async () => {
    const result = await answer('kind: transform\nstart: interface\nformat: typescript', '{"data": [{"id": 1, "content-type": null}], "next": "2024-01-02T03:04:05Z"}');
    const { text } = result.output as TransformOutput;
    expect(text).toContain('"content-type": null;');
    expect(result.checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(result.answeredBy).toBe('local');
  });

  it('a summary names no number that the text does not have, and points to its lines', async () => {
    const text = 'The store keeps answers for 30 days.\nThen it removes the 5 oldest ones.\nRequests to the server need a token.\n';
    const { summary, points } = (await answer('kind: summarize\nwords: 15', text)).output as SummarizeOutput;
    expect(summary).not.toBe('');
    expect(numbersMissing(summary, text)).toEqual([]);
    for (const { firstLine, lastLine } of points) expect([firstLine >= 1, lastLine <= 3, firstLine <= lastLine]).toEqual([true, true, true]);
  });
});
