import { describe, expect, it } from 'vitest';
import { type Budget, type Doubt, type EscalationMode, type EscalationReason, type EscalationSettings, type Spent } from '../../../src/core/escalation.ts';
import { decide, doubtThresholds, type Situation } from '../../../src/core/escalation-policy.ts';

const nothing: Spent = { dollars: 0, tokens: 0 };
const settings = (more: Partial<EscalationSettings> = {}): EscalationSettings => ({ mode: 'automatic', workers: {}, doubt: 'whenInDoubt', budget: {}, ...more });

/** An answer in doubt that nothing keeps from being asked of a remote model. */
const doubtful = (more: Partial<Situation> = {}): Situation => ({
  worker: 'commit',
  answeredBy: 'local',
  confidence: 0.34,
  beyond: undefined,
  obeys: false,
  background: false,
  settings: settings(),
  trusted: true,
  hasRemote: true,
  excluded: [],
  spent: { today: nothing, month: nothing },
  ...more,
});

const path = (name: string, by = '.gitignore') => ({ path: name, by });

describe('why', () => {
  const cases: [what: string, situation: Partial<Situation>, reason: EscalationReason, escalate: 'no' | 'yes', why: string][] = [
    ['in doubt', {}, 'in doubt', 'yes', 'The confidence of 34 % is below 50 % (when in doubt).'],
    ['sure enough', { confidence: 0.812 }, 'sure enough', 'no', 'Not asked: the confidence of 81 % is not below 50 % (when in doubt).'],
    ['code', { answeredBy: 'code', confidence: 0.1 }, 'code answered', 'no', 'Code alone gave this answer.'],
    ['background', { background: true }, 'background', 'no', 'Not asked: nobody waits for this answer yet, and what is worked out ahead does not leave this machine.'],
    ['off', { settings: settings({ mode: 'off' }) }, 'off', 'no', 'Not asked: escalation is off.'],
    ['off, whatever the worker is called', { worker: 'constructor', settings: settings({ mode: 'off' }) }, 'off', 'no', 'Not asked: escalation is off.'],
    ['off for one worker', { settings: settings({ workers: { commit: 'off' } }) }, 'off', 'no', 'Not asked: escalation is off for commit.'],
    ['no remote', { hasRemote: false }, 'no remote model', 'no', 'Not asked: no remote model is set up.'],
    ['untrusted', { trusted: false }, 'untrusted', 'no', 'Not asked: this workspace is not trusted.'],
    ['excluded', { excluded: [path('config/secrets.yml', '.journeymanignore')] }, 'excluded path', 'no', 'Not asked: `config/secrets.yml` must not leave this machine (.journeymanignore).'],
    ['two excluded', { excluded: [path('a'), path('b', '.cursorignore')] }, 'excluded path', 'no', 'Not asked: `a` (.gitignore) and `b` (.cursorignore) must not leave this machine.'],
    ['many excluded', { excluded: ['a', 'b', 'c', 'd', 'e'].map((name) => path(name)) }, 'excluded path', 'no', 'Not asked: `a` (.gitignore), `b` (.gitignore), `c` (.gitignore) and 2 more must not leave this machine.'],
    ['too large', { confidence: 0.99, beyond: 'The question is about 14 files.' }, 'too large', 'yes', 'Asked up front: The question is about 14 files.'],
    ['obeys', { confidence: 0.99, obeys: true }, 'obeys instructions', 'yes', 'The local answer does what a text in its input tells it to.'],
    ['budget', { settings: settings({ budget: { dollarsPerDay: 0.5 } }), spent: { today: { dollars: 0.52, tokens: 0 }, month: nothing } }, 'budget', 'no', "Not asked: today's budget of $0.50 is spent ($0.52)."],
  ];
  it.each(cases)('%s', (_what, situation, reason, escalate, why) => {
    expect(decide(doubtful(situation))).toEqual({ escalate, note: { reason, why } });
  });

  it('names a path so that it cannot end the code or the line it stands in', () => {
    const { note } = decide(doubtful({ excluded: [path(`${'x/'.repeat(200)}a\`b\nc`)] }));
    expect(note.why).toMatch(/^Not asked: `…[x/]+a b c` must not leave this machine \(\.gitignore\)\.$/);
    expect(note.why.length).toBeLessThan(150);
  });
});

