import { offerOf } from "./acts/offer.ts";
import type { Now } from "./change.ts";
import type { HouseId } from "./compartments.ts";
import type { IsoDate } from "./dates.ts";
import { clockOf, organisationOf, policyOf, settingsOf, tonightOf } from "./house.ts";
import { countsOf, roomsOn, type Counts } from "./nights.ts";
import type { Id } from "./ids.ts";
import type {
  AdmissionPolicy,
  House,
  HouseAddress,
  HouseOffer,
  Organisation,
  RolePreset,
} from "./records.ts";
import type { State } from "./state.ts";
import { boardOf, type RoomOnBoard } from "./view-tonight.ts";

/** A house in the list of houses. */
export interface HouseLine {
  readonly house: HouseId;
  readonly codeName: string;
  readonly kind: House["kind"];
  readonly closedOn?: IsoDate;
  /** Where `capacity` can be read. */
  readonly counts?: Counts;
  readonly offer?: HouseOffer;
}

/** Everything about a house that the wizard and its settings show. */
export interface HouseView {
  readonly house: HouseId;
  readonly settings: House;
  readonly policy?: AdmissionPolicy;
  readonly address?: HouseAddress;
  readonly rooms: readonly RoomOnBoard[];
}

/** The organisation's settings as far as they are set. */
export interface OrganisationView {
  readonly organisation?: Organisation;
  readonly timeZone: string;
  readonly evening: IsoDate;
}

/** Every house that the team knows of, in the order of their code-names. */
export function houses(state: State, _: object, now: Now): readonly HouseLine[] {
  const all = state.organisation.house as ReadonlyMap<HouseId, House>;
  return [...all]
    .map(([house, settings]) => lineOf(state, { house, settings }, now))
    .toSorted((a, b) => a.codeName.localeCompare(b.codeName, "en", { numeric: true }));
}

function lineOf(
  state: State,
  { house, settings }: { house: HouseId; settings: House },
  now: Now,
): HouseLine {
  const { codeName, kind, closedOn } = settings;
  const own = state.houses.get(house);
  const night = tonightOf(state, house, now);
  const offer = offerOf(state, house)?.[1];
  return {
    house,
    codeName,
    kind,
    ...(closedOn !== undefined && { closedOn }),
    ...(own &&
      own.room.size > 0 && { counts: countsOf(roomsOn(state, own, { night, at: now.instant })) }),
    ...(offer && { offer }),
  };
}

/** A house with its rules and rooms, as its settings show it. */
export function house(
  state: State,
  { house: id }: { readonly house: HouseId },
  now: Now,
): HouseView | undefined {
  const settings = settingsOf(state, id);
  if (!settings) return undefined;
  const own = state.houses.get(id);
  const policy = policyOf(state, id);
  const address = own?.houseAddress.values().next().value;
  const night = tonightOf(state, id, now);
  return {
    house: id,
    settings,
    ...(policy && { policy }),
    ...(address && { address }),
    rooms: own ? boardOf(own, roomsOn(state, own, { night, at: now.instant }), night) : [],
  };
}

/** The organisation's settings, and what evening it is. */
export function organisation(state: State, _: object, now: Now): OrganisationView {
  const known = organisationOf(state);
  return {
    ...(known && { organisation: known }),
    timeZone: clockOf(state, undefined, now).timeZone,
    evening: tonightOf(state, undefined, now),
  };
}

/** A role that the organisation has composed. */
export interface RoleView extends RolePreset {
  readonly role: Id<"role">;
}

/** The roles that the organisation has composed, by name. */
export const roles = (state: State): readonly RoleView[] =>
  [...(state.organisation.rolePreset as ReadonlyMap<Id<"role">, RolePreset>)]
    .map(([role, preset]) => ({ role, ...preset }))
    .toSorted((a, b) => a.name.localeCompare(b.name));

/** What the members are called, by their 32 hex characters. */
export const teamNames = (state: State): { readonly [member: string]: string } =>
  Object.fromEntries(
    [...state.organisation.memberName.values()].map((name) => [name.member, name.displayName]),
  );
