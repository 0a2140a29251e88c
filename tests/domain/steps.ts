import fc from "fast-check";
import type { ActInput, Deed } from "#domain/acts.ts";
import type { HouseId } from "#domain/compartments.ts";
import { instantOf, plusDays } from "#domain/dates.ts";
import type { BedId, HoldId, RoomId } from "#domain/ids.ts";
import type { Hold } from "#domain/records.ts";
import { transferDeedOf } from "./transfer-steps.ts";
import { World } from "./world.ts";

/** An hour in milliseconds. */
export const hourMs = 3_600_000;
/** When the clock of a small town begins. */
export const began = "2026-03-20T20:00:00Z";

/** Two small houses, each with two women in it already, so that people get in each other's way. */
export function smallTown(): { world: World; houses: [HouseId, HouseId] } {
  const world = new World(began);
  const alone = "household_exclusive" as const;
  const linde = world.house("Linde", [
    { label: "1", mode: alone, beds: ["A", "B", ["C", "cot"]] },
    { label: "2", mode: "shared", beds: ["A", "B"] },
  ]);
  const birke = world.house("Birke", [
    { label: "1", mode: alone, beds: ["A", "B"] },
    { label: "2", mode: "shared", beds: ["A", ["B", "cot"]] },
  ]);
  world.manages = [linde, birke];
  for (const house of [linde, birke]) {
    world.place(house, [{ name: "M", bed: "1 A" }]);
    world.place(house, [{ name: "N", bed: "2 A" }]);
  }
  return { world, houses: [linde, birke] };
}

