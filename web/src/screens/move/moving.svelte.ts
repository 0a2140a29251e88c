import { moveReasons, type MoveReason } from "#domain/codes.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { StayRef } from "#domain/ids.ts";
import type { HouseLine } from "#domain/view-houses.ts";
import type { FittingPlace, PlacesView } from "#domain/view-places.ts";
import type { ResidentView } from "#domain/view-resident.ts";
import { t } from "../../i18n/t.ts";
import { newId } from "../../state/new-id.ts";
import type { Session } from "../../state/session.svelte.ts";
import type { ActOutcome } from "../../vault/engine.ts";

/** Why someone moves, in the order in which it is offered; an arrival is no move. */
export const offeredReasons = moveReasons.filter((reason) => reason !== "arrival");

/** No household has more safety conflicts than this. */
const mostConflicts = 24;

/** Moving a household to other beds, in this house or in another that the mover holds too. */
export class Moving {
  resident = $state.raw<ResidentView | undefined>();
  places = $state.raw<PlacesView | undefined>();
  to = $state.raw<HouseId>();
  pickedRoom = $state<string | undefined>();
  reason = $state<MoveReason>("request");
  /** What it is, where the other house is a flat of the organisation: chosen, else moving on is proposed. */
  chosenHow = $state.raw<"movesOn" | "transfers" | undefined>();
  /** A manager's, where a rule or a safety conflict stands against it. */
  overrideReason = $state("");
  houses = $state.raw<readonly HouseLine[]>([]);
  refused = $state.raw<Extract<ActOutcome, { ok: false }>["refusal"] | undefined>();
  working = $state(false);
  readonly house: HouseId;
  readonly #stay: StayRef;
  readonly #session: Session;

  constructor(session: Session, house: HouseId, stay: StayRef) {
    this.#session = session;
    this.#stay = stay;
    this.house = house;
    this.to = house;
    const { engine } = session;
    $effect(() => engine.watch("houses", {}, (houses) => (this.houses = houses)));
    $effect(() =>
      engine.watch("resident", { house, stayRef: stay }, (view) => (this.resident = view)),
    );
    $effect(() => {
      const to = this.to === undefined || this.to === house ? {} : { to: this.to };
      return engine.watch("placesToMove", { house, stayRef: stay, ...to }, (places) => {
        this.places = places;
      });
    });
  }

  /** What she, or the first of them, is called. */
  get name(): string {
    const persons = this.resident?.persons ?? [];
    return (persons.find(({ head }) => head) ?? persons[0])?.calledName ?? t("bed.taken");
  }

  /** Whether it has to be asked: to a flat of the organisation someone moves on, or is transferred. */
  get asksHow(): boolean {
    const kind = (id: HouseId | undefined) => this.houses.find(({ house }) => house === id)?.kind;
    const flat = "transitional_apartment";
    return kind(this.to) === flat && kind(this.house) !== flat && this.to !== this.house;
  }

  get how(): "movesOn" | "transfers" {
    return this.asksHow ? (this.chosenHow ?? "movesOn") : "transfers";
  }

  get picked(): FittingPlace | undefined {
    const fitting = this.places?.fitting ?? [];
    return fitting.find(({ room }) => room === this.pickedRoom) ?? fitting[0];
  }

  /** Moves them; true when it is in the outbox. */
  async move(): Promise<boolean> {
    const place = this.picked;
    if (!place || this.working) return false;
    this.working = true;
    const outcome = await this.#act(place);
    this.working = false;
    this.refused = outcome.ok ? undefined : outcome.refusal;
    return outcome.ok;
  }

  #act(place: FittingPlace): Promise<ActOutcome> {
    const reason = this.overrideReason.trim();
    const override = reason === "" ? {} : { override: { reason } };
    const moves = (place.persons ?? []).flatMap((personRef, index) => {
      const bed = place.beds[index];
      return bed === undefined ? [] : [{ personRef, bed: bed.bed }];
    });
    const { name } = this;
    const said = { text: t("move.done", { name, room: place.label }), names: name };
    const about = { house: this.house, stayRef: this.#stay, moves, ...override };
    const common = { ...about, reason: this.reason };
    if (this.to !== undefined && this.to !== this.house) {
      const ids = {
        placement: newId<"placement">(),
        file: newId<"file">(),
        figures: newId<"figures">(),
        conflicts: Array.from({ length: mostConflicts }, () => newId<"safetyConflict">()),
      };
      if (this.how === "movesOn") {
        const begins = { ...ids, newStayRef: newId<"stay">(), movedAt: Date.now() };
        return this.#session.act("moveOn", { ...about, ...begins, to: this.to }, said);
      }
      return this.#session.act("transferHousehold", { ...common, ...ids, to: this.to }, said);
    }
    const brought = place.brought.map(({ bed, to }) => ({ bed, to }));
    return this.#session.act(
      "moveHousehold",
      { ...common, ...(brought.length > 0 ? { brought } : {}) },
      said,
    );
  }
}
