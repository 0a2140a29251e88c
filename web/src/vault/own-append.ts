import {
  type Acknowledgement,
  type LogHead,
  type LogId,
  type Statement,
  equal,
  rosterLog,
} from "#crypto";
import type { Lie, Taken } from "./book.ts";
import type { Follow } from "./follow.ts";
import type { Signed } from "./writing.ts";

/** What the server signed for an append, and what its author had signed. */
export const saidOf = (signed: Signed, acknowledgement: Acknowledgement): readonly Statement[] => [
  { is: "acknowledgement", acknowledgement },
  ...signed.append.chains.flatMap(({ commits }) =>
    commits.map(({ bytes }): Statement => ({ is: "commit", bytes })),
  ),
];

/**
 * Takes one's own append as the server has signed for it: over exactly the roots that were computed here. `later`
 * where the signed heads are past it, because it was known already: then the logs are read.
 */
export function takeOwn(
  follow: Follow,
  signed: Signed,
  ack: Acknowledgement,
): Lie | "later" | undefined {
  const { book } = follow;
  const { append, expected } = signed;
  if (!book.signed(ack)) return "acknowledgement-unsigned";
  const contradicted = book.signedHeads.note(ack) !== undefined;
  if (contradicted) return "log-forked";
  if (!book.agrees(ack.heads, expected)) {
    const same = (size: number, log: LogId): boolean =>
      ack.heads.some((head) => head.log === log && head.size === size);
    return expected.every(({ log, size }) => same(size, log)) ? "log-forked" : "later";
  }
  // Where a log is past it already, it must have gone through this very append: others' may stand in its place.
  const arrived = expected.map(({ log, size }) => book.size(log) >= size);
  const roots = expected.map(({ log, size }, i) =>
    arrived[i] ? book.rootAt(log, size) : undefined,
  );
  if (roots.some((root, i) => root && !equal(root, (expected[i] as LogHead).root))) {
    return "log-forked";
  }
  if (roots.every((root) => root !== undefined)) return undefined;
  if (arrived.some(Boolean)) return "later";
  const taken: Taken[] = [];
  for (const { log, commits } of append.chains) {
    for (const frame of commits) {
      const one = book.take(log, frame, "own");
      if (!one.ok) return "later";
      taken.push(one.value);
    }
  }
  for (const { vault, epoch, key } of signed.keys) follow.keyring.hold(vault, epoch, key);
  follow.listener.arrived(taken, (shown) => follow.read(taken, shown));
  for (const { log } of expected) {
    book.agree(log);
    follow.listener.agreed(log);
  }
  if (append.chains.some(({ log }) => log === rosterLog)) follow.listener.roster();
  return undefined;
}
