import { resolve } from 'node:path';
import { UserError } from '../../core/errors.ts';
import { chooseForge } from '../../sources/forge/choose.ts';
import { findPushed } from '../../sources/forge/pushed.ts';
import { createGit } from '../../sources/git/git.ts';
import type { PullRequestOutput } from '../../workers/pull-request/facts.ts';
import { commitsText, reasonText } from '../../workers/pull-request/range-text.ts';
import { escalationOptions, readArguments, UsageError, wantNoMore } from '../arguments.ts';
import { canAsk } from '../ask.ts';
import type { Command, Context } from '../context.ts';
import { readEscalation } from '../escalation.ts';
import { type Answer, jobsOf } from '../jobs.ts';
import { LiveText } from '../live-text.ts';
import { withJourneyman } from '../open.ts';
import { printable } from '../output.ts';
import { printAnswer, workOut } from '../show-answer.ts';
import { describeWritten, type Destination, findDestination, writeRequest } from '../write-request.ts';

export const pr: Command = {
  name: 'pr',
  synopsis: '',
  summary: 'title and description of a branch',
  escalates: true,
  details: `  --cwd DIR         the repository, or a folder in it; otherwise the current folder
  --base REV        what the branch starts from; otherwise the base that git's configuration records, or the likeliest one
  --head REV        the branch; otherwise HEAD
  --template PATH   the template of the repository to fill in; none for none of them
  --write           writes title and description into the pull request or merge request of the branch, or opens one
  --draft           one that is opened is a draft
  --yes             does not ask before writing; a text below the threshold is not written then

Without --write nothing is asked of the network. With it, your own gh (GitHub) or glab (GitLab) is: for the request that is open for the
branch, and its base is the base. What it says is shown, you are asked, and it is kept in a file. Nothing is ever pushed.`,

  async run(args, context) {
    const { values, positionals } = readArguments(args, {
      ...escalationOptions,
      cwd: { type: 'string' },
      base: { type: 'string' },
      head: { type: 'string' },
      template: { type: 'string' },
      write: { type: 'boolean' },
      draft: { type: 'boolean' },
      yes: { type: 'boolean' },
    });
    wantNoMore(positionals, 0);
    const escalation = readEscalation(context, values);
    const { base, head, json, write = false, draft = false, yes = false } = values;
    if (!write && (draft || yes)) throw new UsageError(`--${draft ? 'draft' : 'yes'} goes with --write.`);
    if (write && !yes && !canAsk(context)) throw new UsageError('--write asks before it writes, and there is no terminal to ask on: add --yes.');
    const cwd = resolve(context.cwd, values.cwd ?? '.');
    const destination = write ? await lookUp({ cwd, base, head }, context) : undefined;
    const input = { cwd, base: destination?.base ?? base, head, template: values.template === 'none' ? '' : values.template };
    return withJourneyman(context, { ...values, escalation }, async (journeyman) => {
      const answer = await workOut(jobsOf(journeyman, context).pr, input, { context, model: journeyman.modelFor('pr'), json });
      if (!json) await sayWhatIsCompared(answer, context);
      if (!destination) await printAnswer(answer, { context, json });
      else await writeAnswer(answer, destination, { context, json, draft, yes });
      return 0;
    });
  },
};

/** What the branch was compared with, and why: a wrong base is seen at once. */
async function sayWhatIsCompared({ result }: Answer, { stderr }: Context): Promise<void> {
  const { range } = result.output as PullRequestOutput;
  if (range) await stderr.line(stderr.styled('dim', printable(`${range.head} → ${range.base} · ${commitsText(range.commits)} · base: ${reasonText(range.baseReason)}`)));
}

/** What is to be written to, before the model works in vain. */
async function lookUp({ cwd, base, head }: { cwd: string; base: string | undefined; head: string | undefined }, { stderr, signal }: Context): Promise<Destination> {
  const pushed = await findPushed(cwd, head, signal);
  const live = stderr.isTerminal ? new LiveText(stderr) : undefined;
  live?.show(`Asking ${pushed.server} about ${pushed.branch} …`);
  try {
    const forge = await chooseForge(pushed.server, signal);
    return await findDestination({ pushed, forge, base, git: createGit(), cwd, head }, signal);
  } finally {
    live?.clear();
  }
}

interface WriteAnswer {
  context: Context;
  json: boolean | undefined;
  draft: boolean;
  yes: boolean;
}

async function writeAnswer(answer: Answer, destination: Destination, { context, json, draft, yes }: WriteAnswer): Promise<void> {
  const { stdout, stderr } = context;
  const { result } = answer;
  const { title, description } = result.output as PullRequestOutput;
  if (!json) await printAnswer(answer, { context });
  // The result is printed when all is done; whoever is asked has to see it before.
  else if (!yes) await stderr.line(`${printable(answer.texts.join('\n'))}\n`);
  const written = await writeRequest(destination, { title, body: description }, { context, judgement: result, draft, yes });
  if (!written) throw new UserError('Nothing was written.', '', '');
  if (json) await stdout.line(JSON.stringify({ ...result, written }));
  else for (const line of describeWritten(written, destination.forge.noun)) await stderr.line(printable(line));
}
