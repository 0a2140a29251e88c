import type { Commit } from "#crypto/verify";
import type { Findings } from "./check.ts";

/** Counts what a commit that counts has brought. */
export function taken({ items }: Commit, findings: Findings): void {
  if (items.is === "leaves") {
    for (const { kind } of items.leaves) findings.count(leaves[kind]);
    return;
  }
  for (const { is } of items.entries) {
    findings.count("roster entries");
    if (is === "remove" || is === "revoke" || is === "rotate-identity") {
      findings.count("removals and other takings-away");
    }
  }
}

const leaves = {
  put: "versions written",
  tombstone: "records removed",
  reseal: "versions sealed anew",
  prune: "versions dropped",
} as const;