describe('mode, doubt and worker', () => {
  const modes: EscalationMode[] = ['off', 'ask', 'automatic'];
  const doubts: Doubt[] = ['onlyIfPoor', 'whenInDoubt', 'unlessSure'];
  const outcome = { off: 'no', ask: 'ask', automatic: 'yes' } as const;
  const table = modes.flatMap((mode) => doubts.flatMap((doubt) => [undefined, ...modes].map((own) => ({ mode, doubt, own }))));

  it.each(table)('$mode, $doubt, the worker’s own: $own', ({ mode, doubt, own }) => {
    const threshold = doubtThresholds[doubt];
    const decideAt = (confidence: number) => decide(doubtful({ confidence, settings: settings({ mode, doubt, workers: { ...(own && { commit: own }), explain: 'off' } }) }));
    const wanted = outcome[own ?? mode];
    for (const confidence of [0, threshold - 0.001, threshold - Number.EPSILON / 4]) {
      if (confidence >= threshold) continue;
      expect(decideAt(confidence)).toMatchObject({ escalate: wanted, note: { reason: wanted === 'no' ? 'off' : 'in doubt' } });
    }
    for (const confidence of [threshold, threshold + 0.001, 1]) expect(decideAt(confidence)).toMatchObject({ escalate: 'no', note: { reason: wanted === 'no' ? 'off' : 'sure enough' } });
  });

  it('never says that a number is below itself', () => {
    expect(decide(doubtful({ confidence: 0.4999 })).note.why).toBe('The confidence of 49 % is below 50 % (when in doubt).');
    expect(decide(doubtful({ confidence: 0.2, settings: settings({ doubt: 'onlyIfPoor' }) })).note.why).toBe('The confidence of 20 % is below 25 % (only if poor).');
    expect(decide(doubtful({ confidence: 0.6, settings: settings({ doubt: 'unlessSure' }) })).note.why).toBe('The confidence of 60 % is below 75 % (unless sure).');
  });
});

