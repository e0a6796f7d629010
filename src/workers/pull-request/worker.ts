import { confidenceOf } from '../../core/confidence.ts';
import { UserError } from '../../core/errors.ts';
import type { FileChange, Git, PullRequestTemplate } from '../../core/changes.ts';
import type { Worker } from '../../core/worker.ts';
import { OPAQUE_ROLES, roleOf } from '../changes/role.ts';
import { readAnswer } from './answer.ts';
import { checkAnswer } from './checks.ts';
import { closedIssues, foldCommits, issueNumbers } from './commits.ts';
import { bulletList, describe } from './description.ts';
import { knownWords, pullRequestInput, type PullRequestFacts, type PullRequestInput, type PullRequestOutput } from './facts.ts';
import { summarizeFile } from './file-summary.ts';
import { prose, proseBlock } from './markdown.ts';
import { writePrompt } from './prompt.ts';
import { definedBefore } from './points.ts';
import { isGeneric, titleFrom, titleOfFiles, titleStyle } from './title.ts';

export interface PullRequestSources {
  git: Pick<Git, 'branchChanges' | 'commitDiffs'>;
  parseDiff(diff: string): FileChange[];
}

/** Writes the title and description of a pull request. Code does all but the title and a few lines of summary. */
export function createPullRequestWorker({ git, parseDiff }: PullRequestSources): Worker<PullRequestInput, PullRequestFacts, PullRequestOutput> {
  return {
    name: 'pr',
    input: pullRequestInput,
    threshold: 0.5,
    gather: (input, signal) => gather(input, { git, parseDiff }, signal),
    known: knownAnswer,
    prompt: writePrompt,
    parse(text, facts) {
      const { title, points } = readAnswer(text, facts);
      return answer(title, bulletList(points), facts);
    },
    check: checkAnswer,
    score: confidenceOf,
    render: ({ title, description }) => `# ${prose(title)}\n\n${description}`,
  };
}

async function gather(input: PullRequestInput, { git, parseDiff }: PullRequestSources, signal: AbortSignal): Promise<PullRequestFacts> {
  const changes = 'cwd' in input ? await branchChanges(input, git, signal) : { commits: input.commits, diff: input.diff, template: input.template ?? null, recentSubjects: input.recentSubjects ?? [], branch: null };
  const files = parseDiff(changes.diff);
  if (files.length === 0) throw new UserError('There is no change to describe.', 'The diff names no file.', 'Give the output of `git diff BASE...HEAD`.');
  const commits = foldCommits(changes.commits);
  return {
    files,
    commits,
    readable: files.some(isReadable),
    template: changes.template,
    style: titleStyle(changes.recentSubjects, commits, files),
    issues: issueNumbers(changes.commits, changes.branch),
    closes: closedIssues(changes.commits),
    known: knownWords([changes.diff, ...files.map(({ path }) => path), ...commits.flatMap(({ subject, body }) => [subject, body]), changes.branch ?? '']),
    before: definedBefore(files),
  };
}

async function branchChanges(input: Extract<PullRequestInput, { cwd: string }>, git: PullRequestSources['git'], signal: AbortSignal) {
  const changes = await git.branchChanges(input, signal);
  return { ...changes, template: chosenTemplate(changes.templates, input.template) };
}

function chosenTemplate(templates: PullRequestTemplate[], path: string | undefined): string | null {
  if (path === '') return null;
  const chosen = path === undefined ? templates[0] : templates.find((template) => template.path === path);
  if (chosen) return chosen.text;
  if (path === undefined) return null;
  throw new UserError(`There is no template ${path}.`, templates.length === 0 ? 'The repository has none.' : `There are: ${templates.map((template) => template.path).join(', ')}.`, 'Name one of them, or none.');
}

/** One commit that explains itself is its own description; and where there is nothing to read (lock files, binaries, renames) the files' own facts are all there is to say. */
function knownAnswer(facts: PullRequestFacts): PullRequestOutput | undefined {
  const { commits, files, style, issues } = facts;
  const [first] = commits;
  if (commits.length === 1 && first && first.body !== '') {
    const title = titleFrom(first.subject, style, issues);
    if (title !== '' && !isGeneric(title)) return answer(title, proseBlock(first.body), facts);
  }
  if (facts.readable) return undefined;
  const subject = commits.length === 1 ? titleFrom(first!.subject, style, issues) : '';
  const title = subject !== '' && !isGeneric(subject) ? subject : titleFrom(titleOfFiles(files), style, issues);
  return answer(title, bulletList(commits.length > 1 ? commits.map((commit) => commit.subject) : []), facts);
}

/** True where a model would learn something from the changed lines. */
function isReadable(file: FileChange): boolean {
  return file.kind !== 'deleted' && !file.submodule && !OPAQUE_ROLES.has(roleOf(file.path)) && file.hunks.some((hunk) => hunk.lines.length > 0);
}

function answer(title: string, summary: string, facts: PullRequestFacts): PullRequestOutput {
  return { title, description: describe(summary, facts), files: facts.files.map((file) => ({ path: file.path, summary: summarizeFile(file) })) };
}
