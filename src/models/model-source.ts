import type { PartFile } from './part-file.ts';

/** What a source is asked for, and where it reports to. */
export interface FetchRequest {
  part: PartFile;
  /** Null for a file that is downloaded for the first time. */
  bytes: number | null;
  sha256: string | null;
  signal: AbortSignal | undefined;
  /** More has come. `pending`: bytes of the model that came but are not in the part yet. */
  onBytes(pending?: number): void;
  /** Called once the file's size is known, before its first byte is written; `extraBytes` is what the source needs on the disk besides. */
  onSize(total: number, extraBytes: number): Promise<void>;
}

/** What a source said of the file that it gave. */
export interface FetchedFile {
  /** As the source states it; null where it does not. */
  sha256: string | null;
  /** The exact version, for the record. */
  revision: string | null;
}

/** One place that a model can come from. */
export interface ModelSource {
  /** For people: `Hugging Face`, `PyPI`. */
  readonly label: string;
  /** Appends to the part what it lacks. Rejects with a SourceFailure when it cannot, with a UserError when nobody could. */
  fetch(request: FetchRequest): Promise<FetchedFile>;
}
