import type { BedName, Now } from "./change.ts";
import type { AbsenceKind } from "./codes.ts";
import type { HouseId } from "./compartments.ts";
import { daysBetween, type IsoDate } from "./dates.ts";
import { holdsNight, type Interval } from "./intervals.ts";
import { eveningOf, usualCensusHour, type HouseClock } from "./evenings.ts";
import type { BedId, PersonRef, RoomId, StayRef } from "./ids.ts";
import type { AdmissionPolicy, Bed, House, Organisation, Room, RoomMode } from "./records.ts";
import type { HouseholdFile, Person, Stay } from "./records-people.ts";
import type { HouseState, Occupancy, State } from "./state.ts";

/** The organisation's settings; there is one record. */
export const organisationOf = (state: State): Organisation | undefined =>
  state.organisation.organisation.values().next().value;

/** How long an open screen may be left alone, in milliseconds: 3 minutes until it is covered, 30 until it is locked. */
export const idleOf = (state: State): { readonly coverMs: number; readonly lockMs: number } => {
  const { coverAfterMinutes = 3, lockAfterMinutes = 30 } = organisationOf(state) ?? {};
  return { coverMs: coverAfterMinutes * 60_000, lockMs: lockAfterMinutes * 60_000 };
};

/** What the team knows of a house. */
export const settingsOf = (state: State, house: HouseId): House | undefined =>
  state.organisation.house.get(house);

/** Who may be placed in a house. */
export const policyOf = (state: State, house: HouseId): AdmissionPolicy | undefined =>
  state.organisation.admissionPolicy.get(settingsOf(state, house)?.policy ?? "");

/** The clock on a house's wall: the organisation's time zone, never the device's, once it is known. */
export const clockOf = (state: State, house: HouseId | undefined, now: Now): HouseClock => {
  const organisation = organisationOf(state);
  return {
    timeZone: organisation?.timeZone ?? now.timeZone,
    censusHour:
      (house && settingsOf(state, house)?.censusHour) ??
      organisation?.censusHour ??
      usualCensusHour,
  };
};

/** The evening date of this moment in a house. */
export const tonightOf = (state: State, house: HouseId | undefined, now: Now): IsoDate =>
  eveningOf(now.instant, clockOf(state, house, now));

/** The room in which a bed stands on a night. */
export const roomOf = (bed: Bed, night: IsoDate): RoomId | undefined =>
  bed.roomHistory.find((stand) => holdsNight(stand, night))?.room;

/** How a room is used on a night: the newest entry that has begun. */
export function modeOf(room: Room, night: IsoDate): RoomMode {
  let mode: RoomMode = room.mode[0]?.mode ?? "shared";
  for (const entry of room.mode) if (entry.from <= night) mode = entry.mode;
  return mode;
}

/** The nights on which a room is for one household alone. */
export function exclusiveNights(room: Room): Interval[] {
  return room.mode.flatMap(({ from, mode }, at) => {
    const to = room.mode[at + 1]?.from;
    return mode === "household_exclusive" ? [{ from, ...(to !== undefined && { to }) }] : [];
  });
}

/** The nights from which to which something is there. */
export const lifeOf = (begun: IsoDate, ended: IsoDate | undefined): Interval => ({
  from: begun,
  ...(ended !== undefined && { to: ended }),
});

/** The times in which a house is open: from its opening on, without its closures, to its closing. */
export function openTimes({ openedOn, closedOn, closures = [] }: House): Interval[] {
  const opened = [openedOn, ...closures.map(({ to }) => to)];
  const ended = [...closures.map(({ from }) => from), closedOn];
  return opened.map((from, at) => lifeOf(from, ended[at]));
}

/** Room and bed by their labels, as on that night. */
export function bedName(house: HouseState, bed: BedId, night: IsoDate): BedName {
  const record = house.bed.get(bed);
  const room = record && (roomOf(record, night) ?? record.roomHistory.at(-1)?.room);
  return { room: (room && house.room.get(room)?.label) ?? "", bed: record?.label ?? "" };
}

/** The household file of a stay, where it can be read. */
export const fileOf = (house: HouseState, stay: StayRef): HouseholdFile | undefined =>
  house.householdFile.get(house.files.get(stay) ?? "");

/** Where somebody sleeps who is not in the house on a night; her stay goes on. */
export const awayIn = (
  house: HouseState,
  { stayRef, personRef }: Pick<Occupancy, "stayRef" | "personRef">,
  night: IsoDate,
): AbsenceKind | undefined =>
  stayOf(house, stayRef)?.absences.find(
    (one) => one.personRef === personRef && holdsNight(one, night),
  )?.kind;

/** The stay as its household file tells it. */
export const stayOf = (house: HouseState, stay: StayRef): Stay | undefined =>
  fileOf(house, stay)?.stays.find((entry) => entry.stayRef === stay);

/** A person of a stay, where its file can be read; one who has left its household stands in a file of her own. */
export const personOf = (house: HouseState, stay: StayRef, person: PersonRef): Person | undefined =>
  fileOf(house, stay)?.persons.find((entry) => entry.personRef === person) ??
  house.householdFile
    .get(house.people.get(person) ?? "")
    ?.persons.find((entry) => entry.personRef === person);

/** The head of a household: among those who are here, or were here last, the newest; without one the first. */
export function headOf(house: HouseState, stay: StayRef): PersonRef | undefined {
  const members = fileOf(house, stay)?.members ?? [];
  const here = members.filter(({ to }) => to === undefined);
  const among = here.length > 0 ? here : members;
  return (among.findLast(({ relation }) => relation === "head") ?? here[0])?.personRef;
}

/** Days since a planned end; 0 when it is not past, or not set (I-09). */
export const overdueDays = (plannedEnd: IsoDate | undefined, tonight: IsoDate): number =>
  plannedEnd !== undefined && plannedEnd < tonight ? daysBetween(plannedEnd, tonight) : 0;
