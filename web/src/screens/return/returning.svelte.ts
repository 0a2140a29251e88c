import type { HouseId } from "#domain/compartments.ts";
import type { PersonRef, RequestId, StayRef } from "#domain/ids.ts";
import type { FittingPlace, PlacesView } from "#domain/view-places.ts";
import type { RequestLine } from "#domain/view-requests.ts";
import type { PersonInStay, ResidentView } from "#domain/view-resident.ts";
import { t } from "../../i18n/t.ts";
import { newId } from "../../state/new-id.ts";
import type { Session } from "../../state/session.svelte.ts";
import type { ActOutcome } from "../../vault/engine.ts";

/**
 * Somebody comes back, to the house that she left or to another that the worker writes in: who of them, and the best
 * place already chosen, so that one tap is left.
 */
export class Returning {
  /** The house that they come back to. */
  to = $state.raw<HouseId>();
  /** The request for a place that is answered by it; "" where none is. */
  request = $state<RequestId | "">("");
  waiting = $state.raw<readonly RequestLine[]>([]);
  resident = $state.raw<ResidentView | undefined>();
  places = $state.raw<PlacesView | undefined>();
  pickedRoom = $state<string | undefined>();
  overrideReason = $state("");
  refused = $state.raw<Extract<ActOutcome, { ok: false }>["refusal"] | undefined>();
  working = $state(false);
  #left = $state.raw<readonly PersonRef[]>([]);
  readonly #session: Session;

  constructor(session: Session, house: HouseId, stay: StayRef) {
    this.#session = session;
    this.to = house;
    const { engine } = session;
    $effect(() =>
      engine.watch("resident", { house, stayRef: stay }, (view) => (this.resident = view)),
    );
    $effect(() => {
      const persons = this.coming.map(({ personRef }) => personRef);
      const { to } = this;
      if (persons.length === 0 || to === undefined) return undefined;
      return engine.watch("placesToReturn", { house: to, persons }, (places) => {
        this.places = places;
      });
    });
    $effect(() => {
      const { to } = this;
      this.request = "";
      this.waiting = [];
      if (to === undefined) return undefined;
      return engine.watch("requests", { house: to }, (requests) => {
        this.waiting = requests?.waiting.filter(({ offer }) => offer === undefined) ?? [];
      });
    });
  }

  /** Everyone who can come back: who left with the household, or the one who had left it. */
  get people(): readonly PersonInStay[] {
    const persons = this.resident?.persons ?? [];
    return this.resident?.departure === undefined
      ? persons.filter(({ leftOn }) => leftOn !== undefined)
      : persons.filter(({ leftOn }) => leftOn === undefined);
  }

  /** Those of them who do. */
  get coming(): readonly PersonInStay[] {
    return this.people.filter(({ personRef }) => !this.#left.includes(personRef));
  }

  get name(): string {
    const persons = this.people.length > 0 ? this.people : (this.resident?.persons ?? []);
    return (persons.find(({ head }) => head) ?? persons[0])?.calledName ?? t("bed.taken");
  }

  /** Counts someone in, or out. */
  toggle(person: PersonRef): void {
    this.#left = this.#left.includes(person)
      ? this.#left.filter((one) => one !== person)
      : [...this.#left, person];
  }

  get picked(): FittingPlace | undefined {
    const fitting = this.places?.fitting ?? [];
    return fitting.find(({ room }) => room === this.pickedRoom) ?? fitting[0];
  }

  /** Places them: the same people, the same episode, a stay of its own. True when it is in the outbox. */
  async place(): Promise<boolean> {
    const place = this.picked;
    const { to: house, request } = this;
    if (!place || house === undefined || this.working || this.coming.length !== place.beds.length)
      return false;
    this.working = true;
    const reason = this.overrideReason.trim();
    const brought = place.brought.map(({ bed, to }) => ({ bed, to }));
    const outcome = await this.#session.act(
      "placeHousehold",
      {
        house,
        stayRef: newId<"stay">(),
        placement: newId<"placement">(),
        file: newId<"file">(),
        figures: newId<"figures">(),
        episode: newId<"episode">(),
        arrivedAt: Date.now(),
        persons: this.coming.flatMap((person, at) => {
          const bed = place.beds[at];
          if (bed === undefined) return [];
          const { personRef, calledName = "?", code = "0000" } = person;
          const { kind = "woman", ageBand = "unknown" } = person;
          return [{ personRef, calledName, code, kind, ageBand, bed: bed.bed }];
        }),
        ...(brought.length > 0 ? { brought } : {}),
        ...(request === "" ? {} : { request }),
        ...(reason === "" ? {} : { override: { reason } }),
      },
      { text: t("return.done", { name: this.name, room: place.label }), names: this.name },
    );
    this.working = false;
    this.refused = outcome.ok ? undefined : outcome.refusal;
    return outcome.ok;
  }
}
