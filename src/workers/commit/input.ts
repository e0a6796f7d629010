import * as z from 'zod';

/** The user's own instructions for the wording; longer ones would crowd out the change. */
const instructions = z.string().trim().max(2000, 'At most 2000 characters.').optional();

/** A repository with something staged, or a diff with the subjects that stood before it, newest first. */
export const commitInput = z.union(
  [z.object({ cwd: z.string().min(1), instructions }), z.object({ diff: z.string(), recentSubjects: z.array(z.string()).default([]), instructions })],
  { error: 'A commit message needs {"cwd"} or {"diff", "recentSubjects"}.' },
);

export type CommitInput = z.infer<typeof commitInput>;

/** A commit message; `message` is subject and body as git takes them. */
export interface CommitOutput {
  subject: string;
  body: string;
  message: string;
}
