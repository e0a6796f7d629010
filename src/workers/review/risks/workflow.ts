import { code } from '../../pull-request/markdown.ts';
import type { ReviewedFile } from '../reviewed-file.ts';
import type { Risk } from '../input.ts';
import { risk, type Detector } from './detector.ts';

const ACTIONS = /(?:^|\/)\.(?:github|gitea|forgejo)\/(?:workflows|actions)\/|(?:^|\/)action\.ya?ml$/;
const USES = /^\s*(?:-\s+)?uses:\s*["']?([\w.-]+)\/([\w./-]+)@([^\s"'#]+)/;
/** Whose actions are as trusted as the runner itself. */
const OWN = new Set(['actions', 'github']);
/** What an event says that no stranger chooses: a workflow is started by hand by those who may write. */
const CHOSEN_BY_GITHUB = /\.(?:number|id|node_id|sha|action|draft|merged|created_at|updated_at|state|private|default_branch|login)$|\.(?:repository|base|installation|inputs)\b/;

/** Workflows of GitHub and what is like it: who else's code runs, with which rights, on whose words. */
export const workflows: Detector = (file) => {
  if (!ACTIONS.test(file.change.path) || file.language !== 'yaml') return [];
  const before = new Set(file.removed.map(({ code }) => USES.exec(code)).map((match) => match && `${match[1]}/${match[2]}`));
  const found = file.added.flatMap(({ code: text, line }): Risk[] => {
    if (/\bpull_request_target\b/.test(text)) return [risk('security', '`pull_request_target` runs with the secrets of the repository on the pull requests of strangers.', line)];
    if (/^\s*permissions:\s*write-all\b/.test(text)) return [risk('security', 'The workflow may write everything (`write-all`).', line)];
    const [, owner, name, revision] = USES.exec(text) ?? [];
    if (owner === undefined || OWN.has(owner) || before.has(`${owner}/${name}`) || /^[0-9a-f]{40}$/.test(revision!)) return [];
    return [risk('security', `The new action ${code(`${owner}/${name}`)} is not pinned to a commit.`, line)];
  });
  return [...found, ...wordsOfStrangers(file)];
};

/** What an event says, put into a command. */
function wordsOfStrangers({ hunks }: ReviewedFile): Risk[] {
  return hunks.flatMap(({ current }) => {
    // The indentation of the `run:` whose lines are read; -1 where none is.
    let within = -1;
    return current.flatMap(({ code: text, line, changed }) => {
      const indent = /^\s*(?:-\s+)?/.exec(text)![0].length;
      if (within >= 0 && text.trim() !== '' && indent <= within) within = -1;
      const starts = /^\s*(?:-\s+)?run:/.test(text);
      if (starts) within = indent;
      if (!changed || (within < 0 && /^\s*(?:-\s+)?["']?[\w.-]+["']?:/.test(text))) return [];
      const expression = Array.from(text.matchAll(/\$\{\{\s*(github\.(?:event\.[\w.[\]*-]+|head_ref))/g), (match) => match[1]!).find((name) => !CHOSEN_BY_GITHUB.test(name));
      return expression === undefined ? [] : [risk('security', `${code(expression)} is put into a command: whoever sends it can run their own.`, line)];
    });
  });
}
