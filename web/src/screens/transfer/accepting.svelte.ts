import type { HouseId } from "#domain/compartments.ts";
import type { Id } from "#domain/ids.ts";
import type { FittingPlace } from "#domain/view-places.ts";
import type { TransferView } from "#domain/view-transfers.ts";
import { t } from "../../i18n/t.ts";
import { newId } from "../../state/new-id.ts";
import type { Session } from "../../state/session.svelte.ts";
import type { ActOutcome } from "../../vault/engine.ts";

/** A household that another house offers: where and from when it could sleep here, and the answer. */
export class Accepting {
  view = $state.raw<TransferView | undefined>();
  read = $state(false);
  /** The first night here; empty is tonight, or the first that can be. */
  evening = $state("");
  pickedRoom = $state<string | undefined>();
  reason = $state("");
  refused = $state.raw<Extract<ActOutcome, { ok: false }>["refusal"] | undefined>();
  working = $state(false);
  readonly house: HouseId;
  readonly #offer: Id<"transfer">;
  readonly #session: Session;

  constructor(session: Session, house: HouseId, offer: Id<"transfer">) {
    this.#session = session;
    this.#offer = offer;
    this.house = house;
    $effect(() => {
      const evening = this.evening === "" ? {} : { evening: this.evening };
      return session.engine.watch("transfer", { offer, ...evening }, (view) => {
        this.view = view;
        this.read = true;
      });
    });
  }

  get picked(): FittingPlace | undefined {
    const fitting = this.view?.places.fitting ?? [];
    return fitting.find(({ room }) => room === this.pickedRoom) ?? fitting[0];
  }

  /** Takes them over into the picked place; true when it is in the outbox. */
  async accept(): Promise<boolean> {
    const { view, picked } = this;
    if (!view || !picked) return false;
    const moves = view.persons.flatMap(({ personRef }, at) => {
      const bed = picked.beds[at];
      return bed === undefined ? [] : [{ personRef, bed: bed.bed }];
    });
    const reason = this.reason.trim();
    const brought = picked.brought.map(({ bed, to }) => ({ bed, to }));
    const input = {
      offer: this.#offer,
      placement: newId<"placement">(),
      figures: newId<"figures">(),
      moves,
      evening: view.evening,
      ...(brought.length > 0 && { brought }),
      ...(reason !== "" && { override: { reason } }),
    };
    const said = t("transfer.accepted", { room: picked.label });
    return this.#do(() => this.#session.act("acceptTransfer", input, said));
  }

  /** Says that they cannot come; true when it is in the outbox. */
  async decline(): Promise<boolean> {
    const input = { offer: this.#offer };
    return this.#do(() => this.#session.act("declineTransfer", input, t("transfer.declined")));
  }

  async #do(act: () => Promise<ActOutcome>): Promise<boolean> {
    if (this.working) return false;
    this.working = true;
    const outcome = await act();
    this.working = false;
    this.refused = outcome.ok ? undefined : outcome.refusal;
    return outcome.ok;
  }
}
