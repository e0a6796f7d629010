import type { FileChange, Git, StagedChanges } from '../../core/changes.ts';
import type { History } from '../../core/history.ts';
import { UserError } from '../../core/errors.ts';
import type { Worker } from '../../core/worker.ts';
import { tooLargeToTell } from '../changes/too-large.ts';
import { checkMessage } from './checks.ts';
import { commitConfidence, FATAL } from './confidence.ts';
import { detailsOf } from './details.ts';
import { workedExamples } from './examples.ts';
import type { CommitFacts } from './facts.ts';
import { askForType } from './ask-type.ts';
import { headsFor, typeIsOpen } from './head.ts';
import { commitInput, type CommitInput, type CommitOutput } from './input.ts';
import { commitMaterial } from './material.ts';
import { commitMemory } from './memory.ts';
import { composeMessage } from './message.ts';
import { pastCommits } from './past.ts';
import { writePrompt } from './prompt.ts';
import { headsForRoutine } from './routine-head.ts';
import { routineMessage } from './routine.ts';
import { inferStyle } from './style.ts';
import { similarity } from './similar.ts';
import { asItIs, firstThatFits, subjectFrom } from './subject.ts';

/** Characters that are read of a recent subject: where no blank line follows it, git takes a whole paragraph for one. */
const LONGEST_RECENT = 200;
const NOTHING: CommitOutput = { subject: '', body: '', message: '' };

export interface CommitSources {
  git: Pick<Git, 'staged'>;
  /** Without it no past commit is an example. */
  history?: History | undefined;
  parseDiff(diff: string): FileChange[];
}

/**
 * Drafts a commit message. Code learns the house's style and enforces it, decides the type where the files tell it,
 * and writes what is always written the same; the model says in a few words what the rest does.
 */
export function createCommitWorker({ git, history, parseDiff }: CommitSources): Worker<CommitInput, CommitFacts, CommitOutput> {
  return {
    name: 'commit',
    input: commitInput,
    threshold: 0.5,
    attempts: 2,
    async gather(input, signal) {
      // Beside the reading of the diff: the index is usually up to date by its end.
      const refreshed = 'cwd' in input ? history?.refresh(input.cwd, signal).catch(() => undefined) : undefined;
      const staged: StagedChanges = 'cwd' in input ? await git.staged(input.cwd, signal) : { ...input, branch: null };
      const files = parseDiff(staged.diff);
      if (files.length === 0) throw new UserError('There is no change to describe.', 'The diff names no file.', 'Give the output of `git diff --cached`.');
      const facts = factsOf(files, staged, input.instructions);
      // Examples are for the model: what code says needs not wait for them.
      if (facts.routine || !('cwd' in input && history && refreshed)) return facts;
      return { ...facts, similar: workedExamples(await pastCommits(history, input.cwd, files, refreshed, signal), facts.style, parseDiff) };
    },
    known: (facts) => (facts.routine === undefined ? undefined : messageOf([facts.routine.text, ...(facts.routine.shorter ?? [])], facts, facts.routine.whole)),
    prepare: askForType,
    prompt: writePrompt,
    // A type alone is no message, and it may change yet.
    parse: (text, facts) => (text.trim() === '' ? NOTHING : messageOf([text], facts, false)),
    check: checkMessage,
    score: commitConfidence,
    fatal: FATAL,
    material: commitMaterial,
    memory: commitMemory,
    beyond: ({ files }) => tooLargeToTell(files),
    similarity: (one, other) => similarity(one.subject, other.subject),
    render: ({ message }) => message,
  };
}

function factsOf(files: FileChange[], { root, diff, recentSubjects: recent, conventions, branch }: StagedChanges, instructions: string | undefined): CommitFacts {
  const recentSubjects = recent.map((subject) => subject.slice(0, LONGEST_RECENT));
  const style = inferStyle(recentSubjects, { conventions, branch });
  const heads = headsFor(files, style);
  const routine = routineMessage(files, recentSubjects, style);
  return {
    root,
    files,
    style,
    recentSubjects,
    similar: [],
    // What needs no model to say needs none to classify: it is upkeep where the house knows upkeep.
    heads: routine ? headsForRoutine(routine, heads, style, files) : heads,
    typeIsOpen: typeIsOpen(files, style),
    // What is always written the same needs no more words, unless a rule wants them.
    details: routine && style.body.share < 1 ? '' : detailsOf(files, style),
    routine,
    ...(instructions && { instructions }),
    known: [diff, ...files.map((file) => file.path), ...recentSubjects, ...style.template, ...style.trailers],
  };
}

function messageOf(texts: string[], { heads, style, details }: CommitFacts, whole: boolean): CommitOutput {
  const head = heads.length === 1 ? heads[0] : undefined;
  const subject = firstThatFits(texts, style, (text, room) => (whole ? asItIs(text, room) : subjectFrom(text, head, room)));
  return composeMessage(subject, details, style);
}
