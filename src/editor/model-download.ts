import * as vscode from 'vscode';
import { isAbort } from '../core/errors.ts';
import type { ModelLibrary } from '../models/library.ts';
import { ModelChanged } from './model-changed.ts';
import { offerOf, progressText } from './model-texts.ts';
import { shortModelName } from './status-text.ts';

export interface ModelDownload {
  /**
   * Makes sure that the model is here. Where it is missing, offers the download, and where it is the default one, another default;
   * AbortError when that is declined or cancelled, ModelChanged when another model was chosen.
   */
  ensure(library: ModelLibrary, reference: string, signal: AbortSignal, isDefault?: boolean): Promise<void>;
}

/** Downloads never start unasked: size, licence and source are shown first, in a dialog that has to be answered. */
export function createModelDownload({ folder, chooseModel }: { folder: () => string; chooseModel: (library: ModelLibrary) => Promise<string | undefined> }): ModelDownload {
  return {
    async ensure(library, reference, signal, isDefault = true) {
      try {
        await library.locate(reference, signal);
        return;
      } catch (error) {
        if (isAbort(error) || !(await canBeDownloaded(library, reference))) throw error;
      }
      const entry = library.catalog().find(({ name }) => name === reference.toLowerCase());
      const offer = offerOf(reference, entry, folder());
      const another = 'Choose Another…';
      const notNow: vscode.MessageItem = { title: 'Not Now', isCloseAffordance: true };
      const answer = await vscode.window.showInformationMessage<vscode.MessageItem>(offer.message, { modal: true, detail: offer.detail }, { title: offer.download }, ...(isDefault ? [{ title: another }] : []), notNow);
      signal.throwIfAborted();
      if (answer?.title === another) {
        if (await chooseModel(library)) throw new ModelChanged();
        throw declined();
      }
      if (answer?.title !== offer.download) throw declined();
      await download(library, reference, entry?.title ?? shortModelName(reference), signal);
    },
  };
}

/** Whether a model that could not be located is simply not here yet. One that is here but broken is not downloaded over without a word. */
async function canBeDownloaded(library: ModelLibrary, reference: string): Promise<boolean> {
  const named = library.catalog().some(({ name }) => name === reference.toLowerCase());
  if (!named && !reference.startsWith('hf:')) return false;
  const models = await library.list();
  return !models.some(({ name, installed }) => installed && name.toLowerCase() === reference.toLowerCase());
}

async function download(library: ModelLibrary, reference: string, title: string, signal: AbortSignal): Promise<void> {
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: `Downloading ${title}`, cancellable: true }, async (progress, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    let shown = 0;
    await library.pull(
      reference,
      (state) => {
        const percent = state.total ? (state.received / state.total) * 100 : 0;
        progress.report({ message: progressText(state), increment: state.phase === 'downloading' ? Math.max(0, percent - shown) : undefined });
        if (state.phase === 'downloading') shown = Math.max(shown, percent);
      },
      AbortSignal.any([signal, cancel.signal]),
    );
  });
}

function declined(): DOMException {
  return new DOMException('The download was declined.', 'AbortError');
}
