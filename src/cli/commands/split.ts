import type { Journeyman } from '../../composition.ts';
import { planSplit } from '../../sources/git/split-plan.ts';
import { readStagedState } from '../../sources/git/split-staged.ts';
import { proposeSplit } from '../../workers/commit/split.ts';
import type { CommitOutput } from '../../workers/commit/input.ts';
import type { Context } from '../context.ts';
import { jobsOf } from '../jobs.ts';
import { printable } from '../output.ts';

/** Prints the commits that what is staged falls into, each with its message; commits nothing. With `json`: `{"groups": [{"reason", "message", "parts"}]}`, empty for one concern. */
export async function printSplit(context: Pick<Context, 'stdin' | 'stdout' | 'stderr' | 'env' | 'signal'>, journeyman: Journeyman, { cwd, json = false }: { cwd: string; json?: boolean }): Promise<void> {
  const { stdout, signal } = context;
  const state = await readStagedState(cwd, signal);
  const groups = proposeSplit(state.files) ?? [];
  const planned = groups.length === 0 ? [] : await planSplit(state, groups.map(({ parts }) => parts), signal);
  if (groups.length === 0 && !json) await stdout.line('What is staged looks like one change.');
  const described = [];
  for (const [position, { reason, parts }] of groups.entries()) {
    const { result } = await jobsOf(journeyman, context).commit.run({ diff: planned[position]!.diff, recentSubjects: [...state.recentSubjects] }, { signal });
    const { message } = result.output as CommitOutput;
    described.push({ reason, message, parts });
    if (json) continue;
    await stdout.line(`${position + 1}. ${printable(message)}`);
    await stdout.line(stdout.styled('dim', printable(`   ${reason}`)));
    for (const { path, hunks } of parts) await stdout.line(printable(`   ${path.replace(/[\r\n\t]/g, '?')}${hunks === 'all' ? '' : ` (${hunks.length === 1 ? 'hunk' : 'hunks'} ${hunks.map((hunk) => hunk + 1).join(', ')})`}`));
  }
  if (json) await stdout.line(JSON.stringify({ groups: described }));
}
