import * as vscode from 'vscode';
import type { Repository } from './git-repositories.ts';

/** Milliseconds in which Escape takes a message back that came at once, as it does while one is written. */
const FRESH_MS = 15_000;

/** Remembers for a while whose message has come last, and tells the key bindings. */
export class FreshMessage {
  #last: { repository: Repository; timer: NodeJS.Timeout } | undefined;

  came(repository: Repository): void {
    clearTimeout(this.#last?.timer);
    this.#last = { repository, timer: setTimeout(() => this.forget(), FRESH_MS) };
    tell(true);
  }

  /** Undefined where none has come of late. */
  get repository(): Repository | undefined {
    return this.#last?.repository;
  }

  /** Forgets it; only if it is that repository's, where one is named. */
  forget(key?: string): void {
    if (!this.#last || (key !== undefined && this.#last.repository.rootUri.toString() !== key)) return;
    this.dispose();
    tell(false);
  }

  dispose(): void {
    clearTimeout(this.#last?.timer);
    this.#last = undefined;
  }
}

function tell(fresh: boolean): void {
  void vscode.commands.executeCommand('setContext', 'journeyman.commitFresh', fresh);
}
