import { changes, putIn, refuse, removeFrom, type Act } from "../change.ts";
import type { BlockReason } from "../codes.ts";
import type { HouseId } from "../compartments.ts";
import type { IsoDate } from "../dates.ts";
import { bedName, personOf, tonightOf } from "../house.ts";
import type { BedId, BlockId, RoomId } from "../ids.ts";
import { later, meet, overlap } from "../intervals.ts";
import { isOpenHold } from "../nights.ts";
import type { Bed, BedBlock } from "../records.ts";

/** A bed, or a whole room, out of service. */
export interface BlockBeds {
  readonly house: HouseId;
  readonly block: BlockId;
  readonly on: { readonly bed: BedId } | { readonly room: RoomId };
  /** Tonight where it is left out. */
  readonly from?: IsoDate;
  readonly to?: IsoDate;
  readonly reason: BlockReason;
}

/** A block that ends, or should not have been. */
export interface UnblockBeds {
  readonly house: HouseId;
  readonly block: BlockId;
}

/** Takes beds out of service, where nobody sleeps or is expected then. */
export const blockBeds: Act<BlockBeds> = (state, input, now) => {
  const house = state.houses.get(input.house);
  if (!house) return refuse({ code: "not-found", what: "house" });
  if (house.bedBlock.has(input.block)) return refuse({ code: "already-there", what: "bedBlock" });
  const from = input.from ?? tonightOf(state, input.house, now);
  const { to, on, reason } = input;
  if (to !== undefined && to <= from) return refuse({ code: "end-before-start", from, to });
  const block: BedBlock = { on: { ...on }, from, ...(to !== undefined && { to }), reason };
  const beds = [...(house.bed as ReadonlyMap<BedId, Bed>)].filter(([bed, { roomHistory }]) =>
    "bed" in on
      ? bed === on.bed
      : roomHistory.some((stand) => stand.room === on.room && overlap(stand, block)),
  );
  if (beds.length === 0) return refuse({ code: "not-found", what: "bed" });
  for (const [bed, record] of beds) {
    const stands =
      "bed" in on ? [block] : record.roomHistory.filter(({ room }) => room === on.room);
    const by = house.occupancies
      .get(bed)
      ?.find((one) => overlap(one, block) && stands.some((stand) => meet([stand, block, one])));
    if (by) {
      const night = later(from, by.from);
      const name = personOf(house, by.stayRef, by.personRef)?.calledName;
      return refuse({
        code: "bed-taken",
        bed: bedName(house, bed, night),
        night,
        writtenAt: house.placement.get(by.placement)?.writtenAt ?? "",
        ...(name !== undefined && { calledName: name }),
      });
    }
    const hold = [...house.hold.values()].find(
      (one) => one.beds.includes(bed) && isOpenHold(one, now.instant) && overlap(one, block),
    );
    if (hold) {
      const { expiresAt, state: held } = hold;
      const name = bedName(house, bed, hold.from);
      return refuse({ code: "bed-held", bed: name, expiresAt, confirmed: held === "confirmed" });
    }
  }
  return changes(putIn(input.house)("bedBlock", input.block, block));
};

/** Takes a block back that was a mistake: as if it had never been. */
export const undoBlock: Act<UnblockBeds> = (state, { house, block }) => {
  const record = state.houses.get(house)?.bedBlock.get(block);
  if (!record) return refuse({ code: "changed-since", what: "block" });
  return changes(removeFrom(house)("bedBlock", block));
};

/** Back in service from tonight on; a block that has not held a night yet is taken away. */
export const unblockBeds: Act<UnblockBeds> = (state, { house: id, block }, now) => {
  const record = state.houses.get(id)?.bedBlock.get(block);
  if (!record) return refuse({ code: "not-found", what: "bedBlock" });
  const tonight = tonightOf(state, id, now);
  if (record.to !== undefined && record.to <= tonight) return refuse({ code: "nothing-to-do" });
  if (record.from >= tonight) return changes(removeFrom(id)("bedBlock", block));
  return changes(putIn(id)("bedBlock", block, { ...record, to: tonight }));
};
