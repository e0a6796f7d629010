import { access, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  type ChatWrapper,
  type GbnfJsonSchema,
  InsufficientMemoryError,
  type Llama,
  type LlamaContextOptions,
  type LlamaContextSequence,
  type LlamaEmbeddingContext,
  type LlamaGrammar,
  type LlamaModel,
  type Token,
} from 'node-llama-cpp';
import type { GenerateRequest, Generation, RankRequest, Ranking } from '../../core/language-model.ts';
import { messageOf, UserError } from '../../core/errors.ts';
import { cacheFolder } from '../cache-folder.ts';
import type { LoadedModel as LoadedModelInfo, LoadParams } from '../protocol.ts';
import { generate } from './generate.ts';
import { contextThatFits, kvBytesPerToken, requireRoomForWeights } from './memory.ts';
import { beginningTokens, chatFormatOf, optionTokens, promptTokens } from './prompt.ts';
import { PromptStates } from './prompt-states.ts';
import { PromptSteps } from './prompt-steps.ts';
import { rank } from './rank.ts';

const GRAMMARS_KEPT = 8;
/** Texts for embedding are cut to this many tokens. */
const EMBEDDING_TOKENS = 256;
/** The jobs that adapters are for have short prompts, and each token of a context takes memory. */
const ADAPTED_TOKENS = 4096;

export interface GenerateCallbacks {
  onText(piece: string): void;
  /** Called after each step of reading the prompt. */
  onProgress(): void;
}

/** A model in memory with one context and one sequence, whose state is kept from one request to the next, and one more for each adapter that is used. */
export class LoadedModel {
  readonly info: LoadedModelInfo;
  readonly #llama: Llama;
  readonly #model: LlamaModel;
  readonly #sequence: LlamaContextSequence;
  readonly #adapters: Record<string, string>;
  readonly #adapted = new Map<string, LlamaContextSequence>();
  readonly #format: ChatWrapper;
  readonly #steps: PromptSteps;
  /** On a GPU the words are read faster than a file. */
  readonly #states: PromptStates | undefined;
  readonly #grammars = new Map<string, LlamaGrammar>();
  #embedding: LlamaEmbeddingContext | undefined;

  private constructor(llama: Llama, model: LlamaModel, sequence: LlamaContextSequence, adapters: Record<string, string>, steps: PromptSteps, states: PromptStates | undefined, info: LoadedModelInfo) {
    this.#llama = llama;
    this.#model = model;
    this.#sequence = sequence;
    this.#adapters = adapters;
    this.#steps = steps;
    this.#states = states;
    this.#format = chatFormatOf(model);
    this.info = info;
  }

  /** Throws a UserError when the file is missing or no model, or does not fit into memory. */
  static async load(llama: Llama, { path, threads, contextTokens, adapters }: LoadParams, onProgress: (share: number) => void): Promise<LoadedModel> {
    const fileBytes = await sizeOf(path);
    const memory = { fileBytes, available: await availableMemory(llama) };
    if (!llama.gpu) requireRoomForWeights(memory);
    const model = await loadWeights(llama, path, onProgress);
    try {
      const wanted = Math.min(contextTokens, model.trainContextSize);
      const size = llama.gpu ? wanted : contextThatFits(memory, kvBytesPerToken(model.fileInfo.architectureMetadata), wanted);
      const context = await model.createContext(contextOptions(llama, size, threads > 0 ? threads : usefulThreads(llama)));
      const there = await existing(adapters);
      return new LoadedModel(llama, model, context.getSequence(), there, new PromptSteps({ gpu: llama.gpu !== false }), llama.gpu ? undefined : await statesOf(llama, path), {
        contextTokens: context.contextSize,
        threads: context.idealThreads,
        gpu: llama.gpu || null,
        adapters: Object.keys(there),
      });
    } catch (error) {
      await model.dispose();
      throw error instanceof InsufficientMemoryError ? notLoaded(path, error) : error;
    }
  }

