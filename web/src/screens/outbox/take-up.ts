import type { ActInput } from "#domain/acts.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { Engine, OutboxEntry } from "../../vault/engine.ts";
import { childKinds, type ArrivalDraft } from "../arrival/arrival.svelte.ts";

/**
 * Takes an arrival that came back as a question up again: her words become the draft of a new arrival, and the old
 * entry is let go. Returns the house whose arrival screen goes on with it.
 */
export async function takeUpAgain(
  engine: Engine,
  entry: OutboxEntry,
): Promise<HouseId | undefined> {
  if (entry.act !== "placeHousehold") return undefined;
  const input = entry.input as ActInput<"placeHousehold">;
  await engine.keepDraft(`arrival-${input.house}`, draftOf(input));
  await engine.answer(entry.id, { is: "drop" });
  return input.house;
}

/** An arrival's input as the draft that it was typed as. */
export function draftOf({ persons, arrivedAt }: ActInput<"placeHousehold">): ArrivalDraft {
  const count = (kind: string): number => persons.filter((person) => person.kind === kind).length;
  return {
    step: "place",
    calledName: persons[0]?.calledName ?? "",
    women: count("woman"),
    otherAdults: count("other_adult"),
    children: persons.flatMap(({ kind, calledName, ageBand }) => {
      const child = childKinds.find((each) => each === kind);
      return child === undefined ? [] : [{ calledName, ageBand, kind: child }];
    }),
    arrivedAt,
  };
}
