import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/cli/arguments.ts';
import { budgetWords, parseBudget } from '../../../src/cli/budget.ts';
import { readEscalation } from '../../../src/cli/escalation.ts';
import { budgetOf, escalationMode, keyFound, plainHttp, whatStays } from '../../../src/cli/escalation-checks.ts';
import { modelReference } from '../../../src/cli/open.ts';
import { Output } from '../../../src/cli/output.ts';

const REMOTE = 'openai:https://llm.example/v1#big';
const read = (env: NodeJS.ProcessEnv, asked: Parameters<typeof readEscalation>[1] = {}) => readEscalation({ env, stdin: new PassThrough(), stderr: new Output(new PassThrough()) }, asked);

describe('options and environment', () => {
  it('set up nothing unless asked to', () => {
    expect(read({})).toBeUndefined();
    expect(read({ JOURNEYMAN_DOUBT: 'unlessSure', JOURNEYMAN_BUDGET: '$1/day', ANTHROPIC_API_KEY: 'k' })).toBeUndefined();
    expect(read({ JOURNEYMAN_ESCALATE: 'automatic' }, { escalate: 'off' })).toBeUndefined();
  });

  it('ask where a remote model is named, unless told otherwise', () => {
    expect(read({}, { remote: REMOTE })).toMatchObject({ remote: REMOTE, trusted: true, allowHttp: false, exclude: [], settings: { mode: 'ask', doubt: 'whenInDoubt', budget: {}, workers: {} } });
    expect(read({ JOURNEYMAN_REMOTE: REMOTE, JOURNEYMAN_ESCALATE: 'off' })?.settings.mode).toBe('off');
    expect(read({}, { escalate: 'automatic' })).toMatchObject({ remote: '', settings: { mode: 'automatic' } });
  });

  it('are read from the options first', () => {
    const env = { JOURNEYMAN_REMOTE: 'anthropic:claude', JOURNEYMAN_ESCALATE: 'ask', JOURNEYMAN_DOUBT: 'unlessSure' };
    expect(read(env)).toMatchObject({ remote: 'anthropic:claude', settings: { mode: 'ask', doubt: 'unlessSure' } });
    expect(read(env, { remote: REMOTE, escalate: 'automatic', doubt: 'onlyIfPoor' })).toMatchObject({ remote: REMOTE, settings: { mode: 'automatic', doubt: 'onlyIfPoor' } });
    expect(read({ ...env, JOURNEYMAN_ALLOW_HTTP: '1', JOURNEYMAN_EXCLUDE: '*.pem, secrets/\n!a b', JOURNEYMAN_BUDGET: '$5/month' })).toMatchObject({ allowHttp: true, exclude: ['*.pem', 'secrets/', '!a b'], settings: { budget: { dollarsPerMonth: 5 } } });
  });

  it('keep the braces of a pattern together', () => {
    expect(read({ JOURNEYMAN_REMOTE: REMOTE, JOURNEYMAN_EXCLUDE: '**/*.{sql,csv}, {a,{b,c}}/x,d\n{e,f' })?.exclude).toEqual(['**/*.{sql,csv}', '{a,{b,c}}/x', 'd', '{e', 'f']);
  });

  it.each([
    [{ JOURNEYMAN_ESCALATE: 'yes' }, {}, '$JOURNEYMAN_ESCALATE takes off, ask or automatic, not "yes".'],
    [{}, { escalate: '' }, '--escalate takes off, ask or automatic, not "".'],
    [{}, { doubt: 'WhenInDoubt' }, '--doubt takes onlyIfPoor, whenInDoubt or unlessSure, not "WhenInDoubt".'],
    [{ JOURNEYMAN_ALLOW_HTTP: '0' }, {}, '$JOURNEYMAN_ALLOW_HTTP takes 1, or is left out.'],
    [{ JOURNEYMAN_CONSENT: 'no' }, {}, '$JOURNEYMAN_CONSENT takes given, or is left out.'],
    [{ JOURNEYMAN_BUDGET: 'five' }, {}, '$JOURNEYMAN_BUDGET takes limits such as'],
    [{ JOURNEYMAN_REMOTE: 'gpt' }, {}, '$JOURNEYMAN_REMOTE takes openai:https://HOST/v1#MODEL, anthropic:MODEL or google:MODEL.'],
  ])('%j %j is wrong usage', (env, asked, message) => {
    expect(() => read(env, asked)).toThrow(UsageError);
    expect(() => read(env, asked)).toThrow(message);
  });

  it.each(['openai:https://me:sk-1234@host/v1#m', 'openai:https://host/v1?key=sk-1234#m', 'openai:https://host/sk-1234', 'openai:ftp://host/sk-1234#m', 'openai:sk-1234#m', 'anthropic:', 'anthropic:sk-1234 x', 'editor:a/b'])('%s is no reference, and not repeated', (remote) => {
    expect(() => read({}, { remote })).toThrow(UsageError);
    expect(() => read({}, { remote })).not.toThrow(/1234/);
  });
});

