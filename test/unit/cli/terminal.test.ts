import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { LiveText } from '../../../src/cli/live-text.ts';
import { Output, printable } from '../../../src/cli/output.ts';
import { ProgressBar } from '../../../src/cli/progress-bar.ts';
import type { Job } from '../../../src/cli/jobs.ts';
import { summary, workOut } from '../../../src/cli/show-answer.ts';
import type { Progress } from '../../../src/core/worker.ts';
import type { WorkerResult } from '../../../src/core/result.ts';

function output(terminal?: { columns: number; rows: number }): { output: Output; text: () => string } {
  const stream = new PassThrough({ encoding: 'utf8' });
  return { output: new Output(Object.assign(stream, terminal ? { isTTY: true, ...terminal } : {})), text: () => (stream.read() as string | null) ?? '' };
}

describe('printable', () => {
  it('takes away what a terminal would obey', () => {
    expect(printable('a\u001b[2Jb\u0007\u009bc\u202ed\te\r\nf\rg')).toBe('a[2Jbcd\te\nfg');
  });
});

describe('LiveText', () => {
  it('draws over what it drew before', () => {
    const { output: terminal, text } = output({ columns: 80, rows: 24 });
    const live = new LiveText(terminal);
    live.show('one\ntwo');
    live.show('three');
    live.clear();
    live.clear();
    expect(text()).toBe('one\ntwo\n\u001b[2A\r\u001b[Jthree\n\u001b[1A\r\u001b[J');
  });

  it('counts the rows of long lines and wide letters', () => {
    const { output: terminal, text } = output({ columns: 5, rows: 24 });
    const live = new LiveText(terminal);
    live.show('abcdef');
    live.show('漢字漢');
    live.clear();
    expect(text()).toBe('abcd\nef\n\u001b[2A\r\u001b[J漢字\n漢\n\u001b[2A\r\u001b[J');
  });

  it('gives way while something else is on the terminal', async () => {
    const { output: terminal, text } = output({ columns: 80, rows: 24 });
    const live = new LiveText(terminal);
    live.show('one');
    expect(await live.aside(async () => (live.show('two'), await terminal.line('question'), 7))).toBe(7);
    live.show('three');
    expect(text()).toBe('one\n\u001b[1A\r\u001b[Jquestion\nthree\n');
  });

  it('shows the end of what is higher than the terminal', () => {
    const { output: terminal, text } = output({ columns: 80, rows: 3 });
    new LiveText(terminal).show('1\n2\n3\n4');
    expect(text()).toBe('3\n4\n');
  });
});

describe('ProgressBar', () => {
  const progress = (received: number) => ({ phase: 'downloading' as const, received, total: 200_000_000, bytesPerSecond: 10_000_000, secondsLeft: null, source: 'PyPI' });

  it('shows bytes, rate and time left in a terminal', () => {
    const { output: terminal, text } = output({ columns: 100, rows: 24 });
    new ProgressBar(terminal, 'model').update(progress(50_000_000));
    expect(text()).toBe('Looking for model …\n\u001b[1A\r\u001b[JDownloading model from PyPI\n██████░░░░░░░░░░░░░░░░░░ 25 %  50 MB of 200 MB · 10 MB/s · 15 s left\n');
  });

  it('writes a line for each tenth where nothing can be redrawn', () => {
    const { output: file, text } = output();
    const bar = new ProgressBar(file, 'model');
    for (let received = 0; received <= 200_000_000; received += 2_000_000) bar.update(progress(received));
    bar.done();
    expect(text().trim().split('\n')).toHaveLength(11);
  });
});

