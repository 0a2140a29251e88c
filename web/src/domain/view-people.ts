import type { Now } from "./change.ts";
import type { HouseId } from "./compartments.ts";
import type { IsoDate } from "./dates.ts";
import { bedName, headOf, settingsOf, tonightOf } from "./house.ts";
import type { StayRef } from "./ids.ts";
import { holdsNight } from "./intervals.ts";
import type { HouseholdFile, Person } from "./records-people.ts";
import { type Answer, answerOf, type KnownPerson, lookOf } from "./search/finding.ts";
import { questionFrom } from "./search/matching.ts";
import type { HouseState, State } from "./state.ts";
import { type KnownHousehold, lastStayOf } from "./view-resident.ts";

/** Who is asked for: people here, or people who were here. */
export type Whereabouts = "here" | "was";

interface PeopleArgs {
  /** Called-names and codes, as they are typed. */
  readonly text: string;
  /** In this house alone. */
  readonly house?: HouseId;
  readonly who?: Whereabouts;
}

/** Households that answer, the best first, and how many there are in all. */
export interface PeopleView {
  readonly found: readonly FoundHousehold[];
  readonly count: number;
}

/** A household as a list of people shows it. */
export interface FoundHousehold {
  readonly house: HouseId;
  readonly codeName: string;
  /** Its last stay. */
  readonly stayRef: StayRef;
  /** It answers letter by letter, in whichever alphabet: not by its sound alone, nor with a slip. */
  readonly asWritten: boolean;
  /** Who was asked for first, then the head and the rest. */
  readonly persons: readonly KnownPerson[];
  readonly arrivedOn: IsoDate;
  readonly where:
    | { readonly is: "here"; readonly room: string; readonly bed: string }
    /** Here, without a bed tonight. */
    | { readonly is: "away" }
    | { readonly is: "was"; readonly until: IsoDate };
}

const most = 60;

/** Everybody whom this member may read, by called-name or code: tolerant of marks, alphabets and slips. */
export function people(state: State, { text, house, who }: PeopleArgs, now: Now): PeopleView {
  const question = questionFrom(text);
  const found: Found[] = [];
  for (const [id, one] of state.houses) {
    if (house !== undefined && id !== house) continue;
    for (const file of one.householdFile.values()) {
      const answer = answerOf(question, file);
      const stay = answer && lastStayOf(file);
      if (answer === undefined || stay === undefined) continue;
      if (who !== undefined && who !== whereaboutsOf(stay)) continue;
      found.push({ house: one, file, stay, close: answer.close, person: answer.person });
    }
  }
  const asked = question.words.length > 0;
  const first = foremost(found)
    .toSorted(asked ? byCloseness : byTime)
    .slice(0, most);
  const lines = first.map((one) => lineOf(state, one, now));
  return { found: asked ? lines : lines.toSorted(byPlace), count: found.length };
}

/** The households of these stays, where they can be read; others are left out. */
export function remembered(
  state: State,
  { stays }: { readonly stays: readonly { readonly house: HouseId; readonly stayRef: StayRef }[] },
  now: Now,
): readonly FoundHousehold[] {
  return stays.flatMap(({ house: id, stayRef }) => {
    const house = state.houses.get(id);
    const file = house?.householdFile.get(house.files.get(stayRef) ?? "");
    const stay = file && lastStayOf(file);
    if (house === undefined || file === undefined || stay === undefined) return [];
    return [lineOf(state, { house, file, stay, close: 0, person: undefined }, now)];
  });
}

type LastStay = KnownHousehold["lastStay"];

interface Found extends Answer {
  readonly house: HouseState;
  readonly file: HouseholdFile;
  readonly stay: LastStay;
}

/** As close as a beginning in another alphabet. */
const letterByLetter = 3;

const whereaboutsOf = ({ departedOn }: LastStay): Whereabouts =>
  departedOn === undefined ? "here" : "was";

/** Those among whom the first ones are: to put all of thousands in order takes longer than a keystroke may. */
function foremost(found: readonly Found[]): readonly Found[] {
  if (found.length <= most) return found;
  const ranks = Float64Array.from(found, rankOf).sort();
  const last = ranks[most - 1] ?? Number.POSITIVE_INFINITY;
  return found.filter((one) => rankOf(one) <= last);
}

const rankOf = ({ close, stay }: Found): number =>
  2 * close + Number(stay.departedOn !== undefined);

/** Who is here first, then who came or went last. */
const byTime = (a: Found, b: Found): number =>
  Number(whereaboutsOf(a.stay) === "was") - Number(whereaboutsOf(b.stay) === "was") ||
  order(lastDay(b.stay), lastDay(a.stay));

const byCloseness = (a: Found, b: Found): number => a.close - b.close || byTime(a, b);

const order = (a: string, b: string): number => Number(a > b) - Number(a < b);
const lastDay = ({ arrivedOn, departedOn }: LastStay): IsoDate => departedOn ?? arrivedOn;

const inOrder = new Intl.Collator("en", { numeric: true });

/** Who is here by house, room and bed; the rest stays as it is. */
function byPlace(a: FoundHousehold, b: FoundHousehold): number {
  if (a.where.is !== "here" || b.where.is !== "here") return 0;
  const place = ({ codeName, where }: FoundHousehold): string =>
    where.is === "here" ? `${codeName} ${where.room} ${where.bed}` : "";
  return inOrder.compare(place(a), place(b));
}

function lineOf(state: State, found: Found, now: Now): FoundHousehold {
  const { house, file, stay, person } = found;
  const { stayRef, arrivedOn, departedOn } = stay;
  const head = headOf(house, stayRef);
  const isFirst = (one: Person): boolean => one === person;
  const isHead = (one: Person): boolean => one.personRef === head;
  const persons = [
    ...file.persons.filter(isFirst),
    ...file.persons.filter((one) => !isFirst(one) && isHead(one)),
    ...file.persons.filter((one) => !isFirst(one) && !isHead(one)),
  ];
  return {
    house: house.house,
    codeName: settingsOf(state, house.house)?.codeName ?? "",
    stayRef,
    asWritten: found.close <= letterByLetter,
    persons: persons.map(lookOf),
    arrivedOn,
    where:
      departedOn === undefined
        ? placeOf(state, { house, stayRef, persons }, now)
        : { is: "was", until: departedOn },
  };
}

function placeOf(
  state: State,
  { house, stayRef, persons }: { house: HouseState; stayRef: StayRef; persons: readonly Person[] },
  now: Now,
): FoundHousehold["where"] {
  const tonight = tonightOf(state, house.house, now);
  for (const { personRef } of persons) {
    const lies = state.beds
      .get(personRef)
      ?.find(
        (one) => one.stayRef === stayRef && one.house === house.house && holdsNight(one, tonight),
      );
    if (lies) return { is: "here", ...bedName(house, lies.bed, tonight) };
  }
  return { is: "away" };
}
