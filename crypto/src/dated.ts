/**
 * A value and all that it was before: each with the roster size from which it holds, rising. A change made by the
 * commit at position n holds from size n + 1, because a roster of that size is the first to include it.
 */
export type Dated<T> = readonly { readonly from: number; readonly value: T }[];

/** A value that holds from this size on. */
export const dated = <T>(from: number, value: T): Dated<T> => [{ from, value }];

/** What held in a roster of this size; undefined before the first value. */
export function valueAt<T>(history: Dated<T>, size: number): T | undefined {
  for (let i = history.length - 1; i >= 0; i--) {
    const one = history[i] as Dated<T>[number];
    if (one.from <= size) return one.value;
  }
  return undefined;
}

/** What holds now. */
export const valueNow = <T>(history: Dated<T>): T | undefined => history.at(-1)?.value;

/** The history with a newer value; a second change in one commit takes the place of the first. */
export function withValue<T>(history: Dated<T>, from: number, value: T): Dated<T> {
  const kept = history.at(-1)?.from === from ? history.slice(0, -1) : history;
  return [...kept, { from, value }];
}
