import { beforeEach, describe, expect, it } from 'vitest';
import type { ConsentRequest } from '../../../src/core/escalation.ts';
import { outgoingText } from '../../../src/editor/consent-text.ts';
import { type ConsentMemory, createConsent } from '../../../src/editor/consent-view.ts';

const request: ConsentRequest = {
  worker: 'commit',
  model: 'gpt-4.1-mini',
  recipient: 'api.openai.com',
  why: 'Its confidence is 31 %.',
  text: 'diff --git a/x b/x\n+const key = "<secret 1>";\n# not a heading',
  found: ['AWS access key', 'GitHub token', 'AWS access key'],
  tokens: 812,
  dollars: 0.0021,
  consentFor: 'commit',
  mayFollow: false,
  first: false,
};

let questions: { text: string; answers: readonly string[] }[];
let answers: (string | undefined)[];
let shown: string[];
let open: number;
let memory: ConsentMemory;

function consent() {
  return createConsent({
    memory,
    question: (text, offered) => {
      questions.push({ text, answers: offered });
      return answers.length > 0 ? Promise.resolve(answers.shift()) : new Promise(() => undefined);
    },
    async show(_title, text) {
      shown.push(text);
      open++;
      return async () => void open--;
    },
  });
}

beforeEach(() => {
  const kept = new Set<string>();
  [questions, answers, shown, open] = [[], [], [], 0];
  memory = { given: async (...names) => kept.has(names.join()), give: async (...names) => void kept.add(names.join()) };
});

const ask = (changes: Partial<ConsentRequest> = {}, signal = new AbortController().signal) => consent().ask({ ...request, ...changes }, signal);

describe('consent', () => {
  it('is asked for with model, recipient, reason, size, price and what was replaced', async () => {
    answers = ['Send'];
    expect(await ask()).toBe('once');
    expect(questions).toEqual([{ text: 'Ask gpt-4.1-mini at api.openai.com? Its confidence is 31 %. About 812 tokens, $0.0021. 3 secrets are replaced by placeholders.', answers: ['Send', 'Always for Commit Messages', 'Show', "Don't Send"] }]);
    expect(shown).toEqual([]);
    expect(await memory.given('commit', 'gpt-4.1-mini', 'api.openai.com')).toBe(false);
  });

  it.each([["Don't Send"], [undefined]])('is refused by %j', async (answer) => {
    answers = [answer];
    expect(await ask()).toBe('no');
  });

  it('for always is remembered for this worker, model and recipient alone', async () => {
    answers = ['Always for Commit Messages'];
    expect(await ask()).toBe('always');
    const { given } = consent();
    expect([await given('commit', 'gpt-4.1-mini', 'api.openai.com'), await given('pr', 'gpt-4.1-mini', 'api.openai.com'), await given('commit', 'gpt-4.1', 'api.openai.com'), await given('commit', 'gpt-4.1-mini', 'evil.example')]).toEqual([true, false, false, false]);
  });

  it('is asked for again when the text was shown, which is closed in the end', async () => {
    answers = ['Show', "Don't Send"];
    expect(await ask()).toBe('no');
    expect(questions.map((question) => question.answers.length)).toEqual([4, 4]);
    expect([shown.length, open]).toEqual([1, 0]);
  });

  it('shows the text as often as it is wanted: its tab may have been closed', async () => {
    answers = ['Show', 'Send'];
    expect(await ask({ first: true })).toBe('once');
    expect([shown.length, open]).toEqual([2, 0]);
  });

  it('comes with the exact text the first time', async () => {
    answers = ['Send'];
    await ask({ first: true });
    expect(shown).toEqual([outgoingText({ ...request, first: true })]);
    expect(open).toBe(0);
  });

  it('is never given after the job was stopped', async () => {
    const stop = new AbortController();
    const asked = ask({ first: true }, stop.signal);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(open).toBe(1);
    stop.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    expect(open).toBe(0);
    await expect(ask({}, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(questions).toHaveLength(1);
  });

  it('says where more questions may follow', () => {
    expect(outgoingText(request)).not.toContain('may follow');
    expect(outgoingText({ ...request, mayFollow: true })).toContain('More questions about the same input may follow');
  });

  it('shows the text word for word, below what was replaced', () => {
    const text = outgoingText(request);
    expect(text.endsWith(`\n${request.text}`)).toBe(true);
    expect(text).toContain('Replaced by placeholders:\n- AWS access key (2)\n- GitHub token\n');
    expect(outgoingText({ ...request, found: [], dollars: undefined })).toContain('No secrets were found in it.');
  });
});
