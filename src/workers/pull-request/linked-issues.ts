import { isTicketKey } from '../commit/ticket.ts';
import type { Message } from './facts.ts';

export interface LinkedIssues {
  /** `Fixes #12`, each issue once. */
  closes: string[];
  /** Issues and tickets that are only mentioned: `#13`, `group/project#4`, `ABC-123`, addresses. */
  mentions: string[];
}

const REFERS = /\b(?:refs?|references?|relate[sd] to|see(?: also)?|part of|address(?:es)?|updates?|issues?|gh)(?: issues?)?:? {0,3}((?:[\w.-]{1,80}\/[\w.-]{1,80})?#\d{1,8})\b/gi;
const KEY = /(?<![\w/.#@-])[A-Z][A-Z0-9]{1,9}-\d{1,7}(?![\w-]|\.\d)/g;
/** In a branch, keys are often in small letters; only what follows a slash or begins the name is meant as one. */
const KEY_IN_BRANCH = /(?:^|\/)([A-Za-z][A-Za-z0-9]{1,9}-\d{1,7})(?![A-Za-z0-9.])/;
const ADDRESS = /\bhttps:\/\/[\w.-]{1,100}\/(?:[\w.~-]{1,80}\/){0,6}(?:issues|work_items|browse|ticket)\/[\w-]{1,40}(?![\w/-])/g;
/** Words before a number that make a key of no project. */
const NO_PROJECT = /^(?:UTF|FIX|FEAT|FEATURE|BUG|BUGFIX|HOTFIX|CHORE|DOCS?|TEST|TESTS|RELEASE|VERSION|V|ISSUE|ISSUES|GH|PR|MR|STEP|PART|PHASE|NODE|PYTHON|JAVA|GO|VUE|REACT|ANGULAR|RAILS|WIN|X86|MP|H|B|T|BASE|INT|UINT|FLOAT|BF|FP|F|I|U|TOP|CUDA|LLAMA|GEMINI|CLAUDE|QWEN)-/i;
const MOST_MENTIONS = 10;

/** The issues that the commits close or name, and the ticket that the branch is called after. */
export function linkedIssues(commits: Message[], closes: string[], branch: string | null = null): LinkedIssues {
  const closed = new Set(closes.map((phrase) => phrase.slice(phrase.lastIndexOf(' ') + 1)));
  const mentions = new Set<string>();
  const key = branch === null ? undefined : KEY_IN_BRANCH.exec(branch.slice(0, 250))?.[1]?.toUpperCase();
  if (key !== undefined && isProjectKey(key)) mentions.add(key);
  for (const { subject, body } of commits) {
    const text = `${subject}\n${body}`;
    for (const [, issue] of text.matchAll(REFERS)) mentions.add(issue!);
    for (const [found] of text.matchAll(KEY)) if (isProjectKey(found)) mentions.add(found);
    for (const [address] of text.matchAll(ADDRESS)) mentions.add(address);
  }
  return { closes: [...closes], mentions: [...mentions].filter((mention) => !closed.has(mention)).slice(0, MOST_MENTIONS) };
}

function isProjectKey(key: string): boolean {
  return isTicketKey(key) && !NO_PROJECT.test(key);
}

/** Without those that a text has already. */
export function issuesNotIn({ closes, mentions }: LinkedIssues, text: string): LinkedIssues {
  const isThere = (phrase: string) => text.toLowerCase().split(phrase.toLowerCase()).slice(1).some((rest) => !/^\d/.test(rest));
  return { closes: closes.filter((phrase) => !isThere(phrase)), mentions: mentions.filter((mention) => !isThere(mention)) };
}

/** One line for what is closed and one for what is mentioned; empty where there is neither. */
export function issueLines({ closes, mentions }: LinkedIssues): string {
  return [closes.join(', '), mentions.length > 0 ? `Refs ${mentions.join(', ')}` : ''].filter(Boolean).join('\n\n');
}
