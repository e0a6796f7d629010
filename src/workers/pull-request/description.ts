import { areaLines } from './areas.ts';
import { breakingChanges, saidReasons, withoutSaid } from './commit-sections.ts';
import type { PullRequestFacts } from './facts.ts';
import { howTested } from './how-tested.ts';
import { issueLines, issuesNotIn, linkedIssues } from './linked-issues.ts';
import { prose } from './markdown.ts';
import { migrationNotes } from './migration.ts';
import { changelogNotes } from './stated-purpose.ts';
import { fillTemplate, type Parts } from './template.ts';

const FEW_FILES = 12;

/** What a description says that files and commits do not tell by themselves; Markdown, each may be empty. */
export interface Said {
  summary: string;
  /** The points that it lists. */
  changes: string;
}

/** The description in Markdown: the repository's template filled in, or a section for each part that there is something to say to. */
export function describe({ summary, changes }: Said, facts: PullRequestFacts): string {
  const { shown, touched, areas, ...parts } = partsOf(facts);
  // The points tell of a few files all that their names do, and more.
  const byArea = changes === '' || facts.files.length > FEW_FILES ? areas : '';
  const known = { ...parts, changes: [changes, byArea].filter(Boolean).join('\n\n') };
  if (facts.template !== null) return fillTemplate(facts.template, { ...known, summary, tests: shown || touched });
  // What the summary says of issues stands; no issue is listed twice.
  const own = withoutSaid(summary, { tests: shown !== '', closes: false });
  const sections = [
    section('Summary', own),
    section('Changes', known.changes),
    section('How it was tested', shown),
    section('Breaking changes', known.breaking),
    section('Migration', known.migration),
    issueLines(issuesNotIn(known.issues, own)),
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

/** What it is for above its points; points alone are the summary themselves. */
export function saidOf({ lead, purpose, points }: Pick<PullRequestFacts, 'lead' | 'purpose' | 'points'>): Said {
  const list = bulletList(points);
  if (lead !== '') return { summary: lead, changes: list };
  return purpose === '' ? { summary: list, changes: '' } : { summary: prose(`${purpose.charAt(0).toUpperCase()}${purpose.slice(1)}.`), changes: list };
}

export function bulletList(points: string[]): string {
  return points.map((point) => `- ${prose(point)}`).join('\n');
}

function section(title: string, text: string): string {
  return text === '' ? '' : `## ${title}\n\n${text}`;
}

type Known = Omit<Parts, 'summary' | 'tests' | 'changes'> & { areas: string } & ReturnType<typeof howTested>;

/** All parts but what is said, by the commits that they rest on. A description is written anew at each step of a model's answer, and these stay the same. */
const knownParts = new WeakMap<PullRequestFacts['commits'], Known>();

function partsOf(facts: PullRequestFacts): Known {
  let known = knownParts.get(facts.commits);
  if (!known) {
    const { files, commits, closes, range, recentSubjects } = facts;
    known = {
      areas: areaLines(files).join('\n'),
      why: saidReasons(commits).join('\n\n'),
      breaking: breakingChanges(commits).map((text) => `- ${text.replace(/\n(?=.)/g, '\n  ')}`).join('\n'),
      migration: migrationNotes(files, commits),
      changelog: bulletList(changelogNotes(files)),
      issues: linkedIssues(commits, closes, range?.branch, recentSubjects),
      ...howTested(files, commits),
    };
    knownParts.set(commits, known);
  }
  return known;
}
