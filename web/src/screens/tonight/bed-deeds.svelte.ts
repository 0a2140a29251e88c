import type { Refusal } from "#domain/change.ts";
import type { BlockReason } from "#domain/codes.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { BedId, BlockId, HoldId } from "#domain/ids.ts";
import { t } from "../../i18n/t.ts";
import { newId } from "../../state/new-id.ts";
import type { Session } from "../../state/session.svelte.ts";
import type { ActOutcome } from "../../vault/engine.ts";

/** What can be done to a bed where nobody lies: out of service and back, a hold let go. */
export class BedDeeds {
  /** What stands against the last deed. */
  refused = $state.raw<Refusal | undefined>();
  readonly #session: Session;
  readonly #house: HouseId;
  readonly #done: () => void;

  constructor(session: Session, house: HouseId, done: () => void) {
    this.#session = session;
    this.#house = house;
    this.#done = done;
  }

  /** Out of service, until a date (its first night back) or for now. */
  async block(bed: BedId, reason: BlockReason, to: string): Promise<void> {
    const input = {
      house: this.#house,
      block: newId<"block">(),
      on: { bed },
      reason,
      ...(to === "" ? {} : { to }),
    };
    await this.#end(this.#session.act("blockBeds", input, t("bed.block.done")));
  }

  /** Back in service from tonight on. */
  async unblock(block: BlockId): Promise<void> {
    const input = { house: this.#house, block };
    await this.#end(this.#session.act("unblockBeds", input, t("bed.unblock.done")));
  }

  /** Lets a hold go. */
  async release(hold: HoldId, confirmed: boolean): Promise<void> {
    const input = { house: this.#house, hold, confirmed };
    await this.#end(this.#session.act("releaseHold", input, t("bed.release.done")));
  }

  async #end(acting: Promise<ActOutcome>): Promise<void> {
    const outcome = await acting;
    this.refused = outcome.ok ? undefined : outcome.refusal;
    if (outcome.ok) this.#done();
  }
}
