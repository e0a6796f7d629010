import { describe, expect, it } from 'vitest';
import { choiceOf, offerOf, progressText } from '../../../src/editor/model-texts.ts';
import { originText, shortModelName, statusText, waitingText } from '../../../src/editor/status-text.ts';
import { builtInCatalog } from '../../../src/models/catalog.ts';
import { formatBytes } from '../../../src/models/progress.ts';
import type { ModelState, ModelStatus } from '../../../src/models/model-status.ts';

const status = (state: ModelState, detail = ''): ModelStatus => ({ state, model: 'qwen2.5-coder-1.5b', detail, pid: 1 });

describe('status bar', () => {
  it('names the model in every state, and spins only where something goes on', () => {
    const spins = (...given: Parameters<typeof statusText>) => statusText(...given).text.includes('~spin');
    for (const state of ['stopped', 'starting', 'loading', 'idle', 'busy', 'failed'] as const) {
      expect(statusText(status(state), 'other', []).text).toContain('qwen2.5-coder-1.5b');
    }
    expect(statusText(undefined, 'smollm2-135m', []).text).toContain('smollm2-135m');
    expect([undefined, status('stopped'), status('idle'), status('failed')].map((state) => spins(state, 'm', []))).toEqual([false, false, false, false]);
    expect([status('starting'), status('loading'), status('busy')].map((state) => spins(state, 'm', []))).toEqual([true, true, true]);
    expect(spins(undefined, 'm', ['commit'])).toBe(true);
  });

  it('says what runs and what is wrong', () => {
    expect(statusText(status('busy'), 'm', ['commit', 'pr']).tooltip).toContain('Writing a commit message…\nSummarizing a pull request…');
    const failed = statusText(status('failed', 'It crashed five times.'), 'm', []);
    expect(failed).toMatchObject({ kind: 'error' });
    expect(failed.tooltip).toContain('It crashed five times.');
  });

  it('shortens paths and references to names', () => {
    expect(shortModelName('/home/Ä B/My Model.gguf')).toBe('My Model');
    expect(shortModelName('C:\\models\\My Model.gguf')).toBe('My Model');
    expect(shortModelName('hf:owner/repository/file.Q4.gguf@main')).toBe('file.Q4');
    expect(shortModelName('openai:http://127.0.0.1:8080/v1#qwen')).toBe('qwen');
    expect(shortModelName('openai:https://models.example/v1#Qwen/Qwen3-8B')).toBe('Qwen3-8B');
  });
});

describe('waiting', () => {
  it('says what the reader waits for', () => {
    expect(waitingText(undefined, 'Reading the diff…')).toBe('Reading the diff…');
    expect(waitingText(status('loading', '40 %'), '')).toBe('Loading qwen2.5-coder-1.5b… 40 %');
    expect(waitingText(status('busy'), '')).toBe('qwen2.5-coder-1.5b is reading…');
  });

  it('says where an answer comes from', () => {
    expect(originText({ model: 'm', confidence: 0.724, timings: { totalMs: 4230 } })).toBe('m · confidence 72 % · 4.2 s');
    expect(originText({ model: null, confidence: 1, timings: { totalMs: 12 } })).toBe('no model needed · confidence 100 % · 0.0 s');
  });
});

describe('offer', () => {
  const [entry] = builtInCatalog();

  it('states size, licence, source, memory and place', () => {
    const offer = offerOf(entry!.name, entry, '/cache/models');
    expect(offer.message).toContain(entry!.title);
    expect(offer.download).toBe('Download (1.1 GB)');
    for (const fact of ['1.1 GB', formatBytes(entry!.memory.bytes), 'Apache-2.0', 'huggingface.co/Qwen/', '/cache/models']) expect(offer.detail).toContain(fact);
  });

  it('does not pretend to know the size and licence of a file of the hub', () => {
    const offer = offerOf('hf:owner/repository/file.gguf', undefined, '/cache/models');
    expect(offer.detail).toContain('huggingface.co/owner/repository/file.gguf');
    expect(offer.download).toBe('Download');
    expect(offer.detail).not.toMatch(/\d [GM]B/);
  });

  it('lists models with what matters for choosing', () => {
    const here = { name: entry!.name, path: '/x', installed: true, bytes: entry!.bytes, partialBytes: 0, entry: entry! };
    expect(choiceOf(here)).toEqual({ label: entry!.title, description: '1.1 GB · Apache-2.0 · on this machine', detail: entry!.description });
    expect(choiceOf({ ...here, installed: false, partialBytes: 400_000_000 }).description).toBe('1.1 GB · Apache-2.0 · 400 MB downloaded');
    expect(choiceOf({ ...here, name: '/x/mine.gguf', entry: null, bytes: null })).toEqual({ label: 'mine', description: 'on this machine', detail: '/x/mine.gguf' });
  });

  it('shows how far a download is', () => {
    const progress = { phase: 'downloading' as const, received: 412e6, total: 1.117e9, bytesPerSecond: 38e6, secondsLeft: 19, source: 'Hugging Face' };
    expect(progressText(progress)).toBe('412 MB of 1.1 GB · 38 MB/s · 19 s left · from Hugging Face');
    expect(progressText({ ...progress, phase: 'verifying' })).toBe('Verifying 412 MB of 1.1 GB');
    expect(progressText({ ...progress, total: null, bytesPerSecond: 0, source: '' })).toBe('412 MB');
  });
});
