import { UserError } from '../../core/errors.ts';
import type { FileChange, Git, PullRequestTemplate } from '../../core/changes.ts';
import { inTurns } from '../../core/turns.ts';
import type { Worker } from '../../core/worker.ts';
import { tooLargeToTell } from '../changes/too-large.ts';
import { OPAQUE_ROLES, roleOf } from '../changes/role.ts';
import { chooseTitle, orFacts } from './answer.ts';
import { checkAnswer } from './checks.ts';
import { pullRequestConfidence } from './confidence.ts';
import { withPieces } from './branch.ts';
import { comeAndGone } from './come-and-gone.ts';
import { closedIssues, foldCommits, issueNumbers } from './commits.ts';
import { describe, saidOf, type Said } from './description.ts';
import { pullRequestInput, type PullRequestFacts, type PullRequestInput, type PullRequestOutput, type Range } from './facts.ts';
import { summarizeFile } from './file-summary.ts';
import { knownWords } from './known-words.ts';
import { prose, proseBlock } from './markdown.ts';
import { pullRequestMaterial } from './material.ts';
import { pullRequestMemory, rangeShown } from './memory.ts';
import { withPoints } from './model-points.ts';
import { leadOf } from './lead.ts';
import { leadingPiece, pointsOfPieces } from './piece-points.ts';
import { writePrompt } from './prompt.ts';
import { definedBefore } from './points.ts';
import { isGeneric, titleFrom, titleOfFiles, titleOfSubject, titleStyle } from './title.ts';

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
    async prepare(facts, preparation) {
      const read = await withPieces(facts, { git, parseDiff }, preparation);
      return read.pieces.length > 1 ? { ...read, lead: leadOf(read), points: pointsOfPieces(read.pieces, read.files) } : withPoints(read, preparation);
    },
    prompt: writePrompt,
    // Nothing is said of the title before the model has begun with it.
    parse: (text, facts) => answer(text === '' && facts.purpose === '' && facts.points.length === 0 ? '' : chooseTitle(text, facts), saidOf(orFacts(facts, text)), facts),
    check: checkAnswer,
    score: pullRequestConfidence,
    material: pullRequestMaterial,
    // Commits that tell what they do are read in place of the diff.
    beyond: ({ files, commits }) => (commits.length > 1 ? undefined : tooLargeToTell(files)),
    memory: pullRequestMemory,
    render: ({ title, description }) => (title === '' ? description : `# ${prose(title)}\n\n${description}`),
  };
}

async function gather(input: PullRequestInput, { git, parseDiff }: PullRequestSources, signal: AbortSignal): Promise<PullRequestFacts> {
  const changes = 'cwd' in input ? await readBranch(input, git, signal) : { commits: input.commits, diff: input.diff, template: input.template ?? null, recentSubjects: input.recentSubjects ?? [], branch: null, range: null, root: undefined };
  const files = parseDiff(changes.diff);
  if (files.length === 0) throw new UserError('There is no change to describe.', 'The diff names no file.', 'Give the output of `git diff BASE...HEAD`.');
  const commits = foldCommits(changes.commits);
  return {
    root: changes.root,
    range: changes.range,
    files,
    commits,
    pieces: [],
    lead: '',
    purpose: '',
    points: [],
    readable: files.some(isReadable),
    template: changes.template,
    recentSubjects: changes.recentSubjects,
    style: titleStyle(changes.recentSubjects, commits, files, changes.branch),
    issues: issueNumbers(changes.commits, changes.branch),
    closes: closedIssues(changes.commits),
    known: await inTurns(knownWords([changes.diff, ...files.map(({ path }) => path), ...commits.flatMap(({ subject, body }) => [subject, body]), changes.branch ?? '']), signal),
    comeAndGone: await inTurns(comeAndGone(files), signal),
    before: definedBefore(files),
  };
}

async function readBranch(input: Extract<PullRequestInput, { cwd: string }>, git: PullRequestSources['git'], signal: AbortSignal) {
  const { root, commits, touched, diff, recentSubjects, templates, base, baseReason, head, branch } = await git.branchChanges(input, signal);
  const template = chosenTemplate(templates, input.template);
  const range: Range = { cwd: input.cwd, base, baseReason, head, branch, commits, ...(touched && { touched }), templates: templates.map(({ path }) => path), template: template?.path ?? null };
  return { root, commits, diff, recentSubjects, branch, template: template?.text ?? null, range };
}

function chosenTemplate(templates: PullRequestTemplate[], path: string | undefined): PullRequestTemplate | undefined {
  if (path === '') return undefined;
  const chosen = path === undefined ? templates[0] : templates.find((template) => template.path === path);
  if (chosen || path === undefined) return chosen;
  throw new UserError(`There is no template ${path}.`, templates.length === 0 ? 'The repository has none.' : `There are: ${templates.map((template) => template.path).join(', ')}.`, 'Name one of them, or none.');
}

/** One commit that explains itself is its own description; and where there is nothing to read (lock files, binaries, renames) the files' own facts are all there is to say. */
function knownAnswer(facts: PullRequestFacts): PullRequestOutput | undefined {
  const { commits, files, style, issues } = facts;
  const [first] = commits;
  if (commits.length === 1 && first && first.body !== '') {
    const title = titleOfSubject(first.subject, style, issues);
    if (title !== '' && !isGeneric(title)) return answer(title, { summary: proseBlock(first.body), changes: '' }, facts);
  }
  if (facts.points.length > 0) {
    // The commit that the others prepare or correct has said what the branch is for.
    const main = leadingPiece(facts.pieces);
    const title = main?.by === 'message' ? titleOfSubject(main.subject ?? main.text, style, issues) : '';
    if (title !== '' && !isGeneric(title)) return answer(title, saidOf(facts), facts);
  }
  if (facts.readable) return undefined;
  const subject = commits.length === 1 ? titleOfSubject(first!.subject, style, issues) : '';
  const title = subject !== '' && !isGeneric(subject) ? subject : titleFrom(titleOfFiles(files), style, issues);
  return answer(title, saidOf({ lead: '', purpose: '', points: commits.length > 1 ? commits.map((commit) => commit.subject) : [] }), facts);
}

/** True where a model would learn something from the changed lines. */
function isReadable(file: FileChange): boolean {
  return file.kind !== 'deleted' && !file.submodule && !OPAQUE_ROLES.has(roleOf(file.path)) && file.hunks.some((hunk) => hunk.lines.length > 0);
}

function answer(title: string, said: Said, facts: PullRequestFacts): PullRequestOutput {
  return { title, description: describe(said, facts), files: summariesOf(facts.files), range: facts.range && rangeShown(facts.range) };
}

/** They stay the same at each step of an answer. */
const fileSummaries = new WeakMap<FileChange[], PullRequestOutput['files']>();

function summariesOf(files: FileChange[]): PullRequestOutput['files'] {
  const known = fileSummaries.get(files) ?? files.map((file) => ({ path: file.path, summary: summarizeFile(file) }));
  fileSummaries.set(files, known);
  return known;
}
