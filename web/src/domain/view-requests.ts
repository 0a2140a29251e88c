import { openHoldOf } from "./acts/request.ts";
import { lastWord } from "./acts/retention.ts";
import type { Now } from "./change.ts";
import type * as codes from "./codes.ts";
import type { HouseId } from "./compartments.ts";
import { msOf, plusDays, type IsoDate } from "./dates.ts";
import { elsewhere, type OtherHouse } from "./elsewhere.ts";
import { localTime } from "./evenings.ts";
import { bedName, clockOf, settingsOf, tonightOf } from "./house.ts";
import type { BedId, HoldId, Id, RequestId, StayRef } from "./ids.ts";
import type { Callback, Composition as Asking, PlaceRequest } from "./records-requests.ts";
import { keptDays } from "./retention.ts";
import type { HouseState, State } from "./state.ts";
import type { Composition } from "./view-places.ts";

/** Requests for a place in a house. Moments are epoch milliseconds. */
export interface RequestsView {
  readonly house: HouseId;
  readonly codeName: string;
  readonly timeZone: string;
  readonly evening: IsoDate;
  /** Not decided: those for tonight first, then the oldest. */
  readonly waiting: readonly RequestLine[];
  /** Decided, as long as they are kept, newest first. */
  readonly decided: readonly RequestLine[];
  readonly elsewhere: readonly OtherHouse[];
}

/** One request, with what became of it. */
export interface RequestLine {
  readonly request: RequestId;
  readonly receivedAt: number;
  readonly source?: codes.Source;
  readonly persons: number;
  readonly composition: Composition;
  readonly urgency: codes.Urgency;
  readonly decision: codes.RequestDecision;
  readonly reasons: readonly codes.DeclineReason[];
  readonly redirectedTo?: string;
  /** The day on which it is reduced, unless something happens before. */
  readonly keptUntil: IsoDate;
  readonly offer?: OfferLine;
  /** An offer was made whose hold has run out. */
  readonly lapsed: boolean;
  /** An offer was made whose hold was let go before its time. */
  readonly released: boolean;
  /** The stay that came of it. */
  readonly admitted?: StayRef;
  readonly callback?: CallbackLine;
}

/** Beds that are held for a request now. */
export interface OfferLine {
  readonly hold: HoldId;
  readonly room: string;
  readonly beds: readonly BedId[];
  readonly labels: readonly string[];
  readonly from: IsoDate;
  readonly placedAt: number;
  readonly expiresAt: number;
  readonly confirmed: boolean;
}

/** How she can be called back, where that can be read. */
export interface CallbackLine extends Pick<Callback, "channel" | "value" | "okHours"> {
  readonly callback: Id<"callback">;
  readonly okVoicemail: boolean;
  readonly validUntil: IsoDate;
  readonly triedAt?: number;
  /** Whether it is safe at this time of day. */
  readonly safeNow: boolean;
}

/** All requests of a house that are alive; undefined where they cannot be read. */
export function requests(
  state: State,
  { house: id }: { readonly house: HouseId },
  now: Now,
): RequestsView | undefined {
  const house = state.houses.get(id);
  if (!house || house.room.size === 0) return undefined;
  const evening = tonightOf(state, id, now);
  const lines = [...(house.placeRequest as ReadonlyMap<RequestId, PlaceRequest>)]
    .flatMap(([request, record]) => lineOf({ state, house, now }, request, record) ?? [])
    .toSorted((a, b) => a.receivedAt - b.receivedAt);
  const waiting = lines.filter(({ decision }) => decision === "pending" || decision === "offered");
  return {
    house: id,
    codeName: settingsOf(state, id)?.codeName ?? "",
    timeZone: clockOf(state, id, now).timeZone,
    evening,
    waiting: waiting.toSorted((a, b) => Number(isLater(a)) - Number(isLater(b))),
    decided: lines.filter((line) => !waiting.includes(line)).toReversed(),
    elsewhere: elsewhere(state, id, { evening }),
  };
}

const isLater = ({ urgency, offer }: RequestLine): boolean => urgency !== "tonight" && !offer;

interface About {
  readonly state: State;
  readonly house: HouseState;
  readonly now: Now;
}

function lineOf(about: About, request: RequestId, record: PlaceRequest): RequestLine | undefined {
  const { state, house, now } = about;
  const { asked, decision, reasons, persons } = record;
  if (!asked) return undefined;
  const { timeZone } = clockOf(state, house.house, now);
  const hold = openHoldOf(house, asked, now.instant);
  const ended = decision === "offered" && !hold;
  const released = ended && house.hold.get(asked.hold ?? "")?.state === "cancelled";
  const { redirectedTo, admitted, source, urgency } = asked;
  const codeName = redirectedTo && settingsOf(state, redirectedTo)?.codeName;
  const callback = callbackLine(about, request, timeZone);
  const touchedOn = localTime(msOf(lastWord(asked)), timeZone).date;
  return {
    request,
    receivedAt: msOf(asked.receivedAt),
    ...(source && { source }),
    persons,
    composition: compositionOf(asked.composition),
    urgency,
    decision,
    reasons,
    ...(codeName !== undefined && { redirectedTo: codeName }),
    keptUntil: plusDays(touchedOn, keptDays.request),
    ...(decision === "offered" && hold && { offer: offerLine(house, hold) }),
    lapsed: ended && !released,
    released,
    ...(admitted && { admitted }),
    ...(callback && { callback }),
  };
}

function offerLine(
  house: HouseState,
  { id, record }: NonNullable<ReturnType<typeof openHoldOf>>,
): OfferLine {
  const { beds, from, placedAt, expiresAt, state } = record;
  const names = beds.map((bed) => bedName(house, bed, from));
  return {
    hold: id,
    room: names[0]?.room ?? "",
    beds,
    labels: names.map(({ bed }) => bed),
    from,
    placedAt: msOf(placedAt),
    expiresAt: msOf(expiresAt),
    confirmed: state === "confirmed",
  };
}

function callbackLine(
  { house, now }: About,
  request: RequestId,
  timeZone: string,
): CallbackLine | undefined {
  const { date, time } = localTime(now.instant, timeZone);
  for (const [callback, record] of house.callback as ReadonlyMap<Id<"callback">, Callback>) {
    if (record.request !== request || record.validUntil < date) continue;
    const { channel, value, okHours, okVoicemail, validUntil, triedAt } = record;
    return {
      callback,
      channel,
      value,
      ...(okHours && { okHours }),
      okVoicemail,
      validUntil,
      ...(triedAt !== undefined && { triedAt: msOf(triedAt) }),
      safeNow: isSafeAt(okHours, time),
    };
  }
  return undefined;
}

/** Whether a time of day lies within hours that may reach over midnight. */
export function isSafeAt(okHours: Callback["okHours"], time: string): boolean {
  if (okHours === undefined) return true;
  const { from, to } = okHours;
  return from <= to ? from <= time && time < to : time >= from || time < to;
}

/** A request's people as those who look for places say it. */
export const compositionOf = ({ women, otherAdults, children }: Asking): Composition => ({
  women,
  otherAdults,
  children: children.map(({ ageBand, boy }) => ({ ageBand, kind: kinds[boy] })),
});

const kinds = { yes: "boy", no: "girl", not_asked: "child" } as const;
