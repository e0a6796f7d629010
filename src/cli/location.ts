import { UsageError } from './arguments.ts';

/** A place in a file, counted from 1. */
export interface Location {
  file: string;
  line: number;
  column?: number;
}

/** Reads `FILE:LINE` or `FILE:LINE:COL`; the file's own name may have colons, as Windows paths do. */
export function parseLocation(text: string): Location {
  const match = /^(.+?):(\d+)(?::(\d+))?:?$/s.exec(text);
  const [line, column] = [Number(match?.[2] ?? 0), match?.[3] === undefined ? undefined : Number(match[3])];
  if (!match || line < 1 || column === 0) throw new UsageError(`${JSON.stringify(text)} names no place: write FILE:LINE or FILE:LINE:COL, counted from 1.`);
  return { file: match[1]!, line, ...(column === undefined ? {} : { column }) };
}

/** A file, or a place in it. */
export interface FilePlace {
  file: string;
  line?: number;
  column?: number;
}

/** Reads `FILE`, `FILE:LINE` or `FILE:LINE:COL`. */
export function parsePlace(text: string): FilePlace {
  return /:\d+:?$/.test(text) ? parseLocation(text) : { file: text };
}
