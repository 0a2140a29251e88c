import type { Now } from "./change.ts";
import type { HouseId } from "./compartments.ts";
import { msOf, type IsoDate } from "./dates.ts";
import { clockOf, personOf, settingsOf, tonightOf } from "./house.ts";
import type { Id, StayRef } from "./ids.ts";
import { counts } from "./leaving.ts";
import { later } from "./intervals.ts";
import { isAdult } from "./policy.ts";
import type { TransferOffer, TransferState } from "./records-exchange.ts";
import type { State } from "./state.ts";
import { searchPlaces, type Composition, type PlacesView } from "./view-places.ts";

/** Offers of a transfer that concern a house, by which side of them it is on. */
export interface TransfersView {
  readonly house: HouseId;
  readonly timeZone: string;
  /** Asked of this house: those that wait for an answer first. */
  readonly coming: readonly TransferLine[];
  /** Asked by this house. */
  readonly going: readonly TransferLine[];
}

/** One offer as a list shows it. Moments are epoch milliseconds. */
export interface TransferLine {
  readonly offer: Id<"transfer">;
  readonly stayRef: StayRef;
  /** The other house. */
  readonly other: string;
  readonly persons: number;
  readonly composition: Composition;
  /** Where the file can be read. */
  readonly calledName?: string;
  readonly is: TransferState["is"];
  readonly offeredAt: number;
  readonly evening?: IsoDate;
  /** Who accepted, as 32 hex characters. */
  readonly by?: string;
}

/** An offer on the screen where it is answered. */
export interface TransferView {
  readonly line: TransferLine;
  readonly to: HouseId;
  readonly timeZone: string;
  readonly evening: IsoDate;
  /** The first evening on which they can come. */
  readonly notBefore: IsoDate;
  readonly places: PlacesView;
  /** Refs in the order in which a place gives its beds. */
  readonly persons: TransferOffer["persons"];
}

const order: readonly TransferState["is"][] = [
  "offered",
  "accepted",
  "file_sent",
  "completed",
  "declined",
  "withdrawn",
];

/** The offers that a house has made and been made. */
export function transfers(
  state: State,
  { house }: { readonly house: HouseId },
  now: Now,
): TransfersView {
  const all = [
    ...(state.organisation.transferOffer as ReadonlyMap<Id<"transfer">, TransferOffer>),
  ].toSorted(
    ([, a], [, b]) =>
      order.indexOf(a.state.is) - order.indexOf(b.state.is) || (a.offeredAt < b.offeredAt ? 1 : -1),
  );
  const lines = (side: "from" | "to"): TransferLine[] =>
    all
      // Of what comes from elsewhere there is the exchange's word alone.
      .filter(([id, offer]) => offer[side] === house && (side === "to" || counts(state, id, offer)))
      .map((one) => lineOf(state, one, house));
  return {
    house,
    timeZone: clockOf(state, house, now).timeZone,
    coming: lines("to"),
    going: lines("from"),
  };
}

/** One offer, and where its people could sleep on an evening in the house that was asked. */
export function transfer(
  state: State,
  asked: { readonly offer: Id<"transfer">; readonly evening?: IsoDate },
  now: Now,
): TransferView | undefined {
  const offer = state.organisation.transferOffer.get(asked.offer);
  if (!offer || !state.houses.has(offer.to)) return undefined;
  const { to, notBefore } = offer;
  const evening = later(asked.evening ?? tonightOf(state, to, now), notBefore);
  const persons = offer.persons.toSorted((a, b) => Number(isAdult(b)) - Number(isAdult(a)));
  return {
    line: lineOf(state, [asked.offer, offer], to),
    to,
    timeZone: clockOf(state, to, now).timeZone,
    evening,
    notBefore,
    places: searchPlaces(state, {
      house: to,
      evening,
      sleepers: persons,
      refs: persons.map(({ personRef }) => personRef),
      now,
    }),
    persons,
  };
}

function lineOf(
  state: State,
  [id, offer]: readonly [Id<"transfer">, TransferOffer],
  house: HouseId,
): TransferLine {
  const { stayRef, persons, from, to, state: stands } = offer;
  const own = state.houses.get(house);
  const [head] = persons;
  const calledName = own && head && personOf(own, stayRef, head.personRef)?.calledName;
  return {
    offer: id,
    stayRef,
    other: settingsOf(state, house === from ? to : from)?.codeName ?? "",
    persons: persons.length,
    composition: compositionOf(persons),
    ...(calledName !== undefined && { calledName }),
    is: stands.is,
    offeredAt: msOf(offer.offeredAt),
    ...("evening" in stands && { evening: stands.evening }),
    ...("by" in stands && { by: stands.by }),
  };
}

const compositionOf = (persons: TransferOffer["persons"]): Composition => ({
  women: persons.filter(({ kind }) => kind === "woman").length,
  otherAdults: persons.filter(({ kind }) => kind === "other_adult").length,
  children: persons.flatMap(({ kind, ageBand }) =>
    kind === "woman" || kind === "other_adult" ? [] : [{ ageBand, kind }],
  ),
});
