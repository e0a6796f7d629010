/** What a template's sections can be filled with; each is Markdown, empty where there is nothing to say. */
export interface Parts {
  summary: string;
  changes: string;
  tests: string;
  issues: string;
}

interface Section {
  /** The heading's text; empty for what stands before the first heading. */
  heading: string;
  /** The heading's own lines and the lines up to the next heading. */
  head: string[];
  body: string[];
}

const KINDS: [keyof Parts, RegExp][] = [
  ['tests', /\btest(?:s|ed|ing)?\b|verif|validation|\bqa\b/i],
  ['issues', /\b(?:issues?|tickets?|fixes|closes|references?|links?|related)\b/i],
  ['changes', /\bchange(?:s|d)?\b|implementation|modif|what'?s (?:new|different)|\bdetails?\b/i],
  ['summary', /descri|summary|overview|\babout\b|purpose|motivation|context|background|\bwhat\b|\bwhy\b|\bgoal|intro|proposal/i],
];
/** A heading that asks for a choice among check boxes is not to be filled. */
const CHOICE = /\b(?:type|kind)s? of\b|checklist|check list|breaking|screenshot|todo|reviewer/i;
/** Paragraphs that tell the author what to write; they go where the text is written. */
const INSTRUCTION = /^(?:[_*(>[]+\s*)?(?:please|describe|explain|provide|briefly|summari[sz]e|tell us|a (?:clear|short|brief|concise)|what (?:does|is|was|changes|did)|why (?:is|are|did)|write|give|insert|your |add a|include|list |todo\b|tbd\b|n\/a\b|\.{3})/i;

/**
 * Fills a pull-request template in: the summary under the first heading like "Description", the areas under one like "Changes",
 * tests and issues under theirs where there are any. Headings, check boxes, comments and all other text stay as they are.
 */
export function fillTemplate(template: string, parts: Parts): string {
  const sections = sectionsOf(template);
  const left: Parts = { ...parts };
  const put = (section: Section | undefined, ...names: (keyof Parts)[]) => {
    const text = names.map((name) => left[name]).filter(Boolean).join('\n\n');
    if (!section || text === '') return;
    fillSection(section, text);
    for (const name of names) left[name] = '';
  };
  const find = (kind: keyof Parts) => sections.find((section) => section.heading !== '' && kindOf(section.heading) === kind && !isChoice(section));
  const [summary, changes] = [find('summary'), find('changes')];
  if (summary && changes) {
    put(summary, 'summary');
    put(changes, 'changes');
  } else if (summary ?? changes) {
    put(summary ?? changes, 'summary', 'changes');
  } else {
    fillTop(sections, [left.summary, left.changes].filter(Boolean).join('\n\n'));
  }
  put(find('tests'), 'tests');
  put(find('issues'), 'issues');
  const text = sections.flatMap(({ head, body }) => [...head, ...body]).join('\n').trimEnd();
  return left.issues === '' || [...text.matchAll(/#\d+/g)].length > 0 ? `${text}\n` : `${text}\n\n${left.issues}\n`;
}

function kindOf(heading: string): keyof Parts | undefined {
  if (CHOICE.test(heading)) return undefined;
  return KINDS.find(([, pattern]) => pattern.test(heading))?.[0];
}

/** A section of nothing but check boxes waits for a person. */
function isChoice({ body }: Section): boolean {
  const lines = body.filter((line) => line.trim() !== '');
  return lines.some((line) => /^\s*[-*] \[[ xX]\]/.test(line)) && lines.every((line) => /^\s*(?:[-*] \[[ xX]\]|<!--.*-->\s*$|\s{2,}\S)/.test(line));
}

/** Splits at headings (`# …`, or a line that is bold as a whole), but for those within comments and fenced blocks. */
function sectionsOf(template: string): Section[] {
  const sections: Section[] = [{ heading: '', head: [], body: [] }];
  let inComment = false;
  let fence = '';
  for (const line of template.replace(/\r\n/g, '\n').split('\n')) {
    const fenceMark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (!inComment && fenceMark) fence = fence === '' ? fenceMark : fenceMark.startsWith(fence) ? '' : fence;
    const heading = /^\s{0,3}#{1,6}\s+(.+?)\s*#*$/.exec(line)?.[1] ?? /^\*\*([^*]+?)\*\*:?\s*$/.exec(line)?.[1];
    if (heading !== undefined && !inComment && fence === '') {
      sections.push({ heading: heading.replace(/<!--.*?-->/g, '').trim() || 'untitled', head: [line], body: [] });
    } else {
      sections.at(-1)!.body.push(line);
    }
    inComment = commentStateAfter(line, inComment);
  }
  return sections;
}

function commentStateAfter(line: string, inComment: boolean): boolean {
  const [opened, closed] = [line.lastIndexOf('<!--'), line.lastIndexOf('-->')];
  if (opened < 0 && closed < 0) return inComment;
  return opened > closed;
}

/** Puts the text after the section's leading comments; instructions and empty bullets that stood there go. */
function fillSection(section: Section, text: string): void {
  const start = afterComments(section.body);
  const kept = paragraphsOf(section.body.slice(start)).filter((paragraph) => !INSTRUCTION.test(paragraph[0]!.trim()) && !paragraph.every((line) => /^\s*(?:[-*+]|\d+\.)?\s*$/.test(line)));
  const before = section.body.slice(0, start);
  while (before.at(-1)?.trim() === '') before.pop();
  section.body = [...(before.length > 0 ? [...before, ''] : ['']), text, '', ...kept.flatMap((paragraph) => [...paragraph, ''])];
}

/** A template without a heading for it: the text goes before its first line that is no comment. */
function fillTop(sections: Section[], text: string): void {
  if (text === '') return;
  const top = sections[0]!;
  const start = afterComments(top.body);
  const before = top.body.slice(0, start);
  while (before.at(-1)?.trim() === '') before.pop();
  const after = top.body.slice(start);
  while (after[0]?.trim() === '') after.shift();
  top.body = [...(before.length > 0 ? [...before, ''] : []), text, '', ...after];
}

/** The index of the first line that is neither empty nor within a comment. */
function afterComments(lines: string[]): number {
  let inComment = false;
  let index = 0;
  for (; index < lines.length; index++) {
    const line = lines[index]!.trim();
    if (!inComment && line !== '' && !line.startsWith('<!--')) break;
    inComment = commentStateAfter(line, inComment);
  }
  return index;
}

/** Runs of lines without an empty one; a comment or a fenced block is never torn apart. */
function paragraphsOf(lines: string[]): string[][] {
  const paragraphs: string[][] = [];
  let current: string[] = [];
  let inComment = false;
  let inFence = false;
  for (const line of lines) {
    if (/^\s{0,3}(?:`{3,}|~{3,})/.test(line) && !inComment) inFence = !inFence;
    inComment = commentStateAfter(line, inComment);
    if (line.trim() === '' && !inComment && !inFence) {
      if (current.length > 0) paragraphs.push(current);
      current = [];
    } else {
      current.push(line);
    }
  }
  if (current.length > 0) paragraphs.push(current);
  return paragraphs;
}
