import * as z from 'zod';
import type { Commit, FileChange } from '../../core/changes.ts';
import { atOnce } from '../../core/turns.ts';
import type { Preparation } from '../../core/worker.ts';
import { summarize } from '../changes/describe.ts';
import { digestChanges } from '../changes/digest.ts';
import { type FileRole, roleOf } from '../changes/role.ts';
import { beginningOf } from '../commit/prompt.ts';
import { focusOn } from '../commit/focus.ts';
import { partsOf } from '../commit/parts.ts';
import { routineMessage } from '../commit/routine.ts';
import { inferStyle } from '../commit/style.ts';
import { inventedNames } from '../checks/invented-names.ts';
import { imperative } from './imperative.ts';
import { knownWords } from './known-words.ts';
import { shorten } from './clauses.ts';
import { headOf, pieceOfMessage } from './piece-message.ts';
import { isGeneric, titleOfFiles, withoutFiller } from './title.ts';

/** What one commit of a branch does, in words. */
export interface Piece {
  /** The commit's full id. */
  id: string;
  /** In the imperative, without a type and without a full stop: `keep the order of equal items`. */
  text: string;
  /** The author's line as a title: with the area, the ticket and the type that stand before or behind those words. Absent where the words are not the author's. */
  subject?: string;
  /** Of Conventional Commits, in small letters; null where neither the message nor the change tells. */
  type: string | null;
  /** Or the area; empty where there is none. */
  scope: string;
  /** What breaks, in the author's words; null where nothing is said to. */
  breaking: string | null;
  /** `message`: the author's own words; `code`: worked out from the diff; `model`: the author's said too little. */
  by: 'message' | 'code' | 'model';
  /** How much of the branch it changes, in lines of source; undefined where that is not known. */
  weight?: number;
}

/** Goes up when the prompt or what is kept changes its meaning. */
const FORMAT = 2;
/** Commits that a model reads, the weightiest ones; each takes about three seconds on a small machine. Of others code tells which names they touch. */
const MOST_READ = 12;
const DIGEST_TOKENS = 160;
const ANSWER_TOKENS = 24;
const LONGEST_TEXT = 100;
const CODE: ReadonlySet<FileRole> = new Set(['source', 'test']);

const keptText = z.object({ text: z.string().max(200), by: z.enum(['code', 'model']) });
const style = inferStyle([]);

/**
 * Sums up each commit, in the order given: its own message where that says something, otherwise its diff. `changes` gives the files of single
 * commits in the order asked for; it is asked for those only of which nothing is known. What was found out is kept by the commit's id. Where the
 * commits are too many for a model, it reads those of the greatest `weight`, and the newest where all weigh the same.
 */
export async function piecesOf(commits: (Commit & { weight?: number })[], changes: (ids: string[]) => AsyncIterable<{ id: string; files: FileChange[] }>, preparation: Omit<Preparation, 'show'>): Promise<Piece[]> {
  const { kept, progress, signal } = preparation;
  const found = new Map<string, Piece>();
  const unclear: (Commit & { weight?: number })[] = [];
  for (const commit of commits) {
    const piece = pieceOfMessage(commit) ?? (await keptPiece(commit, kept));
    if (piece) found.set(commit.id, piece);
    else unclear.push(commit);
  }
  const read = new Set(unclear.toReversed().sort((one, other) => (other.weight ?? 0) - (one.weight ?? 0)).slice(0, MOST_READ).map(({ id }) => id));
  let done = 0;
  if (unclear.length > 0) {
    const byId = new Map(unclear.map((commit) => [commit.id, commit]));
    for await (const { id, files } of changes([...byId.keys()])) {
      signal.throwIfAborted();
      const commit = byId.get(id);
      if (!commit) continue;
      progress({ done, total: unclear.length, what: `Commit ${done + 1} of ${unclear.length}` });
      const { text, by } = await textOf(files, read.has(id), preparation);
      done++;
      // Too little is worth keeping: the next time there may be more room for the model.
      if (by === 'model' || read.has(id)) await kept.put(keyOf(id), { text, by });
      found.set(id, { id, text, ...headOf(commit), by });
    }
  }
  // Where a commit cannot be read, what it is called is all there is.
  return commits.map((commit) => {
    const piece = found.get(commit.id) ?? { id: commit.id, text: imperative(partsOf(commit.subject).description), ...headOf(commit), by: 'message' };
    return commit.weight === undefined ? piece : { ...piece, weight: commit.weight };
  });
}

async function keptPiece(commit: Commit, kept: Preparation['kept']): Promise<Piece | undefined> {
  const { success, data } = keptText.safeParse(await kept.get(keyOf(commit.id)));
  return success ? { id: commit.id, ...data, ...headOf(commit) } : undefined;
}

function keyOf(id: string): string {
  return `commit ${FORMAT} ${id}`;
}

async function textOf(files: FileChange[], ask: boolean, preparation: Omit<Preparation, 'show'>): Promise<{ text: string; by: 'code' | 'model' }> {
  const routine = routineMessage(files, []);
  if (routine && !routine.whole) return { text: routine.text, by: 'code' };
  const readable = files.some(({ hunks }) => hunks.length > 0);
  const said = ask && readable ? await askFor(files, preparation) : undefined;
  return said === undefined ? { text: byCode(files), by: 'code' } : { text: said, by: 'model' };
}

/** As the commit worker asks, but for the house's form: here only the words count. */
async function askFor(files: FileChange[], { ask, budget }: Omit<Preparation, 'show'>): Promise<string | undefined> {
  const { countTokens, adapters } = await budget();
  const { text: digest } = await digestChanges(focusOn(files).files, { budgetTokens: DIGEST_TOKENS, countTokens, sourceLast: true });
  const { messages, ...kind } = beginningOf(style, { adapters });
  const { text } = await ask({
    messages: [...messages, { role: 'user', text: digest }],
    ...kind,
    maxTokens: ANSWER_TOKENS,
    grammar: 'root ::= [A-Za-z] [ -"$-~]+',
  });
  const plain = shorten(imperative(withoutFiller(text.split('\n')[0]!.replace(/^\w+(?:\([^)]*\))?: /, '').trim())), LONGEST_TEXT);
  const known = atOnce(knownWords(files.flatMap(({ path, hunks }) => [path, ...hunks.flatMap(({ section, lines }) => [section, ...lines])])));
  return plain === '' || isGeneric(plain) || inventedNames(plain, [known]).length > 0 ? undefined : plain.charAt(0).toLowerCase() + plain.slice(1);
}

/** Names that are touched in code; the files where there are none, or where they tell more. */
function byCode(files: FileChange[]): string {
  const code = files.filter(({ path, kind }) => kind === 'modified' && CODE.has(roleOf(path)));
  const names = code.length * 2 >= files.length ? imperative(summarize(code, 2).split('; ')[0] ?? '') : '';
  return names !== '' ? names : titleOfFiles(files).replace(/^\p{Lu}/u, (letter) => letter.toLowerCase());
}
