import ListChecks from "@lucide/svelte/icons/list-checks";
import MoveRight from "@lucide/svelte/icons/move-right";
import Printer from "@lucide/svelte/icons/printer";
import type { Action, Keystroke } from "../../actions/action.ts";
import BoardSheet from "./BoardSheet.svelte";
import RoomListSheet from "./RoomListSheet.svelte";

/** Keys that the board answers itself. */
export const boardKeys: readonly Keystroke[] = [
  { id: "walk", title: "keys.walk", keys: ["←", "↑", "→", "↓"] },
  { id: "open", title: "keys.open", keys: ["Enter"] },
];

/** What Tonight offers beside the frame: the sheet on paper, and moving who lies in the bed that has the focus. */
export const boardActions = (deeds: {
  readonly print: (sheet: typeof BoardSheet) => void;
  readonly move: (bed: string) => void;
  readonly writes: () => boolean;
}): readonly Action[] => [
  {
    id: "print",
    title: "tonight.print",
    icon: Printer,
    key: "p",
    // The browser's own key for printing prints the same sheet: the screen is no page.
    chord: "p",
    when: () => true,
    run: () => deeds.print(BoardSheet),
  },
  {
    id: "roomList",
    title: "roomList.print",
    icon: ListChecks,
    key: "l",
    when: () => true,
    run: () => deeds.print(RoomListSheet),
  },
  {
    id: "move",
    title: "keys.move",
    icon: MoveRight,
    key: "m",
    inPlace: true,
    when: deeds.writes,
    run: () => {
      const bed = document.activeElement?.closest<HTMLElement>("[data-bed]")?.dataset["bed"];
      if (bed !== undefined) deeds.move(bed);
    },
  },
];
