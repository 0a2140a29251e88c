import type { Author, Change } from "./change.ts";
import type { HouseId } from "./compartments.ts";
import type { BedId, Id, PersonRef, StayRef } from "./ids.ts";
import {
  isHouseType,
  recordTypeNames,
  type HouseRecordType,
  type OrganisationRecordType,
  type RecordOf,
  type RecordType,
} from "./record-types.ts";
import { asItStands, markOf } from "./leaving.ts";
import type { Assignment, Placement } from "./records.ts";
import type { TransferOffer } from "./records-exchange.ts";
import type { FiguresRecord } from "./records-people.ts";

/** Everything that is open to this member, ready to be asked. Acts and views read it; `applyChange` alone writes it. */
export interface State {
  readonly organisation: OrganisationTables;
  readonly houses: ReadonlyMap<HouseId, HouseState>;
  /** Where a person has a bed, over all houses that can be read. */
  readonly beds: ReadonlyMap<PersonRef, readonly Occupancy[]>;
}

/** The organisation's records by type and id. */
export type OrganisationTables = {
  readonly [T in OrganisationRecordType]: ReadonlyMap<string, RecordOf<T>>;
};

/** A house's records by type and id. */
export type HouseTables = {
  readonly [T in HouseRecordType]: ReadonlyMap<string, RecordOf<T>>;
};

/** A house's records, and who has had which of its beds. */
export interface HouseState extends HouseTables {
  readonly house: HouseId;
  readonly occupancies: ReadonlyMap<BedId, readonly Occupancy[]>;
  readonly placements: ReadonlyMap<StayRef, Id<"placement">>;
  readonly files: ReadonlyMap<StayRef, Id<"file">>;
  readonly figures: ReadonlyMap<StayRef, Id<"figures">>;
  /** The one file in which a person stands. */
  readonly people: ReadonlyMap<PersonRef, Id<"file">>;
  /** Who wrote the records of compartments that are written once, by their ids. */
  readonly authors: ReadonlyMap<string, Author>;
}

/** One assignment, with the placement and house that it stands in. */
export interface Occupancy extends Assignment {
  readonly stayRef: StayRef;
  readonly house: HouseId;
  readonly placement: Id<"placement">;
}

type Writable<M> = M extends ReadonlyMap<infer K, infer V> ? Map<K, V> : never;
type Table = Map<string, unknown>;

/** A state in which nothing is known. */
export function emptyState(): State {
  const tables = recordTypeNames
    .filter((name) => !isHouseType(name))
    .map((name) => [name, new Map()]);
  return {
    organisation: Object.fromEntries(tables) as OrganisationTables,
    houses: new Map(),
    beds: new Map(),
  };
}

/** Writes one change into the state, in place, and returns the change that takes it back. */
export function applyChange(state: State, change: Change): Change {
  const { place, type, id } = change;
  const table = tableOf(state, change);
  const before = table.get(id);
  if (change.is === "put") table.set(id, change.payload);
  else table.delete(id);
  let by: Author | undefined;
  if (type === "transferOffer") reread(state, before, table.get(id));
  if (type === "offeredStay") reread(state, state.organisation.transferOffer.get(markOf(id)));
  if ("house" in place) {
    const house = state.houses.get(place.house) as HouseState;
    reindex({ state, house, type, id, before, after: table.get(id) });
    by = house.authors.get(id);
    sign(house, change);
  }
  return before === undefined
    ? { is: "remove", place, type, id }
    : ({ is: "put", place, type, id, payload: before, ...(by && { by }) } as Change);
}

function sign({ authors }: HouseState, change: Change): void {
  const writable = authors as Writable<HouseState["authors"]>;
  if (change.is === "put" && change.by !== undefined) writable.set(change.id, change.by);
  else writable.delete(change.id);
}

function tableOf(state: State, { place, type }: Change): Table {
  if (!("house" in place)) return state.organisation[type as OrganisationRecordType] as Table;
  let house = state.houses.get(place.house);
  if (house === undefined) {
    house = emptyHouse(place.house);
    (state.houses as Writable<State["houses"]>).set(place.house, house);
  }
  return house[type as HouseRecordType] as Table;
}

function emptyHouse(house: HouseId): HouseState {
  const tables = recordTypeNames.filter(isHouseType).map((name) => [name, new Map()]);
  return {
    ...(Object.fromEntries(tables) as HouseTables),
    house,
    occupancies: new Map(),
    placements: new Map(),
    files: new Map(),
    figures: new Map(),
    people: new Map(),
    authors: new Map(),
  };
}

interface Indexed {
  readonly state: State;
  readonly house: HouseState;
  readonly type: RecordType;
  readonly id: string;
  readonly before: unknown;
  readonly after: unknown;
}

function reindex({ state, house, type, id, before, after }: Indexed): void {
  switch (type) {
    case "placement":
      point(house.placements, stayOf(before), stayOf(after), id as Id<"placement">);
      forget(state, house, id, before as Placement | undefined);
      remember(state, house, id as Id<"placement">, after as Placement | undefined);
      break;
    case "figuresRecord":
      pointToNewest(house, id as Id<"figures">, {
        before: before as FiguresRecord | undefined,
        after: after as FiguresRecord | undefined,
      });
      break;
    case "householdFile":
      for (const stay of staysOf(before))
        (house.files as Writable<HouseState["files"]>).delete(stay);
      for (const stay of staysOf(after))
        (house.files as Writable<HouseState["files"]>).set(stay, id as Id<"file">);
      standIn(house, id as Id<"file">, { before, after });
      break;
    default:
  }
}