describe('keys', () => {
  const env = { JOURNEYMAN_REMOTE_KEY: '', ANTHROPIC_API_KEY: 'a', OPENAI_API_KEY: 'o', GOOGLE_GENERATIVE_AI_API_KEY: 'g' };
  it('go to their own provider only', async () => {
    expect(await read(env, { remote: 'anthropic:claude' })!.key('api.anthropic.com')).toBe('a');
    expect(await read(env, { remote: 'google:gemini' })!.key('generativelanguage.googleapis.com')).toBe('g');
    expect(await read(env, { remote: 'openai:https://api.openai.com/v1#gpt' })!.key('api.openai.com')).toBe('o');
    expect(await read(env, { remote: 'openai:http://api.openai.com:8080/v1#gpt' })!.key('api.openai.com:8080')).toBeUndefined();
    expect(await read(env, { remote: REMOTE })!.key('llm.example')).toBeUndefined();
    expect(await read({ ...env, JOURNEYMAN_REMOTE_KEY: 'r' }, { remote: 'anthropic:claude' })!.key('api.anthropic.com')).toBe('r');
  });

  it('do not follow to another address', async () => {
    expect(await read({ JOURNEYMAN_REMOTE_KEY: 'r' }, { remote: REMOTE })!.key('evil.example')).toBeUndefined();
  });
});

describe('budgets', () => {
  it.each([
    ['$9/month,100000tokens/day', { dollarsPerMonth: 9, tokensPerDay: 100_000 }],
    ['100000tokens/day', { dollarsPerMonth: 5, tokensPerDay: 100_000 }],
    [' $0.25/day , 1 token/month', { dollarsPerMonth: 5, dollarsPerDay: 0.25, tokensPerMonth: 1 }],
    ['$0/day,0tokens/day', { dollarsPerMonth: 5, dollarsPerDay: 0, tokensPerDay: 0 }],
    ['', { dollarsPerMonth: 5 }],
    [' none ', {}],
  ])('%s', (text, budget) => {
    expect(parseBudget(text)).toEqual(budget);
  });

  it.each(['5/month', '$5', '$-5/month', '$5/year', '$5/month;', '$1/day,$2/day', '$1/day,', '1e3tokens/day', '$Infinity/day', 'none,$5/day'])('%s is wrong usage', (text) => {
    expect(() => parseBudget(text)).toThrow(UsageError);
  });

  it('read well', () => {
    expect(budgetWords(parseBudget('$5/month,100000tokens/day'))).toBe('100,000 tokens a day, $5.00 a month');
    expect(budgetWords({})).toBe('no limit');
  });
});

describe('doctor', () => {
  it('says what is set up, and never the key', () => {
    expect(escalationMode(undefined)).toMatchObject({ passed: true, detail: expect.stringMatching(/^It is off: nothing leaves this machine\. .*--remote/) });
    expect(escalationMode(read({}, { escalate: 'ask' }))).toMatchObject({ passed: false });
    const options = read({ JOURNEYMAN_EXCLUDE: '*.pem', JOURNEYMAN_BUDGET: '$5/month' }, { remote: REMOTE })!;
    expect(escalationMode(options)).toMatchObject({ passed: true, detail: 'You are asked before something leaves, when in doubt: where the confidence is below 50 %.' });
    expect(keyFound(REMOTE, { JOURNEYMAN_REMOTE_KEY: 'sk-1234' })).toEqual({ passed: true, detail: `${REMOTE}; the key is in $JOURNEYMAN_REMOTE_KEY. It was not called.`, next: 'Set one of: JOURNEYMAN_REMOTE_KEY.' });
    expect(keyFound(REMOTE, { OPENAI_API_KEY: 'sk-1234' })).toMatchObject({ passed: true, detail: expect.stringContaining('there is no key') });
    expect(keyFound('anthropic:claude', {})).toMatchObject({ passed: false, next: 'Set one of: JOURNEYMAN_REMOTE_KEY, ANTHROPIC_API_KEY.' });
    expect(budgetOf(options, { today: { dollars: 0.5, tokens: 10 }, month: { dollars: 2, tokens: 1000 } }).detail).toBe('$5.00 a month; spent $0.50 and 10 tokens today, $2.00 and 1,000 tokens this month.');
    expect(whatStays(options).detail).toContain('nor 1 pattern of JOURNEYMAN_EXCLUDE');
    expect(plainHttp(options).detail).toContain('this machine only');
    expect(plainHttp({ ...options, allowHttp: true }).detail).toContain('any address');
  });
});

describe('a hosted small model', () => {
  it('is no path', () => {
    const context = { env: {}, cwd: '/here' };
    for (const reference of ['openai:http://127.0.0.1:8080/v1#qwen.gguf', 'anthropic:claude', 'hf:a/b/c.gguf']) expect(modelReference(context, reference)).toBe(reference);
    expect(modelReference(context, 'qwen.gguf')).toMatch(/here[\\/]qwen\.gguf$/);
  });
});
