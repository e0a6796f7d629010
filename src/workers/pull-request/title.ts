import type { FileChange } from '../../core/changes.ts';
import { roleOf } from '../changes/role.ts';
import { commonFolder } from '../commit/file-names.ts';
import { partsOf } from '../commit/parts.ts';
import { inferStyle } from '../commit/style.ts';
import type { TicketHabit, TicketUse } from '../commit/ticket.ts';
import { shorten } from './clauses.ts';
import type { Message } from './facts.ts';
import { inHouse, likeliestType, typeOfFiles, typeOfWords, weightiestType } from './title-type.ts';

export const LONGEST_TITLE = 72;
/** Characters that are read of a line. */
const LONGEST_LINE = 1000;
const TYPES = ['feat', 'fix', 'docs', 'refactor', 'perf', 'test', 'build', 'ci', 'style', 'chore', 'revert'];

/** The form of a title in this repository. */
export interface TitleStyle {
  /** Null where titles have no `type: `. `type` is null where neither commits nor files tell it; then the model's is taken, or that which the words or the change speak for. */
  conventional: { type: string | null; likely: string; scope: string; breaking: boolean; types: string[] } | null;
  /** Whether titles begin with an area: `parser: read lists`. */
  areas: boolean;
  /** Whether the description starts with a capital letter; null where nothing tells. */
  capital: boolean | null;
  /** The branch's ticket as the house writes it; undefined where it writes none or the branch has none, or several. */
  ticket: TicketUse | undefined;
}

export function titleStyle(recentSubjects: string[], commits: Message[], files: FileChange[], branch: string | null = null): TitleStyle {
  const subjects = [...commits.map(({ subject }) => subject), ...recentSubjects];
  if (subjects.length === 0) return { conventional: null, areas: false, capital: null, ticket: undefined };
  const { form, heads, capital, ticket: habit } = inferStyle(subjects, { branch });
  const all = commits.map(({ subject }) => ({ ...partsOf(subject), subject }));
  const ticket = habit && ticketOf(habit, all.flatMap((parts) => parts.ticket?.key ?? []));
  if (form !== 'conventional') return { conventional: null, areas: form === 'area', capital, ticket };
  const types = [...new Set([...[...heads.keys()].filter((head) => /^[a-z]+$/.test(head)), ...TYPES])];
  const typed = all.filter((parts) => parts.form === 'conventional' && types.includes(parts.head.toLowerCase()));
  const scopes = new Set(typed.map(({ scope }) => scope));
  const ofFiles = typeOfFiles(files);
  const told = ofFiles === null ? all.filter((parts) => !typed.includes(parts)).flatMap(({ description }) => typeOfWords(description)) : [];
  return {
    conventional: {
      type: weightiestType([...typed.map(({ head }) => head), ...told.map((type) => inHouse(type, heads))]) ?? ofFiles,
      likely: likeliestType(files, heads),
      scope: scopes.size === 1 ? [...scopes][0]! : '',
      breaking: typed.some(({ subject }) => /^\w+(?:\([^)]*\))?!:/.test(subject)),
      types,
    },
    areas: false,
    capital,
    ticket,
  };
}

function ticketOf({ place, open, close, key }: TicketHabit, keys: string[]): TicketUse | undefined {
  const [own = key, ...others] = new Set(keys);
  return own === undefined || others.length > 0 ? undefined : { place, open, close, key: own };
}

