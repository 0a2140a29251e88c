import type { DepartureReason, Destination, SafeView } from "#domain/codes.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { StayRef } from "#domain/ids.ts";
import type { ResidentView } from "#domain/view-resident.ts";
import { t } from "../../i18n/t.ts";
import type { Draftable } from "../../state/draft.svelte.ts";
import type { Session } from "../../state/session.svelte.ts";
import type { ActOutcome } from "../../vault/engine.ts";

/** What is kept while a departure is typed. */
export interface DepartureDraft {
  reason?: DepartureReason;
  destination?: Destination;
  safeByHerView: SafeView;
  safeByWorkersView: SafeView;
  note: string;
  departedAt?: number;
}

/** A departure: when, why, where to, and whether it was safe, in her view and in the worker's. */
export class Departing implements Draftable<DepartureDraft> {
  resident = $state.raw<ResidentView | undefined>();
  reason = $state<DepartureReason | undefined>();
  destination = $state<Destination | undefined>();
  safeByHerView = $state<SafeView>("not_asked");
  safeByWorkersView = $state<SafeView>("not_asked");
  note = $state("");
  /** Epoch ms; undefined is now. */
  departedAt = $state<number | undefined>();
  missing = $state.raw<readonly ("reason" | "destination")[]>([]);
  refused = $state.raw<Extract<ActOutcome, { ok: false }>["refusal"] | undefined>();
  working = $state(false);
  readonly #house: HouseId;
  readonly #stay: StayRef;
  readonly #session: Session;

  constructor(session: Session, house: HouseId, stay: StayRef) {
    this.#session = session;
    this.#house = house;
    this.#stay = stay;
    $effect(() =>
      session.engine.watch("resident", { house, stayRef: stay }, (view) => (this.resident = view)),
    );
  }

  /** Those of her household who leave with her. */
  get others(): readonly string[] {
    const here = this.resident?.persons.filter(({ leftOn }) => leftOn === undefined) ?? [];
    const first = here.find(({ head }) => head) ?? here[0];
    return here
      .filter((person) => person !== first)
      .map(({ calledName }) => calledName ?? t("bed.taken"));
  }

  get name(): string {
    const persons = this.resident?.persons ?? [];
    return (persons.find(({ head }) => head) ?? persons[0])?.calledName ?? t("bed.taken");
  }

  /** Writes it down; true when it is in the outbox. */
  async depart(): Promise<boolean> {
    const { reason, destination } = this;
    this.missing = [
      ...(reason === undefined ? (["reason"] as const) : []),
      ...(destination === undefined ? (["destination"] as const) : []),
    ];
    if (reason === undefined || destination === undefined || this.working) return false;
    this.working = true;
    const note = this.note.trim();
    const who = t("handover.who", { name: this.name, others: this.others.length });
    const outcome = await this.#session.act(
      "departHousehold",
      {
        house: this.#house,
        stayRef: this.#stay,
        departedAt: this.departedAt ?? Date.now(),
        reason,
        destination,
        safeByHerView: this.safeByHerView,
        safeByWorkersView: this.safeByWorkersView,
        ...(note === "" ? {} : { note }),
      },
      { text: t("departure.done", { name: who }), names: this.name },
    );
    this.working = false;
    this.refused = outcome.ok ? undefined : outcome.refusal;
    return outcome.ok;
  }

  snapshot(): DepartureDraft {
    return {
      safeByHerView: this.safeByHerView,
      safeByWorkersView: this.safeByWorkersView,
      note: this.note,
      ...(this.reason === undefined ? {} : { reason: this.reason }),
      ...(this.destination === undefined ? {} : { destination: this.destination }),
      ...(this.departedAt === undefined ? {} : { departedAt: this.departedAt }),
    };
  }

  restore(draft: DepartureDraft): void {
    Object.assign(this, draft);
  }
}
