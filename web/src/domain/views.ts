import type { Now } from "./change.ts";
import type { Compartment } from "./compartments.ts";
import type { State } from "./state.ts";
import { bedsForOne } from "./view-beds.ts";
import { extensionsAsked } from "./view-extensions.ts";
import { stayFile } from "./view-file.ts";
import { handover, handoverBrief } from "./view-handover.ts";
import { house, houses, organisation, roles, teamNames } from "./view-houses.ts";
import { incident } from "./view-incident.ts";
import { incidentForm, incidents } from "./view-incidents.ts";
import { calendar } from "./view-calendar.ts";
import { fits } from "./view-fits.ts";
import { inventory } from "./view-inventory.ts";
import { landing } from "./view-landing.ts";
import { places, placesToMove, placesToReturn } from "./view-places.ts";
import { requests } from "./view-requests.ts";
import { frozen, leaving } from "./view-leaving.ts";
import { outlook } from "./view-outlook.ts";
import { report } from "./view-report.ts";
import { people, remembered } from "./view-people.ts";
import { known, resident } from "./view-resident.ts";
import { tasks } from "./view-tasks.ts";
import { tonight } from "./view-tonight.ts";
import { transfer, transfers } from "./view-transfers.ts";

/** A question to the state: pure; args and result can be structured-cloned. */
type View<Args, Result> = (state: State, args: Args, now: Now) => Result;

/** Every view by name. They change with the records that `reads` lists, and with the clock. */
export const views = {
  tonight,
  places,
  /** Where a household that is here could move to, in the same house or, with `to`, in another. */
  placesToMove,
  placesToReturn,
  bedsForOne,
  extensionsAsked,
  houses,
  house,
  resident,
  stayFile,
  known,
  people,
  remembered,
  organisation,
  roles,
  /** Display names of members by their 32 hex characters. */
  teamNames,
  /** The sheet that is being written, those before it, and what is carried on. */
  handover,
  /** How many lines, items and unread sheets: what Tonight shows of them. */
  handoverBrief,
  /** What is due, in one house or in all that she can read. */
  tasks,
  requests,
  incidents,
  incident,
  /** What writing about an incident needs to know of the house. */
  incidentForm,
  /** Rooms and nights. */
  calendar,
  /** Where a household would fit, and from when on. */
  fits,
  /** What letting somebody go above a bed would come to. */
  landing,
  /** Rooms and beds over time. */
  inventory,
  /** What is to come in one house or in all, without a name. */
  outlook,
  /** Every figure of a period, exactly. */
  report,
  /** The same as it would leave, and what has left already. */
  leaving,
  frozen,
  transfers,
  transfer,
} as const;

export type ViewName = keyof typeof views;
/** What a view is asked with. */
export type ViewArgs<N extends ViewName> = Parameters<(typeof views)[N]>[1] extends undefined
  ? object
  : Parameters<(typeof views)[N]>[1];
/** What a view shows. */
export type ViewResult<N extends ViewName> = ReturnType<(typeof views)[N]>;

/** The compartments whose records a view shows: it has to be asked again when one of them has changed. */
export const reads: { readonly [N in ViewName]: readonly Compartment[] } = {
  tonight: ["capacity", "residents", "figures", "exchange", "team"],
  places: ["capacity", "residents", "exchange", "team"],
  placesToReturn: ["capacity", "residents", "figures", "exchange", "team"],
  bedsForOne: ["capacity", "residents", "team"],
  extensionsAsked: ["capacity", "exchange", "team"],
  placesToMove: ["capacity", "residents", "figures", "exchange", "team"],
  houses: ["capacity", "exchange", "team"],
  house: ["capacity", "residents", "places", "exchange", "team"],
  resident: ["capacity", "residents", "figures", "exchange", "team"],
  stayFile: ["capacity", "residents", "figures", "exchange", "team"],
  known: ["residents"],
  people: ["capacity", "residents", "team"],
  remembered: ["capacity", "residents", "team"],
  organisation: ["team"],
  roles: ["team"],
  teamNames: ["team"],
  handoverBrief: ["capacity", "residents", "incidents", "team"],
  requests: ["capacity", "residents", "exchange", "team"],
  handover: ["capacity", "residents", "incidents", "exchange", "team"],
  tasks: ["capacity", "residents", "incidents", "exchange", "team"],
  incidents: ["incidents", "residents", "team"],
  incident: ["incidents", "residents", "exchange", "team"],
  incidentForm: ["capacity", "residents", "exchange", "team"],
  calendar: ["capacity", "residents", "exchange", "team"],
  fits: ["capacity", "team"],
  landing: ["capacity", "residents", "figures", "exchange", "team"],
  inventory: ["capacity", "team"],
  outlook: ["capacity", "team"],
  report: ["capacity", "figures", "team"],
  leaving: ["capacity", "figures", "team", "reports"],
  frozen: ["team", "reports"],
  transfers: ["capacity", "residents", "exchange", "team"],
  transfer: ["capacity", "residents", "exchange", "team"],
};

/** Asks a view of the state. */
export const runView = <N extends ViewName>(
  state: State,
  { name, args }: { readonly name: N; readonly args: ViewArgs<N> },
  now: Now,
): ViewResult<N> => (views[name] as View<ViewArgs<N>, ViewResult<N>>)(state, args, now);
