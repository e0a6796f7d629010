import type { RuleDocumentation } from './diagnostic.ts';

/** What tools have said of their rules in a project, kept so that it can be shown without running them. A store that cannot be used forgets. */
export interface RuleTexts {
  get(tool: string, rule: string, folder: string): Promise<RuleDocumentation | undefined>;
  put(tool: string, rule: string, folder: string, documentation: RuleDocumentation): Promise<void>;
}
