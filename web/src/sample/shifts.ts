import type { HouseId } from "#domain/compartments.ts";
import { plusDays } from "#domain/dates.ts";
import { draftOf, sinceOf } from "#domain/handover-draft.ts";
import { shiftOf } from "#domain/shifts.ts";
import { timeZone } from "./stage.ts";
import type { Tale } from "./tale.ts";

/** The night hands over to the morning: a sheet drafted from what happened, two items left open, and tasks. */
export function handOver({ stage, dice, last }: Tale, house: HouseId): void {
  const now = { instant: stage.clock, timeZone };
  const line = (text: string) => ({ is: "said", section: "residents", text }) as const;
  const item = (section: "house" | "today", text: string) => ({
    item: dice.id<"openItem">(),
    section,
    text,
  });
  stage.do("staff", {
    act: "closeHandover",
    input: {
      house,
      note: dice.id<"handoverNote">(),
      ...shiftOf(stage.clock, timeZone),
      since: sinceOf(stage.house(house), now),
      lines: [
        ...draftOf(stage.state, house, now).map((drafted) => drafted.line),
        line("A quiet night. Soup is left in the blue pot."),
      ],
      carried: [],
      items: [
        item("house", "The lamp in the cellar is out"),
        item("today", "The interpreter has not called back yet"),
      ],
    },
  });
  for (const [text, days] of [
    ["Fridge: the 22:00 medicine", 0],
    ["Call the school about a place", 2],
    ["Order two cots", 6],
  ] as const) {
    const dueOn = plusDays(stage.evening(last), days);
    stage.do("manager", { act: "addTask", input: { house, task: dice.id<"task">(), text, dueOn } });
  }
}
