/** Where a subject has the key of a ticket, and in which brackets. */
export interface TicketUse {
  /** `ABC-123`, `abc-123`, `AB#123` or `#123`. */
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
  /** `ABC`, as the history writes it; `AB#` where the number follows that sign, `#` for numbers alone. */
  projects: string[];
}

const KEY = String.raw`[A-Z][A-Z0-9]{1,9}-\d{1,7}|(?:[A-Z]{2,10})?#\d{1,7}`;
const START = new RegExp(String.raw`^([[({<]?)(${KEY})([\])}>]?(?:\s*[:|–-])?\s+)(?=\S)`);
/** In small letters only where brackets or a colon set it off. */
const START_SMALL = /^([[({<]?)([a-z][a-z0-9]{1,9}-\d{1,7})([\])}>]:?\s+|:\s+)(?=\S)/;
const END = new RegExp(String.raw`(\s[[({<]?)([A-Z][A-Z0-9]{1,9}-\d{1,7})([\])}>]?)$`);
const WHOLE = new RegExp(String.raw`^(?:${KEY}|\d+)$`);
/** Names of standards, advisories and algorithms look like keys. */
const NO_PROJECT = /^(?:CVE|CWE|GHSA|RFC|ISO|IEC|IEEE|ANSI|ECMA|UTF|UCS|CP|SHA|MD|AES|RSA|ES|HTTP|TLS|GPT|PEP|JEP|JSR|BIP|EIP|ERC|ARM|JDK|PY|COVID|WCAG)-/i;
/** Areas that have a number. */
const NO_PROJECT_SMALL = /^(?:python|node|vue|react|java|php|ruby|web|ipv|step|phase|stage|part|day|week|lab|lesson|chapter|level|round|version|alpha|beta|rc)-/;
/** From this share of the subjects on, keys are a habit. */
const HABIT = 0.5;

export function isTicketKey(text: string): boolean {
  return WHOLE.test(text) && !NO_PROJECT.test(text);
}

function projectOf(key: string): string {
  return key.includes('#') ? key.slice(0, key.indexOf('#') + 1) : key.slice(0, key.lastIndexOf('-'));
}

/** A text without the key that it starts with. */
export function withoutTicket(text: string): { ticket: Omit<TicketUse, 'place'> | undefined; rest: string } {
  const match = START.exec(text) ?? START_SMALL.exec(text);
  if (!match || NO_PROJECT.test(match[2]!) || NO_PROJECT_SMALL.test(match[2]!)) return { ticket: undefined, rest: text };
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
  const key = branch === null ? undefined : keyInBranch(branch, projects);
  // One number again and again may be part of a name.
  if (key === undefined && uses.every((use) => use.key === uses[0]!.key && use.key !== use.key.toUpperCase())) return undefined;
  return { place, open, close, projects, key };
}

/** `feature/ABC-123-thing` → `ABC-123`, where the history has keys of ABC; `123-thing` → `#123` or `AB#123`, where it has such numbers. */
export function keyInBranch(branch: string, projects: string[]): string | undefined {
  const name = branch.slice(0, 250);
  for (const [, project, number] of name.matchAll(/(?<![A-Za-z0-9])([A-Za-z][A-Za-z0-9]{1,9})-(\d{1,7})(?![A-Za-z0-9])/g)) {
    const known = projects.find((each) => each.replace(/#$/, '').toUpperCase() === project!.toUpperCase());
    if (known !== undefined) return known.endsWith('#') ? known + number : `${known}-${number}`;
  }
  const numbered = projects.find((each) => each.endsWith('#'));
  const number = numbered === undefined ? undefined : /(?:^|\/)(?:issue-|gh-|#)?(\d{1,7})(?:[-_]|$)/i.exec(name)?.[1];
  return number === undefined ? undefined : `${numbered}${number}`;
}

/** The text without keys of the house's projects: one that a model writes was copied from another commit. */
export function withoutKeys(text: string, { projects, key }: TicketHabit): string {
  const kept = text.replace(/[[({<]?\b([A-Za-z][A-Za-z0-9]{1,9}(?:-|#))\d{1,7}\b[\])}>]?:?\s*/g, (whole, project: string) => (projects.includes(project.replace('-', '')) ? '' : whole));
  return key !== undefined || kept !== text ? kept.replace(/\s+([,;:.])/g, '$1').trim() : text;
}
