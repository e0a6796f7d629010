/** Where a subject has the key of a ticket, and in which brackets. */
export interface TicketUse {
  /** `ABC-123` or `#123`. */
  key: string;
  /** Before everything, after the type, as the scope, or at the end. */
  place: 'front' | 'description' | 'scope' | 'end';
  /** What stands around it, spaces and colons included. */
  open: string;
  close: string;
}

/** How a history writes keys of tickets. */
export interface TicketHabit extends Omit<TicketUse, 'key'> {
  /** The key that the branch's name has; undefined where it has none of a project that the history knows. */
  key: string | undefined;
  /** `ABC`, in capitals; `#` for numbers alone. */
  projects: string[];
}

const KEY = String.raw`[A-Z][A-Z0-9]{1,9}-\d{1,7}|#\d{1,7}`;
const START = new RegExp(String.raw`^([[({<]?)(${KEY})([\])}>]?(?:\s*[:|–-])?\s+)(?=\S)`);
const END = new RegExp(String.raw`(\s[[({<]?)([A-Z][A-Z0-9]{1,9}-\d{1,7})([\])}>]?)$`);
const WHOLE = new RegExp(String.raw`^(?:${KEY}|\d+)$`);
/** Names of standards, advisories and algorithms look like keys. */
const NO_PROJECT = /^(?:CVE|CWE|GHSA|RFC|ISO|IEC|IEEE|ANSI|ECMA|UTF|UCS|CP|SHA|MD|AES|RSA|ES|HTTP|TLS|GPT|PEP|JEP|JSR|BIP|EIP|ERC|ARM|JDK|PY|COVID|WCAG)-/;
/** From this share of the subjects on, keys are a habit. */
const HABIT = 0.5;

export function isTicketKey(text: string): boolean {
  return WHOLE.test(text) && !NO_PROJECT.test(text);
}

function projectOf(key: string): string {
  return key.startsWith('#') ? '#' : key.slice(0, key.lastIndexOf('-'));
}

/** A text without the key that it starts with. */
export function withoutTicket(text: string): { ticket: Omit<TicketUse, 'place'> | undefined; rest: string } {
  const match = START.exec(text);
  if (!match || NO_PROJECT.test(match[2]!)) return { ticket: undefined, rest: text };
  return { ticket: { open: match[1]!, key: match[2]!, close: match[3]! }, rest: text.slice(match[0].length) };
}

/** A text without the key that it ends with. Numbers alone do not count: `(#123)` is what merging adds. */
export function withoutTicketAtEnd(text: string): { ticket: Omit<TicketUse, 'place'> | undefined; rest: string } {
  const match = END.exec(text);
  if (!match || match.index === 0 || NO_PROJECT.test(match[2]!)) return { ticket: undefined, rest: text };
  return { ticket: { open: match[1]!, key: match[2]!, close: match[3]! }, rest: text.slice(0, match.index) };
}

/** Learns where keys are written; undefined where fewer than half of the subjects have one. */
export function ticketHabitOf(uses: TicketUse[], subjects: number, branch: string | null): TicketHabit | undefined {
  if (uses.length === 0 || uses.length < subjects * HABIT) return undefined;
  const counts = new Map<string, { use: TicketUse; count: number }>();
  for (const use of uses) {
    const way = JSON.stringify([use.place, use.open, use.close]);
    counts.set(way, { use, count: (counts.get(way)?.count ?? 0) + 1 });
  }
  const { place, open, close } = [...counts.values()].reduce((best, each) => (each.count > best.count ? each : best)).use;
  const projects = [...new Set(uses.map(({ key }) => projectOf(key)))];
  return { place, open, close, projects, key: branch === null ? undefined : keyInBranch(branch, projects) };
}

/** `feature/ABC-123-thing` → `ABC-123`, where the history has keys of ABC; `123-thing` → `#123`, where it has such numbers. */
export function keyInBranch(branch: string, projects: string[]): string | undefined {
  const name = branch.slice(0, 250);
  for (const [, project, number] of name.matchAll(/(?<![A-Za-z0-9])([A-Za-z][A-Za-z0-9]{1,9})-(\d{1,7})(?![A-Za-z0-9])/g)) {
    const known = projects.find((each) => each === project!.toUpperCase());
    if (known !== undefined) return `${known}-${number}`;
  }
  const number = projects.includes('#') ? /(?:^|\/)(?:issue-|gh-|#)?(\d{1,7})(?:[-_]|$)/i.exec(name)?.[1] : undefined;
  return number === undefined ? undefined : `#${number}`;
}

/** The text without keys of the house's projects: one that a model writes was copied from another commit. */
export function withoutKeys(text: string, { projects, key }: TicketHabit): string {
  const kept = text.replace(/[[({<]?\b([A-Z][A-Z0-9]{1,9})-\d{1,7}\b[\])}>]?:?\s*/g, (whole, project: string) => (projects.includes(project) ? '' : whole));
  return key !== undefined || kept !== text ? kept.replace(/\s+([,;:.])/g, '$1').trim() : text;
}
