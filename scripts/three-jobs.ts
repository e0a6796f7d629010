import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../src/cli/context.ts';
import { jobsOf, type WorkerName } from '../src/cli/jobs.ts';
import { showAnswer } from '../src/cli/show-answer.ts';
import type { Journeyman } from '../src/composition.ts';
import { isAbort, messageOf, UserError } from '../src/core/errors.ts';

/** The sample's file whose finding is explained; its linter has a fix for it. */
const FILE = 'src/vouchers.js';

interface Step {
  title: string;
  worker: WorkerName;
  /** The job's input and what a person would type for it. */
  prepare(): Promise<{ input: unknown; command: string }>;
}

/** Runs explain, commit and pr on the sample project and prints their answers; gives the exit code. */
export async function showThreeJobs(folder: string, journeyman: Journeyman, context: Context): Promise<number> {
  const { stdout, stderr, signal } = context;
  const steps: Step[] = [
    { title: 'Explain a diagnostic', worker: 'explain', prepare: () => findingIn(folder, journeyman, signal) },
    { title: 'Draft a commit message for what is staged', worker: 'commit', prepare: async () => ({ input: { cwd: folder }, command: 'commit' }) },
    { title: 'Summarise the branch as a pull request', worker: 'pr', prepare: async () => ({ input: { cwd: folder }, command: 'pr' }) },
  ];
  const jobs = jobsOf(journeyman);
  let answers = 0;
  for (const [index, { title, worker, prepare }] of steps.entries()) {
    await stdout.line(`\n${stdout.styled('bold', `${index + 1}. ${title}`)}`);
    try {
      const { input, command } = await prepare();
      await stdout.line(`${stdout.styled('dim', `$ journeyman ${command}`)}\n`);
      await showAnswer(jobs[worker], input, { context, model: journeyman.model });
      answers++;
    } catch (error) {
      if (isAbort(error)) throw error;
      signal.throwIfAborted();
      await stderr.line(`${stderr.styled('red', '✗')} ${messageOf(error)}`);
    }
  }
  await stdout.line(`\n${answers} of ${steps.length} answers. Next: npm start -- --editor opens the project in VS Code; npm run --silent journeyman -- help`);
  return answers === steps.length ? 0 : 1;
}

/** What the sample's own ESLint reports in the file, as the input of the explaining worker. */
async function findingIn(folder: string, { linters }: Journeyman, signal: AbortSignal): Promise<{ input: unknown; command: string }> {
  const file = join(folder, FILE);
  const target = { file, source: await readFile(file, 'utf8'), language: 'javascript' };
  const [finding] = await linters.lint(target, { tool: 'eslint', signal });
  if (!finding) throw new UserError(`ESLint reports nothing in ${FILE}.`, 'The sample project should have a finding there.', 'Start again.');
  const { line, column, rule, message } = finding.diagnostic;
  return { input: { ...target, diagnostic: finding.diagnostic }, command: `explain ${FILE}:${line}\n${FILE}:${line}:${column} eslint ${rule}: ${message}` };
}
