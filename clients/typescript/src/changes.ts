/** What changed in a workspace, for a client that keeps a copy of it. */

import { ProblemError } from "./problem.js";

/** Some changes, and where they end. */
export interface Batch<T> {
  data: T[];
  has_more: boolean;
  next_after: string;
}

/** A batch to apply. */
export interface Told<T> extends Batch<T> {
  /** Whether the copy is to be emptied before: it is new, or what it missed is no longer told. */
  from_scratch: boolean;
}

/**
 * Every change since `after`, batch by batch, until there is none. Apply a batch and keep its `next_after` in one step, and
 * give that as `after` the next time. Who was away for longer than deletions are told begins again, once.
 *
 * @param batch reads the changes after a place; without one, from the beginning
 */
export async function* changes<T>(
  batch: (after: string | undefined) => Promise<Batch<T>>,
  after?: string,
): AsyncGenerator<Told<T>, void, void> {
  let place = after;
  for (let has_more = true; has_more; ) {
    const told = await batch(place).catch((error: unknown) => {
      // Without a place nothing can have expired.
      if (!(error instanceof ProblemError) || error.status !== 410 || place === undefined) throw error;
      place = undefined;
      return batch(place);
    });
    yield { ...told, from_scratch: place === undefined };
    place = told.next_after;
    has_more = told.has_more;
  }
}
