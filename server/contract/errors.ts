/**
 * Everything that can go wrong between a client and the server, as codes. The set is closed: docs/errors.md says of
 * each what happened, what a person is told and what to do; a test compares the two.
 */
export const serverErrors = {
  malformed: 400,
  "too-large": 413,
  "wrong-commit": 422,
  "wrong-envelope": 422,
  "wrong-box": 422,
  "not-an-account": 422,
  "login-refused": 401,
  "session-ended": 401,
  "session-closed": 401,
  "not-allowed": 403,
  "foreign-origin": 403,
  "unknown-log": 404,
  "no-such-thing": 404,
  "name-taken": 409,
  moved: 409,
  "too-many": 429,
  "try-again": 503,
  healing: 503,
  "our-fault": 500,
} as const;

/** A code that the server can answer with. */
export type ServerError = keyof typeof serverErrors;

/** What only a client can find. */
export const clientErrors = [
  "offline",
  "cannot-open",
  "bad-salt",
  "unknown-suite",
  "wrong-passphrase",
  "passphrase-changed",
  "passphrase-unsure",
  "renewal-unsure",
  "mistyped",
  "sheets-differ",
  "sheets-refused",
  "not-a-code",
  "invite-ended",
  "enrolment-unsure",
  "would-abandon",
  "device-fault",
  "bundle-mismatch",
  "log-rolled-back",
  "log-forked",
  "log-malformed",
  "roster-withheld",
  "acknowledgement-unsigned",
  "heads-unsigned",
  "heads-rolled-back",
  "heads-forked",
  "heads-inconsistent",
  "heads-withheld",
  "witness-stale",
  "log-left-out",
  "append-torn",
  "commit-skipped",
  "box-missing",
  "envelope-withheld",
  "not-listed-yet",
  "vault-meaning-wrong",
  "vault-twice",
  "box-broken",
  "link-broken",
  "reseal-broken",
  "faults-repeated",
  "false-recovery",
] as const;

/** Every code that a person may meet. */
export type ErrorCode = ServerError | (typeof clientErrors)[number];
