import type { Diagnostic } from '../../core/diagnostic.ts';

/** Severities as VS Code counts them: 0 error, 1 warning, 2 information, 3 hint. */
const ERROR = 0;
const WARNING = 1;

/** The findings of one rule of one tool. */
export interface RuleGroup<T> {
  tool: string;
  rule: string;
  /** In the order in which they were given; never empty. */
  items: T[];
}

/**
 * The findings by rule, so that one explanation serves all its places: the most severe first, then the most frequent, then as they came.
 * What has no rule, as a source that cannot be parsed, goes by its message and counts as an error unless its severity is given; the rest as a warning.
 */
export function groupByRule<T extends { diagnostic: Diagnostic; severity?: number }>(items: T[]): RuleGroup<T>[] {
  const groups = new Map<string, RuleGroup<T>>();
  for (const item of items) {
    const { tool, rule, message } = item.diagnostic;
    const key = JSON.stringify(rule === '' ? [tool, '', message] : [tool, rule]);
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { tool, rule, items: [item] });
  }
  const severity = ({ rule, items }: RuleGroup<T>) => items.reduce((worst, item) => Math.min(worst, item.severity ?? (rule === '' ? ERROR : WARNING)), Infinity);
  return [...groups.values()]
    .map((group) => ({ group, severity: severity(group) }))
    .sort((a, b) => a.severity - b.severity || b.group.items.length - a.group.items.length)
    .map(({ group }) => group);
}