  async generate(request: GenerateRequest, { onText, onProgress }: GenerateCallbacks, signal: AbortSignal): Promise<Generation> {
    const prompt = promptTokens(this.#model, this.#format, request.messages, request.prefill);
    return generate({
      sequence: await this.#sequenceFor(request),
      steps: this.#steps,
      prompt,
      beginning: beginningTokens(this.#model, this.#format, request.messages, request.fixed ?? 0, prompt),
      // What is kept was read without an adapter.
      states: request.adapter === undefined ? this.#states : undefined,
      request,
      grammar: await this.#grammarOf(request),
      signal,
      onText,
      onProgress,
    });
  }

  async rank(request: RankRequest, onProgress: () => void, signal: AbortSignal): Promise<Ranking> {
    const prompts = optionTokens(this.#model, this.#format, request.messages, request.prefill ?? '', request.options);
    return rank({ sequence: await this.#sequenceFor(request), steps: this.#steps, prompts, request, signal, onProgress });
  }

  countTokens(texts: string[]): number[] {
    return texts.map((text) => this.#model.tokenize(text).length);
  }

  /** A vector for each text, of its beginning where it is long. */
  async embed(texts: string[], onProgress: () => void, signal: AbortSignal): Promise<number[][]> {
    this.#embedding ??= await this.#model.createEmbeddingContext({ contextSize: EMBEDDING_TOKENS, threads: this.info.threads });
    const vectors: number[][] = [];
    for (const text of texts) {
      signal.throwIfAborted();
      const tokens: Token[] = this.#model.tokenize(text).slice(0, EMBEDDING_TOKENS - 2);
      vectors.push([...(await this.#embedding.getEmbeddingFor(tokens)).vector]);
      onProgress();
    }
    return vectors;
  }

  async dispose(): Promise<void> {
    await this.#model.dispose();
  }

  /** The sequence of the plain weights, or of a context whose weights have the adapter added to them. */
  async #sequenceFor({ adapter }: Pick<GenerateRequest, 'adapter'>): Promise<LlamaContextSequence> {
    if (adapter === undefined) return this.#sequence;
    const known = this.#adapted.get(adapter);
    if (known) return known;
    const filePath = this.#adapters[adapter];
    if (filePath === undefined) throw new Error(`There is no adapter ${adapter}.`);
    const { contextTokens, threads } = this.info;
    try {
      const context = await this.#model.createContext({ ...contextOptions(this.#llama, Math.min(ADAPTED_TOKENS, contextTokens), threads), lora: { adapters: [{ filePath }] } });
      const sequence = context.getSequence();
      this.#adapted.set(adapter, sequence);
      return sequence;
    } catch (error) {
      if (!isForWantOfRoom(error)) throw notLoaded(filePath, error, 'adapter');
      // An answer of the plain weights is better than none.
      this.#adapted.set(adapter, this.#sequence);
      return this.#sequence;
    }
  }

  /** The grammar of a request, or that of the JSON which its schema describes. */
  async #grammarOf({ grammar: text, schema }: GenerateRequest): Promise<LlamaGrammar | undefined> {
    if (text === undefined && schema === undefined) return undefined;
    const key = text ?? JSON.stringify(schema);
    const known = this.#grammars.get(key);
    if (known) return known;
    let grammar: LlamaGrammar;
    try {
      grammar = text === undefined ? await this.#llama.createGrammarForJsonSchema<GbnfJsonSchema>(schema as GbnfJsonSchema) : await this.#llama.createGrammar({ grammar: text });
    } catch (error) {
      throw new UserError('The grammar of this job is wrong.', `${messageOf(error)}.`, 'This is a fault of the job, not of your input: please report it.', { cause: error });
    }
    const oldest = this.#grammars.keys().next();
    if (this.#grammars.size >= GRAMMARS_KEPT && !oldest.done) this.#grammars.delete(oldest.value);
    this.#grammars.set(key, grammar);
    return grammar;
  }
}

/** A context of this size; of less where a GPU has less room. On the CPU the size is one that we have looked for room for. */
function contextOptions({ gpu }: Llama, size: number, threads: number): LlamaContextOptions {
  return { ...(gpu ? { contextSize: { min: Math.min(size, 512), max: size } } : { contextSize: size, ignoreMemorySafetyChecks: true }), flashAttention: true, threads };
}

function isForWantOfRoom(error: unknown): boolean {
  return error instanceof InsufficientMemoryError || messageOf(error) === 'Failed to create context';
}

/** The adapters whose files are there: a job does without one that is not. */
async function existing(adapters: Record<string, string>): Promise<Record<string, string>> {
  const found = await Promise.all(Object.entries(adapters).map(([job, path]) => access(path).then(() => [[job, path]] as const, () => [])));
  return Object.fromEntries(found.flat());
}

/** The states of this file of weights, as this build of the library writes them. */
async function statesOf(llama: Llama, path: string): Promise<PromptStates> {
  const { size, mtimeMs } = await stat(path);
  const { repo, release } = llama.llamaCppRelease;
  return new PromptStates(join(cacheFolder(), 'prompt-states'), JSON.stringify([path, size, mtimeMs, repo, release, process.arch]));
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    throw notLoaded(path, error);
  }
}

async function loadWeights(llama: Llama, path: string, onLoadProgress: (share: number) => void): Promise<LlamaModel> {
  // The library tries out what fits where; on the CPU alone there is nothing to find out, and we have looked at the memory.
  const place = llama.gpu ? {} : { gpuLayers: 0, ignoreMemorySafetyChecks: true };
  try {
    return await llama.loadModel({ modelPath: path, defaultContextFlashAttention: true, onLoadProgress, ...place });
  } catch (error) {
    throw notLoaded(path, error);
  }
}

function notLoaded(path: string, cause: unknown, what = 'model'): UserError {
  return new UserError(`The ${what} ${path} could not be loaded.`, `${messageOf(cause)}.`, 'Check the file, or choose another model.', { cause });
}

/** Bytes that are free for us: what the system says, or less where a container limits the process. */
async function availableMemory(llama: Llama): Promise<number> {
  const { free } = await llama.getRamState();
  // On macOS Node counts only pages that hold nothing at all.
  return process.platform === 'darwin' ? free : Math.min(free, process.availableMemory());
}

/** The cores that calculate well, but one for the editor where there are many. */
function usefulThreads(llama: Llama): number {
  const cores = Math.min(llama.cpuMathCores, availableParallelism());
  return cores > 4 ? cores - 1 : cores;
}
