import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { acts, runAct, undoOf, type ActInput, type ActName, type Deed } from "#domain/acts.ts";
import type { Change } from "#domain/change.ts";
import type { HouseId } from "#domain/compartments.ts";
import { instantOf, plusDays } from "#domain/dates.ts";
import type { BedId, HoldId, RoomId } from "#domain/ids.ts";
import type { Hold } from "#domain/records.ts";
import { applyChange, type Occupancy, type State } from "#domain/state.ts";
import { brokenLaws } from "./laws.ts";
import { World } from "./world.ts";

const runs = process.env["LONG"] ? 20_000 : 400;
const hourMs = 3_600_000;
const began = "2026-03-20T20:00:00Z";

/** Two small houses, each with two women in it already, so that people get in each other's way. */
function smallTown(): { world: World; houses: [HouseId, HouseId] } {
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
const step = fc.record({
  what: fc.integer({ min: 0, max: 14 }),
  picks: fc.array(fc.nat(1_000), { minLength: 8, maxLength: 8 }),
  hours: fc.integer({ min: 0, max: 12 }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What a step means in the world as it is: an act that may well be refused. */
function deedOf({ world, houses }: ReturnType<typeof smallTown>, { what, picks }: Step): Deed {
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

const judge = (world: World, deed: Deed) => runAct(world.state, deed, world.now);
const write = (world: World, changes: readonly Change[]): Change[] =>
  changes.map((change) => applyChange(world.state, change));
const nightsAround = (world: World) => ({
  from: plusDays(began.slice(0, 10), -9),
  to: plusDays(instantOf(world.clock).slice(0, 10), 9),
  at: world.clock,
});

describe("whatever is done, in whatever order", () => {
  const seen = new Map<ActName, [done: number, refused: number]>();
  const note = (act: ActName, ok: boolean): void => {
    const [done, refused] = seen.get(act) ?? [0, 0];
    seen.set(act, [done + Number(ok), refused + Number(!ok)]);
  };

  test("no act breaks I-01 to I-07 or I-10, nor does its undo", () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 25, size: "max" }),
        fc.nat(2),
        (steps, undoEvery) => {
          const town = smallTown();
          const { world } = town;
          for (const [at, one] of steps.entries()) {
            world.clock += one.hours * hourMs;
            const deed = deedOf(town, one);
            const outcome = judge(world, deed);
            note(deed.act, outcome.ok);
            if (!outcome.ok) continue;
            write(world, outcome.changes);
            expectLawful(world, deed);
            const undo = at % 3 === undoEvery ? undoOf(deed, () => world.id<"file">()) : undefined;
            if (undo === undefined) continue;
            const undone = judge(world, undo);
            note(undo.act, undone.ok);
            if (undone.ok) write(world, undone.changes);
            expectLawful(world, undo);
          }
        },
      ),
      // A fixed seed by day: which acts come to pass among 400 runs must not depend on luck.
      { numRuns: runs, ...(runs === 400 && { seed: 4_711 }) },
    );
    const never = (Object.keys(acts) as ActName[]).filter(
      (act) => isTried(act) && (seen.get(act)?.[0] ?? 0) === 0,
    );
    expect(never).toEqual([]);
  });

  test("of two deeds that were each possible, the second is judged again: done within the laws, or refused (I-20)", () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), step, step, (steps, mine, hers) => {
        const town = smallTown();
        const { world } = town;
        for (const one of steps) {
          const outcome = judge(world, deedOf(town, one));
          if (outcome.ok) write(world, outcome.changes);
          world.clock += one.hours * hourMs;
        }
        const [first, second] = [deedOf(town, mine), deedOf(town, hers)];
        const meant = judge(world, first);
        if (!meant.ok || !judge(world, second).ok) return;
        write(world, meant.changes);
        const again = judge(world, second);
        if (again.ok) write(world, again.changes);
        else refused += 1;
        expectLawful(world, second);
      }),
      { numRuns: runs },
    );
    expect(refused).toBeGreaterThan(0);
  });

  test("what an act's undo leaves behind is what was there, but for when it was written", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), step, (steps, last) => {
        const town = smallTown();
        const { world } = town;
        for (const one of steps) {
          const outcome = judge(world, deedOf(town, one));
          if (outcome.ok) write(world, outcome.changes);
          world.clock += one.hours * hourMs;
        }
        const deed = deedOf(town, last);
        const undo = undoOf(deed, () => world.id<"file">());
        const outcome = judge(world, deed);
        if (!outcome.ok || !undo) return;
        const before = bedsAndFigures(world);
        write(world, outcome.changes);
        const undone = judge(world, undo);
        if (!undone.ok) throw new Error(`${undo.act} was refused: ${undone.refusal.code}`);
        write(world, undone.changes);
        expect(bedsAndFigures(world)).toEqual(before);
      }),
      { numRuns: runs },
    );
  });

  test("an act changes nothing by being judged, and a change taken back leaves no trace", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 10 }), (steps) => {
        const town = smallTown();
        const { world } = town;
        for (const one of steps) {
          const deed = deedOf(town, one);
          const before = structuredClone(world.state);
          const outcome = judge(world, deed);
          expect(world.state).toEqual(before);
          if (!outcome.ok) continue;
          const back = write(world, outcome.changes);
          write(world, back.toReversed());
          expect(comparable(world.state)).toEqual(comparable(before));
          write(world, outcome.changes);
        }
      }),
      { numRuns: 40 },
    );
  });
});

const isTried = (act: ActName): boolean =>
  ![
    "changeHouse",
    "setUpHouse",
    "setOrganisation",
    "nameMember",
    "extendStay",
    "refreshOffer",
  ].includes(act);

/** Everything that an undo has to restore: not the moment of writing, nor the id of a file that came back. */
function bedsAndFigures({ state }: World) {
  return [...state.houses.values()].map((house) => ({
    beds: [...house.bed],
    blocks: house.bedBlock,
    figures: house.figuresRecord,
    files: [...house.householdFile.values()].map((file) => JSON.stringify(file)).toSorted(),
    holds: [...house.hold.values()].filter((hold) => hold.state !== "cancelled"),
    placements: [...house.placement]
      .map(([id, placement]) => [id, { ...placement, writtenAt: "" }])
      .toSorted(),
  }));
}

/** The state with the lists of its indexes in one order. */
const comparable = ({ houses, beds }: State) => ({
  beds: inOrder(beds),
  houses: [...houses.values()].map(({ occupancies, ...house }) => ({
    ...house,
    occupancies: inOrder(occupancies),
  })),
});

const inOrder = (index: ReadonlyMap<string, readonly Occupancy[]>) =>
  new Map(
    [...index].map(([key, list]) => [key, list.map((one) => JSON.stringify(one)).toSorted()]),
  );

const expectLawful = (world: World, { act }: Deed): void =>
  expect({ act, broken: brokenLaws(world.state, nightsAround(world)) }).toEqual({
    act,
    broken: [],
  });
