/**
 * [Note: Three classes of fault] Every reader of a log (client, server, auditor) comes to the same verdict:
 *
 * - *tree*: the bytes do not continue the log that the reader holds. Nothing from here on is taken; an alarm.
 *   An honest server never stores such a commit, so this is the server's fault or an attack on the way.
 * - *commit*: the commit continues the log, but its author had no business writing it. It stays in the tree
 *   and everybody skips it, whole, by the same pure function of public bytes; an alarm.
 * - *content*: the commit is valid, but a version does not open or does not say what its schema demands. The
 *   version counts, the record shows as unreadable with its author, and the next good version heals it.
 */

/** Faults after which nothing more of a log is taken. */
export const treeFaults = [
  "malformed",
  "wrong-log",
  "wrong-base-size",
  "wrong-base-root",
  "roster-not-delivered",
  "no-genesis",
  "fence-contradicted",
] as const;
export type TreeFault = (typeof treeFaults)[number];

/** Faults that any commit can have, in a vault or on the roster. */
export const sharedFaults = [
  "unknown-vault",
  "unknown-member",
  "no-right",
  "bad-signature",
  "wrong-joint",
  "wrong-epoch",
  "repeated",
] as const;

/** Faults of a commit in a vault's log. */
export const leafFaults = [
  "not-on-roster",
  "roster-went-back",
  "past-fence",
  "wrong-version",
  "nothing-there",
  "write-once",
  "needs-manage",
  "needs-reason",
  "no-request",
  "other-content",
  "still-live",
] as const;

/** Faults of a commit on the roster. */
export const entryFaults = [
  "second-genesis",
  "accept-not-alone",
  "bad-key",
  "key-in-use",
  "id-in-use",
  "unknown-invite",
  "bad-invite-signature",
  "wrong-generation",
  "not-more",
  "not-less",
  "no-change",
  "auditor-holds-nothing",
  "wrong-link",
  "key-commit-in-use",
  "wrong-boxes-count",
  "bad-fence-signature",
  "stray-fence",
  "no-fence",
  "no-new-epoch",
  "no-first-epoch",
  "vault-not-joint",
  "last-manager",
  "last-admin",
  "needless-abandon",
  "wrong-reset",
  "wrong-quorum",
] as const;

/** Every fault for which a commit is skipped. */
export const commitFaults = [...sharedFaults, ...leafFaults, ...entryFaults] as const;
export type CommitFault = (typeof commitFaults)[number];

/** What every reader thinks of a commit. */
export type Verdict =
  | { readonly is: "valid" }
  | { readonly is: "commit-fault"; readonly code: CommitFault }
  | { readonly is: "tree-fault"; readonly code: TreeFault };

/** The commit counts. */
export const valid: Verdict = { is: "valid" };
/** The commit stays in the tree and is skipped. */
export const skip = (code: CommitFault): Verdict => ({ is: "commit-fault", code });
/** Neither this commit nor anything after it is taken. */
export const stop = (code: TreeFault): Verdict => ({ is: "tree-fault", code });
