import * as z from 'zod';
import type { Memory } from '../../../../core/worker.ts';
import type { WorkerDefinition } from '../../definition.ts';
import { fingerprint } from '../../../changes/fingerprint.ts';

export interface TransformOutput {
  text: string;
  /** What the result should have kept and has not. */
  lost: string[];
  /** What the result has and the text had not. */
  added: string[];
}

/** Goes up when answers change their meaning. */
const FORMAT = 1;

const keptOutput = z.strictObject({ text: z.string(), lost: z.array(z.string()), added: z.array(z.string()) });

/** Answers are kept by text and by all that the worker's file says. */
export function transformMemory<Facts>(textKey: (facts: Facts) => string, { instruction, format, keep, start, examples }: WorkerDefinition): Memory<Facts, TransformOutput> {
  return {
    key: (facts) => `transform ${FORMAT} ${fingerprint([instruction, format, keep.join(), start ?? '', JSON.stringify(examples)])} ${textKey(facts)}`,
    pack: (output) => output,
    unpack: (kept) => keptOutput.safeParse(kept).data,
  };
}
