import type { Refusal } from "#domain/change.ts";
import type { ActInput, ActName } from "#domain/acts.ts";
import type { Arriving } from "#domain/acts/arriving.ts";
import type { BlockReason, ExtensionReason, MoveReason } from "#domain/codes.ts";
import type { HouseId } from "#domain/compartments.ts";
import { daysBetween, type IsoDate } from "#domain/dates.ts";
import type { BedId, BlockId, HoldId, StayRef } from "#domain/ids.ts";
import type { Stayer } from "#domain/view-calendar.ts";
import type { Landing } from "#domain/view-landing.ts";
import { t } from "../../i18n/t.ts";
import { newId } from "../../state/new-id.ts";
import type { Session } from "../../state/session.svelte.ts";

/** Beds and nights that a deed is about; `to` is the first night after them. */
export interface Nights {
  readonly beds: readonly BedId[];
  readonly from: IsoDate;
  readonly to: IsoDate;
}

type Said = Parameters<Session["act"]>[2];

/** What the sheets of the calendar do; each deed can be taken back from its toast. */
export class CalendarDeeds {
  /** What stands against the last deed. */
  refused = $state.raw<Refusal | undefined>();
  working = $state(false);
  readonly #session: Session;
  readonly #house: HouseId;
  readonly #done: () => void;

  constructor(session: Session, house: HouseId, done: () => void) {
    this.#session = session;
    this.#house = house;
    this.#done = done;
  }

  /** Places a household in beds, from an evening on. */
  place(input: {
    readonly persons: readonly Omit<Arriving, "personRef">[];
    /** Epoch ms. */
    readonly arrivedAt: number;
    readonly plannedEnd: string;
    readonly room: string;
    readonly hold?: HoldId;
  }): Promise<boolean> {
    const { persons, arrivedAt, plannedEnd, room, hold } = input;
    const ids = {
      stayRef: newId<"stay">(),
      placement: newId<"placement">(),
      file: newId<"file">(),
      figures: newId<"figures">(),
      episode: newId<"episode">(),
    };
    const name = persons[0]?.calledName ?? "";
    const said = { text: t("arrival.placed", { name, room }), names: name };
    return this.#do("placeHousehold", said, {
      house: this.#house,
      ...ids,
      arrivedAt,
      persons: persons.map((person) => ({ ...person, personRef: newId<"person">() })),
      ...(plannedEnd === "" ? {} : { plannedEnd }),
      ...(hold === undefined ? {} : { hold }),
    });
  }

  /** Keeps beds for someone expected; until then is asked in hours from now. */
  hold({ beds, from, to }: Nights, hours: number): Promise<boolean> {
    return this.#do("holdBeds", t("calendar.hold.done"), {
      house: this.#house,
      hold: newId<"hold">(),
      beds,
      from,
      nights: Math.max(1, daysBetween(from, to)),
      expiresAt: Date.now() + hours * 3_600_000,
    });
  }

  /** Makes sure of a hold: it no longer runs out. */
  confirm(hold: HoldId): Promise<boolean> {
    return this.#do("confirmHold", t("calendar.confirm.done"), { house: this.#house, hold });
  }

  /** Lets a hold go. */
  release(hold: HoldId, confirmed: boolean): Promise<boolean> {
    return this.#do("releaseHold", t("bed.release.done"), { house: this.#house, hold, confirmed });
  }

  /** Takes a bed out of service; without `to`, until somebody ends it. */
  block(
    bed: BedId,
    from: IsoDate,
    { reason, to }: { reason: BlockReason; to: string },
  ): Promise<boolean> {
    return this.#do("blockBeds", t("bed.block.done"), {
      house: this.#house,
      block: newId<"block">(),
      on: { bed },
      from,
      reason,
      ...(to === "" ? {} : { to }),
    });
  }

  /** Back in service from tonight on. */
  unblock(block: BlockId): Promise<boolean> {
    return this.#do("unblockBeds", t("bed.unblock.done"), { house: this.#house, block });
  }

  /** A later planned end, with its reason. */
  extend(
    { stayRef, plannedEnd: was }: Stayer,
    plannedEnd: IsoDate,
    reason: ExtensionReason,
  ): Promise<boolean> {
    const before = was === undefined ? {} : { was };
    const input = { house: this.#house, stayRef, plannedEnd, reason, ...before };
    return this.#do("extendStay", t("calendar.extend.done"), input);
  }

  /** What letting go above a bed came to: a move, or a swap. */
  land(
    landing: Landing,
    {
      stayRef,
      from,
      reason,
      said,
    }: { stayRef: StayRef; from: IsoDate; reason: MoveReason; said: Said },
  ): Promise<boolean> {
    const common = { house: this.#house, from, reason };
    if (landing.is === "swap") {
      return this.#do("swapBeds", said, { ...common, persons: landing.persons });
    }
    return this.#do("moveHousehold", said, { ...common, stayRef, moves: landing.moves });
  }

  async #do<N extends ActName>(name: N, said: Said, input: ActInput<N>): Promise<boolean> {
    if (this.working) return false;
    this.working = true;
    const outcome = await this.#session.act(name, input, said);
    this.working = false;
    this.refused = outcome.ok ? undefined : outcome.refusal;
    if (outcome.ok) this.#done();
    return outcome.ok;
  }
}
