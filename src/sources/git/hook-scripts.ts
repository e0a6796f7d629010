/** The name of git's hook, of the one that stood there before ours, and of the script that drafts. */
export const HOOK = 'prepare-commit-msg';
export const EARLIER = `${HOOK}.before-journeyman`;

const BEGIN = '# >>> journeyman hook: drafts the message of a plain `git commit`, never stops it; `journeyman hook uninstall` removes these lines >>>';
const END = '# <<< journeyman hook <<<';
const HEADER = '#!/bin/sh\n# Made by `journeyman hook install`.\n';

/** How long a commit waits for its draft, in seconds: the model is loaded for it, and two slow cores need some ten seconds. */
export const TIMEOUT_SECONDS = 20;

/** What the drafting script starts, as absolute paths; `model` only where one was asked for. */
export interface Program {
  readonly node: string;
  readonly cli: string;
  readonly model?: string;
}

/** How the hook that stood here before is started: as a program, or read by its shell so that it still sees its old name in `$0`. */
export type EarlierStart = { readonly kind: 'program' } | { readonly kind: 'shell'; readonly shell: string; readonly options: string };

/** A text as one word of a POSIX shell, whatever it holds. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * The script that drafts, in POSIX sh. It ends with 0 whatever happens, leaves the message's file to `journeyman hook run`,
 * ends that one when it takes too long, and prints one line at most. In a terminal it says what the commit waits for, until it waits no more.
 */
export function draftScript({ node, cli, model }: Program): string {
  return `#!/bin/sh
# Written by \`journeyman hook install\`; \`journeyman hook uninstall\` removes it.
# Has a message drafted into the file that git is about to open in the editor. Whatever goes wrong, the commit goes on.
# Arguments, as git gives them to prepare-commit-msg: the file, where its message comes from, a commit.
node=${shellWord(node)}
cli=${shellWord(cli)}

# Only a plain \`git commit\`: not -m, -F, --amend, -c, a merge or a squash.
case "\${2-}" in '' | template) ;; *) exit 0 ;; esac
case "\${JOURNEYMAN_SKIP-}" in '' | 0) ;; *) exit 0 ;; esac
[ -z "\${CI-}" ] && [ -f "\${1-}" ] || exit 0

# Nobody would read the draft: git opens no editor, or one that changes nothing.
editor=$(git var GIT_EDITOR 2>/dev/null) || exit 0
case "$editor" in '' | : | true | */true | cat | */cat) exit 0 ;; esac

folder=$(git rev-parse --git-dir 2>/dev/null) || exit 0
for state in rebase-merge rebase-apply MERGE_HEAD CHERRY_PICK_HEAD REVERT_HEAD; do
  [ ! -e "$folder/$state" ] || exit 0
done

# An update of node or of Journeyman may have moved them.
for program in "$node" "$cli"; do
  [ ! -f "$program" ] || continue
  printf 'journeyman: No message was drafted: %s is not there any more. Run: journeyman hook install, or: journeyman hook uninstall\\n' "$program" >&2
  exit 0
done

# Seconds.
limit=$(git config --get journeyman.hookTimeout 2>/dev/null)
case "$limit" in '' | *[!0-9]* | 0* | ????*) limit=${TIMEOUT_SECONDS} ;; esac

said="$folder/journeyman-hook.$$"
exec 3>&2 2>/dev/null
draft=
waiting=
if [ -t 3 ] && [ "\${TERM:-dumb}" != dumb ]; then
  waiting=yes
  printf 'journeyman: drafting the message ...' >&3
fi
# The line is gone before anything else is printed.
clear_line() {
  [ -z "$waiting" ] || printf '\\r\\033[K' >&3
  waiting=
}
# The guard below sees to a draft that does not end.
trap 'kill $draft; clear_line; rm -f "$said"; exit 0' INT TERM HUP

"$node" "$cli" hook run --timeout "$limit"${model === undefined ? '' : ` --model ${shellWord(model)}`} -- "$1" </dev/null >/dev/null 2>"$said" 3>&- &
draft=$!
# It keeps to its limit itself; this is for when it hangs.
(
  left=$((limit + 2))
  while [ "$left" -gt 0 ]; do
    sleep 1
    kill -0 "$draft" || exit 0
    left=$((left - 1))
  done
  kill "$draft"
  sleep 1
  kill -9 "$draft"
) </dev/null >/dev/null 2>&1 3>&- &
guard=$!
wait "$draft"
code=$?
kill "$guard"
clear_line

if [ "$code" -ne 0 ]; then
  line=$(head -n 1 "$said" | cut -c 1-300 | LC_ALL=C tr -d '\\000-\\037\\177')
  printf '%s\\n' "\${line:-journeyman: No message was drafted.}" >&3
fi
rm -f "$said"
exit 0
`;
}

