import manifest from '../../package.json' with { type: 'json' };
import type { Journeyman } from '../composition.ts';
import type { Context } from './context.ts';
import { type Explained, explainGroups, placesOf, type Unexplained } from './explain-groups.ts';
import { sarifOf } from './explain-sarif.ts';
import { blockOf, oneLine } from './explain-text.ts';
import type { Job } from './jobs.ts';
import { printable } from './output.ts';
import { Progress } from './progress.ts';
import type { Reported } from './reported.ts';
import { summary } from './show-answer.ts';

/** `json` is one result a line, `sarif` one log at the end. */
export type Format = 'text' | 'json' | 'sarif';

export interface ShowGroupsOptions {
  context: Pick<Context, 'stdout' | 'stderr' | 'signal' | 'cwd'>;
  job: Job;
  model: Pick<Journeyman['model'], 'onStatus' | 'contextTokens'>;
  format: Format;
}

/** Explains findings rule by rule and prints each explanation as soon as it is there. Gives the exit code: 1 where a rule could not be explained. */
export async function showGroups(items: Reported[], { context, job, model, format }: ShowGroupsOptions): Promise<number> {
  const { stdout, stderr, signal, cwd } = context;
  const done: (Explained | Unexplained)[] = [];
  const progress = new Progress(context, model, { machine: format !== 'text' });
  let failed = false;
  try {
    const onRule = (position: number, count: number, { tool, rule }: { tool: string; rule: string }) => progress.start(`${position} of ${count} ${count === 1 ? 'rule' : 'rules'}: ${oneLine(`${tool} ${rule}`)}`);
    for await (const group of explainGroups(items, { job, signal, onRule, onPartial: format === 'text' ? progress.partial : undefined, aside: progress.aside })) {
      progress.clear();
      if ('error' in group) {
        // Without a model every rule would fail alike: that is a failure of the whole.
        await model.contextTokens(signal);
        failed = true;
        await stderr.line(oneLine(`${group.tool} ${group.rule} was not explained: ${group.error}`));
      }
      if (format === 'json') await stdout.line(JSON.stringify(jsonOf(group)));
      if (format === 'text' && 'result' in group) {
        if (done.length > 0) await stdout.line('\n---\n');
        await stdout.line(blockOf(group, cwd, stdout));
        for (const line of summary(group.result)) await stderr.line(stderr.styled('dim', printable(line)));
      }
      if (format === 'sarif' || 'result' in group) done.push(group);
    }
  } finally {
    progress.end();
  }
  if (format === 'sarif') await stdout.line(JSON.stringify(sarifOf(done, { cwd, version: manifest.version }), undefined, 2));
  return failed ? 1 : 0;
}

function jsonOf(group: Explained | Unexplained): unknown {
  const { tool, rule, items } = group;
  return { ...('result' in group ? group.result : { error: group.error }), tool, rule, places: placesOf(items) };
}
