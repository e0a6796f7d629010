import { messageOf } from '../src/core/errors.ts';
import { benchHistory } from './history.ts';
import { benchQuality } from './quality.ts';
import { benchSession } from './session.ts';
import { benchSpeed } from './speed.ts';
import { benchSplit } from './split.ts';
import { benchTypes } from './types.ts';

const USAGE = `usage: npm run bench -- quality [commit|explain|pr|all] [--data DIR] [--limit N] [--model NAME] [--baseline] [--scorer PATH] [--tools DIR] [--repo DIR … --last N]
       npm run bench -- speed [--model NAME] …
       npm run bench -- session [--minutes N] [--without | --only with|quiet|without]
       npm run bench -- split [--data DIR] [--show]
       npm run bench -- types [--repo DIR …] [--data DIR] [--write]
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
types    how often code names the type that people wrote, each repository judged by weights learned from the others; --write learns anew`;

const [what = 'quality', ...args] = process.argv.slice(2);
try {
  if (what === 'quality') await benchQuality(args);
  else if (what === 'speed') await benchSpeed(args);
  else if (what === 'session') await benchSession(args);
  else if (what === 'split') await benchSplit(args);
  else if (what === 'history') await benchHistory(args);
  else if (what === 'types') await benchTypes(args);
  else throw new Error(USAGE);
} catch (error) {
  console.error(error instanceof Error && error.message === USAGE ? USAGE : `bench: ${messageOf(error)}`);
  process.exitCode = 1;
}
