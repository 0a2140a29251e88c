import type { Counts } from "#domain/nights.ts";
import { countsBedNights } from "#domain/records.ts";
import type { HouseLine } from "#domain/view-houses.ts";

/** A house whose beds can be counted here. */
export type CountedHouse = HouseLine & { readonly counts: Counts };

/** All houses together, for one night. */
export interface Totals {
  readonly offerable: number;
  /** Houses that have a place. */
  readonly houses: number;
  readonly largest: { readonly persons: number; readonly codeName?: string };
  readonly beds: number;
  readonly inService: number;
  readonly occupied: number;
  readonly blocked: number;
  readonly held: number;
  readonly outOfService: number;
  /** Rooms that a household of two or more could have to itself. */
  readonly familyRooms: number;
}

/** The open shelters whose beds this member sees; the others say nothing that could be added up. */
export const countedOf = (houses: readonly HouseLine[]): readonly CountedHouse[] =>
  houses.filter(
    (line): line is CountedHouse =>
      line.counts !== undefined && line.closedOn === undefined && countsBedNights(line.kind),
  );

/** Adds the houses up; the largest household is the largest that one of them could take. */
export function totalsOf(houses: readonly CountedHouse[]): Totals {
  const sum = (what: Exclude<keyof Counts, "largest">): number =>
    houses.reduce((all, { counts }) => all + counts[what], 0);
  const [first] = houses.toSorted((a, b) => b.counts.largest.persons - a.counts.largest.persons);
  const persons = first?.counts.largest.persons ?? 0;
  return {
    offerable: sum("offerable"),
    houses: houses.filter(({ counts }) => counts.offerable > 0).length,
    largest: { persons, ...(first !== undefined && persons > 0 && { codeName: first.codeName }) },
    beds: sum("beds"),
    inService: sum("inService"),
    occupied: sum("occupied"),
    blocked: sum("blocked"),
    held: sum("held"),
    outOfService: sum("outOfService"),
    familyRooms: sum("familyRooms"),
  };
}
