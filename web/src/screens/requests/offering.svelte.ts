import type { Refusal } from "#domain/change.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { RequestId } from "#domain/ids.ts";
import type { FittingPlace, PlacesView } from "#domain/view-places.ts";
import type { CallbackLine, OfferLine, RequestLine, RequestsView } from "#domain/view-requests.ts";
import { t } from "../../i18n/t.ts";
import { newId } from "../../state/new-id.ts";
import type { Session } from "../../state/session.svelte.ts";
import type { ActOutcome } from "../../vault/engine.ts";
import { type CallbackDraft, callbackInput } from "./asking.svelte.ts";

const hourMs = 3_600_000;
/** For how long beds can be held, in hours; the first is what is meant where nothing is said. */
export const holdHours = [4, 1, 12, 24] as const;

/** One request: beds offered to it and held, the hold that runs on or is let go, and calls. */
export class Offering {
  view = $state.raw<RequestsView | undefined>();
  places = $state.raw<PlacesView | undefined>();
  pickedRoom = $state<string | undefined>();
  hours = $state<(typeof holdHours)[number]>(4);
  refused = $state.raw<Refusal | undefined>();
  working = $state(false);
  now = $state(Date.now());
  readonly #session: Session;
  readonly #house: HouseId;
  readonly #request: RequestId;

  constructor(session: Session, house: HouseId, request: RequestId) {
    this.#session = session;
    this.#house = house;
    this.#request = request;
    const { engine } = session;
    $effect(() => engine.watch("requests", { house }, (view) => (this.view = view)));
    $effect(() => {
      const { line } = this;
      if (line === undefined) return undefined;
      const { composition } = line;
      return engine.watch("places", { house, composition }, (places) => (this.places = places));
    });
    $effect(() => {
      const timer = setInterval(() => (this.now = Date.now()), 30_000);
      return () => clearInterval(timer);
    });
  }

  /** The request, as long as it is kept. */
  get line(): RequestLine | undefined {
    const { waiting = [], decided = [] } = this.view ?? {};
    return [...waiting, ...decided].find(({ request }) => request === this.#request);
  }

  get picked(): FittingPlace | undefined {
    const fitting = this.places?.fitting ?? [];
    return fitting.find(({ room }) => room === this.pickedRoom) ?? fitting[0];
  }

  /** Holds the picked place for it. */
  async offer(): Promise<void> {
    const place = this.picked;
    if (!place || this.working) return;
    // A cot that would be carried there stays where it is until they come.
    const carried = new Set(place.brought.map(({ bed }) => bed));
    const input = {
      ...this.#named,
      hold: newId<"hold">(),
      beds: place.beds.map(({ bed }) => bed).filter((bed) => !carried.has(bed)),
      expiresAt: Date.now() + this.hours * hourMs,
    };
    await this.#do(
      this.#session.act("offerPlace", input, t("requests.offered", { room: place.label })),
    );
  }

  /** Lets the hold run on, from when it would have ended. */
  async extend({ hold, expiresAt }: OfferLine): Promise<void> {
    const later = expiresAt + holdHours[0] * hourMs;
    const input = { house: this.#house, hold, expiresAt: later, was: expiresAt };
    await this.#do(this.#session.act("extendHold", input, t("requests.extended")));
  }

  /** She is sure to come: the hold ends no more by itself. */
  async confirm({ hold }: OfferLine): Promise<void> {
    const input = { house: this.#house, hold };
    await this.#do(this.#session.act("confirmHold", input, t("requests.confirmed")));
  }

  /** The beds are free again; the request waits. */
  async withdraw({ hold }: OfferLine): Promise<void> {
    const input = { ...this.#named, hold };
    await this.#do(this.#session.act("withdrawPlace", input, t("requests.withdrawn")));
  }

  /** It still stands, and is kept for its time from today. */
  async keep(): Promise<void> {
    await this.#do(this.#session.act("keepWaiting", this.#named, t("requests.kept")));
  }

  /** She was called. */
  async called({ callback }: CallbackLine): Promise<void> {
    const input = { house: this.#house, callback };
    await this.#do(this.#session.act("noteCall", input, t("callback.noted")));
  }

  /** How she can be called is forgotten. */
  async forget({ callback }: CallbackLine): Promise<void> {
    const input = { house: this.#house, callback };
    await this.#do(this.#session.act("forgetCallback", input, t("callback.forgotten")));
  }

  /** A way to call her that was agreed later. */
  async agree(draft: CallbackDraft): Promise<boolean> {
    const callback = this.view && callbackInput(draft, this.view.evening);
    if (!callback) return false;
    const input = { ...this.#named, callback };
    return this.#do(this.#session.act("setCallback", input, t("callback.agreed")));
  }

  get #named(): { readonly house: HouseId; readonly request: RequestId } {
    return { house: this.#house, request: this.#request };
  }

  async #do(acting: Promise<ActOutcome>): Promise<boolean> {
    this.working = true;
    const outcome = await acting;
    this.working = false;
    this.refused = outcome.ok ? undefined : outcome.refusal;
    return outcome.ok;
  }
}
