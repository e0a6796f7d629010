import * as z from 'zod';

/** A repository with something staged, or a diff with the subjects that stood before it, newest first. */
export const commitInput = z.union(
  [z.object({ cwd: z.string().min(1) }), z.object({ diff: z.string(), recentSubjects: z.array(z.string()).default([]) })],
  { error: 'A commit message needs {"cwd"} or {"diff", "recentSubjects"}.' },
);

export type CommitInput = z.infer<typeof commitInput>;

/** A commit message; `message` is subject and body as git takes them. */
export interface CommitOutput {
  subject: string;
  body: string;
  message: string;
}
