import * as vscode from 'vscode';
import type { Journeyman } from '../composition.ts';
import { counted } from '../core/amounts.ts';
import { UserError } from '../core/errors.ts';
import type { ErrorReporter } from './errors.ts';
import { emptyLedger, LISTED, type LedgerMessage, type LedgerView, ledgerView } from './ledger-view.ts';
import { Panel } from './panel.ts';
import type { Parts } from './parts.ts';
import type { RunningJobs } from './running-jobs.ts';

/** Milliseconds that a remote model may take to say what it costs. */
const PRICE_MS = 3000;

export interface LedgerDependencies {
  extensionUri: vscode.Uri;
  parts: Parts;
  running: RunningJobs;
  errors: ErrorReporter;
  showLog: () => void;
  /** The servers that do the small model's work, by the user's settings. */
  servers: () => string[];
}

/** The panel that shows what left this machine, and what one may do with the record of it. */
export class LedgerPanel {
  readonly #deps: LedgerDependencies;
  readonly #panel: Panel<LedgerView, LedgerMessage>;
  readonly #watching: { dispose(): void }[];

  constructor(deps: LedgerDependencies) {
    this.#deps = deps;
    this.#panel = new Panel<LedgerView, LedgerMessage>({ extensionUri: deps.extensionUri, page: 'ledger', title: 'What Left This Machine', onMessage: ({ type }) => this.#receive(type), onClose: () => undefined });
    const refresh = () => void (this.#panel.isOpen && this.#refresh());
    // Other windows write too; what they wrote is seen when one comes back to this one.
    this.#watching = [deps.running.onChange(refresh), vscode.window.onDidChangeWindowState(({ focused }) => focused && refresh())];
  }

  async show(): Promise<void> {
    this.#panel.open(await this.#view());
  }

  dispose(): void {
    for (const each of this.#watching) each.dispose();
    this.#panel.dispose();
  }

  async #refresh(): Promise<void> {
    const view = await this.#view();
    if (this.#panel.isOpen) this.#panel.update(view);
  }

  /** Never rejects: what goes wrong is part of the view. */
  async #view(): Promise<LedgerView> {
    try {
      return await this.#use(async ({ ledger, consents, escalation }) => {
        const remote = await escalation?.remote(AbortSignal.timeout(PRICE_MS)).catch(() => undefined);
        return ledgerView(await ledger.totals({ price: remote?.price }), await ledger.entries({ limit: LISTED }), await consents.list(), Date.now(), this.#deps.servers());
      });
    } catch (error) {
      return { ...emptyLedger, title: 'What left this machine', failure: this.#deps.errors.failure('The ledger was not read.', error) ?? null };
    }
  }

  #receive(type: LedgerMessage['type']): void {
    if (type === 'showLog') return this.#deps.showLog();
    if (type === 'export') return void this.#act('The ledger was not exported.', () => this.#export());
    if (type === 'wipe') return void this.#act('The ledger was not wiped.', () => this.#wipe());
    if (type === 'revoke') return void this.#act('The consents were not revoked.', () => this.#revoke());
    void this.#refresh();
  }

  async #act(failed: string, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.#deps.errors.show(failed, error);
    }
    await this.#refresh();
  }

  async #export(): Promise<void> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const target = await vscode.window.showSaveDialog({ title: 'Export What Left This Machine', filters: { CSV: ['csv'] }, ...(folder && { defaultUri: vscode.Uri.joinPath(folder, 'journeyman-ledger.csv') }) });
    if (!target) return;
    const text = await this.#use(({ ledger }) => ledger.csv());
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
    vscode.window.setStatusBarMessage(`Exported to ${target.fsPath}`, 5000);
  }

  async #wipe(): Promise<void> {
    const { left, stayed } = await this.#use(({ ledger }) => ledger.totals());
    const detail = `The record of ${counted(left, 'request')} that left and of ${counted(stayed, 'answer')} that stayed is lost for good, of all windows and the command line. What was spent today and this month then counts as nothing against your budget. Your consents stay.`;
    const answer = await vscode.window.showWarningMessage('Delete the whole ledger?', { modal: true, detail }, 'Delete');
    if (answer === 'Delete') await this.#use(({ ledger }) => ledger.wipe());
  }

  async #revoke(): Promise<void> {
    await this.#use(({ consents }) => consents.revokeAll());
    vscode.window.setStatusBarMessage('You will be asked again before anything leaves.', 5000);
  }

  #use<T>(work: (parts: { ledger: NonNullable<Journeyman['ledger']>; consents: NonNullable<Journeyman['consents']>; escalation: Journeyman['escalation'] }) => Promise<T>): Promise<T> {
    return this.#deps.parts.use(({ ledger, consents, escalation }) => {
      if (!ledger || !consents) throw new UserError('There is no ledger.', 'Nothing is kept between runs here.', '');
      return work({ ledger, consents, escalation });
    });
  }
}
