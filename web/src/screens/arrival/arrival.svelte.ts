import type { ActInput } from "#domain/acts.ts";
import type { AgeBand, PersonKind } from "#domain/codes.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { RequestId } from "#domain/ids.ts";
import type { Composition, FittingPlace, PlacesView } from "#domain/view-places.ts";
import type { Composition as Asking } from "#domain/records-requests.ts";
import type { RequestLine } from "#domain/view-requests.ts";
import type { TonightView } from "#domain/view-tonight.ts";
import { t } from "../../i18n/t.ts";
import { suggestAlias } from "../../state/alias.ts";
import type { Draftable } from "../../state/draft.svelte.ts";
import type { Session } from "../../state/session.svelte.ts";
import type { ActOutcome } from "../../vault/engine.ts";
import { againstWhen } from "../page/when.ts";
import { arrivalDraft, arrivalInput, type ArrivalOf } from "./arrival-input.ts";

/** The age bands that are asked for a child. */
export const childBands = [
  "0-2",
  "3-5",
  "6-11",
  "12-15",
  "16-17",
  "unknown",
] as const satisfies AgeBand[];
/** What a child is, where it was asked. */
export const childKinds = ["girl", "boy", "child"] as const satisfies PersonKind[];

/** One child of the household. */
export interface ChildDraft {
  calledName: string;
  ageBand: AgeBand;
  kind: (typeof childKinds)[number];
}

/** What is kept while an arrival is typed. */
export interface ArrivalDraft {
  step: "who" | "place";
  calledName: string;
  women: number;
  otherAdults: number;
  children: ChildDraft[];
  /** Epoch ms; undefined is now. */
  arrivedAt?: number;
}

const mostChildren = 12;
const mostAdults = 6;

/** An arrival at night: four inputs, then the places that fit, best first. */
export class Arrival implements Draftable<ArrivalDraft> {
  step = $state<"who" | "place" | "done">("who");
  calledName = $state("");
  women = $state(1);
  otherAdults = $state(0);
  children = $state<ChildDraft[]>([]);
  arrivedAt = $state<number | undefined>();
  places = $state.raw<PlacesView | undefined>();
  /** The room that was picked; the best where none was. */
  pickedRoom = $state<string | undefined>();
  overrideReason = $state("");
  /** What stands against the moment of the arrival, once she wanted to go on. */
  wrongWhen = $state.raw<string | undefined>();
  refused = $state.raw<Extract<ActOutcome, { ok: false }>["refusal"] | undefined>();
  /** What came of it: the outbox entry, where and when. */
  done = $state.raw<{ entry: string; place: FittingPlace; at: number } | undefined>();
  working = $state(false);
  taken: ReadonlySet<string> = new Set();
  /** The request that is answered by it, as it stands now. */
  request = $state.raw<RequestLine | undefined>();
  readonly house: HouseId;
  readonly #session: Session;
  /** Who was asked for is taken over once; what was typed since stays. */
  #filled = false;

  /** The deed that came back as a question; it stands until another has taken its place. */
  readonly #question: string | undefined;
  #request = $state<RequestId | undefined>();

  constructor(session: Session, { house, request, question }: ArrivalOf & { house: HouseId }) {
    this.#session = session;
    this.house = house;
    this.#question = question;
    this.#request = request;
    this.calledName = suggestAlias(this.taken);
    $effect(() => {
      const { composition } = this;
      const arrivedAt = this.arrivedAt === undefined ? {} : { arrivedAt: this.arrivedAt };
      const hold = this.request?.offer ? { hold: this.request.offer.hold } : {};
      const asked = { house, composition, ...arrivedAt, ...hold };
      return session.engine.watch("places", asked, (places) => {
        this.places = places;
      });
    });
    if (question !== undefined) void this.#takeUp(question);
    $effect(() => {
      const named = this.#request;
      if (named === undefined) return undefined;
      return session.engine.watch("requests", { house }, (view) => {
        this.request = view?.waiting.find((line) => line.request === named);
        if (this.request) this.#fill(this.request);
      });
    });
  }

  get composition(): Composition {
    const children = this.children.map(({ ageBand, kind }) => ({ ageBand, kind }));
    return { women: this.women, otherAdults: this.otherAdults, children };
  }

  /** The same without a name, as a request is written down. */
  get asking(): Asking {
    const boys = { boy: "yes", girl: "no", child: "not_asked" } as const;
    const children = this.children.map(({ ageBand, kind }) => ({ ageBand, boy: boys[kind] }));
    return { women: this.women, otherAdults: this.otherAdults, children };
  }

