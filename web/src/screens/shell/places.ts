import Chart from "@lucide/svelte/icons/chart-column";
import BedSingle from "@lucide/svelte/icons/bed-single";
import CalendarRange from "@lucide/svelte/icons/calendar-range";
import ContactRound from "@lucide/svelte/icons/contact-round";
import Building from "@lucide/svelte/icons/building-2";
import ClipboardList from "@lucide/svelte/icons/clipboard-list";
import House from "@lucide/svelte/icons/house";
import ListTodo from "@lucide/svelte/icons/list-todo";
import Moon from "@lucide/svelte/icons/moon";
import SlidersHorizontal from "@lucide/svelte/icons/sliders-horizontal";
import DoorOpen from "@lucide/svelte/icons/door-open";
import Settings from "@lucide/svelte/icons/settings";
import BadgeCheck from "@lucide/svelte/icons/badge-check";
import NotebookPen from "@lucide/svelte/icons/notebook-pen";
import Users from "@lucide/svelte/icons/users";
import type { HouseId } from "#domain/compartments.ts";
import type { MessageKey } from "../../i18n/en/index.ts";
import {
  givesKeys,
  keepsRooms,
  type Open,
  readsBeds,
  readsIncidents,
  readsFigures,
  readsPeople,
  readsPeopleIn,
  seesCapacity,
  rightIn,
  setsOrganisation,
} from "../../state/rights.ts";
import type { Route } from "../../state/routes.ts";

/** One line of the navigation. */
export interface Place {
  readonly route: Route;
  readonly name: MessageKey;
  readonly icon: typeof Moon;
  /** A little apart from the line before. */
  readonly apart?: boolean;
}

/** Where someone can go, decided by the keys that she holds; nothing leads nowhere. */
export function placesOf(open: Open, house: HouseId | undefined): readonly Place[] {
  if (open.audit) {
    return [
      { route: { is: "trust" }, name: "nav.trust", icon: BadgeCheck },
      { route: { is: "settings" }, name: "nav.settings", icon: Settings },
    ];
  }
  return [
    house === undefined
      ? { route: { is: "home" }, name: "nav.home", icon: House }
      : { route: { is: "tonight", house }, name: "nav.tonight", icon: Moon },
    ...(house !== undefined && readsBeds(open, house)
      ? [{ route: { is: "calendar", house }, name: "nav.calendar", icon: CalendarRange } as const]
      : []),
    ...(readsPeople(open)
      ? [{ route: { is: "people" }, name: "nav.people", icon: ContactRound } as const]
      : []),
    ...(house !== undefined && readsPeopleIn(open, house)
      ? [{ route: { is: "handover", house }, name: "nav.handover", icon: ClipboardList } as const]
      : []),
    ...(readsPeople(open)
      ? [{ route: { is: "tasks" }, name: "nav.tasks", icon: ListTodo } as const]
      : []),
    ...(house !== undefined && rightIn(open, house, "capacity") > 0
      ? [{ route: { is: "requests", house }, name: "nav.requests", icon: DoorOpen } as const]
      : []),
    ...(house !== undefined && readsIncidents(open, house)
      ? [{ route: { is: "incidents", house }, name: "nav.incidents", icon: NotebookPen } as const]
      : []),
    ...(house !== undefined && keepsRooms(open, house)
      ? [{ route: { is: "inventory", house }, name: "nav.inventory", icon: BedSingle } as const]
      : []),
    ...(seesCapacity(open)
      ? [{ route: { is: "capacity" }, name: "nav.capacity", icon: Building } as const]
      : []),
    ...(readsFigures(open)
      ? [{ route: { is: "reports" }, name: "nav.reports", icon: Chart } as const]
      : []),
    ...(givesKeys(open)
      ? [{ route: { is: "team" }, name: "nav.team", icon: Users, apart: true } as const]
      : []),
    ...(setsOrganisation(open)
      ? [
          {
            route: { is: "organisation" },
            name: "nav.organisation",
            icon: SlidersHorizontal,
          } as const,
        ]
      : []),
    { route: { is: "trust" }, name: "nav.trust", icon: BadgeCheck, apart: true },
    { route: { is: "settings" }, name: "nav.settings", icon: Settings },
  ];
}

/** The line that stands for a route: deeds in a house belong to Tonight, invites and handing over to Team. */
export function lineOf(route: Route): Route["is"] {
  if (route.is === "arrival" || route.is === "move" || route.is === "departure") return "tonight";
  if (route.is === "return" || route.is === "offerTransfer") return "tonight";
  if (route.is === "file") return "people";
  if (route.is === "question") return "outbox";
  if (route.is === "newRequest" || route.is === "turnAway") return "requests";
  if (route.is === "request" || route.is === "transfer") return "requests";
  if (
    route.is === "roles" ||
    route.is === "invite" ||
    route.is === "handOver" ||
    route.is === "replace" ||
    route.is === "member" ||
    route.is === "newHouse"
  )
    return "team";
  if (route.is === "newIncident" || route.is === "incident") return "incidents";
  if (route.is === "keys" || route.is === "passphrase") return "settings";
  if (route.is === "addDevice" || route.is === "renewKeys") return "settings";
  if (route.is === "houseCapacity") return "capacity";
  if (route.is === "witnesses") return "trust";
  return route.is;
}

const deeds: ReadonlySet<Route["is"]> = new Set<Route["is"]>([
  "arrival",
  "move",
  "departure",
  "return",
  "newRequest",
  "turnAway",
  "request",
  "offerTransfer",
  "transfer",
  "newIncident",
]);

/** Screens that are one deed from start to end: on a phone nothing else stands around them. */
export const isDeed = (route: Route): boolean => deeds.has(route.is);
