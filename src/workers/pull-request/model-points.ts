import type { Preparation } from '../../core/worker.ts';
import { inventedNames } from '../checks/invented-names.ts';
import { unknownNumbers } from '../checks/unknown-numbers.ts';
import { tellsItTheOtherWayRound, withoutFalseContrast } from './come-and-gone.ts';
import type { PullRequestFacts } from './facts.ts';
import { callsOldNew, mergeAlike } from './points.ts';
import { pointStarts } from './point-starts.ts';
import { messagesFor, saidSoFar } from './prompt.ts';
import { changelogSentence } from './stated-purpose.ts';
import { saysNothing, tidyPoint, tidyPurpose } from './tidy.ts';

const PURPOSE_TOKENS = 32;
const POINT_TOKENS = 26;
/** Something, then anything but a number sign. Where a line feed was forbidden, the model wrote on behind what it had to say: more words, in more time, and no truer ones. */
const REST = '[^\\n#] [^#]+';
/** The end of a sentence, or of what it says: what a small model adds is commentary, which `tidyPoint` would take away. */
const STOP = ['\n', '. ', '.\n', ', which is', ', which are', ', making', ', allowing', ', ensuring', ', improving', ', providing'];

/** The facts with what the model says of them: the purpose, then a point for each beginning that code chose. The prompt is read once; each line goes on where the last one ended. */
export async function withPoints(facts: PullRequestFacts, { ask, budget, signal, progress, show }: Preparation<PullRequestFacts>): Promise<PullRequestFacts> {
  const { messages } = await messagesFor(facts, await budget());
  const starts = pointStarts(facts.files);
  const total = starts.length + 1;
  progress({ done: 0, total, what: 'Reading the diff' });
  let said: PullRequestFacts = { ...facts, purpose: changelogSentence(facts.files) };
  if (said.purpose === '') {
    const { text, stopReason } = await ask({ messages, prefill: 'The purpose of this pull request is to', stop: STOP, maxTokens: PURPOSE_TOKENS, grammar: `root ::= " " ${REST}` });
    said = { ...facts, purpose: standing(tidyPurpose(text, stopReason === 'length'), facts) };
  }
  show(said);
  for (const [index, start] of starts.entries()) {
    signal.throwIfAborted();
    progress({ done: index + 1, total, what: `Point ${index + 1} of ${starts.length}` });
    const before = saidSoFar(said);
    const { text, stopReason } = await ask({ messages, prefill: `${before}${before.includes('\n- ') ? '' : 'It makes these changes:\n'}- ${start}`, stop: STOP, maxTokens: POINT_TOKENS, grammar: `root ::= ${REST}` });
    const point = standing(withoutFalseContrast(tidyPoint(start + text, stopReason === 'length'), facts.comeAndGone), facts);
    if (point === '' || said.points.includes(point)) continue;
    said = { ...said, points: [...said.points, point] };
    show(said);
  }
  return { ...said, points: mergeAlike(said.points) };
}

/** Empty where code can see that a line is wrong or empty. */
function standing(line: string, { known, before, comeAndGone }: PullRequestFacts): string {
  return saysNothing(line) || callsOldNew(line, before) || tellsItTheOtherWayRound(line, comeAndGone) || inventedNames(line, [known]).length > 0 || unknownNumbers(line, known).length > 0 ? '' : line;
}
