import { dayNumber, instantOf, plusDays, type IsoDate } from "#domain/dates.ts";
import { dueTasks } from "#domain/due.ts";
import { absencesAsTheyStand } from "#domain/leaving.ts";
import type { FiguresRecord, Stay } from "#domain/records-people.ts";
import type { HouseState, State } from "#domain/state.ts";

const among = (night: IsoDate, from: IsoDate, to: IsoDate | undefined): boolean =>
  dayNumber(from) <= dayNumber(night) && (to === undefined || dayNumber(night) < dayNumber(to));

/** Every stay with the records of all the houses that it went through, the first house first. */
function staysOf(state: State): { stayRef: string; parts: Part[]; stay: Stay | undefined }[] {
  const parts = new Map<string, Part[]>();
  for (const house of state.houses.values()) {
    for (const record of house.figuresRecord.values()) {
      parts.set(record.stayRef, [...(parts.get(record.stayRef) ?? []), { house, record }]);
    }
  }
  return [...parts].map(([stayRef, list]) => {
    const inTurn = list.toSorted((a, b) => (began(a) < began(b) ? -1 : 1));
    // The house that they left keeps its copy of the file for a while.
    const files = inTurn.toReversed().flatMap(({ house }) => [...house.householdFile.values()]);
    const stay = files.flatMap(({ stays }) => stays).find((one) => one.stayRef === stayRef);
    return { stayRef, parts: inTurn, stay };
  });
}
/** A transfer on the day of arrival comes after it. */
const began = ({ record }: Part): string =>
  `${record.arrivedOn} ${record.arrivalKind === "transfer_in" ? 1 : 0}`;

interface Part {
  readonly house: HouseState;
  readonly record: FiguresRecord;
}

/** Who belongs to a stay on a night, by its coded records alone: in which house, and who. */
function belonging(parts: readonly Part[], night: IsoDate): { house: string; person: string }[] {
  const departed = parts.find(({ record }) => record.departedOn)?.record.departedOn;
  const at = parts.findLastIndex(({ record }) => dayNumber(record.arrivedOn) <= dayNumber(night));
  const part = parts[at];
  if (!part) return [];
  const { house, record } = part;
  const movedOn = parts[at + 1]?.record.arrivedOn;
  return record.persons
    .filter(({ joinedOn, leftOn }) =>
      among(night, joinedOn ?? record.arrivedOn, leftOn ?? departed ?? movedOn),
    )
    .map(({ personRef }) => ({ house: house.house, person: personRef }));
}

function isAway(
  state: State,
  stay: Stay | undefined,
  { person, night }: { person: string; night: IsoDate },
): boolean {
  const absences = stay === undefined ? [] : absencesAsTheyStand(state, stay);
  return absences.some(
    (one) => one.personRef === person && !one.bedKept && among(night, one.from, one.to),
  );
}

/** Who belongs to a stay on a night and is away without a bed. */
export function awayWithoutBed(
  state: State,
  night: IsoDate,
): { house: string; person: string; stay: string }[] {
  return staysOf(state).flatMap(({ stayRef, parts, stay }) =>
    belonging(parts, night)
      .filter(({ person }) => isAway(state, stay, { person, night }))
      .map((one) => ({ ...one, stay: stayRef })),
  );
}

/** I-07: each person of a stay has a bed on each of her nights, but for those away without one; and on no other. */
export function brokenCover(state: State, from: IsoDate, to: IsoDate): string[] {
  const broken: string[] = [];
  const beds = [...state.beds.values()].flat();
  for (const { stayRef, parts, stay } of staysOf(state)) {
    for (let night = from; night < to; night = plusDays(night, 1)) {
      const wanted = belonging(parts, night)
        .filter(({ person }) => !isAway(state, stay, { person, night }))
        .map(({ house, person }) => `${house} ${person}`);
      const there = beds
        .filter((one) => one.stayRef === stayRef && among(night, one.from, one.to))
        .map(({ house, personRef }) => `${house} ${personRef}`);
      if (wanted.toSorted().join() !== there.toSorted().join()) broken.push(`I-07 ${night}`);
    }
  }
  return broken;
}

/** I-08: no end past the maximum but by extensions, which join and only grow; the board says what the file says. */
export function brokenEnds(state: State): string[] {
  return [...state.houses.values()].flatMap((house) =>
    [...house.householdFile.values()].flatMap(({ stays }) =>
      stays.flatMap(({ stayRef, plannedEnd, maxOnArrival, extensions }) => {
        const grown = extensions.every(
          ({ fromPlannedEnd, toPlannedEnd }, at) =>
            dayNumber(toPlannedEnd) > dayNumber(fromPlannedEnd) &&
            (at === 0 || extensions[at - 1]?.toPlannedEnd === fromPlannedEnd),
        );
        const last = extensions.at(-1)?.toPlannedEnd;
        const held = last === undefined ? (plannedEnd ?? "") <= maxOnArrival : plannedEnd === last;
        const placement = house.placement.get(house.placements.get(stayRef) ?? "");
        const said = placement === undefined || placement.plannedEnd === plannedEnd;
        return grown && held && said ? [] : [`I-08 ${stayRef}`];
      }),
    ),
  );
}

/** I-09: a stay that goes on past its planned end, and no other, is a task of the house where its people are. */
export function brokenOverdue(state: State, instant: number): string[] {
  const now = { instant, timeZone: "UTC" };
  const today = dayNumber(instantOf(instant).slice(0, 10));
  return [...state.houses.values()].flatMap((house) => {
    const said = new Set(
      dueTasks(state, house.house, now).flatMap(({ kind, stayRef }) =>
        kind === "overdue" && stayRef !== undefined ? [stayRef as string] : [],
      ),
    );
    return [...house.householdFile.values()].flatMap(({ stays }) =>
      stays.flatMap(({ stayRef, plannedEnd, departure }) => {
        const id = house.placements.get(stayRef);
        if (id === undefined || plannedEnd === undefined) return [];
        // Neither side of the evening hour of a time zone is a mistake.
        if (Math.abs(dayNumber(plannedEnd) - today) <= 1) return [];
        const late = departure === undefined && dayNumber(plannedEnd) < today;
        return said.has(stayRef) === late ? [] : [`I-09 ${stayRef}`];
      }),
    );
  });
}

/** I-14 and I-19: one coordinator at a time; a person in one file of a house, wherever she was a member before. */
export function brokenFiles(state: State): string[] {
  return [...state.houses.values()].flatMap((house) => {
    const files = [...house.householdFile.values()];
    const persons = files.flatMap((file) => file.persons.map(({ personRef }) => personRef));
    const twice = new Set(persons).size < persons.length ? [`I-19 ${house.house}`] : [];
    const nameless = files.flatMap(({ members, stays }) =>
      stays.some(({ departure }) => departure === undefined) &&
      members.some(({ personRef, to }) => to === undefined && !persons.includes(personRef))
        ? [`I-19 ${house.house}: somebody without a name`]
        : [],
    );
    const current = files.flatMap(({ episode: { coordinators } }) =>
      coordinators.filter(({ to }) => to === undefined).length > 1 ? ["I-14"] : [],
    );
    return [...twice, ...nameless, ...current];
  });
}
