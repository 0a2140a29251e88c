import type { Refusal } from "#domain/change.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { OtherHouse } from "#domain/elsewhere.ts";
import type { StayRef } from "#domain/ids.ts";
import type { HouseLine } from "#domain/view-houses.ts";
import type { RequestsView } from "#domain/view-requests.ts";
import type { ResidentView } from "#domain/view-resident.ts";
import { t } from "../../i18n/t.ts";
import { newId } from "../../state/new-id.ts";
import { writesPeople } from "../../state/rights.ts";
import type { Session } from "../../state/session.svelte.ts";

/** Another house, and what it says that it could offer tonight. */
export interface Askable {
  readonly house: HouseId;
  readonly codeName: string;
  readonly could?: OtherHouse;
}

/** A household that is offered to a house whose people this worker may not read. */
export class OfferingStay {
  resident = $state.raw<ResidentView | undefined>();
  requests = $state.raw<RequestsView | undefined>();
  all = $state.raw<readonly HouseLine[]>([]);
  to = $state.raw<HouseId | undefined>();
  refused = $state.raw<Refusal | undefined>();
  working = $state(false);
  readonly #session: Session;
  readonly #house: HouseId;
  readonly #stay: StayRef;

  constructor(session: Session, house: HouseId, stay: StayRef) {
    this.#session = session;
    this.#house = house;
    this.#stay = stay;
    const { engine } = session;
    $effect(() =>
      engine.watch("resident", { house, stayRef: stay }, (view) => (this.resident = view)),
    );
    $effect(() => engine.watch("requests", { house }, (view) => (this.requests = view)));
    $effect(() => engine.watch("houses", {}, (lines) => (this.all = lines)));
  }

  /** What she, or the first of them, is called. */
  get name(): string {
    const persons = this.resident?.persons ?? [];
    return (persons.find(({ head }) => head) ?? persons[0])?.calledName ?? t("bed.taken");
  }

  get timeZone(): string {
    return this.requests?.timeZone ?? "UTC";
  }

  /** Houses to ask, the largest household first; into her own she moves them herself. */
  get houses(): readonly Askable[] {
    const elsewhere = this.requests?.elsewhere ?? [];
    return this.all
      .filter(
        ({ house, closedOn }) =>
          house !== this.#house &&
          closedOn === undefined &&
          !writesPeople(this.#session.open, house),
      )
      .map(({ house, codeName }) => {
        const could = elsewhere.find((one) => one.house === house);
        return { house, codeName, ...(could && { could }) };
      })
      .toSorted((a, b) => (b.could?.largest ?? 0) - (a.could?.largest ?? 0));
  }

  get picked(): Askable | undefined {
    return this.houses.find(({ house }) => house === this.to) ?? this.houses[0];
  }

  /** Asks the house; true when it is in the outbox. */
  async offer(): Promise<boolean> {
    const { picked } = this;
    if (!picked || this.working) return false;
    this.working = true;
    const outcome = await this.#session.act(
      "offerTransfer",
      {
        house: this.#house,
        stayRef: this.#stay,
        to: picked.house,
        offer: newId<"transfer">(),
      },
      t("transfer.offered", { name: this.name, house: picked.codeName }),
    );
    this.working = false;
    this.refused = outcome.ok ? undefined : outcome.refusal;
    return outcome.ok;
  }
}
