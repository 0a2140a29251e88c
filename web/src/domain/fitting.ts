import type { Brought } from "./acts/arriving.ts";
import type { AgeBand, PersonKind } from "./codes.ts";
import type { RoomId } from "./ids.ts";
import type { BedOfNight, RoomOfNight } from "./nights.ts";

/** Someone who needs a bed. */
export interface Sleeper {
  readonly kind: PersonKind;
  readonly ageBand: AgeBand;
}

/** A bed for each sleeper, in their order, and the cots that have to be carried there. */
export interface Chosen {
  readonly beds: readonly BedOfNight[];
  readonly brought: readonly (Brought & { readonly fromRoom: string; readonly from: RoomId })[];
  /** Small children for whom there is no cot anywhere. */
  readonly withoutCot: number;
}

/** Whether this is someone for whom a cot is made. */
export const isInfant = ({ ageBand }: Sleeper): boolean => ageBand === "0-2";

/**
 * Beds in one room for everybody: a cot for each infant, carried from elsewhere where the room has none, else
 * an ordinary bed; nobody else is given a cot, and upper bunks come last. Undefined where there are too few.
 */
export function chooseBeds(
  room: RoomOfNight,
  sleepers: readonly Sleeper[],
  rooms: readonly RoomOfNight[],
): Chosen | undefined {
  const free = room.beds.filter(({ now }) => now.is === "free");
  const cots = free.filter(isCot);
  const others = free.filter((bed) => !isCot(bed)).toSorted(lowFirst);
  const elsewhere = rooms.filter((other) => other !== room).flatMap(carriable);
  const brought: Chosen["brought"][number][] = [];
  const beds: BedOfNight[] = [];
  let withoutCot = 0;
  for (const sleeper of sleepers) {
    let bed = isInfant(sleeper) ? cots.shift() : others.shift();
    if (isInfant(sleeper) && bed === undefined) {
      const carried = elsewhere.shift();
      if (carried) {
        const { bed: cot, from } = carried;
        brought.push({ bed: cot.bed, to: room.room, from: from.room, fromRoom: from.record.label });
      }
      bed = carried?.bed ?? others.shift();
      if (!carried) withoutCot += 1;
    }
    if (bed === undefined) return undefined;
    beds.push(bed);
  }
  return { beds, brought, withoutCot };
}

const isCot = ({ record }: BedOfNight): boolean => record.kind === "cot";

/** Cots that nobody needs and that can be carried. */
const carriable = (from: RoomOfNight): { bed: BedOfNight; from: RoomOfNight }[] =>
  from.beds
    .filter((bed) => isCot(bed) && bed.record.isMobile && bed.now.is === "free")
    .map((bed) => ({ bed, from }));

const lowFirst = (a: BedOfNight, b: BedOfNight): number =>
  Number(a.record.kind === "bunk_upper") - Number(b.record.kind === "bunk_upper");