describe('summary', () => {
  const result: WorkerResult<null> = {
    worker: 'commit',
    output: null,
    confidence: 0.714,
    accepted: true,
    answeredBy: 'local',
    model: 'smollm2-135m',
    checks: [
      { name: 'length', passed: true, detail: 'It is short.' },
      { name: 'names', passed: false, detail: 'Not in the diff: foo.' },
    ],
    timings: { firstTextMs: 1234, totalMs: 12_345, promptTokens: 800, outputTokens: 40, cachedTokens: 600 },
    cost: 0,
  };

  it('says how sure, who and how long, and what speaks against it', () => {
    expect(summary(result)).toEqual(['confidence 71 % · smollm2-135m on this machine · first text after 1.2 s · 12 s in all · 800 prompt tokens (600 kept), 40 written', '✗ names: Not in the diff: foo.']);
  });

  it('says what left, what it cost and what the other answer is', () => {
    const other = { output: null, confidence: 0.34, checks: [], answeredBy: 'local' as const, model: 'smollm2-135m', accepted: false };
    const escalation = { reason: 'in doubt' as const, why: 'The confidence of 34 % is below 50 % (when in doubt).', left: true };
    expect(summary({ ...result, checks: [], answeredBy: 'remote', model: 'large', cost: 0.0012, escalation, other }).slice(0, 2)).toEqual([
      'confidence 71 % · large, a remote model · first text after 1.2 s · 12 s in all · 800 prompt tokens (600 kept), 40 written · $0.0012',
      'Sent to a remote model: The confidence of 34 % is below 50 % (when in doubt). The other answer, by smollm2-135m on this machine, has a confidence of 34 %; --json shows it.',
    ]);
  });

  it('says why nothing left, and nothing where nothing is set up', () => {
    const line = (reason: 'off' | 'untrusted' | 'code answered') => summary({ ...result, checks: [], escalation: { reason, why: 'Not asked: it is so.', left: false } }).slice(1);
    expect(line('untrusted')).toEqual(['Not sent to a remote model: it is so.']);
    expect(line('off')).toEqual([]);
    expect(line('code answered')).toEqual([]);
  });

  it('says where no model was needed', () => {
    expect(summary({ ...result, answeredBy: 'code', model: null, accepted: false, checks: [] })).toEqual(['confidence 71 %, below the threshold · no model was needed · 12 s in all']);
  });
});

describe('workOut', () => {
  type Model = Parameters<typeof workOut>[2]['model'];
  type Status = Parameters<Parameters<Model['onStatus']>[0]>[0];
  const status = (state: Status['state']): Status => ({ state, model: 'm', detail: '40 %' }) as Status;

  async function shown(steps: (report: { part: (progress: Progress) => void; model: (status: Status) => void; text: (text: string) => void }) => void, json = false): Promise<string[]> {
    const terminal = output({ columns: 80, rows: 24 });
    const file = output();
    let tell: (status: Status) => void = () => undefined;
    const model = { onStatus: (listener: typeof tell) => ((tell = listener), () => undefined) } as unknown as Model;
    const job: Job = {
      name: 'pr',
      async run(_input, { onProgress, onPartial }) {
        steps({ part: onProgress!, model: tell, text: onPartial! });
        return { result: {} as WorkerResult<unknown>, texts: [] };
      },
    };
    const context = { stdout: json ? file.output : terminal.output, stderr: json ? terminal.output : file.output, signal: new AbortController().signal };
    await workOut(job, {}, { context, model, json });
    expect(file.text()).toBe('');
    return terminal.text().replaceAll(/\u001b\[[12]?\d?m/g, '').split(/\u001b\[\d+A\r\u001b\[J/);
  }

  it('shows which part of how many is worked on, with a bar, below what text there is', async () => {
    const bars = await shown(({ part, model, text }) => {
      part({ done: 0, total: 20, what: 'Commit 1 of 20' });
      model(status('loading'));
      // Not a word of it: that it reads is what the bar says.
      model(status('busy'));
      part({ done: 5, total: 20, what: 'Commit 6 of 20' });
      part({ done: 20, total: 20, what: 'Commit 20 of 20' });
      model(status('busy'));
      text('# Title');
      part({ done: 1, total: 2, what: 'Late' });
    });
    expect(bars).toEqual([
      'Reading …\n',
      'Commit 1 of 20 …\n░░░░░░░░░░░░░░░░░░░░░░░░ 0 %\n',
      'Commit 1 of 20 …\n░░░░░░░░░░░░░░░░░░░░░░░░ 0 %\nLoading m … 40 %\n',
      'Commit 6 of 20 …\n██████░░░░░░░░░░░░░░░░░░ 25 %\n',
      'Commit 20 of 20 …\n████████████████████████ 100 %\n',
      'm is reading …\n',
      '# Title\n',
      '# Title\n\nLate …\n████████████░░░░░░░░░░░░ 50 %\n',
      '',
    ]);
  });

  it('needs no bar for a single part, and shows it beside JSON that goes to a file too', async () => {
    expect(await shown(({ part }) => part({ done: 0, total: 1, what: 'The only commit' }), true)).toEqual(['Reading …\n', 'The only commit …\n', '']);
  });
});