  /** The place that the main button means. */
  get picked(): FittingPlace | undefined {
    // What was found for fewer people may still be shown while it is looked for anew.
    const people = this.women + this.otherAdults + this.children.length;
    const fitting = (this.places?.fitting ?? []).filter(({ beds }) => beds.length >= people);
    const held = new Set<string>(this.request?.offer?.beds);
    return (
      fitting.find(({ room }) => room === this.pickedRoom) ??
      fitting.find(({ beds }) => beds.some(({ bed }) => held.has(bed))) ??
      fitting[0]
    );
  }

  /** One more or one fewer; someone always arrives. */
  count(who: "women" | "otherAdults" | "children", by: 1 | -1): void {
    if (who === "children") {
      if (by === 1 && this.children.length < mostChildren) this.children.push(this.#child());
      if (by === -1) this.children.pop();
    } else {
      this[who] = Math.max(0, Math.min(mostAdults, this[who] + by));
    }
    if (this.women + this.otherAdults + this.children.length === 0) this.women = 1;
  }

  /** Suggests another called-name. */
  rename(): void {
    this.calledName = suggestAlias(new Set([...this.taken, this.calledName]));
  }

  /** The first moment at which somebody can have arrived here, by the house's clock. */
  earliest({ censusHour }: Pick<TonightView, "censusHour">): string | undefined {
    const evening = this.places?.earliest;
    return evening && `${evening}T${censusHour}`;
  }

  /** On to the places, unless she cannot have come then. Who was left without a called-name keeps a suggested one: nobody is stopped at night by a field. */
  toPlaces(view: Pick<TonightView, "censusHour" | "timeZone"> | undefined): void {
    const range = view && { from: this.earliest(view), timeZone: view.timeZone };
    this.wrongWhen = range && againstWhen(this.arrivedAt, range, Date.now());
    if (this.wrongWhen !== undefined) return;
    if (this.calledName.trim() === "") this.rename();
    for (const child of this.children) {
      if (child.calledName.trim() === "") child.calledName = this.#child().calledName;
    }
    this.step = "place";
  }

  /** Places them; true when it is in the outbox. */
  async place(): Promise<void> {
    const place = this.picked;
    if (!place || this.working) return;
    this.working = true;
    const at = this.arrivedAt ?? Date.now();
    const input = arrivalInput({
      house: this.house,
      who: this.snapshot(),
      place,
      at,
      reason: this.overrideReason,
      ...(this.request && { request: this.request }),
    });
    const name = this.calledName;
    const said = { text: t("arrival.placed", { name, room: place.label }), names: name };
    const outcome = await this.#session.act("placeHousehold", input, said);
    this.working = false;
    this.refused = outcome.ok ? undefined : outcome.refusal;
    if (!outcome.ok) return;
    await this.settle();
    this.done = { entry: outcome.entry, place, at };
    this.step = "done";
  }

  /** The question that it came from is answered by what was done instead. */
  async settle(): Promise<void> {
    if (this.#question === undefined) return;
    await this.#session.engine.answer(this.#question, { is: "drop" });
  }

  snapshot(): ArrivalDraft {
    return $state.snapshot({
      step: this.step === "done" ? "place" : this.step,
      calledName: this.calledName,
      women: this.women,
      otherAdults: this.otherAdults,
      children: this.children,
      ...(this.arrivedAt === undefined ? {} : { arrivedAt: this.arrivedAt }),
    });
  }

  restore(draft: ArrivalDraft): void {
    this.#filled = true;
    Object.assign(this, { arrivedAt: undefined, wrongWhen: undefined, ...draft });
  }

  /** Who was to be placed; what was typed since, and kept as a draft, goes before it. */
  async #takeUp(question: string): Promise<void> {
    const input = (await this.#session.engine.question(question))?.entry.input;
    if (input === undefined) return;
    const arrival = input as ActInput<"placeHousehold">;
    if (!this.#filled) this.restore(arrivalDraft(arrival));
    this.overrideReason = arrival.override?.reason ?? "";
    this.#request = arrival.request;
  }

  #fill({ composition }: RequestLine): void {
    if (this.#filled) return;
    this.#filled = true;
    this.women = composition.women;
    this.otherAdults = composition.otherAdults;
    this.children = [];
    for (const { ageBand, kind = "child" } of composition.children) {
      this.children.push({ ...this.#child(), ageBand, kind });
    }
  }

  #child(): ChildDraft {
    const here = [this.calledName, ...this.children.map((child) => child.calledName)];
    const calledName = suggestAlias(new Set([...this.taken, ...here]));
    return { calledName, ageBand: "unknown", kind: "child" };
  }
}
