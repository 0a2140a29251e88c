import { plusDays } from "./dates.ts";
import type { DraftSource, Since } from "./handover-draft.ts";
import { bedName } from "./house.ts";
import type { BlockId, HoldId } from "./ids.ts";
import { isOpenHold } from "./nights.ts";
import type { BedBlock, Hold } from "./records.ts";
import type { HandoverLine } from "./records-handover.ts";

/** Beds out of service, and those kept for someone expected tonight or tomorrow. */
export const draftBeds: DraftSource = (about) => [
  ...[...(about.house.bedBlock as ReadonlyMap<BlockId, BedBlock>)].flatMap(([block, record]) =>
    outOfService(about, block, record),
  ),
  ...[...(about.house.hold as ReadonlyMap<HoldId, Hold>)].flatMap(([hold, record]) =>
    expected(about, hold, record),
  ),
];

function outOfService({ house, from, tonight }: Since, block: BlockId, record: BedBlock) {
  const { on, reason, to } = record;
  if (record.from < from || record.from > tonight) return [];
  const name =
    "bed" in on
      ? bedName(house, on.bed, record.from)
      : { room: house.room.get(on.room)?.label ?? "" };
  const line: HandoverLine = {
    is: "out_of_service",
    section: "house",
    block,
    ...name,
    reason,
    ...(to !== undefined && { to }),
  };
  return [line];
}

function expected({ house, tonight, now }: Since, hold: HoldId, record: Hold): HandoverLine[] {
  const [bed] = record.beds;
  const soon = record.from <= plusDays(tonight, 1) && record.to > tonight;
  if (!bed || !soon || !isOpenHold(record, now.instant)) return [];
  return [
    {
      is: "expected",
      section: "today",
      hold,
      persons: record.beds.length,
      ...(record.expectedAt !== undefined && { at: record.expectedAt }),
      on: record.from,
      room: bedName(house, bed, record.from).room,
      confirmed: record.state === "confirmed",
    },
  ];
}
