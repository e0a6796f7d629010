import { UserError } from '../../core/errors.ts';
import type { Forge } from '../../core/forge.ts';
import { findProgram } from '../linters/find-program.ts';
import { runForgeTool, type Tool } from './api.ts';
import { createGitHub } from './gh.ts';
import { createGitLab } from './glab.ts';

const NAMES = ['gh', 'glab'] as const;
const ABOUT = { gh: 'GitHub\'s command line, from https://cli.github.com', glab: 'GitLab\'s command line, from https://gitlab.com/gitlab-org/cli' };

/** The tool that a server's name tells; undefined where it tells nothing. */
export function toolByHost(host: string): Forge['tool'] | undefined {
  if (/(?:^|[.-])github(?:[.-]|$)|\.ghe\.com$/.test(host)) return 'gh';
  return host.includes('gitlab') ? 'glab' : undefined;
}

/**
 * The user's tool for this server: the one that its name tells, else the one that is logged in there, else the one that is installed.
 * Rejects with a UserError where there is none.
 */
export async function chooseForge(host: string, signal: AbortSignal): Promise<Forge> {
  const installed = (await Promise.all(NAMES.map(async (name) => ({ name, program: await findProgram(name, undefined) })))).filter((tool): tool is Tool => tool.program !== undefined);
  const told = toolByHost(host);
  if (told !== undefined) {
    const tool = installed.find(({ name }) => name === told);
    if (!tool) throw new UserError(`${told} was not found.`, `The branch is on ${host}, and Journeyman writes there only through your own ${told}.`, `Install ${ABOUT[told]}, or leave out --write and copy the text.`);
    return forgeOf(tool);
  }
  if (installed.length === 0) throw new UserError('Neither gh nor glab was found.', `The branch is on ${host}, and Journeyman writes there only through one of them.`, `Install gh, ${ABOUT.gh}, or glab, ${ABOUT.glab}; or leave out --write and copy the text.`);
  for (const tool of installed) if ((await runForgeTool(tool, ['auth', 'status', `--hostname=${host}`], signal)).code === 0) return forgeOf(tool);
  if (installed.length > 1) throw new UserError(`Neither gh nor glab is logged in to ${host}.`, '', `Log in: gh auth login --hostname ${host}, or glab auth login --hostname ${host}`);
  return forgeOf(installed[0]!);
}

function forgeOf(tool: Tool): Forge {
  return tool.name === 'gh' ? createGitHub(tool) : createGitLab(tool);
}
