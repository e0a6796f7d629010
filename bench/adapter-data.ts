import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseDiff } from '../src/sources/git/parse-diff.ts';
import { isTyped } from '../src/workers/commit/head.ts';
import { partsOf } from '../src/workers/commit/parts.ts';
import { createCommitWorker } from '../src/workers/commit/worker.ts';
import { numberOf } from './options.ts';
import { heldBack, nameOf } from './real-commits.ts';

/** What an adapter learns from: the messages that a request would have, where the answer goes on from, and what the person wrote. */
interface Lesson {
  repository: string;
  id: string;
  system: string;
  user: string;
  prefill: string;
  /** How the prefill begins where that is to be learned too: a type. Empty where it is not. */
  type: string;
  answer: string;
}

/** How far back a clone's history is read. */
const OLDEST = 5000;
const RECENT = 30;
const LARGEST_DIFF = 60_000;
/** Words and characters of a description. */
const WORDS = [3, 13] as const;
const LONGEST = 72;
/** Share of the change that must be in the prompt, and share of the description's words that must be: what cannot be read there is learned as invention. */
const LEAST_SEEN = 0.4;
const LEAST_SHARED = 0.5;
/** Longer prompts are taken the less often the longer they are: reading them is what training costs. */
const SHORT = 500;
/** English code and prose have about 3.3 characters a token; no model is loaded here to count them. */
const countTokens = async (texts: string[]) => texts.map((text) => Math.ceil(text.length / 3.3));

const ROUTINE = /^(?:revert|merge|release|v?\d+\.\d|bump|wip|publish|prepare)/i;
const ROBOT = /\[bot\]|renovate|dependabot|greenkeeper/i;
const NUMBERS = /\s*\(?(?:(?:fix(?:es)?|close[sd]?|see|refs?|resolves?)\s*:?\s*)?\(?#\d+\)?/gi;
const EMPTY = new Set('this that with from into when where which their there been have does should will after before only also more than them then some make makes'.split(' '));

/** `adapter-data`: what people wrote of changes that code cannot name alone, with the prompts that a trained model would get for them. */
export async function buildAdapterData(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { repo: { type: 'string', multiple: true, default: [] }, each: { type: 'string', default: '130' }, out: { type: 'string', default: 'bench/results/adapter-data.jsonl' } } });
  if (values.repo.length === 0) throw new Error('Name clones by --repo DIR.');
  const lessons: Lesson[] = [];
  for (const directory of values.repo) {
    const own = await lessonsOf(directory, numberOf(values, 'each'));
    console.log(`${nameOf(directory)}: ${own.length}`);
    lessons.push(...own);
  }
  await writeFile(values.out, lessons.map((lesson) => `${JSON.stringify(lesson)}\n`).join(''));
  console.log(`${lessons.length} in ${values.out}`);
}

async function lessonsOf(directory: string, count: number): Promise<Lesson[]> {
  const git = (...words: string[]) => execFileSync('git', ['-C', directory, ...words], { maxBuffer: 1 << 28, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  // A clone may lack its largest files.
  const shown = (id: string) => {
    try {
      return git('show', '--format=', '-M', '--no-color', '--no-ext-diff', '--no-textconv', id);
    } catch {
      return '';
    }
  };
  const log = git('log', '--no-merges', '--format=%H%x00%an%x00%s').trim().split('\n').map((line) => line.split('\0') as [string, string, string]);
  const start = heldBack(log.length);
  const end = Math.min(start + OLDEST, log.length - RECENT);
  // About a third of the commits can be learned from.
  const step = Math.max(1, Math.floor((end - start) / (count * 3.2)));
  const known = new Set<string>();
  const lessons: Lesson[] = [];
  for (let at = start; at < end && lessons.length < count; at += step) {
    const [id, author, subject] = log[at]!;
    const said = ROBOT.test(author) ? undefined : spoken(subject);
    if (said === undefined || known.has(said.description.toLowerCase())) continue;
    const diff = shown(id);
    const asked = diff === '' || diff.length > LARGEST_DIFF ? undefined : await promptFor(diff, log.slice(at + 1, at + 1 + RECENT).map(([, , recent]) => recent), said);
    if (!asked || (asked.user.length > SHORT && Number.parseInt(id.slice(0, 4), 16) / 0xffff > SHORT / asked.user.length)) continue;
    known.add(said.description.toLowerCase());
    lessons.push({ repository: nameOf(directory), id, system: asked.system, user: asked.user, prefill: said.head && `${said.head}:`, type: isTyped(said.head) ? said.head.replace(/\W.*/s, '') : '', answer: (said.head && ' ') + asked.answer });
  }
  return lessons;
}

/** What stands before a description, and the description, of a subject that can be learned from. */
function spoken(whole: string): { head: string; description: string } | undefined {
  const subject = whole.replace(NUMBERS, '').replace(/\bGH-\d+\b/g, '').replace(/[\s.,;:]+$/, '').trim();
  if (ROUTINE.test(whole) || !/^[\x20-\x7e]+$/.test(subject) || /@\w|https?:/.test(subject)) return undefined;
  const { description, ticket, emoji } = partsOf(subject);
  const words = description.split(/\s+/).length;
  if (ticket || emoji || words < WORDS[0] || words > WORDS[1] || description.length > LONGEST) return undefined;
  const head = subject.slice(0, subject.length - description.length).trim();
  // Marks of breaking changes and areas in brackets are not ours to write.
  return head !== '' && !/[^:!]:$/.test(head) ? undefined : { head: head.slice(0, -1), description };
}

const worker = createCommitWorker({ git: { staged: () => Promise.reject(new Error('unused')) }, parseDiff });

/** The prompt for this change under the person's head, where a model would be asked and the description's words can be read in it. */
async function promptFor(diff: string, recentSubjects: string[], { head, description }: NonNullable<ReturnType<typeof spoken>>): Promise<{ system: string; user: string; answer: string } | undefined> {
  const facts = await worker.gather({ diff, recentSubjects }, new AbortController().signal).catch(() => undefined);
  if (!facts || facts.routine || facts.style.foreign) return undefined;
  const { messages, seen = 1 } = await worker.prompt({ ...facts, heads: head === '' ? [] : [head] }, { contextTokens: 4096, countTokens, adapters: ['commit'] });
  const [system, user] = messages;
  if (!system || !user || messages.length !== 2 || seen < LEAST_SEEN || shared(description, user.text) < LEAST_SHARED) return undefined;
  return { system: system.text, user: user.text, answer: facts.style.quotes ? description : description.replaceAll('`', '') };
}

/** Share of a description's telling words, but for its first, whose beginnings stand in the text; 0 where there are not two of them. */
function shared(description: string, text: string): number {
  const parts = (whole: string, shortest: number) => whole.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().match(/[a-z]+/g)?.filter((word) => word.length >= shortest) ?? [];
  const beginning = (word: string) => word.slice(0, 5);
  const have = new Set(parts(text, 3).map(beginning));
  const telling = parts(description, 4).filter((word) => !EMPTY.has(word)).slice(1);
  return telling.length < 2 ? 0 : telling.filter((word) => have.has(beginning(word))).length / telling.length;
}
