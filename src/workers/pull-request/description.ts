import { areaLines } from './areas.ts';
import { breakingChanges, saidReasons, withoutSaid } from './commit-sections.ts';
import type { PullRequestFacts } from './facts.ts';
import { howTested } from './how-tested.ts';
import { issueLines, issuesNotIn, linkedIssues } from './linked-issues.ts';
import { prose } from './markdown.ts';
import { migrationNotes } from './migration.ts';
import { changelogNotes } from './stated-purpose.ts';
import { fillTemplate, type Parts } from './template.ts';

/** The description in Markdown: the repository's template filled in, or a section for each part that there is something to say to. */
export function describe(summary: string, facts: PullRequestFacts): string {
  const { shown, touched, ...known } = partsOf(facts);
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

export function bulletList(points: string[]): string {
  return points.map((point) => `- ${prose(point)}`).join('\n');
}

function section(title: string, text: string): string {
  return text === '' ? '' : `## ${title}\n\n${text}`;
}

type Known = Omit<Parts, 'summary' | 'tests'> & ReturnType<typeof howTested>;

/** All parts but the summary. A description is written anew at each step of a model's answer, and these stay the same. */
const knownParts = new WeakMap<PullRequestFacts, Known>();

function partsOf(facts: PullRequestFacts): Known {
  let known = knownParts.get(facts);
  if (!known) {
    const { files, commits, closes } = facts;
    known = {
      changes: areaLines(files).join('\n'),
      why: saidReasons(commits).join('\n\n'),
      breaking: breakingChanges(commits).map((text) => `- ${text}`).join('\n'),
      migration: migrationNotes(files, commits),
      changelog: bulletList(changelogNotes(files)),
      issues: linkedIssues(commits, closes),
      ...howTested(files, commits),
    };
    knownParts.set(facts, known);
  }
  return known;
}
