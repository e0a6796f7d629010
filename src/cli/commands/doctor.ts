import { runChecks } from '../checks.ts';
import { escalationOptions, readArguments, wantNoMore } from '../arguments.ts';
import type { Command } from '../context.ts';
import { readEscalation } from '../escalation.ts';
import { modelReference, withJourneyman } from '../open.ts';
import { printable } from '../output.ts';

export const doctor: Command = {
  name: 'doctor',
  synopsis: '',
  summary: 'what works here, what does not, and why',
  details: 'It starts the model process and loads the model. It takes --escalate, --remote and --doubt too, and calls no remote model. The exit code is 1 when something is missing that every job needs.',

  async run(args, context) {
    const { values, positionals } = readArguments(args, escalationOptions);
    wantNoMore(positionals, 0);
    const escalation = readEscalation(context, values);
    const { stdout, stderr } = context;
    return withJourneyman(context, { ...values, escalation }, async (journeyman) => {
      const checks = [];
      for await (const check of runChecks(journeyman, { ...context, model: modelReference(context, values.model), escalation })) {
        checks.push(check);
        if (values.json) continue;
        const { passed, essential, name, detail, next } = check;
        const sign = passed ? stdout.styled('green', '✓') : stdout.styled(essential ? 'red' : 'yellow', '✗');
        await stdout.line(`${sign} ${stdout.styled('bold', name)}: ${printable(detail)}${passed || next === '' ? '' : ` ${printable(next)}`}`);
      }
      const failed = checks.filter(({ passed, essential }) => essential && !passed).map(({ name }) => name);
      if (values.json) await stdout.line(JSON.stringify({ ok: failed.length === 0, checks }));
      if (failed.length > 0) await stderr.line(`journeyman: Not ready: ${failed.join(', ')}.`);
      return failed.length > 0 ? 1 : 0;
    });
  },
};
