import { changes, putIn, refuse, removeFrom, type Act } from "../change.ts";
import type { HouseId } from "../compartments.ts";
import { instantOf } from "../dates.ts";
import type { Id } from "../ids.ts";
import type { NewItem } from "./handover.ts";

/** Something left open, written between two sheets. */
export interface AddOpenItem extends NewItem {
  readonly house: HouseId;
}

/** An item that is settled, or not settled after all. */
export interface SettleOpenItem {
  readonly house: HouseId;
  readonly item: Id<"openItem">;
}

/** Leaves something open: every sheet carries it until it is settled. */
export const addOpenItem: Act<AddOpenItem> = (state, { house, item, ...what }, now) => {
  if (state.houses.get(house)?.openItem.has(item)) {
    return refuse({ code: "already-there", what: "openItem" });
  }
  const by = { writtenBy: now.member ?? "", writtenAt: instantOf(now.instant) };
  return changes(putIn(house)("openItem", item, { ...what, text: what.text.trim(), ...by }));
};

/** Takes an item away that was written by mistake and that no sheet carries yet. */
export const dropOpenItem: Act<SettleOpenItem> = (state, { house: id, item }) => {
  const house = state.houses.get(id);
  if (!house?.openItem.has(item)) return refuse({ code: "not-found", what: "openItem" });
  const carried = [...house.handoverNote.values()].some((note) => note.carried.includes(item));
  if (carried) return refuse({ code: "changed-since", what: "handover" });
  return changes(removeFrom(id)("openItem", item));
};

/** Settles an item: later sheets do not carry it any more, earlier ones still show it. */
export const settleOpenItem: Act<SettleOpenItem> = (state, { house, item }, now) => {
  const record = state.houses.get(house)?.openItem.get(item);
  if (!record) return refuse({ code: "not-found", what: "openItem" });
  if (record.closed) return refuse({ code: "nothing-to-do" });
  const closed = { by: now.member ?? "", at: instantOf(now.instant) };
  return changes(putIn(house)("openItem", item, { ...record, closed }));
};

/** Opens a settled item again. */
export const reopenOpenItem: Act<SettleOpenItem> = (state, { house, item }) => {
  const record = state.houses.get(house)?.openItem.get(item);
  if (!record) return refuse({ code: "not-found", what: "openItem" });
  if (!record.closed) return refuse({ code: "nothing-to-do" });
  const { closed: _, ...open } = record;
  return changes(putIn(house)("openItem", item, open));
};