/** One step: what kind, and numbers to choose with. */
export const step = fc.record({
  what: fc.integer({ min: 0, max: 31 }),
  picks: fc.array(fc.nat(1_000), { minLength: 8, maxLength: 8 }),
  hours: fc.integer({ min: 0, max: 12 }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What a step means in the world as it is: an act that may well be refused. */
export function deedOf(
  { world, houses }: ReturnType<typeof smallTown>,
  { what, picks }: Step,
): Deed {
  if (what >= 25) return transferDeedOf({ world, houses }, { what: what - 25, picks });
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = picks;
  const house = houses[a % 2] as HouseId;
  const other = houses[(a + 1) % 2] as HouseId;
  const there = world.state.houses.get(house);
  const beds = [...(there?.bed.keys() ?? [])] as BedId[];
  const bed = (pick: number): BedId => beds[pick % beds.length] as BedId;
  const free = beds.filter((one) => (there?.occupancies.get(one) ?? []).every(({ to }) => to));
  const likelyFree = (pick: number): BedId =>
    pick % 4 > 0 && free.length > 0 ? (free[pick % free.length] as BedId) : bed(pick);
  const otherBeds = [...(world.state.houses.get(other)?.bed.keys() ?? [])] as BedId[];
  const stays = [...(there?.placement.values() ?? [])];
  const stay = stays[b % Math.max(1, stays.length)];
  const stayRef = stay?.stayRef ?? world.id<"stay">();
  const persons = [...new Set(stay?.assignments.map((one) => one.personRef))];
  const nights = (pick: number): string =>
    plusDays(instantOf(world.clock).slice(0, 10), (pick % 9) - 6);
  const known = [...world.state.beds.keys()];
  const again = known[g % Math.max(1, known.length)];
  const arriving = (count: number, reuse: boolean): ActInput<"placeHousehold"> => {
    const input = world.arrival(house, [], { arrivedAt: world.clock - (e % 60) * hourMs });
    const members = Array.from({ length: count }, (_, at) => ({
      personRef: reuse && at === 0 && again ? again : world.id<"person">(),
      calledName: `N${at}`,
      code: "ABCDE",
      kind: at === 0 ? ("woman" as const) : ("child" as const),
      ageBand: at === 0 ? ("25-34" as const) : ("0-2" as const),
      bed: likelyFree([c, d, f][at] ?? 0),
    }));
    return { ...input, persons: members };
  };
  const reason = "other" as const;
  switch (what) {
    case 0:
    case 1:
      return { act: "placeHousehold", input: arriving(1 + (b % 3), false) };
    case 2:
      return { act: "placeHousehold", input: arriving(1, true) };
    case 3: {
      const cot = beds.find((one) => there?.bed.get(one)?.kind === "cot") as BedId;
      const to = [...(there?.room.keys() ?? [])][b % 2] as RoomId;
      return {
        act: "placeHousehold",
        input: { ...arriving(2, false), brought: [{ bed: cot, to }] },
      };
    }
    case 4:
    case 5: {
      const moves = persons
        .slice(0, 1 + (h % 2))
        .map((personRef, at) => ({ personRef, bed: likelyFree(at ? d : c) }));
      const from = e % 2 ? { from: nights(f) } : {};
      return { act: "moveHousehold", input: { house, stayRef, moves, reason, ...from } };
    }
    case 6: {
      const second = stays[(b + 1 + (c % 2)) % Math.max(1, stays.length)];
      const pair = [stay, second].map((one) => ({
        stayRef: one?.stayRef ?? stayRef,
        personRef: one?.assignments[0]?.personRef ?? world.id<"person">(),
      }));
      return {
        act: "swapBeds",
        input: { house, persons: pair as unknown as ActInput<"swapBeds">["persons"], reason },
      };
    }
    case 7: {
      const moves = persons.map((personRef, at) => ({
        personRef,
        bed: otherBeds[(c + at) % otherBeds.length] as BedId,
      }));
      const ids = {
        placement: world.id<"placement">(),
        file: world.id<"file">(),
        figures: world.id<"figures">(),
      };
      return {
        act: "transferHousehold",
        input: { house, stayRef, to: other, moves, reason, ...ids },
      };
    }
    case 8:
    case 9: {
      const departedAt = world.clock - (e % 80) * hourMs;
      const ending = { reason: "planned_move_on", destination: "unknown" } as const;
      return { act: "departHousehold", input: { house, stayRef, departedAt, ...ending } };
    }
    case 10: {
      const room = [...(there?.room.keys() ?? [])][c % 2] as RoomId;
      const on = d % 2 ? { bed: bed(c) } : { room };
      const from = nights(e);
      const to = f % 3 ? { to: plusDays(from, 1 + (g % 5)) } : {};
      return {
        act: "blockBeds",
        input: { house, block: world.id<"block">(), on, from, reason: "repair", ...to },
      };
    }
    case 11: {
      const blocks = [...(there?.bedBlock.keys() ?? [])];
      const block = blocks[b % Math.max(1, blocks.length)] ?? world.id<"block">();
      return {
        act: "unblockBeds",
        input: { house, block: block as ActInput<"unblockBeds">["block"] },
      };
    }
    case 12: {
      const input = {
        house,
        hold: world.id<"hold">(),
        beds: [bed(c), bed(d)],
        nights: 1 + (e % 3),
        expiresAt: world.clock + 24 * hourMs,
      };
      return { act: "holdBeds", input };
    }
    case 15:
    case 16: {
      const leaving = persons.slice(c % 2, (c % 2) + 1 + (d % 2));
      return {
        act: "leaveHousehold",
        input: {
          house,
          stayRef,
          persons: leaving,
          file: world.id<"file">(),
          episode: world.id<"episode">(),
          departedAt: world.clock - (e % 40) * hourMs,
          reason: "own_choice_early",
          destination: "family",
        },
      };
    }
    case 17:
    case 18: {
      const [newborn] = arriving(1, d % 3 === 0).persons;
      return {
        act: "joinHousehold",
        input: {
          house,
          stayRef,
          person: { ...(newborn as ActInput<"placeHousehold">["persons"][number]), kind: "child" },
          relation: "child",
          ...(e % 2 ? { from: nights(f) } : {}),
        },
      };
    }
    case 19:
    case 20: {
      const from = e % 2 ? { from: nights(f) } : {};
      const input = { house, stayRef, persons: persons.slice(0, 1 + (h % 2)), ...from };
      return {
        act: "recordAbsence",
        input: { ...input, kind: "overnight_agreed", bedKept: c % 2 === 0 },
      };
    }
    case 21: {
      const file = there?.householdFile.get(there.files.get(stayRef) ?? "");
      const away = (file?.stays ?? []).flatMap(({ absences }) =>
        absences.flatMap(({ to, personRef }) => (to === undefined ? [personRef] : [])),
      );
      const back = (away.length > 0 ? away : persons).slice(0, 1 + (h % 2));
      return {
        act: "endAbsence",
        input: {
          house,
          stayRef,
          persons: back.map((personRef, at) => ({ personRef, bed: likelyFree(at ? d : c) })),
        },
      };
    }
    case 22: {
      const moves = persons.map((personRef, at) => ({
        personRef,
        bed: otherBeds[(c + at) % otherBeds.length] as BedId,
      }));
      const ids = {
        newStayRef: world.id<"stay">(),
        placement: world.id<"placement">(),
        file: world.id<"file">(),
        figures: world.id<"figures">(),
      };
      const movedAt = world.clock - (e % 30) * hourMs;
      return { act: "moveOn", input: { house, stayRef, to: other, movedAt, moves, ...ids } };
    }
    case 23: {
      const from = stay?.plannedEnd ?? nights(c);
      const plannedEnd = plusDays(from, (d % 500) - 150);
      return {
        act: "extendStay",
        input: { house, stayRef, plannedEnd, reason: "health", was: from },
      };
    }
    case 24: {
      if (c % 2) return { act: "startPhase", input: { house, stayRef, name: `P${d}` } };
      const member = (d % 3).toString().repeat(32);
      const file = there?.householdFile.get(there.files.get(stayRef) ?? "");
      const was = file?.episode.coordinators.findLast(({ to }) => to === undefined)?.member;
      return { act: "setCoordinator", input: { house, stayRef, member, ...(was && { was }) } };
    }
    default: {
      const all = [...(there?.hold ?? [])] as [HoldId, Hold][];
      const open = all.filter(([, { state }]) => state === "held");
      const holds = (open.length > 0 && c % 4 > 0 ? open : all).map(([one]) => one);
      const hold = holds[b % Math.max(1, holds.length)] ?? world.id<"hold">();
      return what === 13
        ? { act: "confirmHold", input: { house, hold } }
        : { act: "placeHousehold", input: { ...arriving(1, false), hold } };
    }
  }
}
