/**
 * `stopped`: no process; the next request starts one. `starting`: the process starts, or waits after a crash. `loading`: it reads the model file.
 * `idle`, `busy`: the model is in memory. `failed`: the last start failed, or the process crashed too often.
 */
export type ModelState = 'stopped' | 'starting' | 'loading' | 'idle' | 'busy' | 'failed';

export interface ModelStatus {
  state: ModelState;
  /** The model's name, or what was asked for while it is not yet located. */
  model: string;
  /** One line for a person: how far loading is, why it failed; empty where there is nothing to say. */
  detail: string;
  /** Process id while there is a process. */
  pid: number | null;
}
