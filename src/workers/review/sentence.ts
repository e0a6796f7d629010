import type { FileChange } from '../../core/changes.ts';
import { atOnce } from '../../core/turns.ts';
import { inventedNames } from '../checks/invented-names.ts';
import { unknownNumbers } from '../checks/unknown-numbers.ts';
import { comeAndGone, tellsItTheOtherWayRound } from '../pull-request/come-and-gone.ts';
import { knownWords } from '../pull-request/known-words.ts';
import { callsOldNew, definedBefore } from '../pull-request/points.ts';
import { imperative } from '../pull-request/imperative.ts';
import { isGeneric, withoutFiller } from '../pull-request/title.ts';
import { textsOf } from './reviewed-file.ts';

/** In the prompt; a small model may say it of anything. */
export const EXAMPLE = 'Tries to connect up to 3 times before it gives up.';

const SHORTEST = 15;
const LONGEST = 240;
/** Words before the verb that say nothing. */
const PREAMBLE = /^(?:answer|summary|sentence)?:?\s*(?:(?:this|the)\s+(?:(?:new|updated|modified)\s+)?(?:change|commit|diff|patch|file|code|update|branch|pull request)(?:\s+in\s+`[^`]*`)?|it)\s+(?:now\s+)?(?=\p{Ll}+s\b)/iu;
/** What would be true of any change. */
const EMPTY =
  /^(?:improves?|enhances?|updates?|refactors?|cleans? up|modif(?:y|ies)|changes?|adjusts?|simplif(?:y|ies)) (?:the |its |some )?(?:overall |existing )?(?:code(?:base)?|files?|documentation|readability|maintainability|clarity|performance|user experience|error handling|functionality|implementation|logic|structure)(?:(?:,| and| for| to| of| in| by)? (?:the )?(?:better |improved? )?(?:code|quality|organi[sz]ation|readability|maintainability|consistency|structure|clarity|functionality|files?))*\.?$/i;
const VERB = /^(Add|Remove|Change|Replace|Use|Move|Rename|Fix|Make|Return|Check|Allow|Handle|Support|Introduce|Create|Implement|Update|Delete|Ensure|Set|Extract|Split|Import|Export|Call|Define|Include|Prevent|Stop|Skip|Pass|Read|Write|Throw|Wrap)\b/;

/** The model's words as one sentence with a full stop, in the form `Adds …`; empty where nothing is left. */
export function tidySentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/^[\s"'*>-]+|["'*\s]+$/g, '').replace(PREAMBLE, '').trim();
  const first = /^.{15,}?[^\s.]{2,}[.!](?=\s|$)/.exec(line)?.[0] ?? line;
  const plain = withoutFiller(first).replace(/[\s.,;:!]+$/, '');
  const verb = plain.replace(VERB, (word) => (/(?:x|ch|sh|s)$/.test(word) ? `${word}es` : `${word}s`));
  return verb === '' ? '' : `${verb.charAt(0).toUpperCase()}${verb.slice(1)}.`;
}

/** True for a sentence that would fit any change. */
export function saysNothing(sentence: string): boolean {
  return sentence.length < SHORTEST || sentence.split(' ').length < 4 || isGeneric(imperative(sentence).replace(/\.$/, '')) || EMPTY.test(sentence);
}

/** The model's sentence on a file as it may be shown; undefined where code can see that it is wrong or empty. */
export function standingSentence(text: string, change: FileChange): string | undefined {
  const sentence = tidySentence(text);
  if (sentence.length > LONGEST || saysNothing(sentence) || sentence === EXAMPLE) return undefined;
  const known = atOnce(knownWords(textsOf(change)));
  if (inventedNames(sentence, [known]).length > 0 || unknownNumbers(sentence, known).length > 0) return undefined;
  return callsOldNew(imperative(sentence), definedBefore([change])) || tellsItTheOtherWayRound(sentence, atOnce(comeAndGone([change]))) ? undefined : sentence;
}
