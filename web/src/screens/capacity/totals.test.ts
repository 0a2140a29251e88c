import { expect, test } from "vitest";
import type { HouseLine } from "#domain/view-houses.ts";
import { houseId } from "#domain/compartments.ts";
import { countedOf, totalsOf } from "./totals.ts";

const line = (codeName: string, [occupied, free, persons]: readonly number[]): HouseLine => ({
  house: houseId("ab".repeat(16)),
  codeName,
  kind: "refuge",
  counts: {
    beds: (occupied ?? 0) + (free ?? 0) + 1,
    inService: (occupied ?? 0) + (free ?? 0),
    occupied: occupied ?? 0,
    blocked: 0,
    held: 0,
    outOfService: 1,
    offerable: free ?? 0,
    largest: { persons: persons ?? 0 },
    familyRooms: (persons ?? 0) > 1 ? 1 : 0,
  },
});

test("houses add up, and the largest household is one house's, not a sum", () => {
  const totals = totalsOf(countedOf([line("Ahorn", [4, 3, 2]), line("Birke", [2, 3, 3])]));
  expect(totals).toMatchObject({ offerable: 6, houses: 2, beds: 14, inService: 12, occupied: 6 });
  expect(totals.largest).toEqual({ persons: 3, codeName: "Birke" });
});

test("a retreat venue takes in nobody who asks for a place tonight", () => {
  const venue = { ...line("Hütte", [0, 9, 9]), kind: "retreat_venue" as const };
  expect(countedOf([venue, line("Ahorn", [4, 3, 2])])).toHaveLength(1);
});

test("a full house is counted, a closed one and one without a key are not", () => {
  const { counts: _, ...sealed } = line("Erle", [0, 9, 9]);
  const closed = { ...line("Hasel", [0, 9, 9]), closedOn: "2026-01-01" };
  const counted = countedOf([line("Ahorn", [4, 0, 0]), sealed, closed]);
  expect(counted.map(({ codeName }) => codeName)).toEqual(["Ahorn"]);
  expect(totalsOf(counted)).toMatchObject({ offerable: 0, houses: 0, largest: { persons: 0 } });
});
