import { messageOf } from '../src/core/errors.ts';

const USAGE = `usage: npm run bench -- quality [commit|explain|pr|all] [--data DIR] [--limit N] [--model NAME] [--baseline] [--scorer PATH] [--tools DIR] [--repo DIR … --last N]
       npm run bench -- speed [--model NAME] …
       npm run bench -- session [--minutes N] [--without | --only with|quiet|without]
       npm run bench -- split [--data DIR] [--show]
       npm run bench -- types [--repo DIR …] [--data DIR] [--write]
       npm run bench -- collect commit|explain --data DIR [--limit N] [--model NAME] [--record FILE] [--shard I/N] …
       npm run bench -- calibrate commit|explain --from COLLECTED … --data DIR [--test COLLECTED … --test-data DIR] [--drop] [--write]
       npm run bench -- escalation commit|explain --small COLLECTED … --large COLLECTED … --data DIR
       npm run bench -- serve [--model NAME] [--clients N] [--seconds N] [--queue N]
       npm run bench -- history --repo DIR [--repo DIR …] [--samples N] [--show N]

quality  answers the records of DIR/commits.jsonl, diagnostics.jsonl and prs.jsonl (without --data: the few in bench/data) by the product's own pipeline,
         writes the answers to bench/results in the batch format, and prints their scores
  --limit N      at most N records of each kind, spread evenly
  --baseline     the same records on the same model with llama.vscode's prompt (commit), one plain prompt for JSON (explain), or commits and diff in one prompt (pr), side by side
  --scorer PATH  a Python script that scores DATA and ANSWERS files; without it a small scorer of our own
  --repo DIR     commit only, instead of records: the last N commits of a clone, each with the history that it had, with retrieval and without
  --tools DIR    a folder whose node_modules holds linters (default: this repository)
speed    our model process against node-llama-cpp used directly, in one run
session  a person's minutes in the real workbench, by script: what the hovers hold and how soon, and how soon a typed character is drawn
  --without      the same session a second time, without the extension
  --only MODE    one session: with us, with us but nothing explained ahead (quiet), or without us
split    how often real commits, and two neighbouring ones put together, are taken for several concerns
history  the index of a repository's history: times, size, and how near the commits found for its last N ones come; --show prints some
collect  runs a worker over the records and writes one line for each to bench/results: label, answer, checks, tokens, all that its confidence may be worked out from
  --record FILE  generations are kept there and replayed (default: bench/results/recorded-MODEL.jsonl); --replay asks no model for what is missing
  --models DIR, --process FILE, --tools DIR, --out FILE, --threads N, --shard I/N, --gpu (refuses the CPU): to run it from a bundle on another machine
calibrate  learns from collected answers how likely an answer is good, prints how well that holds in repositories left out of the fit, draws it; --write replaces the worker's confidence.json
  --drop         what each feature is worth
escalation the quality that is won by asking a large model about the answers that the small one is least sure of, share by share
serve    many clients with mixed jobs at once: whether each request is answered once, how soon kept answers come, and whether the server's memory stays flat
types    how often code names the type that people wrote, each repository judged by weights learned from the others; --write learns anew`;

/** Each is read only when it is asked for: some need programs that others do without. */
const TASKS: Record<string, (args: string[]) => Promise<void>> = {
  quality: async (rest) => (await import('./quality.ts')).benchQuality(rest),
  collect: async (rest) => (await import('./collect.ts')).collect(rest),
  calibrate: async (rest) => (await import('./calibrate.ts')).calibrate(rest),
  escalation: async (rest) => (await import('./escalation.ts')).benchEscalation(rest),
  speed: async (rest) => (await import('./speed.ts')).benchSpeed(rest),
  session: async (rest) => (await import('./session.ts')).benchSession(rest),
  split: async (rest) => (await import('./split.ts')).benchSplit(rest),
  history: async (rest) => (await import('./history.ts')).benchHistory(rest),
  serve: async (rest) => (await import('./serve.ts')).benchServe(rest),
  types: async (rest) => (await import('./types.ts')).benchTypes(rest),
};

const [what = 'quality', ...args] = process.argv.slice(2);
try {
  const task = TASKS[what];
  if (!task) throw new Error(USAGE);
  await task(args);
} catch (error) {
  console.error(error instanceof Error && error.message === USAGE ? USAGE : `bench: ${messageOf(error)}`);
  process.exitCode = 1;
}
