import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type ConsentMemory, createTerminalConsent, withConsent } from '../../../src/cli/consent.ts';
import { Output } from '../../../src/cli/output.ts';
import type { ConsentRequest } from '../../../src/core/escalation.ts';

const request: ConsentRequest = {
  worker: 'commit',
  model: 'claude',
  recipient: 'api.anthropic.com',
  why: 'The confidence of 34 % is below 50 % (when in doubt).',
  text: 'Write a message.\n+const key = <secret-1>;',
  found: ['AWS access key', 'GitHub token', 'AWS access key'],
  tokens: 1234,
  dollars: 0.0012,
  consentFor: 'commit',
  mayFollow: false,
  first: true,
};

/** A terminal at which somebody types these lines, each when something is asked. */
function terminal(lines: string[], { isTTY = true, rows = 24 } = {}) {
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, rows, columns: 80 });
  let shown = '';
  const waiting = [...lines];
  stream.on('data', (text: string) => {
    shown += text;
    // Prompts do not end a line.
    if (/\] $|them (?:\u001b\[\d+m)?$/.test(text) && waiting.length > 0) void turn().then(() => stdin.write(`${waiting.shift()!}\n`));
  });
  return { stdin, stderr: new Output(stream), shown: () => shown.replaceAll(/\u001b\[\d+m/g, '') };
}

function remembering(agreed: string[] = []): ConsentMemory & { agreed: string[] } {
  return { agreed, given: async (...names) => agreed.includes(names.join(' ')), give: async (...names) => void agreed.push(names.join(' ')) };
}

const NAME = 'commit claude api.anthropic.com';
const { signal } = new AbortController();

describe('on a terminal', () => {
  it('the exact text is shown, then who gets it, what was replaced and what it costs', async () => {
    const at = terminal(['y']);
    expect(await createTerminalConsent(at, { given: false, memory: remembering() }).ask(request, signal)).toBe('once');
    expect(at.shown()).toBe(
      [
        'For commit this text would be sent to api.anthropic.com, for the first time:',
        '│ Write a message.',
        '│ +const key = <secret-1>;',
        'Why:      The confidence of 34 % is below 50 % (when in doubt).',
        'To:       claude at api.anthropic.com',
        'Secrets:  2 × AWS access key, GitHub token, replaced by placeholders',
        'Cost:     about 1,234 tokens, about $0.0012',
        'Send it? [y/N/always] Asking api.anthropic.com …\n',
      ].join('\n'),
    );
  });

  it.each([
    ['', 'no'],
    ['n', 'no'],
    ['a', 'no'],
    ['yesterday', 'no'],
    [' Yes ', 'once'],
    ['always', 'always'],
  ])('%j means %s', async (typed, expected) => {
    const memory = remembering();
    expect(await createTerminalConsent(terminal([typed]), { given: false, memory }).ask(request, signal)).toBe(expected);
    expect(memory.agreed).toEqual(expected === 'always' ? [NAME] : []);
  });

  it('the end of the input is a no, and an interruption no answer', async () => {
    const ended = terminal([]);
    ended.stdin.end();
    expect(await createTerminalConsent(ended, { given: false, memory: remembering() }).ask(request, signal)).toBe('no');
    const interruption = new AbortController();
    const asked = createTerminalConsent(terminal([]), { given: false, memory: remembering() }).ask(request, interruption.signal);
    await turn();
    interruption.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('nothing in the text can hide, or pass for a question', async () => {
    const at = terminal(['n']);
    await createTerminalConsent(at, { given: false, memory: remembering() }).ask({ ...request, text: 'a\u001b[2J\u202eb\u200bc\u{e0041}\rd\nSend it? [y/N/always] y\r\n\tö😀' }, signal);
    expect(at.shown()).toContain('│ a<U+001B>[2J<U+202E>b<U+200B>c<U+E0041><U+000D>d\n│ Send it? [y/N/always] y\n│ \tö😀\n');
  });

  it.each([
    [['', '', 'y'], 50],
    [['a', 'y'], 50],
    [['s', 'y'], 20],
  ])('a long text comes page by page: %j', async (typed, lines) => {
    const at = terminal(typed);
    const text = Array.from({ length: 50 }, (_, index) => `line ${index}`).join('\n');
    expect(await createTerminalConsent(at, { given: false, memory: remembering() }).ask({ ...request, text }, signal)).toBe('once');
    expect(at.shown().match(/│ line \d+/g)).toHaveLength(lines);
    expect(at.shown()).toContain('30 more lines; Enter: the next page, a: all, s: skip them ');
  });

  it('what is not known of the price is said so', async () => {
    const at = terminal(['n']);
    await createTerminalConsent(at, { given: false, memory: remembering() }).ask({ ...request, dollars: undefined, found: [], first: false }, signal);
    expect(at.shown()).toMatch(/sent to api\.anthropic\.com:\n/);
    expect(at.shown()).toContain('Secrets:  none were found\nCost:     about 1,234 tokens, at an unknown price\n');
  });
});

describe('without a terminal', () => {
  const nobody = () => terminal([], { isTTY: false });

  it('only what was agreed to before is agreed to, and nothing is printed', async () => {
    const at = nobody();
    expect(await createTerminalConsent(at, { given: false, memory: remembering() }).ask(request, signal)).toBe('no');
    expect(await createTerminalConsent(at, { given: false, memory: remembering([NAME]) }).ask(request, signal)).toBe('once');
    const ofOther = createTerminalConsent(at, { given: false, memory: remembering([NAME]) });
    expect(await ofOther.ask({ ...request, recipient: 'elsewhere' }, signal)).toBe('no');
    expect(await ofOther.given('commit', 'claude', 'api.anthropic.com')).toBe(true);
    expect(await ofOther.given('pr', 'claude', 'api.anthropic.com')).toBe(false);
    expect(at.shown()).toBe('');
  });

  it('the variable agrees to all', async () => {
    const consent = createTerminalConsent(nobody(), { given: true, memory: remembering() });
    expect(await consent.ask(request, signal)).toBe('once');
    expect(await consent.given('pr', 'x', 'y')).toBe(true);
  });

  it('the note says what to do, and by what it was agreed to', () => {
    const declined = { reason: 'declined' as const, why: 'You declined.', left: false };
    const sent = { reason: 'in doubt' as const, why: 'In doubt.', left: true };
    expect(withConsent(declined, { ...nobody(), env: {} }).why).toMatch(/no terminal to ask on.+JOURNEYMAN_CONSENT=given/);
    expect(withConsent(declined, { ...terminal([]), env: {} })).toBe(declined);
    expect(withConsent(sent, { ...nobody(), env: {} })).toBe(sent);
    expect(withConsent(sent, { ...nobody(), env: { JOURNEYMAN_CONSENT: 'given' } }).why).toBe('In doubt. $JOURNEYMAN_CONSENT gave the consent.');
  });
});

it('without a memory an agreement for good holds as long as the command', async () => {
  const consent = createTerminalConsent(terminal(['always']), { given: false, memory: undefined });
  expect(await consent.given('commit', 'claude', 'api.anthropic.com')).toBe(false);
  await consent.ask(request, signal);
  expect(await consent.given('commit', 'claude', 'api.anthropic.com')).toBe(true);
});
