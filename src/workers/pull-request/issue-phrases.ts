import { isTicketKey } from '../commit/ticket.ts';

/** What forges and trackers take for a key where it is one; names of standards and devices look like it. */
export const KEY = String.raw`[A-Z][A-Z0-9]{1,9}-\d{1,7}`;
/** Keys wherever they stand as words of their own. */
export const KEYS = new RegExp(String.raw`(?<![\w/.#@-])${KEY}(?![\w-]|\.\d)`, 'g');
/** `#12`, `!12`, `group/project#4`. */
const NUMBER = String.raw`(?:[\w.-]{1,80}(?:\/[\w.-]{1,80}){1,5})?[#!]\d{1,8}\b|GH-\d{1,8}\b`;
export const ADDRESS = String.raw`https:\/\/[\w.-]{1,100}\/(?:[\w.~-]{1,80}\/){0,6}(?:issues|work_items|browse|ticket)\/[\w-]{1,40}(?![\w/-])`;
/** `Fixes USB-3 detection` is about no ticket: after a key the sentence ends, or another one follows. */
const ISSUE = String.raw`(?:${NUMBER}|${ADDRESS}|${KEY}(?=[ \t]*(?:$|[,.;:)\]]|and\b)))`;
const SEPARATOR = String.raw`(?:, and |, | and )`;
const ISSUES = String.raw`${ISSUE}(?:${SEPARATOR}${ISSUE})*`;
const CLOSING = 'clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)|implement(?:s|ed|ing)?';

/** The verb, and the list of what it closes: those of GitHub and GitLab. */
export const CLOSES = new RegExp(String.raw`(?<![\w-])(${CLOSING}):? +(?:issues? +)?(${ISSUES})`, 'gim');
export const REFERS = new RegExp(String.raw`(?<![\w-])(?:refs?|references?|relate[sd](?: to)?|see(?: also)?|part of|address(?:es)?|updates?|issues?|gh)(?: issues?)?(?::? {1,3}|:?(?=#))(${ISSUES})`, 'gim');
/** A line that does nothing but close. */
export const CLOSING_LINE = new RegExp(String.raw`^(?:(?:and )?(?:${CLOSING}):? +(?:issues? +)?${ISSUES}[,.; ]*)+$`, 'i');

/** Words before a number that make a key of no project. */
const NO_PROJECT =
  /^(?:UTF|FIX|FEAT|FEATURE|BUG|BUGFIX|HOTFIX|CHORE|DOCS?|TEST|TESTS|RELEASE|VERSION|V|ISSUE|ISSUES|GH|PR|MR|STEP|PART|PHASE|NODE|PYTHON|JAVA|GO|VUE|REACT|ANGULAR|RAILS|WIN|X86|MP|H|B|T|BASE|INT|UINT|FLOAT|BF|FP|F|I|U|TOP|CUDA|LLAMA|GEMINI|CLAUDE|QWEN|TS|USB|CRC|RS|SQL|MPEG|DDR|PCI|SATA|IPV|WPA|DES|PKCS|BLAKE|ASCII|LATIN|EC|WIP|TASK|PATCH|SPRINT|REVERT|BACKPORT)-/i;

export function isProjectKey(key: string): boolean {
  return isTicketKey(key) && !NO_PROJECT.test(key);
}

/** The issues of a list, without those that only look like tickets. */
export function issuesIn(list: string): string[] {
  return list.split(new RegExp(SEPARATOR, 'i')).filter((issue) => !/^[A-Z][A-Z0-9]*-\d+$/i.test(issue) || /^GH-/i.test(issue) || isProjectKey(issue));
}
