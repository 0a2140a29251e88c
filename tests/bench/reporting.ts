import { putIn } from "#domain/change.ts";
import { plusDays } from "#domain/dates.ts";
import { report } from "#domain/view-report.ts";
import { applyChange } from "#domain/state.ts";
import { World } from "../domain/world.ts";
import type { Measured } from "./compare.ts";
import { quantile } from "./work.ts";

const houses = 8;
const beds = 60;

/** Houses that have seen so many stays, one after the other in every bed. */
export function longHistory(stays: number): World {
  const world = new World("2026-07-31T10:00:00Z");
  const each = Math.ceil(stays / houses / beds);
  for (let at = 0; at < houses; at += 1) {
    const labels = Array.from({ length: beds }, (_, bed) => String(bed + 1));
    const house = world.house(`House ${at}`, [{ label: "1", mode: "shared", beds: labels }], {
      openedOn: "2016-01-01",
    });
    const put = putIn(house);
    for (const label of labels) {
      const bed = world.bed(house, label);
      for (let turn = 0; turn < each; turn += 1) {
        const from = plusDays("2016-01-01", turn * 100 + Number(label));
        const to = plusDays(from, 90);
        const [stayRef, personRef] = [world.id<"stay">(), world.id<"person">()];
        const assignments = [{ personRef, bed, from, to, moveReason: "arrival" as const }];
        const placement = { stayRef, assignments, writtenAt: "2026-07-31T10:00:00Z" };
        applyChange(world.state, put("placement", world.id<"placement">(), placement));
        applyChange(
          world.state,
          put("figuresRecord", world.id<"figures">(), {
            stayRef,
            persons: [{ personRef, kind: "woman", ageBand: "25-34" }],
            arrivedOn: from,
            arrivalKind: "planned",
            source: "self",
            departedOn: to,
            departureReason: "planned_move_on",
            destination: "own_tenancy",
          }),
        );
      }
    }
  }
  return world;
}

/** W8, the report: a month over many stays, in eight houses and all together, as the screen asks for it. */
export function reporting({ stays, times }: { stays: number; times: number }): Measured {
  const world = longHistory(stays);
  const took: number[] = [];
  const worked: number[] = [];
  for (let round = 0; round < times; round += 1) {
    const [begun, before] = [performance.now(), process.cpuUsage()];
    report(world.state, { from: "2020-07-01", to: "2020-08-01" }, world.now);
    const { user, system } = process.cpuUsage(before);
    took.push(performance.now() - begun);
    worked.push((user + system) / 1_000);
  }
  const work = `W8 a month's report over ${stays.toLocaleString("en")} stays`;
  return {
    figures: [],
    beside: [
      { what: `${work}, median of ${times}`, value: quantile(took), unit: "ms" },
      { what: `${work}, processor time`, value: quantile(worked), unit: "ms" },
    ],
  };
}
