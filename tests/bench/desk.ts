import type { Change } from "#domain/change.ts";
import type { Told } from "#vault/deed.ts";
import type { OpenAccount } from "#vault/open-account.ts";
import { Outbox } from "#vault/outbox.ts";
import { Sender } from "#vault/sending.ts";

/**
 * An open account from which records are written as they are: its own outbox and sender, in which the only act is "these
 * changes". Everything else is the engine's: deeds are judged, kept sealed on the device, sealed, signed, sent, their
 * inclusion proved, and those of others read beneath them. What is left out is the domain's acts, which write several
 * records into several vaults and weigh them; what they cost is no matter of keeping records.
 */
export class Desk {
  readonly open: OpenAccount;
  readonly #outbox: Outbox;
  readonly #sender: Sender;
  /** Called with the records of each commit, once they are open. */
  heard: (records: readonly string[]) => void = () => undefined;

  constructor(open: OpenAccount) {
    this.open = open;
    const { follow } = open.entered;
    this.#outbox = new Outbox({
      follow,
      local: open.local,
      run: (told) => ({ ok: true, changes: told.input as unknown as readonly Change[] }),
      clock: Date.now,
      changed: () => undefined,
      saved: () => undefined,
      outOfTheWay: () => this.#sender.wake(),
      overtaken: () => undefined,
    });
    const trouble = (_log: unknown, code: string): void => {
      queueMicrotask(() => {
        throw new Error(`trouble: ${code}`);
      });
    };
    const nothing = (): void => undefined;
    const told = {
      mending: open.mending,
      trouble,
      taken: nothing,
      restored: nothing,
      made: nothing,
    };
    this.#sender = new Sender({ follow, outbox: this.#outbox, ...told });
    const { arrived } = follow.listener;
    follow.listener.arrived = (taken, read) => {
      arrived(taken, () => this.#outbox.arrived(taken, read));
      for (const { commit } of taken) {
        if (commit.items.is === "leaves")
          this.heard(commit.items.leaves.map((leaf) => leaf.record));
      }
    };
  }

  /** Writes records in one append and waits until their inclusion is proved. */
  async write(changes: readonly Change[]): Promise<void> {
    const kept = await this.#outbox.keep(
      [{ act: "refreshOffer", input: changes } as unknown as Told],
      { instant: Date.now(), timeZone: "UTC" },
    );
    if (!kept.ok) throw new Error(`refused: ${JSON.stringify(kept.error)}`);
    this.#sender.wake();
    const state = await this.#outbox.settled(kept.value.deed.id);
    if (state?.is !== "saved") throw new Error(`not saved: ${JSON.stringify(state)}`);
  }
}
