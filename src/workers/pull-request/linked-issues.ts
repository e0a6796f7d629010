import { partsOf } from '../commit/parts.ts';
import { keyInBranch } from '../commit/ticket.ts';
import type { Message } from './facts.ts';
import { beginsWithVerb } from './imperative.ts';
import { ADDRESS, isProjectKey, issuesIn, KEY, KEYS, REFERS } from './issue-phrases.ts';

export interface LinkedIssues {
  /** `Fixes #12`, each issue once. */
  closes: string[];
  /** Issues and tickets that are only mentioned: `#13`, `group/project#4`, `ABC-123`, addresses. */
  mentions: string[];
}

const WHOLE_KEY = new RegExp(`^${KEY}$`);
/** Where only keys of tickets stand: in brackets, at a line's beginning before a colon or a dash, alone on a line. */
const IN_PLACE = new RegExp(String.raw`(?<=[[({<])${KEY}(?=[\])}>])|(?<=^[ \t]{0,8}(?:[-*] )?)${KEY}(?=(?:, ?${KEY})*[ \t]*(?:$|: |[|–] | - ))`, 'gm');
/** As its name has it; what follows a slash or begins the name is meant as one. */
const KEY_IN_BRANCH = new RegExp(String.raw`(?:^|\/)(${KEY})(?![A-Za-z0-9.])`);
const ADDRESSES = new RegExp(String.raw`\b${ADDRESS}`, 'g');
/** Subjects that show a project. */
const FEW = 2;
const MOST_MENTIONS = 10;

/** The issues that the commits close or name, and the ticket that the branch is called after. Projects are known by the house's subjects, `recentSubjects`, too. */
export function linkedIssues(commits: Message[], closes: string[], branch: string | null = null, recentSubjects: string[] = []): LinkedIssues {
  const closed = closes.map((phrase) => phrase.slice(phrase.lastIndexOf(' ') + 1));
  const texts = commits.map(({ subject, body }) => `${subject}\n${body}`);
  const referred = texts.map((text) => Array.from(text.matchAll(REFERS), ([, list]) => issuesIn(list!)).flat());
  const projects = new Set([...[...commits.flatMap(keysInPlace), ...referred.flat(), ...closed].filter((issue) => WHOLE_KEY.test(issue)).map(projectOf), ...projectsOf(recentSubjects)]);
  const mentions = new Set<string>(branch === null ? [] : keyOfBranch(branch.slice(0, 250), projects));
  for (const [index, text] of texts.entries()) {
    for (const issue of referred[index]!) mentions.add(issue);
    for (const [key] of text.matchAll(KEYS)) if (projects.has(projectOf(key))) mentions.add(key);
    for (const [address] of text.matchAll(ADDRESSES)) mentions.add(address);
  }
  return { closes: [...closes], mentions: [...mentions].filter((mention) => !closed.includes(mention)).slice(0, MOST_MENTIONS) };
}

function keysInPlace({ subject, body }: Message): string[] {
  const { ticket, description } = partsOf(subject);
  // `USB-3 ports are found` begins with no ticket.
  const isMeant = ticket !== undefined && ticket.place !== 'end' && (ticket.place === 'scope' || /\S/.test(ticket.open + ticket.close) || /^\p{Lu}/u.test(description) || beginsWithVerb(description));
  return [...(isMeant ? [ticket.key] : []), ...Array.from(`${subject}\n${body}`.matchAll(IN_PLACE), ([key]) => key)].filter(isProjectKey);
}

/** The projects whose keys a history writes where tickets stand. */
function projectsOf(subjects: string[]): string[] {
  const found = subjects.flatMap((subject) => partsOf(subject).ticket?.key ?? []).filter((key) => WHOLE_KEY.test(key) && isProjectKey(key)).map(projectOf);
  return found.filter((project) => found.filter((other) => other === project).length >= FEW);
}

/** In small letters, as branches often have it, it is a key only where the project is known. */
function keyOfBranch(branch: string, projects: ReadonlySet<string>): string[] {
  const written = KEY_IN_BRANCH.exec(branch)?.[1];
  if (written !== undefined && isProjectKey(written)) return [written];
  const known = keyInBranch(branch, [...projects]);
  return known === undefined ? [] : [known];
}

function projectOf(key: string): string {
  return key.slice(0, key.lastIndexOf('-'));
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
