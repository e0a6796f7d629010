import type { NumberedLine } from '../numbered-lines.ts';

export interface Frame {
  /** As it stands there; undefined where only the function is named. */
  file?: string | undefined;
  line?: number | undefined;
  name: string;
}

/** One exception; those that it was caused by come after it. */
export interface Thrown {
  exception: string;
  message: string;
  frames: Frame[];
}

export interface Trace {
  language: 'python' | 'javascript' | 'java' | 'csharp' | 'go' | 'rust' | 'ruby' | 'php';
  /** What ended the program, then its cause, then the cause's. At least one. */
  chain: Thrown[];
  /** Frames stand with the innermost call first. */
  start: number;
  /** Indices of the lines, the end exclusive. */
  end: number;
}

/** Reads the trace that begins at that line; undefined where none does. Looks at each line a bounded number of times. */
export type TraceReader = (lines: readonly NumberedLine[], start: number) => Trace | undefined;

/** Frames of one trace that are kept: an endless recursion says nothing more. */
export const MOST_FRAMES = 60;
export const LONGEST_MESSAGE = 1000;

/** `Name: message`; the name alone where nothing is said. */
export function headOf(text: string): { exception: string; message: string } {
  const colon = /^([\w$.\\:/<>`[\]+-]{1,200}?)(?: \[([\w-]{1,80})\])?(?:: ([^]{0,4000}))?$/.exec(text.trim());
  if (!colon) return { exception: text.trim().split(/[:\s]/)[0]!.slice(0, 200), message: text.trim().slice(0, LONGEST_MESSAGE) };
  return { exception: colon[1]!, message: [colon[2] === undefined ? '' : `[${colon[2]}] `, colon[3] ?? ''].join('').trim().slice(0, LONGEST_MESSAGE) };
}

const LIBRARY =
  /node_modules|site-packages|dist-packages|[\\/]lib(?:64)?[\\/]python\d|<frozen|^node:|internal[\\/]|^<anonymous>|^<string>$|\/rustc\/|\.cargo[\\/]registry|rustlib|\/go\/src\/|\/go\/pkg\/mod\/|[\\/]libexec[\\/]|[\\/]vendor[\\/]|[\\/]gems[\\/]|<internal:|webpack[\\/](?:runtime|bootstrap)|^native$|[\\/]ruby[\\/]\d/;
const LIBRARY_NAMES =
  /^(?:java|javax|jdk|sun|com\.sun|kotlin|scala|jakarta|org\.(?:springframework|apache|hibernate|junit|eclipse|gradle)|io\.netty|System|Microsoft|core|std|alloc|rust_begin_unwind|__rust|<?core::|<?std::|<?alloc::|runtime|testing|syscall|net\/http)(?:[./:(]|$)|^(?:rust_begin_unwind|__rust_\w+|_start|__libc_start\w*|main)$(?<!^main$)/;

/** True where the frame lies in the user's own code, not in a library or the language itself. */
export function isOwn({ file, name }: Frame): boolean {
  return !(file !== undefined && LIBRARY.test(file)) && !LIBRARY_NAMES.test(name);
}
