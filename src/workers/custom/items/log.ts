import type { Item, ItemReader } from './item.ts';
import { logEntries } from './log/entries.ts';
import { LEVELS, type Level, levelInWords } from './log/levels.ts';
import { createMask } from './log/mask.ts';
import { createTemplates, type Template } from './log/templates.ts';

/** Kinds of messages that are shown; a model reads each. */
const MOST_ITEMS = 100;
const MOST_SERIOUS = 40;
const RAREST = 20;
const LONGEST_TEXT = 500;

interface Group {
  template: Template;
  count: number;
  firstLine: number;
  lastLine: number;
  firstTime: string | undefined;
  lastTime: string | undefined;
  level: Level | undefined;
  source: string | undefined;
  example: string;
  more: string;
}

/**
 * The kinds of messages in a log, the most serious first, then the most frequent. Beyond the cap the serious, the most frequent and the rarest ones stay;
 * the first item says how many others there are.
 */
export const log: ItemReader = (text) => {
  const mask = createMask();
  const templates = createTemplates();
  const groups: Group[] = [];
  for (const entry of logEntries(text)) {
    const template = templates.of(mask(entry.message === '' ? entry.more : entry.message));
    const group = groups[template.order];
    if (!group) {
      groups[template.order] = {
        template,
        count: 1,
        firstLine: entry.firstLine,
        lastLine: entry.lastLine,
        firstTime: entry.time,
        lastTime: entry.time,
        level: entry.level,
        source: entry.source,
        example: entry.message.slice(0, LONGEST_TEXT),
        more: entry.more,
      };
      continue;
    }
    group.count++;
    group.lastLine = entry.lastLine;
    group.lastTime = entry.time ?? group.lastTime;
    if (severity(entry.level) < severity(group.level)) group.level = entry.level;
    if (group.source !== entry.source) group.source = undefined;
    if (group.more === '') group.more = entry.more;
  }
  for (const group of groups) group.level ??= levelInWords(`${group.example} ${group.more}`);
  return chosen(groups).map(itemOf);
};

function severity(level: Level | undefined): number {
  return level === undefined ? LEVELS.indexOf('info') : LEVELS.indexOf(level);
}

const isSerious = ({ level }: Group) => severity(level) <= LEVELS.indexOf('error');
const bySeverity = (one: Group, other: Group) => severity(one.level) - severity(other.level) || other.count - one.count || one.firstLine - other.firstLine;

function chosen(groups: Group[]): (Group & { left?: string })[] {
  if (groups.length <= MOST_ITEMS) return [...groups].sort(bySeverity);
  const kept = new Set(groups.filter(isSerious).sort(bySeverity).slice(0, MOST_SERIOUS));
  const byCount = groups.filter((group) => !kept.has(group)).sort((one, other) => one.count - other.count || one.firstLine - other.firstLine);
  for (const group of byCount.splice(0, RAREST)) kept.add(group);
  for (const group of byCount.splice(Math.max(0, byCount.length - (MOST_ITEMS - kept.size)))) kept.add(group);
  const messages = byCount.reduce((sum, { count }) => sum + count, 0);
  const [first, ...rest] = [...kept].sort(bySeverity);
  return [{ ...first!, left: `${byCount.length} other kinds of messages, ${messages} messages` }, ...rest];
}

function itemOf({ template, count, firstLine, lastLine, firstTime, lastTime, level, source, example, more, left }: Group & { left?: string }): Item {
  const pattern = template.tokens.join(' ').slice(0, LONGEST_TEXT);
  const about: Record<string, string | number> = { template: pattern };
  for (const [name, value] of Object.entries({ level, source, firstTime, lastTime, example, more, leftOut: left })) if (value !== undefined && value !== '') about[name] = value;
  // A template says more than its only message, but for what was masked.
  const said = withoutLead(count === 1 ? example : pattern);
  return { text: [level === undefined ? '' : `${level}: `, said === '' ? more : said, more === '' || said === '' ? '' : `\n${more}`].join(''), firstLine, lastLine, count, about };
}

/** What a message begins with that differs each time, as process and connection numbers do, says nothing of what it is about. */
function withoutLead(message: string): string {
  const rest = message.replace(/^(?:<[a-z*]{1,20}>|\d+|[\s#*()[\]{}:;,.|-])+/, '');
  return /\p{L}{3}/u.test(rest) ? rest : message;
}