describe('budget', () => {
  const spentOf = (today: Partial<Spent>, month: Partial<Spent> = today) => ({ today: { ...nothing, ...today }, month: { ...nothing, ...month } });
  const cases: [budget: Budget, spent: Situation['spent'], why: string | undefined][] = [
    [{}, spentOf({ dollars: 1e6, tokens: 1e9 }), undefined],
    [{ dollarsPerDay: 0.5 }, spentOf({ dollars: 0.4999 }), undefined],
    [{ dollarsPerDay: 0.5 }, spentOf({ dollars: 0.5 }), "Not asked: today's budget of $0.50 is spent ($0.50)."],
    [{ dollarsPerDay: 0.5 }, spentOf({ dollars: 0 }, { dollars: 9 }), undefined],
    [{ tokensPerDay: 100_000 }, spentOf({ tokens: 99_999 }), undefined],
    [{ tokensPerDay: 100_000 }, spentOf({ tokens: 100_230 }), "Not asked: today's budget of 100,000 tokens is spent (100,230 tokens)."],
    [{ dollarsPerMonth: 5 }, spentOf({ dollars: 0 }, { dollars: 4.99 }), undefined],
    [{ dollarsPerMonth: 5 }, spentOf({ dollars: 0 }, { dollars: 5.01 }), "Not asked: this month's budget of $5.00 is spent ($5.01)."],
    [{ tokensPerMonth: 1 }, spentOf({}, { tokens: 0 }), undefined],
    [{ tokensPerMonth: 1 }, spentOf({}, { tokens: 1 }), "Not asked: this month's budget of 1 token is spent (1 token)."],
    [{ dollarsPerDay: 0.005 }, spentOf({ dollars: 0.0061 }), "Not asked: today's budget of $0.005 is spent ($0.0061)."],
    [{ dollarsPerDay: 0 }, spentOf({}), "Not asked: today's budget is $0."],
    [{ tokensPerDay: 0 }, spentOf({}), "Not asked: today's budget is 0 tokens."],
    [{ dollarsPerMonth: 0 }, spentOf({}), "Not asked: this month's budget is $0."],
    [{ tokensPerMonth: 0 }, spentOf({}), "Not asked: this month's budget is 0 tokens."],
    [{ dollarsPerDay: 5, tokensPerDay: 10, dollarsPerMonth: 1 }, spentOf({ dollars: 1, tokens: 10 }), "Not asked: today's budget of 10 tokens is spent (10 tokens)."],
  ];
  it.each(cases)('%j with %j spent', (budget, spent, why) => {
    const decision = decide(doubtful({ settings: settings({ budget }), spent }));
    expect(decision).toEqual(why === undefined ? expect.objectContaining({ escalate: 'yes' }) : { escalate: 'no', note: { reason: 'budget', why } });
  });

  const expecting: [budget: Budget, spent: Situation['spent'], expected: Situation['expected'], why: string | undefined][] = [
    [{ dollarsPerDay: 1 }, spentOf({ dollars: 0.9 }), { tokens: 5000, dollars: 0.1 }, undefined],
    [{ dollarsPerDay: 1 }, spentOf({ dollars: 0.9 }), { tokens: 5000, dollars: 0.11 }, "Not asked: today's budget of $1.00 does not suffice for up to $0.11 ($0.90 spent)."],
    [{ dollarsPerDay: 1 }, spentOf({ dollars: 0.9 }), { tokens: 5000, dollars: undefined }, undefined],
    [{ tokensPerMonth: 5000 }, spentOf({ tokens: 1 }), { tokens: 5000, dollars: undefined }, "Not asked: this month's budget of 5,000 tokens does not suffice for up to 5,000 tokens (1 token spent)."],
    [{}, spentOf({ dollars: 1e6 }), { tokens: 1e9, dollars: 1e6 }, undefined],
  ];
  it.each(expecting)('%j with %j spent, for a request of up to %j', (budget, spent, expected, why) => {
    expect(decide(doubtful({ settings: settings({ budget }), spent, expected: expected! }))).toEqual(why === undefined ? expect.objectContaining({ escalate: 'yes' }) : { escalate: 'no', note: { reason: 'budget', why } });
  });

  it('binds where the question is asked up front, or the answer obeys, too', () => {
    for (const more of [{ beyond: 'It is long.' }, { obeys: true }]) expect(decide(doubtful({ ...more, settings: settings({ budget: { tokensPerDay: 0 } }) })).note.reason).toBe('budget');
  });
});

describe('precedence', () => {
  /** From the last to the first to count: each beats all before it. */
  const steps: [EscalationReason, Partial<Situation>][] = [
    ['in doubt', {}],
    ['too large', { beyond: 'It is long.' }],
    ['obeys instructions', { obeys: true }],
    ['budget', { settings: settings({ budget: { dollarsPerDay: 0 } }) }],
    ['excluded path', { excluded: [path('a')] }],
    ['untrusted', { trusted: false }],
    ['no remote model', { hasRemote: false }],
    ['off', { settings: settings({ mode: 'off', budget: { dollarsPerDay: 0 } }) }],
    ['background', { background: true }],
    ['code answered', { answeredBy: 'code' }],
  ];
  it.each(steps.map(([reason], index) => [reason, index] as const))('%s comes before what is weaker', (reason, index) => {
    const situation = doubtful(Object.assign({}, ...steps.slice(0, index + 1).map(([, more]) => more)) as Partial<Situation>);
    expect(decide(situation).note.reason).toBe(reason);
  });

  it('what is sure enough costs no budget, and what is excluded is said so even where it is sure', () => {
    const sure = { confidence: 0.9, settings: settings({ budget: { dollarsPerDay: 0 } }) };
    expect(decide(doubtful(sure)).note.reason).toBe('sure enough');
    expect(decide(doubtful({ ...sure, excluded: [path('a')] })).note.reason).toBe('excluded path');
  });
});
