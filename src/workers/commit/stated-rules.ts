import type { Conventions } from '../../core/changes.ts';
import { readCommitlint } from './commitlint.ts';
import { readGuide } from './guide.ts';
import type { HouseRules } from './house-rules.ts';

/** What the conventions say: commitlint's configuration before the template's comments before the contributing guide. */
export function rulesOf({ commitlint, template, commentMark, guide }: Conventions): { checked: HouseRules; advised: HouseRules } {
  const comments = (template ?? '').split('\n').filter((line) => line.startsWith(commentMark)).map((line) => line.slice(commentMark.length));
  return {
    checked: commitlint ? readCommitlint(commitlint) : {},
    advised: { ...readGuide(guide ?? ''), ...readGuide(comments.join('\n')) },
  };
}