/** The programs that such a script starts, by their paths. */
export function programsOf(script: string): string[] {
  return [...script.matchAll(/^(?:node|cli)='(.*)'$/gm)].map(([, word]) => word!.replaceAll(String.raw`'\''`, "'"));
}

/** Where the drafting script is, as a shell expression: in the repository's own git folder, whoever's machine and worktree it is. */
export const SCRIPT_OF_REPOSITORY = `"$(git rev-parse --git-common-dir 2>/dev/null)/journeyman/${HOOK}"`;

/** The lines that a hook gets: they start the drafting script where it is there, and leave the hook's own exit code as it was. */
export function block(script: string, earlier?: EarlierStart): string {
  return `${BEGIN}
journeyman_status=$?
${earlier === undefined ? '' : startOf(earlier)}journeyman_script=${script} || :
[ ! -f "$journeyman_script" ] || sh "$journeyman_script" "$@" || :
(exit "$journeyman_status")
${END}
`;
}

/** Runs first what stood here. Where another tool has since moved this file to another name, that one looks after the rest. */
function startOf(earlier: EarlierStart): string {
  const start = earlier.kind === 'program' ? '"$journeyman_earlier" "$@"' : `journeyman_earlier="$journeyman_earlier" ${earlier.shell}${earlier.options} -c '. "$journeyman_earlier"' "$0" "$@"`;
  return `journeyman_earlier="\${0%/*}/${EARLIER}"
case "$0" in
*/${HOOK}) [ ! -x "$journeyman_earlier" ] || ${start} || exit $? ;;
esac
`;
}

/** A hook that is ours alone. */
export function ownHook(script: string, earlier?: EarlierStart): string {
  return HEADER + block(script, earlier);
}

/** The hook with the block behind what it holds, or with the block that it has replaced by this one. */
export function withBlock(hook: string, lines: string): string {
  const found = findBlock(hook);
  // This line break belongs to what was added, whether or not the last line had one: so that it can be taken away exactly.
  return found ? hook.slice(0, found.start) + lines + hook.slice(found.end) : `${hook}\n${lines}`;
}

/** What the hook was without our lines; `null` where it holds nothing else and was made by us; undefined where it has none. */
export function withoutBlock(hook: string): string | null | undefined {
  const found = findBlock(hook);
  if (!found) return undefined;
  const before = hook.slice(0, found.start);
  const after = hook.slice(found.end);
  if (before === HEADER && after === '') return null;
  return (before === HEADER ? before : before.replace(/\n$/, '')) + after;
}

function findBlock(hook: string): { start: number; end: number } | undefined {
  const start = hook.indexOf(BEGIN);
  const last = hook.indexOf(`${END}\n`, start + 1);
  return start < 0 || last < 0 ? undefined : { start, end: last + END.length + 1 };
}

const SHELL_LINE = /^#! ?(?:\/usr\/bin\/env |(?:\/[\w.-]+)*\/)(sh|bash|dash)((?: -[a-z]+)?)[ \t]*(?:\r?\n|$)/;

/** Whether lines can be added behind a hook's own: it is a shell script and does not end by leaving. */
export function isExtendable(hook: string): boolean {
  const isShell = SHELL_LINE.test(hook) || !hook.startsWith('#!');
  const commands = hook.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  const last = commands.at(-1) ?? '';
  return isShell && !hook.includes('\0') && !last.endsWith('\\') && !commands.some((line) => /^(?:exit|exec)\b/.test(line)) && !hook.includes('<<');
}

/** How this hook is started under its new name; undefined where it goes by its own name in a way that only its old one serves. */
export function startOfEarlier(hook: string): EarlierStart | undefined {
  const asksForName = /\$0|\$\{0/.test(hook);
  const shell = SHELL_LINE.exec(hook);
  if (shell) return asksForName && !hook.includes('BASH_SOURCE') ? { kind: 'shell', shell: shell[1]!, options: shell[2]! } : { kind: 'program' };
  return asksForName || /\$PROGRAM_NAME|argv\[0\]/.test(hook) ? undefined : { kind: 'program' };
}
