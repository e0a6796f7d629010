import type { BaseReason } from '../../core/changes.ts';

const reasons: Record<BaseReason, string> = {
  given: 'your choice',
  recorded: 'recorded for this branch',
  nearest: 'this branch left it last',
  'default-branch': 'default branch',
  'usual-name': 'usual name of a base',
};

/** How a base was found, in people's words. */
export function reasonText(reason: BaseReason): string {
  return reasons[reason];
}

export function commitsText(commits: number): string {
  return commits === 1 ? '1 commit' : `${commits} commits`;
}
