/** The key of a task from the parts that make it what it is; when one of them changes, it is another task. */
export const dueKey = (...parts: readonly [source: string, ...rest: string[]]): string =>
  parts.join(":");
