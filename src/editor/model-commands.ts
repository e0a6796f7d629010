import { isHosted } from '../remote/reference.ts';
import type { ErrorReporter } from './errors.ts';
import { inform } from './messages.ts';
import { chooseModel } from './model-choice.ts';
import { ModelChanged } from './model-changed.ts';
import type { ModelDownload } from './model-download.ts';
import { onServer } from './model-texts.ts';
import type { Parts } from './parts.ts';
import type { Settings } from './settings.ts';
import { shortModelName } from './status-text.ts';

export interface ModelCommandDependencies {
  parts: Parts;
  download: ModelDownload;
  errors: ErrorReporter;
  settings: () => Settings;
}

/** Downloads the chosen model, after the same offer that a job would make. */
export function downloadModel({ parts, download, errors, settings }: ModelCommandDependencies) {
  return async (): Promise<void> => {
    const { model } = settings();
    if (isHosted(model)) {
      void inform(onServer(model));
      return;
    }
    try {
      await parts.use(({ library }) => download.ensure(library, model, new AbortController().signal));
      void inform(`${shortModelName(model)} is on this machine and ready for use.`);
    } catch (error) {
      if (error instanceof ModelChanged) return downloadModel({ parts, download, errors, settings })();
      errors.show('The model was not downloaded.', error);
    }
  };
}

/** Lets the user choose a model, and offers to download it where it is missing. */
export function selectModel(dependencies: ModelCommandDependencies) {
  return async (): Promise<void> => {
    try {
      const chosen = await dependencies.parts.use(({ library }) => chooseModel(library, dependencies.settings().model));
      if (chosen) await downloadModel(dependencies)();
    } catch (error) {
      dependencies.errors.show('No model was chosen.', error);
    }
  };
}

/** Ends the model processes, which gives all their memory back. The next job that the user asks for starts one again, and so does work ahead once they are at work. */
export function unloadModel({ parts, errors }: ModelCommandDependencies) {
  return async (): Promise<void> => {
    try {
      await parts.unload();
    } catch (error) {
      errors.show('The model was not unloaded.', error);
    }
  };
}
