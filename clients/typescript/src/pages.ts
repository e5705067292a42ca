/** Lists as they are meant: one item after the other, however many pages they come in. */

/** A page of any list. */
export interface Page<T> {
  data: T[];
  has_more: boolean;
  next_cursor?: string | null;
}

/**
 * Every item of a list, page by page, each page asked for when its first item is.
 *
 * @param page reads the page at a cursor; without one, the first
 */
export async function* items<T>(page: (cursor: string | undefined) => Promise<Page<T>>): AsyncGenerator<T, void, void> {
  let cursor: string | undefined;
  do {
    const { data, has_more, next_cursor } = await page(cursor);
    yield* data;
    cursor = has_more ? (next_cursor ?? undefined) : undefined;
  } while (cursor !== undefined);
}
