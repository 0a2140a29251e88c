declare const house: unique symbol;

/** A house, fixed when it is made: 16 random bytes as 32 hex characters. */
export type HouseId = string & { readonly [house]: "HouseId" };

/** Reads 32 hex characters as the id of a house; throws on anything else. */
export function houseId(hex: string): HouseId {
  if (!/^[0-9a-f]{32}$/.test(hex)) throw new TypeError("not a house id of 32 hex characters");
  return hex as HouseId;
}

/** What every house has one vault of. */
export const houseCompartments = [
  "capacity",
  "figures",
  "residents",
  "case",
  "places",
  "incidents",
  "daily",
] as const;
/** What the organisation has one vault of. */
export const organisationCompartments = ["exchange", "team", "reports"] as const;

export type HouseCompartment = (typeof houseCompartments)[number];
export type OrganisationCompartment = (typeof organisationCompartments)[number];
export type Compartment = HouseCompartment | OrganisationCompartment;

/** Compartments whose records have one version each and are never taken away without manage. */
export const writeOnce: ReadonlySet<Compartment> = new Set(["incidents"]);

/** Whether a compartment belongs to a house, and not to the organisation. */
export const isOfHouse = (compartment: Compartment): compartment is HouseCompartment =>
  (houseCompartments as readonly Compartment[]).includes(compartment);

/** Where a record lives: the one vault of a house, or of the organisation, for its compartment. */
export type Place =
  | { readonly compartment: HouseCompartment; readonly house: HouseId }
  | { readonly compartment: OrganisationCompartment };

/** 0 none, 1 read, 2 append, 3 manage; each includes the lower. */
export type Right = 0 | 1 | 2 | 3;

/** What a role may do in each compartment. */
export type Rights = { readonly [C in Compartment]: Right };

/** Sets of rights to start from; a director can compose others. */
export const presetNames = [
  "staff",
  "caseWorker",
  "manager",
  "director",
  "volunteer",
  "auditor",
  "founder",
] as const;
export type Preset = (typeof presetNames)[number];

const none: Rights = {
  capacity: 0,
  figures: 0,
  residents: 0,
  case: 0,
  places: 0,
  incidents: 0,
  daily: 0,
  exchange: 0,
  team: 0,
  reports: 0,
};
const staff: Rights = {
  ...none,
  capacity: 2,
  figures: 2,
  exchange: 2,
  residents: 2,
  places: 1,
  incidents: 2,
  daily: 2,
  team: 1,
};
const manager: Rights = {
  capacity: 3,
  figures: 3,
  exchange: 3,
  residents: 3,
  case: 3,
  places: 3,
  incidents: 3,
  daily: 3,
  team: 3,
  reports: 1,
};

/**
 * The rights that each preset stands for. A director has hers in every house; an auditor holds no key at
 * all; a founder who also works shifts keeps a manager's rights beside the organisation's.
 */
export const presets: { readonly [P in Preset]: Rights } = {
  staff,
  caseWorker: { ...staff, case: 2 },
  manager,
  director: {
    ...none,
    capacity: 3,
    figures: 1,
    exchange: 3,
    places: 3,
    incidents: 1,
    daily: 2,
    team: 3,
    reports: 3,
  },
  volunteer: { ...none, daily: 2, team: 1 },
  auditor: none,
  founder: { ...manager, reports: 3 },
};
