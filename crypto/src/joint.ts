import type { LogId } from "./brand.ts";
import { equal, toHex } from "./bytes.ts";
import { type Commit, type JointPart, itemsHash } from "./commit.ts";

/** Whether a joint commit's list holds its own log with the hash of what it carries. */
export function namesItself(commit: Commit): boolean {
  if (commit.joint.length === 0) return true;
  const own = commit.joint.find((part) => part.log === commit.log);
  return own !== undefined && equal(own.itemsHash, itemsHash(commit.items));
}

/**
 * The joint appends of which only a part is there. `covered` holds, for each log that the reader has, the joint lists
 * of its commits as far as one heads list reaches: if that covers one half, it covers all, or the server lies.
 * Logs that the reader does not have are not asked about. docs/protocol.md §5.
 */
export function tornAppends(
  covered: ReadonlyMap<LogId, readonly (readonly JointPart[])[]>,
): (readonly JointPart[])[] {
  const seen = new Map<LogId, ReadonlySet<string>>();
  for (const [log, lists] of covered) seen.set(log, new Set(lists.map(nameOf)));
  const torn = new Map<string, readonly JointPart[]>();
  for (const list of [...covered.values()].flat()) {
    const name = nameOf(list);
    const whole = list.every((part) => seen.get(part.log)?.has(name) ?? true);
    if (!whole) torn.set(name, list);
  }
  return [...torn.values()];
}

const nameOf = (list: readonly JointPart[]): string =>
  list.map((part) => `${part.log} ${toHex(part.itemsHash)}`).join(" ");
