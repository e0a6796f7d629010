import { roleOf } from '../changes/role.ts';
import { areaLines } from './areas.ts';
import type { PullRequestFacts } from './facts.ts';
import { code, prose } from './markdown.ts';
import { addedTests } from './names.ts';
import { fillTemplate } from './template.ts';

const MOST_TEST_FILES = 6;

/** The description in Markdown: the repository's template filled in, or a summary and the areas that changed. */
export function describe(summary: string, facts: PullRequestFacts): string {
  const parts = { summary, changes: areaLines(facts.files).join('\n'), tests: testLines(facts), issues: facts.closes.join('\n') };
  if (facts.template !== null) return fillTemplate(facts.template, parts);
  const sections = [parts.summary && `## Summary\n\n${parts.summary}`, `## Changes\n\n${parts.changes}`, parts.issues];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

export function bulletList(points: string[]): string {
  return points.map((point) => `- ${prose(point)}`).join('\n');
}

/** Says which tests the change brings; empty where it touches none, for nobody knows then what was tested. */
function testLines({ files }: PullRequestFacts): string {
  const tests = files.filter((file) => roleOf(file.path) === 'test' && file.kind !== 'deleted' && !file.binary);
  if (tests.length === 0) return '';
  const more = tests.length > MOST_TEST_FILES ? ` and ${tests.length - MOST_TEST_FILES} more` : '';
  const added = tests.reduce((sum, file) => sum + addedTests(file), 0);
  const said = added > 0 ? `Adds ${added === 1 ? 'a test' : `${added} tests`}; test files changed` : 'Test files changed';
  return `${said}: ${tests.slice(0, MOST_TEST_FILES).map(({ path }) => code(path)).join(', ')}${more}`;
}
