import fc from "fast-check";
import { expect, test } from "vitest";
import { runAct } from "#domain/acts.ts";
import { instantOf, plusDays } from "#domain/dates.ts";
import { countsOf, roomsOn } from "#domain/nights.ts";
import { nightly } from "#domain/report.ts";
import { applyChange } from "#domain/state.ts";
import { began, deedOf, hourMs, smallTown, step } from "./steps.ts";

const runs = process.env["LONG"] ? 5_000 : 150;

test("a month counted in one sweep is what the board says of each of its nights, whatever was done", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30, size: "max" }), (steps) => {
      const town = smallTown();
      const { world } = town;
      for (const one of steps) {
        world.clock += one.hours * hourMs;
        const outcome = runAct(world.state, deedOf(town, one), world.now);
        if (outcome.ok) for (const change of outcome.changes) applyChange(world.state, change);
      }
      const period = {
        from: plusDays(began.slice(0, 10), -12),
        to: plusDays(instantOf(world.clock).slice(0, 10), 12),
      };
      for (const id of town.houses) {
        const house = world.state.houses.get(id);
        for (const counted of nightly(world.state, { houses: [id], period, at: world.clock })) {
          const rooms = house
            ? roomsOn(world.state, house, { night: counted.night, at: world.clock })
            : [];
          const { occupied, blocked, held, outOfService, offerable, largest } = countsOf(rooms);
          expect(counted).toMatchObject({
            occupied,
            blocked,
            held,
            outOfService,
            offerable,
            largest,
          });
        }
      }
    }),
    { numRuns: runs },
  );
});
