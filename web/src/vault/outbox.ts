import { type LogId, type Result, err, ok } from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { Change, Now, Outcome, Refusal } from "#domain/change.ts";
import type { ActName } from "#domain/acts.ts";
import { applyChange, type State } from "#domain/state.ts";
import type { Follow } from "./follow.ts";
import { type Signed, sign, writesOf } from "./writing.ts";

/** One deed: which act, told what, judged as of when. Kept until it is saved or answered. */
export interface Deed {
  readonly id: string;
  readonly act: ActName;
  readonly input: unknown;
  readonly now: Now;
}

/** Where a deed is on its way. */
export type DeedState =
  | { readonly is: "kept" }
  | { readonly is: "sending" }
  | { readonly is: "saved"; readonly savedAt: number }
  /** It no longer fits what came first; the person decides, her words are kept. */
  | { readonly is: "question"; readonly refusal: Refusal };

/** A deed in the outbox. */
export interface Entry extends Deed {
  state: DeedState;
  /** What it came to when the person did it. */
  readonly meant: readonly Change[];
  /** What went out last, to be recognised if only the reply was lost. */
  sent: Signed | undefined;
}

/** Runs the act of that name; the engine is given the domain's. */
export type RunAct = (name: ActName, state: State, input: unknown, now: Now) => Outcome;

/**
 * Deeds on their way to the server, in order. A deed is shown at once, judged again on the verified state each time it
 * is signed, and saved only when the server has signed for exactly the root that this client computed. When the log
 * has moved: same outcome, signed anew in silence; a refusal or another outcome, a question.
 */
export class Outbox {
  readonly entries: Entry[] = [];
  readonly #follow: Follow;
  readonly #run: RunAct;
  readonly #changed: () => void;
  #shown: Change[] = [];
  #sending: Promise<void> | undefined;

  constructor(follow: Follow, run: RunAct, changed: () => void) {
    this.#follow = follow;
    this.#run = run;
    this.#changed = changed;
  }

  /** Judges a deed on what is shown now; keeps and shows it, or refuses it. */
  keep(deed: Deed): Result<Entry, Refusal> {
    const outcome = this.#run(deed.act, this.#follow.state, deed.input, deed.now);
    if (!outcome.ok) return err(outcome.refusal);
    const may = {
      find: this.#follow.find,
      roster: this.#follow.book.roster,
      keyring: this.#follow.keyring,
    };
    const writes = writesOf(outcome.changes, may);
    if (!writes.ok) return writes;
    const entry: Entry = {
      ...deed,
      state: { is: "kept" },
      meant: outcome.changes,
      sent: undefined,
    };
    this.entries.push(entry);
    this.#show(outcome.changes);
    this.#changed();
    return ok(entry);
  }

  /** Does something to the verified state alone: takes away what is only kept, and shows it again afterwards. */
  beneath<T>(work: () => T): T {
    for (const change of this.#shown.toReversed()) applyChange(this.#follow.state, change);
    this.#shown = [];
    try {
      return work();
    } finally {
      for (const entry of this.entries) {
        if (entry.state.is === "saved" || entry.state.is === "question") continue;
        const outcome = this.#run(entry.act, this.#follow.state, entry.input, entry.now);
        if (outcome.ok) this.#show(outcome.changes);
      }
    }
  }

  #show(changes: readonly Change[]): void {
    for (const change of changes) this.#shown.push(applyChange(this.#follow.state, change));
  }

  /** Sends what is kept until nothing is left or the network fails; joins a sending that is at work. */
  send(at: () => number): Promise<void> {
    this.#sending ??= this.#sendAll(at).finally(() => (this.#sending = undefined));
    return this.#sending;
  }

