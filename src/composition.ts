import { dirname, join } from 'node:path';
import { createEscalation } from './compose-escalation.ts';
import { createModels } from './compose-models.ts';
import type { Log } from './core/log.ts';
import type { Adjustment } from './core/adjustment.ts';
import type { Answers } from './core/answers.ts';
import type { Consent, Escalation, EscalationSettings, Price, RemoteModel } from './core/escalation.ts';
import type { Git } from './core/changes.ts';
import type { History } from './core/history.ts';
import type { Linters } from './core/diagnostic.ts';
import type { Releases } from './core/releases.ts';
import type { Scheduler } from './core/scheduler.ts';
import type { Syntax } from './core/syntax.ts';
import { createScheduler } from './core/model-scheduler.ts';
import type { ModelClient } from './models/client.ts';
import { createModelLibrary, type ModelLibrary } from './models/library.ts';
import type { ModelPool } from './models/model-pool.ts';
import type { ModelRoutes } from './models/model-routes.ts';
import type { RoutedModel } from './models/routed-model.ts';
import { createGit } from './sources/git/git.ts';
import { createHistory } from './sources/git/history.ts';
import { parseDiff } from './sources/git/parse-diff.ts';
import { createReleases } from './sources/git/releases.ts';
import { keepDocumentation, keptLinters } from './sources/linters/kept-documentation.ts';
import { createLinters } from './sources/linters/linters.ts';
import { createTreeSitter } from './sources/syntax/tree-sitter.ts';
import { answerTable, createAnswers } from './store/answers.ts';
import { type Consents, createConsents } from './store/consents.ts';
import { createHistoryIndex } from './store/history-index.ts';
import { historyTables } from './store/history-tables.ts';
import { createNearestExamples } from './store/nearest-examples.ts';
import { openLedgerFile } from './store/ledger-file.ts';
import { createLedger, type KeptLedger } from './store/ledger.ts';
import { createRuleTexts, ruleTable } from './store/rule-texts.ts';
import { openStore } from './store/store.ts';
import { createAdjustment, verdictTable } from './store/verdicts.ts';
import { createVectors, vectorTable } from './store/vectors.ts';
import { readWorkerFiles, userWorkers, workspaceWorkers } from './sources/worker-files/worker-files.ts';
import type { LoadedWorkers } from './workers/custom/load.ts';
import { createChangelogWorker } from './workers/changelog/worker.ts';
import { createCommitWorker } from './workers/commit/worker.ts';
import { createRecall } from './workers/explain/recall.ts';
import { createExplainWorker } from './workers/explain/worker.ts';
import { createPullRequestWorker } from './workers/pull-request/worker.ts';
import { createReviewWorker } from './workers/review/worker.ts';

/** Whether and how a remote model may be asked. What it is made of comes from the user alone, never from a workspace, but for `exclude`, to which a workspace may add. */
export interface EscalationOptions {
  settings: EscalationSettings;
  /** `openai:https://host/v1#model`, `anthropic:model`, `google:model`, `editor:vendor/family`; empty for none. */
  remote: string;
  /** Whether an address on plain http, other than this machine's, may be used. */
  allowHttp: boolean;
  /** Patterns, as in a .gitignore, of paths that never leave. */
  exclude: string[];
  /** The user's own prices by model name; they come before the built-in ones. */
  prices: Record<string, Price>;
  trusted: boolean;
  consent: Consent;
  /** The key for a recipient (`api.anthropic.com`); undefined where there is none. Asked for each time, never kept. */
  key(recipient: string): Promise<string | undefined>;
  /** Models that the editor offers. */
  editorModel?(vendor: string, family: string, signal: AbortSignal): Promise<RemoteModel | undefined>;
}

export interface JourneymanOptions {
  /** Catalogue name, `hf:owner/repository/file.gguf`, the absolute path of a GGUF file, or `openai:https://host/v1#model` for one on a server of the user's. */
  model: string;
  /** Other models for the jobs of some workers. Names and addresses of servers in it are the user's own. */
  models?: ModelRoutes;
  /** Whether `model` does every job, whatever other models are named for. */
  onlyModel?: boolean;
  /** Whether the server of such a model may be on plain http, other than this machine's; as for escalation unless given. */
  allowHttp?: boolean;
  /** The key for the server of such a model. */
  modelKey?: (recipient: string) => Promise<string | undefined>;
  /** Folder of the downloaded weights. */
  modelDirectory: string;
  /** The file of what is kept between runs; without it no past commits are looked up and no answers are kept. */
  storePath?: string;
  /** The bundled model process; the grammars are in `syntax` beside it. */
  processPath: string;
  /** CPU threads; 0 chooses. */
  threads: number;
  /** Upper limit of prompt and answer together; memory grows with it. */
  contextTokens: number;
  /** Minutes without work after which the model's memory is given back; 0 keeps it. */
  idleMinutes: number;
  /** Folder of the user's own worker files; the platform's custom unless given. */
  userWorkers?: string;
  log: Log;
  /** Without it nothing is ever asked of a remote model. */
  escalation?: EscalationOptions;
}

