import { messageOf } from '../src/core/errors.ts';

const USAGE = `usage: npm run bench -- quality [commit|explain|pr|all] [--data DIR] [--limit N] [--model NAME] [--baseline] [--scorer PATH] [--tools DIR] [--repo DIR … --last N]
       npm run bench -- speed [--model NAME] …
       npm run bench -- session [--minutes N] [--without | --only with|quiet|without]
       npm run bench -- split [--data DIR] [--show]
       npm run bench -- types [--repo DIR …] [--data DIR] [--write]
       npm run bench -- told-types --repo DIR [--repo DIR …] [--each N] [--data DIR] [--model NAME] [--record FILE] [--write]
       npm run bench -- adapter-data --repo DIR [--repo DIR …] [--each N] [--out FILE]
       npm run bench -- collect commit|explain --data DIR [--limit N] [--model NAME] [--record FILE] [--shard I/N] …
       npm run bench -- calibrate commit|explain --from COLLECTED … --data DIR [--test COLLECTED … --test-data DIR] [--drop] [--write]
       npm run bench -- escalation commit|explain --small COLLECTED … --large COLLECTED … --data DIR
       npm run bench -- cut --record RECORDED [--data DIR] [--times N]
       npm run bench -- classify [commits|linters|traces] [--model NAME] [--limit N] [--seconds N]
       npm run bench -- classify-data [--repo DIR …] [--ruff PROGRAM] [--programs]
       npm run bench -- transform [--job NAME …] [--limit N] [--model NAME] [--seconds N] [--report]
       npm run bench -- extract [--model NAME] [--every N] [--from N] [--seconds N] [--without-baseline] [--scores-only] [--show] [--name NAME]
       npm run bench -- items [--megabytes N] [--loghub DIR]
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
extract  values from the 100 documents of bench/data/extract.jsonl, by the product and by one plain prompt: how many are right, invented, valid, and how long it takes;
         answers are kept in bench/results, so that --seconds does it in turns; --every 4 takes each fourth document
items    time and memory for taking a large log apart; --loghub DIR: how well the kinds found agree with those that people found in the logs of a clone of logpai/loghub
history  the index of a repository's history: times, size, and how near the commits found for its last N ones come; --show prints some
classify labels texts by the model's probabilities and by what it writes, and prints how often each is right and how long each takes; --limit N compares the first N, --seconds N stops after that time
classify-data builds the labelled sets anew: commits of clones, messages of Ruff, what small failing programs say
transform  files of the installed packages by the workers that transform and summarize, and by one plain prompt on the same model: syntax, what is lost and invented, time.
         Goes on where it was; --seconds N stops after so many, --report only prints
collect  runs a worker over the records and writes one line for each to bench/results: label, answer, checks, tokens, all that its confidence may be worked out from
  --record FILE  generations are kept there and replayed (default: bench/results/recorded-MODEL.jsonl); --replay asks no model for what is missing
  --models DIR, --process FILE, --tools DIR, --out FILE, --threads N, --shard I/N, --gpu (refuses the CPU): to run it from a bundle on another machine
calibrate  learns from collected answers how likely an answer is good, prints how well that holds in repositories left out of the fit, draws it; --write replaces the worker's confidence.json
  --drop         what each feature is worth
escalation the quality that is won by asking a large model about the answers that the small one is least sure of, share by share
cut      how soon the local answer stands when the connection to the large model is cut, at five moments of its answer
serve    many clients with mixed jobs at once: whether each request is answered once, how soon kept answers come, and whether the server's memory stays flat
types    how often code names the type that people wrote, each repository judged by weights learned from the others; --write learns anew
told-types  the same where a trained model is asked for the type besides; --write learns how much its word counts
adapter-data  what people wrote of changes in clones, with the prompts that a model would get for them, for bench/train-adapter.py; --each N from each clone`;

/** Each is read only when it is asked for: some need programs that others do without. */
const TASKS: Record<string, (args: string[]) => Promise<void>> = {
  quality: async (rest) => (await import('./quality.ts')).benchQuality(rest),
  'told-types': async (rest) => (await import('./told-types.ts')).benchToldTypes(rest),
  collect: async (rest) => (await import('./collect.ts')).collect(rest),
  calibrate: async (rest) => (await import('./calibrate.ts')).calibrate(rest),
  escalation: async (rest) => (await import('./escalation.ts')).benchEscalation(rest),
  cut: async (rest) => (await import('./cut.ts')).benchCut(rest),
  speed: async (rest) => (await import('./speed.ts')).benchSpeed(rest),
  session: async (rest) => (await import('./session.ts')).benchSession(rest),
  split: async (rest) => (await import('./split.ts')).benchSplit(rest),
  classify: async (rest) => (await import('./classify.ts')).benchClassify(rest),
  'classify-data': async (rest) => (await import('./classify-data.ts')).buildClassifyData(rest),
  extract: async (rest) => (await import('./extract.ts')).benchExtract(rest),
  items: async (rest) => (await import('./items.ts')).benchItems(rest),
  history: async (rest) => (await import('./history.ts')).benchHistory(rest),
  transform: async (rest) => (await import('./transform.ts')).benchTransform(rest),
  serve: async (rest) => (await import('./serve.ts')).benchServe(rest),
  types: async (rest) => (await import('./types.ts')).benchTypes(rest),
  'adapter-data': async (rest) => (await import('./adapter-data.ts')).buildAdapterData(rest),
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
