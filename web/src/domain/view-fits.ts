import type { Now } from "./change.ts";
import type * as codes from "./codes.ts";
import type { HouseId } from "./compartments.ts";
import { plusDays, type IsoDate } from "./dates.ts";
import { chooseBeds, type Sleeper } from "./fitting.ts";
import { modeOf, policyOf, tonightOf } from "./house.ts";
import type { BedId, RoomId } from "./ids.ts";
import { later } from "./intervals.ts";
import type { BedOfNight, RoomOfNight } from "./nights.ts";
import { violations } from "./policy.ts";
import type { State } from "./state.ts";
import { free, held, taken, tapeOf, type TapeRow } from "./tape.ts";
import { sleepersOf, type Composition } from "./view-places.ts";

/** Who needs a place, for how long, and from when on. */
export interface FitsAsked {
  readonly house: HouseId;
  readonly composition: Composition;
  /** How many nights in a row, in the same beds. */
  readonly nights: number;
  /** Tonight where it is left out. */
  readonly from?: IsoDate;
}

/** Where a household of some size would fit, the soonest first. */
export interface FitsView {
  readonly from: IsoDate;
  /** The first night that was not looked at as a beginning. */
  readonly to: IsoDate;
  readonly fitting: readonly Fit[];
  /** Rooms that have no such place in this time. */
  readonly never: readonly { readonly room: RoomId; readonly label: string }[];
  readonly policy?: { readonly rule: codes.PolicyRule; readonly limit?: number };
}

export interface Fit {
  readonly room: RoomId;
  readonly label: string;
  readonly from: IsoDate;
  /** The first night on which not all of its beds are free any more; undefined: none that is known. */
  readonly to?: IsoDate;
  readonly beds: readonly { readonly bed: BedId; readonly label: string }[];
  /** Somebody else is, or is expected, in the room. */
  readonly shared: boolean;
  /** Free beds of the room that they would not need. */
  readonly left: number;
}

/** How many evenings are looked at. */
const evenings = 183;

/**
 * From when on each room could take a household, if every stay ends as planned: who stays longer, or has no
 * planned end, keeps her bed.
 */
export function fits(state: State, asked: FitsAsked, now: Now): FitsView {
  const tonight = tonightOf(state, asked.house, now);
  const from = later(asked.from ?? tonight, tonight);
  const house = state.houses.get(asked.house);
  const stay = Math.max(1, asked.nights);
  const sleepers = sleepersOf(asked.composition);
  const [broken] = violations(policyOf(state, asked.house), sleepers);
  const rows = house
    ? tapeOf(state, house, { from, nights: evenings + stay, tonight, at: now.instant })
    : [];
  const rooms = [...Map.groupBy(rows, (row) => row.room).values()].map((own) => ({
    own: own.map((row) => ({ row, runs: runsOf(row.nights) })),
  }));
  const found = rooms.map((room) => firstFit(room, rooms, { from, stay, sleepers }));
  const fitting = found.filter((one) => one !== undefined);
  return {
    from,
    to: plusDays(from, evenings),
    fitting: fitting.toSorted(
      (a, b) =>
        (a.from < b.from ? -1 : Number(a.from > b.from)) ||
        Number(a.shared) - Number(b.shared) ||
        a.left - b.left,
    ),
    never: rooms.flatMap(({ own }, at) => {
      const row = own[0]?.row;
      return row && !found[at] ? [{ room: row.room, label: row.roomRecord.label }] : [];
    }),
    ...(broken && { policy: { rule: broken.rule, ...(broken.limit && { limit: broken.limit }) } }),
  };
}

interface Candidate {
  readonly own: readonly { readonly row: TapeRow; readonly runs: readonly number[] }[];
}

interface Wanted {
  readonly from: IsoDate;
  readonly stay: number;
  readonly sleepers: readonly Sleeper[];
}

function firstFit(
  room: Candidate,
  rooms: readonly Candidate[],
  { from, stay, sleepers }: Wanted,
): Fit | undefined {
  const longEnough = (candidate: Candidate, night: number): BedOfNight[] =>
    candidate.own.map(({ row: { bed, record }, runs }) => ({
      bed,
      record,
      now: { is: (runs[night] ?? 0) >= stay ? "free" : "blocked" },
    }));
  for (let night = 0; night < evenings; night += 1) {
    const fresh = room.own.some(
      ({ runs }) => night === 0 || (runs[night] ?? 0) > (runs[night - 1] ?? 0),
    );
    if (!fresh) continue;
    const all = rooms.map((one) => roomOn(one, longEnough(one, night)));
    const at = rooms.indexOf(room);
    const own = all[at];
    const chosen = own && chooseBeds(own, sleepers, all);
    if (!own || !chosen) continue;
    const picked = new Set(chosen.beds.map(({ bed }) => bed));
    const runs = room.own
      .filter(({ row }) => picked.has(row.bed))
      .map((one) => one.runs[night] ?? 0);
    const lasts = Math.min(...runs);
    const mates = room.own.some(({ row }) => [taken, held].includes(row.nights[night] ?? 0));
    return {
      room: own.room,
      label: own.record.label,
      from: plusDays(from, night),
      ...(night + lasts < evenings + stay && { to: plusDays(from, night + lasts) }),
      beds: chosen.beds.map(({ bed, record }) => ({ bed, label: record.label })),
      shared: mates,
      left: own.beds.filter(({ bed, now }) => now.is === "free" && !picked.has(bed)).length,
    };
  }
  return undefined;
}

function roomOn({ own }: Candidate, beds: readonly BedOfNight[]): RoomOfNight {
  const [first] = own as [Candidate["own"][number]];
  const { room, roomRecord: record } = first.row;
  return { room, record, mode: modeOf(record, ""), beds };
}

/** For each night, how many nights in a row from it on are free. */
function runsOf(nights: Uint8Array): number[] {
  const runs = Array.from({ length: nights.length }, () => 0);
  for (let night = nights.length - 1; night >= 0; night -= 1) {
    runs[night] = nights[night] === free ? (runs[night + 1] ?? 0) + 1 : 0;
  }
  return runs;
}