/** The parts that the editor and the command line share, wired together. Nothing starts before the first job. */
export interface Journeyman {
  /** The default one. */
  model: ModelClient;
  /** All that are used. */
  models: Pick<ModelPool, 'client' | 'statuses' | 'onStatus' | 'unload' | 'restart'>;
  library: ModelLibrary;
  scheduler: Scheduler;
  linters: Linters;
  git: Git;
  /** Past commits; its `refresh` may be called ahead of a job. Undefined without a store. */
  history: History | undefined;
  /** Answers of former runs. Undefined without a store. */
  answers: Answers | undefined;
  /** Whether and how a remote model is asked. */
  escalation: Escalation | undefined;
  /** What the user's verdicts say of the workers' confidence. */
  adjustment: Adjustment | undefined;
  /** What left the machine, and what did not need to. Undefined without a store. */
  ledger: KeptLedger | undefined;
  /** To what the user agreed once and for all. Undefined without a store. */
  consents: Consents | undefined;
  /** What is known of a diagnostic without running anything. Undefined without a store. */
  recall: ReturnType<typeof createRecall> | undefined;
  workers: ReturnType<typeof createWorkers>;
  /** The workers that files describe: the built-in ones, the user's, and a workspace's, which the caller names only where it is trusted. Read anew each time. */
  customWorkers(workspace?: string, signal?: AbortSignal): Promise<LoadedWorkers>;
  /** The model for a worker's job: the settings' choice, else the first of those that its file names which works, else the default one. */
  modelFor(worker: string, preferred?: readonly string[]): RoutedModel;
  dispose(): Promise<void>;
}

function createWorkers(git: Git, releases: Releases, linters: Linters, syntax: Syntax, history: History | undefined) {
  return {
    explain: createExplainWorker({ linters, syntax }),
    commit: createCommitWorker({ git, parseDiff, history }),
    pr: createPullRequestWorker({ git, parseDiff }),
    review: createReviewWorker({ git, parseDiff }),
    changelog: createChangelogWorker({ releases, git, parseDiff, today }),
  };
}

/** The day where the user is. */
function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

export function createJourneyman(options: JourneymanOptions): Journeyman {
  const library = createModelLibrary({ directory: options.modelDirectory, log: options.log });
  const { standard: model, pool, modelFor, embedder } = createModels(options, library);
  const store = options.storePath === undefined ? undefined : openStore(options.storePath, [historyTables, answerTable, ruleTable, verdictTable, vectorTable], options.log.warn.bind(options.log));
  const ledgerFile = options.storePath === undefined ? undefined : openLedgerFile(options.storePath, options.log.warn.bind(options.log));
  const ledger = ledgerFile && createLedger(ledgerFile);
  const consents = ledgerFile && createConsents(ledgerFile);
  const texts = store && createRuleTexts(store);
  const linters = texts ? keepDocumentation(createLinters(), texts) : createLinters();
  const answers = store && createAnswers(store);
  const syntax = createTreeSitter({ folder: join(dirname(options.processPath), 'syntax') });
  const git = createGit();
  const history = store && createHistory({ index: createHistoryIndex(store), log: options.log });
  const examples = createNearestExamples({ embedder, vectors: store && createVectors(store), log: options.log });
  return {
    model,
    models: pool,
    library,
    scheduler: createScheduler(),
    linters,
    git,
    history,
    answers,
    escalation: options.escalation && ledger && consents && createEscalation(options.escalation, { ledger, consents, log: options.log }),
    adjustment: store && createAdjustment(store),
    ledger,
    consents,
    recall: texts && answers && createRecall({ worker: createExplainWorker({ linters: keptLinters(texts), syntax: undefined }), answers, model: modelFor('explain') }),
    workers: createWorkers(git, createReleases(), linters, syntax, history),
    async customWorkers(workspace, signal) {
      const folders = [
        { path: join(dirname(options.processPath), 'workers'), origin: 'built-in' as const },
        { path: options.userWorkers ?? userWorkers(), origin: 'user' as const },
        ...(workspace === undefined ? [] : [{ path: workspaceWorkers(workspace), origin: 'workspace' as const }]),
      ];
      const [files, { loadWorkers }] = await Promise.all([readWorkerFiles(folders, options.log, signal), import('./workers/custom/load.ts')]);
      return loadWorkers(files, { syntax, examples });
    },
    modelFor,
    async dispose() {
      await Promise.all([pool.dispose(), history?.dispose()]);
      store?.close();
      ledgerFile?.close();
    },
  };
}
