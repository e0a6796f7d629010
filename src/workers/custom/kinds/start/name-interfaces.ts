import * as z from 'zod';
import type { Preparation } from '../../../../core/worker.ts';
import { fingerprint } from '../../../changes/fingerprint.ts';
import { inventedNames } from '../../../checks/invented-names.ts';
import { probabilityOf } from '../probability.ts';
import type { Interface } from './interfaces.ts';
import type { Named } from './write-interfaces.ts';

/** Goes up when the prompt or what is kept changes its meaning. */
const FORMAT = 1;
/** Interfaces that the model is asked about, the outermost first; the others are called by their keys. */
const MOST_ASKED = 10;
const MOST_MEMBERS = 12;
const ANSWER_TOKENS = 32;
const NAME = /^[A-Z][A-Za-z0-9]{2,39}$/;
const LONGEST = 120;

const RULE = 'Write one line: the name of the TypeScript interface in PascalCase, a colon, and in 4 to 12 words what it holds. Use only words that the members bear out.';

const kept = z.object({ text: z.string().max(400), probability: z.number() });

export interface Naming {
  named: Map<Interface, Named>;
  /** Of the model's words, 0 to 1; 1 where it was not asked. */
  probability: number;
}

/** Has the model name what no key names, and say in a line what each interface holds. What does not fit the members is left out. */
export async function nameInterfaces(interfaces: readonly Interface[], source: string | undefined, instruction: string, { ask, kept: store, progress, signal }: Pick<Preparation, 'ask' | 'kept' | 'progress' | 'signal'>, show: (named: Map<Interface, Named>) => void): Promise<Naming> {
  const named = new Map<Interface, Named>();
  const asked = interfaces.slice(0, MOST_ASKED);
  const probabilities: number[] = [];
  for (const [index, each] of asked.entries()) {
    signal.throwIfAborted();
    progress({ done: index, total: asked.length, what: `Type ${index + 1} of ${asked.length}` });
    const text = described(each, source);
    const key = `interface ${FORMAT} ${fingerprint([instruction, text])}`;
    const before = kept.safeParse(await store.get(key));
    let answer = before.data;
    if (!answer) {
      const generation = await ask({ messages: [{ role: 'system', text: `${instruction}\n\n${RULE}` }, { role: 'user', text }], ...(each.ownName !== undefined && { prefill: `${each.ownName}: ` }), stop: ['\n'], maxTokens: ANSWER_TOKENS });
      answer = { text: generation.stopReason === 'length' ? '' : generation.text.slice(0, 400), probability: probabilityOf(generation.tokens) };
      await store.put(key, answer);
    }
    probabilities.push(answer.probability);
    named.set(each, readName(answer.text, each, text));
    show(named);
  }
  return { named, probability: probabilities.length === 0 ? 1 : probabilities.reduce((sum, each) => sum + each, 0) / probabilities.length };
}

/** What the model is shown: where it stands and what its members are, each with a value. */
function described({ path, members }: Interface, source: string | undefined): string {
  const place = path.length === 0 ? 'the whole answer' : path.join('.');
  const shown = members.slice(0, MOST_MEMBERS).map(({ key, sample }) => `${key.slice(0, 60)}${sample === '' ? '' : `: ${sample.slice(0, 40)}`}`);
  return `${source === undefined ? '' : `File: ${source.split(/[\\/]/).at(-1)!.slice(0, 60)}\n`}Place: ${place.slice(0, 100)}\nMembers:\n${shown.join('\n')}${members.length > MOST_MEMBERS ? '\n…' : ''}`;
}

/** Reads `Name: description`, or the description alone where the name is known. */
export function readName(text: string, { ownName }: Pick<Interface, 'ownName'>, known: string): Named {
  const line = text.trim().replaceAll('`', '');
  const split = /^(?:interface\s+)?([A-Za-z][A-Za-z0-9]*)\s*[:\u2013\u2014-]\s*(.*)$/.exec(line);
  const name = split && NAME.test(split[1]!) ? split[1]! : undefined;
  const said = (ownName === undefined ? (name === undefined ? '' : split![2]!) : line.replace(new RegExp(`^${ownName}\\s*:\\s*`), '')).trim();
  const description = said.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  const stands = description.length > 8 && description.length <= LONGEST && inventedNames(description, [known, ownName ?? name ?? '']).length === 0 && !/[<>{}*]|\d{2,}/.test(description);
  return { ...(ownName === undefined && name !== undefined && { name }), ...(stands && { description: /[.!?]$/.test(description) ? description : `${description}.` }) };
}
