import { homedir } from 'node:os';
import * as z from 'zod';
import type { Forge } from '../../core/forge.ts';
import { messageOf, UserError } from '../../core/errors.ts';
import { runTool, type ToolRun } from '../linters/run-tool.ts';

/** Milliseconds for one request; the tool itself may try again. */
const TIME_LIMIT_MS = 30_000;

/** The user's own `gh` or `glab`. */
export interface Tool {
  name: Forge['tool'];
  /** Absolute path. */
  program: string;
}

export interface Request {
  /** The server; the tool's own default where it is undefined. */
  host: string | undefined;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Below the root of the server's interface, its parts encoded. */
  path: string;
  body?: object;
}

/** Asks the server through the tool, which has the address and the user's login. */
export type Api = <T>(request: Request, shape: z.ZodType<T>, signal: AbortSignal) => Promise<T>;

/** Nothing may ask, page, colour or look for a newer version: nobody sees it, and the output is read by a program. */
const QUIET = {
  GH_PROMPT_DISABLED: '1',
  GH_NO_UPDATE_NOTIFIER: '1',
  GH_PAGER: 'cat',
  GH_FORCE_TTY: '',
  GH_DEBUG: '',
  NO_PROMPT: '1',
  GLAB_CHECK_UPDATE: 'false',
  GLAB_SEND_TELEMETRY: 'false',
  GLAB_PAGER: 'cat',
  PAGER: 'cat',
  CLICOLOR_FORCE: '0',
};

/** Runs the tool outside of the repository, whose configuration may be somebody else's. */
export function runForgeTool({ name, program }: Tool, args: string[], signal: AbortSignal, input = ''): Promise<ToolRun> {
  return runTool(name, program, args, { cwd: homedir(), signal, input, env: QUIET, timeLimitMs: TIME_LIMIT_MS });
}

/**
 * The tool's command `api`: it takes texts of any length and kind on its standard input and answers in the server's own, documented JSON.
 * Its commands for people change their output, and `gh pr edit` fails in versions before 2.82.1 because it asks GitHub for a feature that is gone (cli/cli#11983).
 */
export function apiOf(tool: Tool): Api {
  return async ({ host, method, path, body }, shape, signal) => {
    const args = ['api', `--method=${method}`, ...(host === undefined ? [] : [`--hostname=${host}`]), ...(body === undefined ? [] : ['--header=Content-Type: application/json', '--input=-']), path];
    const run = await runForgeTool(tool, args, signal, body === undefined ? '' : JSON.stringify(body));
    if (run.code !== 0) throw toolFailure(tool.name, host, run);
    try {
      return shape.parse(JSON.parse(run.stdout));
    } catch (cause) {
      const why = cause instanceof z.ZodError ? `Its answer is not as documented: ${cause.issues[0]?.path.join('.')} ${cause.issues[0]?.message}.` : 'Its answer is not JSON.';
      throw new UserError(`${tool.name} could not be understood.`, why, `Bring it up to date: ${tool.name} --version shows which one it is.`, { cause });
    }
  };
}

interface Cause {
  pattern: RegExp;
  next: (tool: string, atHost: string) => string;
}

const CAUSES: Cause[] = [
  { pattern: /HTTP 401|bad credentials|unauthori[sz]ed|auth(?:entication)? (?:token|required|login)|not (?:logged in|authenticated)|none of the git remotes/i, next: (tool, at) => `Log in: ${tool} auth login${at}` },
  { pattern: /HTTP 40[34]|forbidden|not accessible|permission/i, next: (tool, at) => `Check that you may write there, and as whom you are logged in: ${tool} auth status${at}` },
  { pattern: /dial tcp|no such host|error connecting|connection re(?:fused|set)|i\/o timeout|proxyconnect|network is unreachable|certificate|HTTP 50[234]/i, next: (tool, at) => `Check the network: ${tool} auth status${at}` },
];

/** What the tool said last, and what to do about it. */
export function toolFailure(tool: Forge['tool'], host: string | undefined, { code, stdout, stderr }: Pick<ToolRun, 'code' | 'stdout' | 'stderr'>): UserError {
  const said = lines(stderr);
  const last = (said.at(-1) ?? lines(stdout).at(-1) ?? `It ended with code ${code} and said nothing.`).replace(new RegExp(`^${tool}: `), '').slice(0, 300);
  const atHost = host === undefined ? '' : ` --hostname ${host}`;
  const all = said.join('\n');
  // gh ends with 4 where it wants a login.
  const cause = tool === 'gh' && code === 4 ? CAUSES[0] : CAUSES.find(({ pattern }) => pattern.test(all));
  return new UserError(`${tool} failed.`, /[.!?]$/.test(last) ? last : `${last}.`, cause?.next(tool, atHost) ?? `See whether this works: ${tool} auth status${atHost}`);
}

/** Lines with something in them, without what a terminal would obey. */
function lines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => messageOf(line.replace(/\u001b\[[\d;]*[A-Za-z]|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')))
    .filter(Boolean);
}
