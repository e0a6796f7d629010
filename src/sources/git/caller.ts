/** What git tells the programs that it starts, hooks and editors, of the repository and the index that it is at work on. */
const TOLD = /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|COMMON_DIR|PREFIX)$/i;

let forgotten = false;

/**
 * To be called by a program that shows other repositories too, and goes on after the git that may have started it: an editor that is git's
 * `core.editor`. A hook works on what it was told.
 */
export function forgetCaller(): void {
  forgotten = true;
}

/** The environment without what the git that started this program said of its own work. A person who sets `GIT_DIR` sets no `GIT_PREFIX`. */
export function withoutCaller(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (!forgotten || own['GIT_PREFIX'] === undefined) return own;
  return Object.fromEntries(Object.entries(own).filter(([name]) => !TOLD.test(name)));
}
