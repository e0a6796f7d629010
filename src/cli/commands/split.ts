import type { Journeyman } from '../../composition.ts';
import type { StagedChanges } from '../../core/changes.ts';
import { parseDiff } from '../../sources/git/parse-diff.ts';
import { planSplit } from '../../sources/git/split-plan.ts';
import { readStagedState } from '../../sources/git/split-staged.ts';
import { proposeSplit } from '../../workers/commit/split.ts';
import type { CommitInput, CommitOutput } from '../../workers/commit/input.ts';
import { createCommitWorker } from '../../workers/commit/worker.ts';
import type { Context } from '../context.ts';
import { jobOf } from '../jobs.ts';
import { printable } from '../output.ts';

interface SplitOptions {
  cwd: string;
  /** The user's own wishes for the wording. */
  instructions?: string | undefined;
  json?: boolean | undefined;
}

/**
 * Prints the commits that what is staged falls into, each with its message; commits nothing. With `json`: `{"groups": [{"reason", "message", "parts"}]}`, empty for one concern.
 * As in the editor, no remote model is asked: there would be a question for each part.
 */
export async function printSplit({ stdout, signal }: Pick<Context, 'stdout' | 'signal'>, journeyman: Journeyman, { cwd, instructions, json = false }: SplitOptions): Promise<void> {
  const state = await readStagedState(cwd, signal);
  const groups = proposeSplit(state.files);
  if (!groups) return stdout.line(json ? '{"groups":[]}' : 'What is staged looks like one change.');
  const planned = await planSplit(state, groups.map(({ parts }) => parts), signal);
  // Its diff is that of all parts; the rules of the repository and the branch are theirs.
  const staged = await journeyman.git.staged(cwd, signal);
  const described = [];
  for (const [position, { reason, parts }] of groups.entries()) {
    const message = await messageOf({ ...staged, diff: planned[position]!.diff }, { cwd, instructions }, journeyman, signal);
    described.push({ reason, message, parts });
    if (json) continue;
    await stdout.line(`${position + 1}. ${printable(message)}`);
    await stdout.line(stdout.styled('dim', printable(`   ${reason}`)));
    for (const { path, hunks } of parts) await stdout.line(printable(`   ${path.replace(/[\r\n\t]/g, '?')}${hunks === 'all' ? '' : ` (${hunks.length === 1 ? 'hunk' : 'hunks'} ${hunks.map((hunk) => hunk + 1).join(', ')})`}`));
  }
  if (json) await stdout.line(JSON.stringify({ groups: described }));
}

/** The message of a part of what is staged, by the rules of its repository. */
async function messageOf(part: StagedChanges, input: CommitInput, { history, scheduler, answers, modelFor }: Journeyman, signal: AbortSignal): Promise<string> {
  const worker = createCommitWorker({ git: { staged: async () => part }, history, parseDiff });
  const { result } = await jobOf(worker, { model: modelFor('commit'), scheduler, answers }, undefined).run(input, { signal });
  return (result.output as CommitOutput).message;
}
