import { changes, putIn, refuse, type Act } from "../change.ts";
import type * as codes from "../codes.ts";
import type { HouseId } from "../compartments.ts";
import type { IsoDate } from "../dates.ts";
import { tonightOf } from "../house.ts";
import type { StayRef } from "../ids.ts";
import type { Episode } from "../records-people.ts";
import { findStay } from "./departure.ts";
import { stayIn } from "./extension.ts";

/** Who coordinates an episode from tonight on; nobody, said expressly, where it is left out. */
export interface SetCoordinator {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  /** 32 hex characters, as the roster names her. */
  readonly member?: string;
  /** Who it was before, so that it can be taken back. */
  readonly was?: string;
}

/** How someone came, as it is known by day. */
export interface ChangeArrival {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly set: AboutArrival;
  readonly was: AboutArrival;
}

export interface AboutArrival {
  readonly source?: codes.Source;
  readonly arrivalKind?: codes.ArrivalKind;
}

/** Makes one worker the coordinator, and no other; those before stay written with their dates (I-14). */
export const setCoordinator: Act<SetCoordinator> = (state, { house, stayRef, member }, now) => {
  const stay = findStay(state, house, stayRef);
  if (!stay.ok) return stay;
  const { episode } = stay.file;
  if (currentCoordinator(episode) === member) return refuse({ code: "nothing-to-do" });
  const coordinators = handedOver(episode, { on: tonightOf(state, house, now), to: member });
  const file = { ...stay.file, episode: { ...episode, coordinators } };
  return changes(putIn(house)("householdFile", stay.fileId, file));
};

/** Corrects how a stay began. Whether it is a return or a transfer follows from what was done, and stays. */
export const changeArrival: Act<ChangeArrival> = (state, { house, stayRef, set }) => {
  const found = findStay(state, house, stayRef);
  if (!found.ok) return found;
  const stay = stayIn(found);
  if (!stay) return refuse({ code: "not-found", what: "householdFile" });
  const follows = derived.has(stay.arrivalKind) || derived.has(set.arrivalKind ?? "");
  if (set.arrivalKind !== undefined && set.arrivalKind !== stay.arrivalKind && follows) {
    return refuse({ code: "nothing-to-do" });
  }
  const after = { ...stay, ...set };
  if (after.source === stay.source && after.arrivalKind === stay.arrivalKind) {
    return refuse({ code: "nothing-to-do" });
  }
  const stays = found.file.stays.map((one) => (one === stay ? after : one));
  // A stay that came by a transfer says so in the figures of this house, whatever it began with.
  const counted = found.figures.arrivalKind === "transfer_in" ? { source: after.source } : after;
  const put = putIn(house);
  return changes(
    put("householdFile", found.fileId, { ...found.file, stays }),
    put("figuresRecord", found.figuresId, {
      ...found.figures,
      source: after.source,
      ...("arrivalKind" in counted && { arrivalKind: counted.arrivalKind }),
    }),
  );
};

/** Who coordinates now; undefined is "none yet". */
export const currentCoordinator = ({ coordinators }: Episode): string | undefined =>
  coordinators.findLast(({ to }) => to === undefined)?.member;

const derived: ReadonlySet<string> = new Set(["return", "transfer_in"]);

/** One who began the same day never was; one who ended the same day goes on. */
function handedOver(
  { coordinators }: Episode,
  { on, to: member }: { on: IsoDate; to: string | undefined },
): Episode["coordinators"] {
  const before = coordinators
    .filter(({ from, to }) => to !== undefined || from < on)
    .map((one) => (one.to === undefined ? { ...one, to: on } : one));
  if (member === undefined) return before;
  const { to, ...last } = before.at(-1) ?? { member: "", from: on };
  return last.member === member && to === on
    ? [...before.slice(0, -1), last]
    : [...before, { member, from: on }];
}
