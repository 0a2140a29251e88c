import {
  type Acknowledgement,
  type LogId,
  type Signature,
  type Statement,
  Writer,
  parse,
  readHeads,
  sameHead,
  writeHeads,
} from "#crypto";

/**
 * The newest acknowledgement that the server signed for each log: what it cannot take back. Kept with the cache, so that
 * another root signed for the same size is a proof of fraud on any later day.
 */
export class SignedHeads {
  readonly #newest = new Map<LogId, Acknowledgement>();

  /** Notes an acknowledgement whose signature holds. Returns what it contradicts, which then stays. */
  note(acknowledgement: Acknowledgement): Acknowledgement | undefined {
    let contradicted: Acknowledgement | undefined;
    for (const head of acknowledgement.heads) {
      const known = this.#newest.get(head.log);
      const before = known?.heads.find((one) => one.log === head.log);
      if (before?.size === head.size && !sameHead(before, head)) contradicted = known;
      if (before === undefined || before.size < head.size) {
        this.#newest.set(head.log, acknowledgement);
      }
    }
    return contradicted;
  }

  /** The newest for a log. */
  newest(log: LogId): Acknowledgement | undefined {
    return this.#newest.get(log);
  }

  /** What was signed for a log is of a line that has ended. */
  forget(log: LogId): void {
    this.#newest.delete(log);
  }

  /** What was signed for a log, as a statement for export. */
  statements(log: LogId): readonly Statement[] {
    const acknowledgement = this.#newest.get(log);
    return acknowledgement === undefined ? [] : [{ is: "acknowledgement", acknowledgement }];
  }

  /** All of them, for the cache. */
  write(): Uint8Array {
    const all = [...new Set(this.#newest.values())];
    return new Writer()
      .list(all, (w, { heads, signature }) => writeHeads(w, heads).bytes(signature))
      .done();
  }

  /** Takes back what `write` wrote. */
  restore(bytes: Uint8Array): void {
    const all = parse(bytes, (r) =>
      r.list(0xffff, (v) => ({ heads: readHeads(v), signature: v.copy(64) as Signature })),
    );
    for (const one of all ?? []) this.note(one);
  }
}
