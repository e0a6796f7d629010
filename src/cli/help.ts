import type { Doubt } from '../core/escalation.ts';
import { doubtThresholds } from '../core/escalation-policy.ts';
import type { Command } from './context.ts';

const COMMON = `  --model REF    a name of the catalogue, hf:owner/repository/file.gguf, a GGUF file, or a small model on a server: openai:https://HOST/v1#MODEL; otherwise $JOURNEYMAN_MODEL or the default,
                 and $JOURNEYMAN_MODELS for some workers: commit=REF,triage=REF, or JSON with several REFs in the order in which they are tried
  --json         the result as JSON on one line
  --verbose      what the parts report, on standard error
  --help         this text`;

const MODE = `  --escalate MODE
                 whether a remote model is asked where this one is in doubt: off, ask or automatic; otherwise $JOURNEYMAN_ESCALATE,
                 or ask where a remote model is named, else off`;
const UNATTENDED_MODE = `  --escalate MODE
                 whether a remote model is asked where this one is in doubt: off or automatic; off unless given, also where
                 $JOURNEYMAN_ESCALATE says otherwise or a remote model is named`;

const escalation = (mode: string) => `${mode}
  --remote REF   openai:https://HOST/v1#MODEL, anthropic:MODEL or google:MODEL; otherwise $JOURNEYMAN_REMOTE. Its key is read from
                 $JOURNEYMAN_REMOTE_KEY, else from the provider's own variable
  --doubt WHEN   from which confidence down: ${(Object.keys(doubtThresholds) as Doubt[]).map((doubt) => `${doubt} (${doubtThresholds[doubt] * 100} %)`).join(', ')}; otherwise $JOURNEYMAN_DOUBT, or whenInDoubt`;

const ESCALATION_VARIABLES = `Before something leaves, secrets are replaced, and the exact text is shown on the terminal and asked about; where there is none, nothing
leaves unless you have agreed before or JOURNEYMAN_CONSENT=given. JOURNEYMAN_BUDGET='$5/month,100000tokens/day' limits what is spent
($5 a month unless it says otherwise, which none does too), JOURNEYMAN_EXCLUDE='*.pem,secrets/' names what never leaves beside what is ignored, JOURNEYMAN_ALLOW_HTTP=1 allows plain http.`;

export function overview(commands: readonly Command[]): string {
  const rows = commands.map((command) => [`${command.name} ${command.synopsis}`.trim(), command.summary] as const);
  const width = Math.max(...rows.map(([usage]) => usage.length));
  return `Journeyman: routine jobs done by a small language model on this machine.

${rows.map(([usage, summary]) => `  journeyman ${usage.padEnd(width)}  ${summary}`).join('\n')}
  journeyman help [COMMAND], --version

For every command:
${COMMON}

For the commands that answer:
${escalation(MODE)}

${ESCALATION_VARIABLES}

Exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted. Models are kept in $JOURNEYMAN_CACHE or your cache folder.
`;
}

export function commandHelp({ name, synopsis, summary, details, escalates }: Command): string {
  return `journeyman ${`${name} ${synopsis}`.trim()}: ${summary}

${details}
${escalates ? `\n${escalation(escalates === 'unattended' ? UNATTENDED_MODE : MODE)}\n` : ''}
${COMMON}
${escalates ? `\n${ESCALATION_VARIABLES}\n` : ''}`;
}
