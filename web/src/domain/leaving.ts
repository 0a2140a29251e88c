import type { HouseId } from "./compartments.ts";
import type { IsoDate } from "./dates.ts";
import type { Id, StayRef } from "./ids.ts";
import type { Placement } from "./records.ts";
import type { TransferOffer } from "./records-exchange.ts";
import type { Absence } from "./records-people.ts";
import type { State } from "./state.ts";

/** Under which id a house keeps its own word for an offer, and the other way round: ids differ between vaults. */
export const markOf = (offer: string): string => [...offer].toReversed().join("");

/**
 * The offers of transfers that count here.
 *
 * [Note: Whose offer it is] Everybody who works in any house may write the exchange, and could write an offer there in
 * another house's name, or an old one anew. So a house writes in its own log, too, what it offers and to whom, and who
 * reads that log counts no other offer of the house: none ends a bed, has a file sealed or takes one away. Who reads the
 * exchange alone has only its word.
 */
export function* offersOf(state: State): Iterable<readonly [Id<"transfer">, TransferOffer]> {
  for (const [id, offer] of state.organisation.transferOffer) {
    if (counts(state, id, offer)) yield [id as Id<"transfer">, offer];
  }
}

/** Whether an offer counts here. [Note: Whose offer it is] */
export function counts(state: State, id: string, offer: TransferOffer): boolean {
  const house = state.houses.get(offer.from);
  const mark = house?.offeredStay.get(markOf(id));
  const isReal = mark?.stayRef === offer.stayRef && mark.to === offer.to;
  // What came to nothing does nothing.
  const isOver = offer.state.is === "withdrawn" || offer.state.is === "declined";
  return isReal || isOver || house?.placements.has(offer.stayRef) !== true;
}

/**
 * The evening from which on another house has taken a stay over, while nobody of the house that it leaves has written
 * that down yet.
 */
export function takenOver(state: State, house: HouseId, stay: StayRef): IsoDate | undefined {
  for (const [, { from, stayRef, state: stands }] of offersOf(state)) {
    if (from === house && stayRef === stay && stands.is === "accepted") return stands.evening;
  }
  return undefined;
}

/** The evening on which another house took over all that this placement has; undefined where they are still here. */
export function wentOverOn(
  state: State,
  house: HouseId,
  { stayRef, assignments }: Placement,
): IsoDate | undefined {
  for (const [, offer] of offersOf(state)) {
    if (offer.from !== house || offer.stayRef !== stayRef || !("evening" in offer.state)) continue;
    const { is, evening } = offer.state;
    // Until the file is sent, their beds are written as open.
    const ended = is === "accepted" || assignments.every(({ to }) => to !== undefined);
    if (ended && assignments.every(({ from }) => from <= evening)) return evening;
  }
  return undefined;
}

/** A placement whose open beds end on an evening, or where they began, if that is later. */
export const endedOn = (placement: Placement, evening: IsoDate): Placement => ({
  ...placement,
  assignments: placement.assignments.map((one) =>
    one.to !== undefined && one.to <= evening
      ? one
      : { ...one, to: one.from > evening ? one.from : evening },
  ),
});

/** A placement as every reader takes it: ended, where another house has taken the stay over. */
export function asItStands(state: State, house: HouseId, placement: Placement): Placement {
  const evening = takenOver(state, house, placement.stayRef);
  return evening === undefined ? placement : endedOn(placement, evening);
}

/** Who is given a bed in another house is away no longer, from the evening on which it takes her over. */
export const backOn = (
  absences: readonly Absence[],
  { persons, evening }: { persons: readonly string[]; evening: IsoDate },
): readonly Absence[] =>
  absences.map((one) =>
    one.to === undefined && !one.bedKept && persons.includes(one.personRef)
      ? { ...one, to: one.from > evening ? one.from : evening }
      : one,
  );

/** The absences of a stay as every reader takes them, while its file is on the way to another house. */
export function absencesAsTheyStand(
  state: State,
  { stayRef, absences }: { stayRef: StayRef; absences: readonly Absence[] },
): readonly Absence[] {
  for (const [, offer] of offersOf(state)) {
    const { is } = offer.state;
    if (offer.stayRef !== stayRef || (is !== "accepted" && is !== "file_sent")) continue;
    const persons = offer.persons.map(({ personRef }) => personRef);
    return backOn(absences, { persons, evening: offer.state.evening });
  }
  return absences;
}
