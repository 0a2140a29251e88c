import { type Result, err, ok } from "./result.ts";

/**
 * The compiled constants of the one suite there is. A server names a suite by its number and can choose nothing
 * else; an unknown number is refused before any work is done. docs/protocol.md §2.
 */
export const suite = {
  number: 1,
  /** Argon2id: passes, and memory in bytes. */
  argon: { passes: 3, memory: 64 * 1024 * 1024 },
  /** Bytes of the server's salt. */
  saltLength: 16,
  /** Bytes of every bundle: key commitment 32, nonce 24, seeds 64 and head 40 sealed, tag 16. */
  bundleLength: 32 + 24 + 64 + 40 + 16,
} as const;

/** The suite of that number, or a refusal. */
export const checkSuite = (number: number): Result<typeof suite, "unknown-suite"> =>
  number === suite.number ? ok(suite) : err("unknown-suite");
