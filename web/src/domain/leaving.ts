import type { HouseId } from "./compartments.ts";
import type { IsoDate } from "./dates.ts";
import type { StayRef } from "./ids.ts";
import type { Placement } from "./records.ts";
import type { Absence } from "./records-people.ts";
import type { State } from "./state.ts";

/**
 * The evening from which on another house has taken a stay over, while nobody of the house that it leaves has written
 * that down yet.
 */
export function takenOver(state: State, house: HouseId, stay: StayRef): IsoDate | undefined {
  for (const { from, stayRef, state: stands } of state.organisation.transferOffer.values()) {
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
  for (const offer of state.organisation.transferOffer.values()) {
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
  for (const offer of state.organisation.transferOffer.values()) {
    const { is } = offer.state;
    if (offer.stayRef !== stayRef || (is !== "accepted" && is !== "file_sent")) continue;
    const persons = offer.persons.map(({ personRef }) => personRef);
    return backOn(absences, { persons, evening: offer.state.evening });
  }
  return absences;
}
