import { describe, expect, it, vi } from 'vitest';
import type { Escalation } from '../../../src/core/escalation.ts';
import type { WorkerResult } from '../../../src/core/result.ts';
import { type EscalationStep, followEscalation } from '../../../src/editor/follow-escalation.ts';
import { LastResults, whyLines } from '../../../src/editor/last-results.ts';
import { serverAddress } from '../../../src/editor/model-list.ts';
import { doneText, otherLabel, swapped, whose } from '../../../src/editor/other-answer.ts';
import { recipientOfReference } from '../../../src/editor/remote-recipient.ts';
import { originText } from '../../../src/editor/status-text.ts';
import { Suggestions } from '../../../src/editor/suggestions.ts';

const remote: WorkerResult<string> = {
  worker: 'commit',
  output: 'far',
  confidence: 0.9,
  accepted: true,
  answeredBy: 'remote',
  model: 'gpt-4.1-mini',
  checks: [],
  timings: { firstTextMs: 1, totalMs: 6100, promptTokens: 1, outputTokens: 1, cachedTokens: 0 },
  cost: 0.0021,
  escalation: { reason: 'in doubt', why: 'The confidence of 31 % is below 50 %.', left: true, recipient: 'api.openai.com' },
  other: { output: 'near', confidence: 0.31, checks: [{ name: 'form', passed: false, detail: 'Too long.' }], answeredBy: 'local', model: 'qwen', accepted: false },
};
const local: WorkerResult<string> = { ...remote, output: 'near', answeredBy: 'local', model: 'qwen', confidence: 0.31, accepted: false, cost: 0, other: undefined, escalation: { reason: 'failed', why: 'api.openai.com did not answer.', left: true } };

describe('an answer of a remote model', () => {
  it('says who wrote it, where, and for how much', () => {
    expect(originText(remote)).toBe('written by gpt-4.1-mini at api.openai.com · $0.0021 · confidence 90 % · 6.1 s');
    expect(originText({ ...remote, cost: 0 })).toBe('written by gpt-4.1-mini at api.openai.com · confidence 90 % · 6.1 s');
  });

  it('can be exchanged for the other one, and back', () => {
    expect(otherLabel(remote)).toBe('Show the local answer');
    const other = swapped(remote);
    expect(other).toMatchObject({ output: 'near', confidence: 0.31, accepted: false, answeredBy: 'local', model: 'qwen' });
    expect([otherLabel(other), whose(other), originText(other)]).toEqual(["Show gpt-4.1-mini's answer", 'the local answer', 'qwen · confidence 31 % · 6.1 s']);
    expect(swapped(other)).toEqual(remote);
    expect([swapped(local), otherLabel(local)]).toEqual([local, '']);
  });

  it('says what went wrong where there is none', () => {
    expect(doneText(local)).toBe('Done, but the model is not sure of this answer. api.openai.com did not answer.');
    expect(doneText(remote)).toBe('Done.');
  });

  it('is among the suggestions with the local one, marked with its author', () => {
    const suggestions = new Suggestions(remote, (output) => output);
    expect(suggestions.all.map(({ output, by }) => [output, by])).toEqual([['far', 'gpt-4.1-mini'], ['near', undefined]]);
    expect(suggestions.complete).toBe(false);
    suggestions.add({ ...local, candidates: [local, { ...local, output: 'third' }] });
    expect(suggestions.all.map(({ output }) => output)).toEqual(['far', 'near', 'third']);
    expect(suggestions.next()?.output).toBe('near');
  });
});

describe('why it was (not) escalated', () => {
  it('is said of the last answer of each kind, the newest first', () => {
    const results = new LastResults();
    results.note({ ...local, worker: 'explain' });
    results.note(local);
    results.note({ ...local, worker: 'pr', escalation: undefined, checks: [{ name: 'form', passed: false, detail: 'Too long.' }] });
    results.note(remote);
    const lines = whyLines(results.all);
    expect(lines.filter(({ heading }) => heading).map(({ label }) => label)).toEqual(['Commit Messages', 'Pull Requests', 'Explanations']);
    expect(lines.find(({ label }) => label.includes('Escalated: in doubt'))?.detail).toBe('The confidence of 31 % is below 50 %.');
    expect(lines.find(({ label }) => label.includes('A check failed'))?.detail).toBe('Too long.');
    expect(JSON.stringify(results.all)).not.toContain('far');
  });
});

describe('the way of an escalation', () => {
  it('is told step by step, and what it is made of is used as it is', async () => {
    const steps: EscalationStep[] = [];
    const begin = vi.fn(async () => 7);
    const ask = vi.fn(async () => 'once' as const);
    const escalation = { settings: {}, trusted: true, remote: async () => undefined, consent: { given: async () => true, ask }, ledger: { begin } } as unknown as Escalation;
    const followed = followEscalation(escalation, (step) => steps.push(step));
    const request = { model: 'm', recipient: 'host' } as never;
    expect(await followed.consent.ask(request, new AbortController().signal)).toBe('once');
    expect(await followed.ledger.begin(request)).toBe(7);
    expect(steps).toEqual([{ step: 'asking', model: 'm', recipient: 'host' }, { step: 'sent', model: 'm', recipient: 'host' }]);
    expect([ask.mock.calls.length, begin.mock.calls.length]).toEqual([1, 1]);
  });
});

describe('addresses and references', () => {
  it.each([
    ['https://api.openai.com/v1/', { address: 'https://api.openai.com/v1', host: 'api.openai.com', plain: false }],
    ['http://127.0.0.1:8080', { address: 'http://127.0.0.1:8080/v1', host: '127.0.0.1:8080', plain: true }],
    [' https://host/openai/v1 ', { address: 'https://host/openai/v1', host: 'host', plain: false }],
    ['https://me:secret@host/v1', { problem: expect.stringContaining('password') }],
    ['https://host/v1?key=1', { problem: expect.stringContaining('?') }],
    ['file:///etc/passwd', { problem: expect.stringContaining('https://') }],
    ['host', { problem: expect.stringContaining('https://') }],
  ])('%s', (text, expected) => {
    expect(serverAddress(text)).toEqual(expected);
  });

  it.each([
    ['openai:http://127.0.0.1:8080/v1#qwen', { name: '127.0.0.1:8080', model: 'qwen', local: true, editor: false }],
    ['openai:https://127.0.0.1.evil.example/v1#m', { name: '127.0.0.1.evil.example', model: 'm', local: false, editor: false }],
    ['anthropic:claude', { name: 'api.anthropic.com', model: 'claude', local: false, editor: false }],
    ['google:gemini', { name: 'generativelanguage.googleapis.com', model: 'gemini', local: false, editor: false }],
    ['editor:copilot/gpt-4.1', { name: 'GitHub Copilot', model: 'gpt-4.1', local: false, editor: true }],
    ['openai:https://host/v1', undefined],
    ['qwen2.5-coder-1.5b', undefined],
    ['', undefined],
  ])('%s', (reference, expected) => {
    expect(recipientOfReference(reference)).toEqual(expected);
  });
});