const stayOf = (record: unknown): StayRef | undefined =>
  (record as { stayRef: StayRef } | undefined)?.stayRef;
const staysOf = (record: unknown): readonly StayRef[] =>
  ((record as RecordOf<"householdFile"> | undefined)?.stays ?? []).map((stay) => stay.stayRef);

/** A person may be put into another file before she is taken out of this one: only what points here is forgotten. */
function standIn(
  { people }: HouseState,
  id: Id<"file">,
  { before, after }: { before: unknown; after: unknown },
): void {
  const writable = people as Map<PersonRef, Id<"file">>;
  for (const person of personsOf(before)) if (writable.get(person) === id) writable.delete(person);
  for (const person of personsOf(after)) writable.set(person, id);
}

const personsOf = (record: unknown): readonly PersonRef[] =>
  ((record as RecordOf<"householdFile"> | undefined)?.persons ?? []).map((one) => one.personRef);

/** A household that comes back to a house within its stay has a record of figures for each time: the newest counts. */
function pointToNewest(
  { figures, figuresRecord }: HouseState,
  id: Id<"figures">,
  { before, after }: { before: FiguresRecord | undefined; after: FiguresRecord | undefined },
): void {
  const writable = figures as Map<StayRef, Id<"figures">>;
  const records = figuresRecord as ReadonlyMap<Id<"figures">, FiguresRecord>;
  const fellBehind = before && !(after?.stayRef === before.stayRef && !cameLater(before, after));
  if (fellBehind && writable.get(before.stayRef) === id) {
    writable.delete(before.stayRef);
    for (const [one, record] of records) {
      if (record.stayRef === before.stayRef) pointWhereLater(writable, records, one);
    }
  }
  if (after) pointWhereLater(writable, records, id);
}

function pointWhereLater(
  figures: Map<StayRef, Id<"figures">>,
  records: ReadonlyMap<Id<"figures">, FiguresRecord>,
  id: Id<"figures">,
): void {
  const record = records.get(id) as FiguresRecord;
  const known = records.get(figures.get(record.stayRef) ?? ("" as Id<"figures">));
  if (known === undefined || !cameLater(known, record)) figures.set(record.stayRef, id);
}

/** Whether the one part of a stay began after the other: who is transferred on the day of arrival comes after it. */
export function cameLater(one: Came, other: Came): boolean {
  if (one.arrivedOn !== other.arrivedOn) return one.arrivedOn > other.arrivedOn;
  return one.arrivalKind === "transfer_in" && other.arrivalKind !== "transfer_in";
}
type Came = Pick<FiguresRecord, "arrivedOn" | "arrivalKind">;

function point<I>(
  index: ReadonlyMap<StayRef, I>,
  before: StayRef | undefined,
  after: StayRef | undefined,
  id?: I,
): void {
  const writable = index as Map<StayRef, I>;
  if (before !== undefined) writable.delete(before);
  if (after !== undefined && id !== undefined) writable.set(after, id);
}

function forget(state: State, house: HouseState, id: string, before: Placement | undefined): void {
  for (const { bed, personRef } of before?.assignments ?? []) {
    without(house.occupancies, bed, id);
    without(state.beds, personRef, id);
  }
}

function without<K>(index: ReadonlyMap<K, readonly Occupancy[]>, key: K, id: string): void {
  const kept = (index.get(key) ?? []).filter((occupancy) => occupancy.placement !== id);
  if (kept.length === 0) (index as Map<K, readonly Occupancy[]>).delete(key);
  else (index as Map<K, readonly Occupancy[]>).set(key, kept);
}

function remember(
  state: State,
  house: HouseState,
  id: Id<"placement">,
  after: Placement | undefined,
): void {
  if (after === undefined) return;
  const { stayRef, assignments } = asItStands(state, house.house, after);
  for (const assignment of assignments) {
    const occupancy = { ...assignment, stayRef, house: house.house, placement: id };
    append(house.occupancies, assignment.bed, occupancy);
    append(state.beds, assignment.personRef, occupancy);
  }
}

/** An offer of a transfer has gone on, or is known to be its house's own: the beds that it ends, or ends no more, are read again. */
function reread(state: State, ...offers: readonly unknown[]): void {
  for (const offer of offers as readonly (TransferOffer | undefined)[]) {
    const house = offer && state.houses.get(offer.from);
    const id = house?.placements.get(offer?.stayRef as StayRef);
    const placement = id && house?.placement.get(id);
    if (!house || !placement) continue;
    forget(state, house, id, placement);
    remember(state, house, id, placement);
  }
}

function append<K>(
  index: ReadonlyMap<K, readonly Occupancy[]>,
  key: K,
  occupancy: Occupancy,
): void {
  const list = index.get(key);
  if (list === undefined) (index as Map<K, readonly Occupancy[]>).set(key, [occupancy]);
  else (list as Occupancy[]).push(occupancy);
}
