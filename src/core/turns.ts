/** Milliseconds after which others have their turn: what was cancelled must stop within 200. */
const LONGEST_TURN = 30;

/** Long work that can be interrupted wherever it yields. */
export type Work<Result> = Generator<undefined, Result>;

/** Does it without a break: for small inputs. */
export function atOnce<Result>(work: Work<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Does it with breaks, so that one thread can answer others in between and hear of a cancellation. */
export async function inTurns<Result>(work: Work<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  let since = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - since < LONGEST_TURN) continue;
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    since = performance.now();
  }
}

/** `map` that can be interrupted after each item. */
export function* mapped<Item, Result>(items: readonly Item[], map: (item: Item, index: number) => Result): Work<Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) {
    results.push(map(item, index));
    yield;
  }
  return results;
}
