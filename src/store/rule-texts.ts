import type { RuleDocumentation } from '../core/diagnostic.ts';
import type { RuleTexts } from '../core/rule-texts.ts';
import { createKeptValues, keptTable } from './kept-values.ts';
import type { Store } from './store.ts';

export const ruleTable = keptTable('rules', 2);

const DAY_MS = 86_400_000;

/** What the linters have said of their rules, as much as 4,000 of them or 8 MB, for a year. */
export function createRuleTexts(store: Store): RuleTexts {
  const values = createKeptValues(store, ruleTable, { rows: 4_000, bytes: 8 * 1024 * 1024, valueBytes: 64 * 1024, ageMs: 365 * DAY_MS });
  const isText = (value: unknown) => value === null || typeof value === 'string';
  return {
    async get(tool, rule, folder) {
      const kept = (await values.get([tool, rule, folder])) as Partial<RuleDocumentation> | null | undefined;
      return kept && typeof kept.text === 'string' && isText(kept.url) && isText(kept.version) ? (kept as RuleDocumentation) : undefined;
    },
    put: (tool, rule, folder, { text, url, version }) => values.put([tool, rule, folder], { text, url, version }),
  };
}