  async #sendAll(at: () => number): Promise<void> {
    for (;;) {
      const entry = this.entries.find((one) => one.state.is === "kept");
      if (entry === undefined) return;
      entry.state = { is: "sending" };
      this.#changed();
      const sent = await this.#sendOne(entry);
      if (sent.ok) entry.state = sent.value ?? { is: "saved", savedAt: at() };
      else entry.state = { is: "kept" };
      this.beneath(() => undefined);
      this.#changed();
      if (!sent.ok) return;
    }
  }

  /** A deed's end: saved (undefined) or a question. An error leaves it kept. */
  async #sendOne(entry: Entry): Promise<Result<DeedState | undefined, ErrorCode>> {
    for (;;) {
      if (entry.sent !== undefined && this.#stands(entry.sent)) return ok(undefined);
      const signed = this.beneath(() => this.#sign(entry));
      if (!signed.ok) return ok({ is: "question", refusal: signed.error });
      if (signed.value === undefined) return ok(undefined);
      entry.sent = signed.value;
      const answer = await this.#follow.api.append(signed.value.append);
      if (answer.ok) {
        const taken = this.#take(signed.value, answer.value);
        return taken.ok ? ok(undefined) : taken;
      }
      if (answer.error.code !== "moved") {
        const code = answer.error.code;
        if (code === "offline" || code === "try-again" || code === "too-many") return err(code);
        const caught = await this.#catchUp(signed.value.expected.map((head) => head.log));
        if (!caught.ok || !this.#stands(signed.value)) return err(code);
        continue;
      }
      const caught = await this.#catchUp(answer.error.heads.map((head) => head.log));
      if (!caught.ok) return caught;
    }
  }

  /** Judges the deed on the verified state; undefined where nothing is left to write. */
  #sign(entry: Entry): Result<Signed | undefined, Refusal> {
    const outcome = this.#run(entry.act, this.#follow.state, entry.input, entry.now);
    if (!outcome.ok) return err(outcome.refusal);
    const { book, keyring, find } = this.#follow;
    if (JSON.stringify(outcome.changes) !== JSON.stringify(entry.meant)) {
      const other = outcome.changes[0] ?? entry.meant[0];
      if (other !== undefined) return err({ code: "changed-meanwhile", what: other.type });
    }
    const writes = writesOf(outcome.changes, { find, roster: book.roster, keyring });
    if (!writes.ok) return writes;
    if (writes.value.length === 0) return ok(undefined);
    const signed = sign({ book, keyring }, writes.value);
    if (signed.ok) return signed;
    const [first] = entry.meant;
    const place = first?.place ?? { compartment: "team" as const };
    return err({ code: "no-right", ...place });
  }

  /** Takes one's own append as the server has signed for it. */
  #take(signed: Signed, ack: Parameters<Follow["book"]["signed"]>[0]): Result<void, ErrorCode> {
    const { book } = this.#follow;
    const arrived = signed.expected.every(({ log, size }) => book.head(log).size >= size);
    if (arrived) return this.#stands(signed) ? ok(undefined) : err("log-forked");
    if (!book.signed(ack)) return err("acknowledgement-unsigned");
    if (!book.agrees(ack.heads, signed.expected)) return err("log-forked");
    return this.beneath(() => {
      for (const chain of signed.append.chains) {
        for (const frame of chain.commits) {
          const taken = book.take(chain.log, frame, false);
          if (!taken.ok) return taken;
          this.#follow.read([taken.value]);
        }
      }
      return ok(undefined);
    });
  }

  /** Whether an append that went out is in the logs as they are verified here. */
  #stands(signed: Signed): boolean {
    return signed.append.chains.every((chain) =>
      chain.commits.every((frame) => this.#follow.book.holds(chain.log, frame.bytes)),
    );
  }

  async #catchUp(logs: readonly LogId[]): Promise<Result<void, ErrorCode>> {
    for (const log of logs) {
      const pulled = await this.#follow.pull(log, (read) => this.beneath(read));
      if (!pulled.ok) return pulled;
    }
    return ok(undefined);
  }
}
