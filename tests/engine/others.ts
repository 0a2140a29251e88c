import type { Deed } from "#domain/acts.ts";
import type { HouseId } from "#domain/compartments.ts";
import { dueTasks } from "#domain/due.ts";
import { openItemsOf } from "#domain/acts/handover.ts";
import { id, type Id } from "#domain/ids.ts";
import type { State } from "#domain/state.ts";
import { shiftOf } from "#domain/shifts.ts";
import type { Random } from "../random.ts";
import { newId } from "./people.ts";

/** Who acts, where and when. */
export interface Acting {
  readonly state: State;
  readonly house: HouseId;
  readonly member: string;
  readonly clock: number;
}

/** A deed that gives nobody a bed: a task, a sheet, a reading mark, an open item, an incident. */
export function otherDeed(random: Random, { state, house, member, clock }: Acting): Deed {
  const there = state.houses.get(house);
  const pick = <T>(list: readonly T[]): T | undefined => list[random.between(0, list.length - 1)];
  const open = openItemsOf(there).map(([item]) => item);
  switch (random.between(0, 7)) {
    case 0: {
      const dueOn = new Date(clock).toISOString().slice(0, 10);
      return {
        act: "addTask",
        input: { house, task: id(newId()), text: "Call the school", dueOn },
      };
    }
    case 1: {
      const now = { instant: clock, timeZone: "Europe/Paris", member };
      const key = pick(dueTasks(state, house, now))?.key ?? "task:none";
      return { act: "finishTask", input: { house, mark: id(newId()), key } };
    }
    case 2: {
      const key = pick([...(there?.taskDone.values() ?? [])])?.key ?? "task:none";
      return { act: "reopenTask", input: { house, key } };
    }
    case 3:
      return {
        act: "closeHandover",
        input: {
          house,
          note: id(newId()),
          ...shiftOf(clock, "Europe/Paris"),
          since: clock - 3_600_000,
          lines: [{ is: "said", section: "other", text: newId() }],
          carried: open,
          items: [{ item: id(newId()), section: "house", text: "Cellar lamp" }],
        },
      };
    case 4: {
      const note = pick([...(there?.handoverNote.keys() ?? [])]) ?? newId();
      const marks = [{ note: note as Id<"handoverNote">, mark: id<"handoverRead">(newId()) }];
      return { act: "readHandover", input: { house, marks } };
    }
    case 5:
      return { act: "settleOpenItem", input: { house, item: pick(open) ?? id(newId()) } };
    case 6: {
      const closed = [...(there?.openItem ?? [])].filter(([, item]) => item.closed !== undefined);
      const item = (pick(closed)?.[0] ?? newId()) as Id<"openItem">;
      return { act: "reopenOpenItem", input: { house, item } };
    }
    default:
      return {
        act: "recordIncident",
        input: {
          house,
          incident: id(newId()),
          type: "theft_or_damage",
          severity: 2,
          people: [],
          facts: newId(),
          immediateActions: [],
          notified: [],
          safeguarding: "no_concern",
          staffSupportOffered: "not_needed",
          followUps: [],
        },
      };
  }
}
