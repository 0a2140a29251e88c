/** Every domain-separation label, one use each. `H`, derivations and signatures take labels only from here. */
export const labels = {
  loginSalt: "linden/1/login-salt",
  root: "linden/1/root",
  login: "linden/1/login",
  wrap: "linden/1/wrap",
  local: "linden/1/local",
  bundleCommit: "linden/1/bundle-commit",
  bundleKey: "linden/1/bundle-key",
  challenge: "linden/1/challenge",
  genesis: "linden/1/genesis",
  vaultMeaning: "linden/1/vault-meaning",
  keyCommit: "linden/1/key-commit",
  epochWrap: "linden/1/epoch-wrap",
  box: "linden/1/box",
  content: "linden/1/content",
  record: "linden/1/record",
  commit: "linden/1/commit",
  leavesHash: "linden/1/leaves",
  acknowledgement: "linden/1/acknowledgement",
  invite: "linden/1/invite",
  accept: "linden/1/accept",
  acceptWords: "linden/1/accept-words",
  orgWords: "linden/1/org-words",
  accountKeyCheck: "linden/1/account-key-check",
  pin: "linden/1/pin",
  bundleContext: "linden/1/bundle-context",
  recoverySeed: "linden/1/recovery-seed",
  recoveryCheck: "linden/1/recovery-check",
  recoveryMember: "linden/1/recovery-member",
} as const;

/** One of the labels in the table. */
export type Label = (typeof labels)[keyof typeof labels];
