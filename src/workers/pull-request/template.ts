import { issueLines, issuesNotIn, type LinkedIssues } from './linked-issues.ts';
import { withoutSaid } from './commit-sections.ts';
import { fillFence, fillNote, fillSection, fillTop } from './template-fill.ts';
import type { Kind } from './template-kinds.ts';
import { readLines } from './template-lines.ts';
import { fillIssuePrompts, fillTableRows } from './template-prompts.ts';
import { isChoice, sectionsOf, type Section } from './template-sections.ts';

/** Below one paragraph the points of a summary need no title; below several, or below a list, they would seem to go on from there. */
const MORE_THAN_A_PARAGRAPH = /\n\s*\n|^\s*(?:[-*+]|\d+[.)]) /m;

/** What a template's sections can be filled with; each is Markdown, empty where there is nothing to say. */
export interface Parts extends Record<Exclude<Kind, 'issues'>, string> {
  issues: LinkedIssues;
}

/**
 * Fills a pull-request template in, each part where a heading, a label, a question or a table's row asks for it. All that stands in the template stays
 * byte for byte, but for what only stood for the text that is written there now; a section that there is nothing to say to stays as it was.
 * Breaking changes, migration and issues that no section asks for go below the summary.
 */
export function fillTemplate(template: string, parts: Parts): string {
  const filler = new Filler(template, parts);
  return filler.fill();
}

class Filler {
  private readonly sections: Section[];
  private readonly left: Parts;
  private readonly lines: ReturnType<typeof readLines>;
  private readonly placed = { issues: false, tests: false };

  constructor(template: string, parts: Parts) {
    this.lines = readLines(template);
    this.left = { ...parts, issues: { closes: [...parts.issues.closes], mentions: [...parts.issues.mentions] } };
    // Prompts first: a line that was filled is a placeholder no more.
    const closes = this.left.issues.closes.length;
    fillIssuePrompts(this.lines, this.left.issues);
    this.placed.issues = this.left.issues.closes.length < closes;
    this.sections = sectionsOf(this.lines);
  }

  fill(): string {
    this.fillIssues();
    this.put('tests', this.find('tests'));
    for (const kind of ['breaking', 'migration', 'changelog'] as const) this.put(kind, this.find(kind, kind !== 'changelog'));
    this.fillRows();
    this.fillSummary();
    const text = this.sections.flatMap(({ head, body }) => [...head, ...body].map(({ raw }) => raw)).join('\n');
    return text === '' || text.endsWith('\n') ? text : `${text}\n`;
  }

  private fillIssues(): void {
    const section = this.find('issues');
    const text = issueLines(this.left.issues);
    if (!section || text === '') return;
    if (this.left.issues.closes.length > 0) this.placed.issues = true;
    fillSection(section, text);
    this.left.issues = { closes: [], mentions: [] };
  }

  private fillRows(): void {
    const { summary, tests, issues } = this.left;
    // Bullets can stand in a cell, paragraphs cannot.
    const rows = { summary: inCell(this.cleaned(summary)), tests: inCell(tests), issues };
    for (const kind of fillTableRows(this.sections.flatMap(({ body }) => body), rows)) {
      if (kind === 'issues') this.placed.issues = true;
      else this.left[kind] = '';
      if (kind === 'tests') this.placed.tests = true;
    }
  }

  private fillSummary(): void {
    const { left } = this;
    left.summary = this.cleaned(left.summary);
    const [summary, changes, why] = [this.find('summary'), this.find('changes'), this.find('why')];
    const main = summary ?? changes ?? why;
    // The reasons are known only where the authors gave them, and go nowhere else.
    if (main !== why) this.put('why', why);
    left.why = '';
    if (summary && changes) this.put('changes', changes);
    const rest = [left.summary, MORE_THAN_A_PARAGRAPH.test(left.summary) ? titled('Changes', left.changes) : left.changes, titled('Breaking changes', left.breaking), titled('Migration', left.migration), issueLines(issuesNotIn(left.issues, left.summary))];
    const text = rest.filter(Boolean).join('\n\n');
    if (text === '') return;
    if (main) fillSection(main, text);
    else fillTop(this.sections[0]!, text);
  }

  /** The summary without what has found another place. */
  private cleaned(summary: string): string {
    return withoutSaid(summary, { tests: this.placed.tests, closes: this.placed.issues });
  }

  private put(kind: Exclude<Kind, 'issues'>, section: Section | undefined): void {
    const text = this.left[kind];
    if (!section || text === '') return;
    // One note alone needs no bullet where a tool reads it.
    const note = text.includes('\n') ? text : text.replace(/^- /, '');
    if (!(kind === 'changelog' && (fillFence(section, note) || fillNote(section, note)))) fillSection(section, text, isChoice(section));
    this.left[kind] = '';
    if (kind === 'tests') this.placed.tests = true;
  }

  /** The first section that asks for it; of one that only holds others, the one inside. */
  private find(kind: Kind, alsoChoices = false): Section | undefined {
    return this.sections.find((section, index) => section.kind === kind && (alsoChoices || !isChoice(section)) && !this.onlyHolds(section, this.sections[index + 1]));
  }

  private onlyHolds(section: Section, next: Section | undefined): boolean {
    return next !== undefined && next.level > section.level && next.level < 8 && (next.kind === 'summary' || next.kind === 'changes') && section.body.every((line) => line.raw.trim() === '');
  }
}

function titled(title: string, text: string): string {
  return text === '' ? '' : `**${title}**\n\n${text}`;
}

/** Bullets as lines of one cell of a table; empty where the text has another form. */
function inCell(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > 1 && !lines.every((line) => line.startsWith('- '))) return '';
  return lines.map((line) => line.replace(/^- /, '')).join('<br>');
}
