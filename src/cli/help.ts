import type { Command } from './context.ts';

const COMMON = `  --model REF    a name of the catalogue, hf:owner/repository/file.gguf, or a GGUF file; otherwise $JOURNEYMAN_MODEL or the default
  --json         the result as JSON on one line
  --verbose      what the parts report, on standard error
  --help         this text`;

export function overview(commands: readonly Command[]): string {
  const rows = commands.map((command) => [`${command.name} ${command.synopsis}`.trim(), command.summary] as const);
  const width = Math.max(...rows.map(([usage]) => usage.length));
  return `Journeyman: routine jobs done by a small language model on this machine.

${rows.map(([usage, summary]) => `  journeyman ${usage.padEnd(width)}  ${summary}`).join('\n')}
  journeyman help [COMMAND], --version

For every command:
${COMMON}

Exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted. Models are kept in $JOURNEYMAN_CACHE or your cache folder.
`;
}

export function commandHelp({ name, synopsis, summary, details }: Command): string {
  return `journeyman ${`${name} ${synopsis}`.trim()}: ${summary}

${details}

${COMMON}
`;
}
