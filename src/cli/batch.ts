import { messageOf } from '../core/errors.ts';

/** Answers one input; rejects with what is wrong with it. */
export type AnswerOne = (input: unknown) => Promise<unknown>;

/** One result for each line that is not blank, in order: what `answer` gives, or `{"error": …}` where the line is no JSON or has no answer. */
export async function runBatch(lines: AsyncIterable<string>, answer: AnswerOne, write: (line: string) => Promise<void>, signal: AbortSignal): Promise<void> {
  for await (const line of lines) {
    signal.throwIfAborted();
    if (line.trim() === '') continue;
    const result = await answerLine(line, answer, signal);
    await write(`${JSON.stringify(result)}\n`);
  }
  signal.throwIfAborted();
}

async function answerLine(line: string, answer: AnswerOne, signal: AbortSignal): Promise<unknown> {
  let input: unknown;
  try {
    input = JSON.parse(line);
  } catch (error) {
    return { error: `This line is not JSON: ${messageOf(error)}` };
  }
  try {
    return await answer(input);
  } catch (error) {
    // After an interruption nothing more is answered.
    signal.throwIfAborted();
    return { error: messageOf(error) };
  }
}
