import { equal } from "./bytes.ts";
import { type Commit, itemsHash } from "./commit.ts";

/** Whether a joint commit's list holds its own log with the hash of what it carries. */
export function namesItself(commit: Commit): boolean {
  if (commit.joint.length === 0) return true;
  const own = commit.joint.find((part) => part.log === commit.log);
  return own !== undefined && equal(own.itemsHash, itemsHash(commit.items));
}
