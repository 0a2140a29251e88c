import type { Component } from "svelte";
import type { HouseId } from "#domain/compartments.ts";
import type { MessageKey } from "../../i18n/en/index.ts";
import { rightIn, type Open } from "../../state/rights.ts";
import type { FileState } from "./file.svelte.ts";
import HistoryTab from "./HistoryTab.svelte";
import HouseholdTab from "./HouseholdTab.svelte";
import StayTab from "./StayTab.svelte";

/** One side of a file, shown to those who hold its key. */
export interface FileTab {
  readonly id: string;
  readonly title: MessageKey;
  readonly part: Component<{ file: FileState }>;
  readonly when: (open: Open | undefined, house: HouseId) => boolean;
}

const readsResidents: FileTab["when"] = (open, house) => rightIn(open, house, "residents") >= 1;

/** The tabs of a file, in the order in which they stand; another one is a line here. */
export const fileTabs: readonly FileTab[] = [
  { id: "stay", title: "file.stay", part: StayTab, when: readsResidents },
  { id: "household", title: "file.household", part: HouseholdTab, when: readsResidents },
  { id: "history", title: "file.history", part: HistoryTab, when: readsResidents },
];
