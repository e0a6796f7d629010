/** The kind of all our actions in the lightbulb's menu, within that of quick fixes. */
export const OWN_ACTIONS = 'journeyman';

/** At most so many of the editor's quick fixes are listed. */
const MOST = 3;

/** What is read of an action of the editor, which may also be a bare command. */
export interface OfferedAction {
  title: string;
  kind?: { value: string };
  edit?: unknown;
}

const within = (kind: string, parent: string) => kind === parent || kind.startsWith(`${parent}.`);

/** The quick fixes of others that say what they change, the first of each title. Ours are left out: they are what asks. */
export function offeredQuickFixes<T extends OfferedAction>(actions: readonly T[]): T[] {
  const titles = new Set<string>();
  return actions
    .filter(({ title, kind, edit }) => {
      if (!kind || !within(kind.value, 'quickfix') || within(kind.value, `quickfix.${OWN_ACTIONS}`) || !edit || titles.has(title)) return false;
      titles.add(title);
      return true;
    })
    .slice(0, MOST);
}
