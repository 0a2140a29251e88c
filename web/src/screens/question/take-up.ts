import type { ActInput, ActName } from "#domain/acts.ts";
import type { Route } from "../../state/routes.ts";
import type { OutboxEntry } from "../../vault/engine.ts";
import type { DepartureDraft } from "../departure/departing.svelte.ts";

/** Where a deed is typed, and its words as the draft of that form, where the form does not read them of the question itself. */
export interface Form {
  readonly route: Route;
  readonly draft?: { readonly key: string; readonly value: unknown };
}

/** The form in which a deed can be changed and done again; undefined where it has none. */
export function takeUp({
  id,
  act,
  input,
}: Pick<OutboxEntry, "id" | "act" | "input">): Form | undefined {
  switch (act) {
    case "placeHousehold": {
      const { house } = input as ActInput<"placeHousehold">;
      return { route: { is: "arrival", house, question: id } };
    }
    case "departHousehold": {
      const departure = input as ActInput<"departHousehold">;
      const { house, stayRef: stay } = departure;
      return {
        route: { is: "departure", house, stay },
        draft: { key: `departure-${stay}`, value: departureDraft(departure) },
      };
    }
    case "moveHousehold":
    case "transferHousehold": {
      const { house, stayRef: stay } = input as ActInput<"moveHousehold">;
      return { route: { is: "move", house, stay } };
    }
    default:
      return ofStay(act, input);
  }
}

/** Whatever else is written about a stay is written in its file. */
function ofStay(_act: ActName, input: unknown): Form | undefined {
  const { house, stayRef } = input as Partial<ActInput<"undoDeparture">>;
  if (house === undefined || stayRef === undefined) return undefined;
  return { route: { is: "file", house, stay: stayRef } };
}

/** A departure's input as the draft that it was typed as. */
export function departureDraft({
  reason,
  destination,
  safeByHerView = "not_asked",
  safeByWorkersView = "not_asked",
  note = "",
  departedAt,
}: ActInput<"departHousehold">): DepartureDraft {
  return { reason, destination, safeByHerView, safeByWorkersView, note, departedAt };
}
