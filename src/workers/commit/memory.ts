import * as z from 'zod';
import type { Memory } from '../../core/worker.ts';
import { fileTexts, fingerprint } from '../changes/fingerprint.ts';
import type { CommitFacts } from './facts.ts';
import type { CommitOutput } from './input.ts';

/** Goes up when the same change would get another message. */
const FORMAT = 2;

const keptMessage = z.object({ subject: z.string().min(1), body: z.string(), message: z.string().min(1) });

/** Messages are kept by what they were written from: the change, the house's form, its past, the user's wishes. So the hook has at once what was drafted before, in the editor or by a command. */
export const commitMemory: Memory<CommitFacts, CommitOutput> = {
  key({ files, style, recentSubjects, similar, heads, details, instructions = '' }) {
    const rest = JSON.stringify([style, similar, heads, details, instructions], (_, value: unknown) => (value instanceof Map ? [...value] : value instanceof RegExp ? value.source : value));
    return `${FORMAT} ${files.length} ${fingerprint([...fileTexts(files), ...recentSubjects, rest])}`;
  },
  pack: ({ subject, body, message }) => ({ subject, body, message }),
  unpack(kept) {
    const { success, data } = keptMessage.safeParse(kept);
    return success ? data : undefined;
  },
};
