import type { Refusal } from "#domain/change.ts";
import type { ActInput, ActName } from "#domain/acts.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { InventoryView } from "#domain/view-inventory.ts";
import { t } from "../../i18n/t.ts";
import type { MessageKey } from "../../i18n/en/index.ts";
import type { Session } from "../../state/session.svelte.ts";

/** What a sheet of the inventory is about. */
export type About =
  | { readonly is: "room"; readonly room: string }
  | { readonly is: "bed"; readonly bed: string }
  | { readonly is: "newRoom" };

/** The acts on rooms, beds and the house itself, each with what its toast says. */
const said = {
  addRoom: "inventory.done.added",
  addBed: "inventory.done.added",
  retireRoom: "inventory.done.retired",
  retireBed: "inventory.done.retired",
  setRoomMode: "inventory.done.mode",
  moveBed: "inventory.done.moved",
  blockBeds: "bed.block.done",
  unblockBeds: "bed.unblock.done",
  closeHouse: "inventory.done.closed",
  reopenHouse: "inventory.done.reopened",
  setFundedBeds: "inventory.done.funded",
} as const satisfies Partial<Record<ActName, MessageKey>>;

/** Rooms and beds of a house, and what can be done to them. */
export class Inventory {
  view = $state.raw<InventoryView | undefined>();
  read = $state(false);
  about = $state.raw<About | undefined>();
  /** What stands against the last deed. */
  refused = $state.raw<Refusal | undefined>();
  working = $state(false);
  readonly house: HouseId;
  readonly session: Session;

  constructor(session: Session, house: HouseId) {
    this.session = session;
    this.house = house;
    $effect(() =>
      session.engine.watch("inventory", { house }, (view) => {
        this.view = view;
        this.read = true;
      }),
    );
  }

  /** Opens a sheet, or closes it. */
  open(about: About | undefined): void {
    this.refused = undefined;
    this.about = about;
  }

  /** Does a deed; true when it is in the outbox, and then its sheet is closed. */
  async do<N extends keyof typeof said>(
    name: N,
    input: Omit<ActInput<N>, "house">,
  ): Promise<boolean> {
    if (this.working) return false;
    this.working = true;
    const whole = { house: this.house, ...input } as unknown as ActInput<N>;
    const outcome = await this.session.act(name, whole, t(said[name]));
    this.working = false;
    this.refused = outcome.ok ? undefined : outcome.refusal;
    if (outcome.ok) this.about = undefined;
    return outcome.ok;
  }
}