/** A line of the model as a title of this form: one line, at most 72 characters, no full stop, the house's prefix. Empty where nothing is left. */
export function titleFrom(line: string, style: TitleStyle, issues: ReadonlySet<string>): string {
  const plain = withoutUnknownIssues(line.slice(0, LONGEST_LINE), issues)
    .replace(/^\s*(?:[#*>-]+\s*)?(?:\*\*)?(?:pull request |pr )?(?:title)(?:\*\*)?\s*:(?:\*\*)?\s*/i, '')
    .replace(/^["'“”*#\s-]+|["'“”*\s]+$/g, '')
    .replace(/\s+/g, ' ');
  return inForm(plain, withoutFiller, style);
}

/** What a person wrote, a commit's subject for instance, as a title of this form: their words stay as they are. */
export function titleOfSubject(subject: string, style: TitleStyle, issues: ReadonlySet<string>): string {
  const plain = withoutUnknownIssues(subject.slice(0, LONGEST_LINE).replace(/\s+/g, ' '), issues).trim();
  return inForm(plain, (description) => description.replace(/[\s.,;:。]+$/, ''), style);
}

function inForm(plain: string, tidied: (description: string) => string, style: TitleStyle): string {
  const parts = partsOf(plain);
  const hasType = parts.form === 'conventional' && [...TYPES, ...(style.conventional?.types ?? [])].includes(parts.head.toLowerCase());
  // What has no type is the author's as a whole, unless a type must go before it.
  const apart = hasType || (style.conventional !== null && parts.form === 'sentence' && parts.ticket !== undefined);
  const description = tidied(apart ? parts.description : plain);
  if (!/[\p{L}\p{N}]/u.test(description)) return '';
  const ticket = (apart ? parts.ticket : undefined) ?? (style.ticket && !plain.includes(style.ticket.key) ? style.ticket : undefined);
  const typed = style.conventional;
  if (!typed) return framed(ticket, '', description, (text) => cased(text, style.capital ?? true, style.areas));
  const type = typed.type ?? (hasType ? parts.head.toLowerCase() : (typeOfWords(description)[0] ?? typed.likely));
  const scope = ticket?.place === 'scope' ? ticket.key : typed.scope;
  // Nothing may stand before the type where the house has no keys there.
  const placed = ticket?.place === 'front' && !hasType && style.ticket === undefined ? { ...ticket, place: 'description' as const } : ticket;
  return framed(placed, `${type}${scope && `(${scope})`}${typed.breaking ? '!' : ''}: `, description, (text) => cased(text, style.capital ?? false, false));
}

function framed(ticket: TicketUse | undefined, head: string, description: string, inCase: (text: string) => string): string {
  const key = ticket && ticket.open + ticket.key + ticket.close;
  const before = ticket?.place === 'front' ? key + head : ticket?.place === 'description' ? head + key : ticket?.place === 'scope' && head === '' ? `${ticket.key}: ` : head;
  const after = ticket?.place === 'end' ? key! : '';
  return before + shorten(inCase(description), LONGEST_TITLE - before.length - after.length) + after;
}

/** An area stays as it is: what follows it has the case. */
function cased(text: string, capital: boolean, areas: boolean): string {
  const { form, description } = areas ? partsOf(text) : { form: 'sentence', description: text };
  return form === 'sentence' ? inCase(text, capital) : text.slice(0, text.length - description.length) + inCase(description, capital);
}

/** Removes `#12`, `(#12)` and `Fixes #12` where nothing known has that number. */
export function withoutUnknownIssues(text: string, issues: ReadonlySet<string>): string {
  return text.replace(/\s*[([]?(?:\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|see|issue):?\s+)?#(\d+)\b[)\]]?/gi, (whole, number: string) => (issues.has(number) ? whole : ''));
}

/** Small models add what the change is supposed to be good for; it says nothing. */
export function withoutFiller(text: string): string {
  const shorter = text
    .replace(/,? (?:for|to) (?:improved?|better|enhanced?|increased?) [\w ,]+$/i, '')
    .replace(/,? (?:thereby |thus )?(?:ensuring|improving|enhancing|making|providing|promoting|allowing for) [^`]*$/i, '')
    .replace(/[\s.,;:]+$/, '');
  return shorter.split(' ').length >= 3 ? shorter : text.replace(/[\s.,;:]+$/, '');
}

/** Names such as `parseDiff` or `README` keep their first letter. */
function inCase(text: string, capital: boolean): string {
  const first = /^\S+/.exec(text)?.[0] ?? '';
  if (/[`_.()/\d]/.test(first) || /^.+\p{Lu}/u.test(first)) return text;
  return (capital ? text.charAt(0).toUpperCase() : text.charAt(0).toLowerCase()) + text.slice(1);
}

const GENERIC =
  /^(?:update[sd]?|change[sd]?|improve[sd]?|fix(?:e[sd])?|refactor(?:ed|s)?|modif(?:y|ied)|clean(?:ed)? ?up|wip|work in progress|misc|various|minor|small|some|more|changes|tweaks?|stuff|temp|tmp|test|commit|initial commit)(?: (?:the|some|more|various|minor|small|multiple|several|code|codebase|files?|changes?|fixes|fix|bugs?|things?|stuff|project|structure|tests?|logic|implementation|functionality|improvements?|enhancements?|updates?|and|to|for|with|in|of|this|new|features?|include|pull requests?|prs?|branch|repository|refactor(?:ing)?|improve))*$/i;

/** True for a title that would fit any change. */
export function isGeneric(title: string): boolean {
  const parts = partsOf(title);
  const description = parts.form === 'area' ? title : parts.description;
  return description.trim() === '' || GENERIC.test(description.trim());
}

/** A title by code alone, for changes that no model needs to read or could not name. */
export function titleOfFiles(files: FileChange[]): string {
  const verbs: Record<FileChange['kind'], string> = { added: 'Add', deleted: 'Remove', renamed: 'Rename', copied: 'Copy', mode: 'Change the mode of', modified: 'Update' };
  const kinds = new Set(files.map(({ kind }) => kind));
  const verb = kinds.size === 1 ? verbs[[...kinds][0]!] : 'Change';
  const [first] = files;
  if (files.length === 1 && first) {
    const name = first.path.split('/').at(-1)!;
    const before = first.oldPath?.split('/').at(-1);
    return before !== undefined && before !== name ? `${verb} ${before} to ${name}` : `${verb} ${name}`;
  }
  const roles = new Set(files.map(({ path }) => roleOf(path)));
  if ([...roles].every((role) => role === 'lock' || role === 'dependency')) return 'Update dependencies';
  const folder = commonFolder(files.map(({ path }) => path));
  const noun = roles.size === 1 ? { test: 'test files', docs: 'documentation files', ci: 'CI files', asset: 'assets', config: 'configuration files' }[[...roles][0] as string] : undefined;
  return `${verb} ${files.length} ${noun ?? 'files'}${folder && ` in ${folder}`}`;
}
