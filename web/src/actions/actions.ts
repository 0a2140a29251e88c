import Chart from "@lucide/svelte/icons/chart-column";
import BedSingle from "@lucide/svelte/icons/bed-single";
import CalendarRange from "@lucide/svelte/icons/calendar-range";
import Building from "@lucide/svelte/icons/building-2";
import BadgeCheck from "@lucide/svelte/icons/badge-check";
import ClipboardList from "@lucide/svelte/icons/clipboard-list";
import DoorOpen from "@lucide/svelte/icons/door-open";
import EyeOff from "@lucide/svelte/icons/eye-off";
import House from "@lucide/svelte/icons/house";
import KeyRound from "@lucide/svelte/icons/key-round";
import SlidersHorizontal from "@lucide/svelte/icons/sliders-horizontal";
import Inbox from "@lucide/svelte/icons/inbox";
import Languages from "@lucide/svelte/icons/languages";
import ListTodo from "@lucide/svelte/icons/list-todo";
import Lock from "@lucide/svelte/icons/lock";
import LogOut from "@lucide/svelte/icons/log-out";
import Moon from "@lucide/svelte/icons/moon";
import Settings from "@lucide/svelte/icons/settings";
import UserPlus from "@lucide/svelte/icons/user-plus";
import NotebookPen from "@lucide/svelte/icons/notebook-pen";
import TriangleAlert from "@lucide/svelte/icons/triangle-alert";
import Users from "@lucide/svelte/icons/users";
import { languages } from "../i18n/language.ts";
import { t } from "../i18n/t.ts";
import {
  givesKeys,
  keepsRooms,
  readsBeds,
  readsIncidents,
  readsPeople,
  readsPeopleIn,
  rightIn,
  writesIncidents,
  readsFigures,
  seesCapacity,
  setsOrganisation,
  writesPeople,
} from "../state/rights.ts";
import type { Route } from "../state/routes.ts";
import type { Action, Keystroke, Where } from "./action.ts";
import { habits, people } from "./habits.ts";

type Plain = Exclude<
  Route,
  { readonly house: unknown } | { readonly entry: unknown } | { readonly member: unknown }
>["is"];

const go =
  (is: Plain) =>
  ({ session }: Where): void =>
    session.router.go({ is } as Route);
const always = (): boolean => true;
const administers = ({ session }: Where): boolean => session.open?.admin === true;
/** Gives keys. */
const leads = ({ session }: Where): boolean => givesKeys(session.open);

/** Holds the key of the beds of the house that the person is in, with this right. */
const seesBeds =
  (right: 1 | 2) =>
  ({ session, house }: Where): boolean =>
    house !== undefined && rightIn(session.open, house, "capacity") >= right;
const goIn =
  (is: "requests" | "newRequest" | "turnAway") =>
  ({ session, house }: Where): void => {
    if (house !== undefined) session.router.go({ is, house });
  };

/** An arrival in the house that the person is in. */
export const arrival: Action = {
  id: "arrival",
  title: "tonight.arrival",
  icon: UserPlus,
  key: "a",
  when: ({ session, house }) => house !== undefined && writesPeople(session.open, house),
  run: ({ session, house }) => {
    if (house !== undefined) session.router.go({ is: "arrival", house });
  },
};

/** The handover of the house that the person is in. */
const handover: Action = {
  id: "handover",
  title: "nav.handover",
  icon: ClipboardList,
  key: "h",
  when: ({ session, house }) => house !== undefined && readsPeopleIn(session.open, house),
  run: ({ session, house }) => {
    if (house !== undefined) session.router.go({ is: "handover", house });
  },
};

/** Something has happened in the house that the person is in. */
export const newIncident: Action = {
  id: "newIncident",
  title: "incident.new",
  icon: TriangleAlert,
  when: ({ session, house }) => house !== undefined && writesIncidents(session.open, house),
  run: ({ session, house }) => {
    if (house !== undefined) session.router.go({ is: "newIncident", house });
  },
};

/** Every action of the frame, in the order in which the palette offers them. */
export const actions: readonly Action[] = [
  arrival,
  newIncident,
  {
    id: "incidents",
    title: "nav.incidents",
    icon: NotebookPen,
    key: "i",
    when: ({ session, house }) => house !== undefined && readsIncidents(session.open, house),
    run: ({ session, house }) => {
      if (house !== undefined) session.router.go({ is: "incidents", house });
    },
  },
  {
    id: "tonight",
    title: "nav.tonight",
    icon: Moon,
    key: "t",
    when: ({ house }) => house !== undefined,
    run: ({ session, house }) => {
      if (house !== undefined) session.router.go({ is: "tonight", house });
    },
  },
  handover,
  {
    id: "tasks",
    title: "nav.tasks",
    icon: ListTodo,
    key: "k",
    when: ({ session }) => readsPeople(session.open),
    run: go("tasks"),
  },
  {
    id: "calendar",
    title: "nav.calendar",
    icon: CalendarRange,
    key: "n",
    when: ({ session, house }) => house !== undefined && readsBeds(session.open, house),
    run: ({ session, house }) => {
      if (house !== undefined) session.router.go({ is: "calendar", house });
    },
  },
  {
    id: "inventory",
    title: "nav.inventory",
    icon: BedSingle,
    when: ({ session, house }) => house !== undefined && keepsRooms(session.open, house),
    run: ({ session, house }) => {
      if (house !== undefined) session.router.go({ is: "inventory", house });
    },
  },
  {
    id: "requests",
    title: "nav.requests",
    icon: DoorOpen,
    key: "r",
    when: seesBeds(1),
    run: goIn("requests"),
  },
  {
    id: "newRequest",
    title: "requests.new",
    icon: DoorOpen,
    when: seesBeds(2),
    run: goIn("newRequest"),
  },
  {
    id: "turnAway",
    title: "requests.turnAway",
    icon: DoorOpen,
    key: "w",
    when: seesBeds(2),
    run: goIn("turnAway"),
  },
  {
    id: "capacity",
    title: "nav.capacity",
    icon: Building,
    key: "c",
    when: ({ session }) => seesCapacity(session.open),
    run: go("capacity"),
  },
  {
    id: "reports",
    title: "nav.reports",
    icon: Chart,
    key: "g",
    when: ({ session }) => readsFigures(session.open),
    run: go("reports"),
  },
  people,
  { id: "team", title: "nav.team", icon: Users, when: leads, run: go("team") },
  { id: "invite", title: "team.inviteColleague", icon: UserPlus, when: leads, run: go("invite") },
  { id: "newHouse", title: "nav.newHouse", icon: House, when: administers, run: go("newHouse") },
  {
    id: "organisation",
    title: "organisation.title",
    icon: SlidersHorizontal,
    when: ({ session }) => setsOrganisation(session.open),
    run: go("organisation"),
  },
  {
    id: "roles",
    title: "roles.title",
    icon: KeyRound,
    when: ({ session }) => setsOrganisation(session.open),
    run: go("roles"),
  },
  { id: "outbox", title: "outbox.title", icon: Inbox, when: always, run: go("outbox") },
  { id: "trust", title: "nav.trust", icon: BadgeCheck, when: always, run: go("trust") },
  { id: "settings", title: "nav.settings", icon: Settings, when: always, run: go("settings") },
  {
    id: "cover",
    title: "pin.cover",
    icon: EyeOff,
    when: ({ session }) => session.open?.hasPin === true,
    run: ({ session }) => void session.engine.cover(),
  },
  {
    id: "lock",
    title: "cover.lock",
    icon: Lock,
    when: always,
    run: ({ session }) => void session.lock(),
  },
  ...languages.map((language): Action => ({
    id: `language-${language}`,
    title: `language.use.${language}`,
    icon: Languages,
    when: ({ session }) => session.language.language !== language,
    run: ({ session }) =>
      void session.language.choose(language).then((chosen) => {
        if (!chosen) session.toasts.show({ text: t("language.failed") });
      }),
  })),
  { id: "exit", title: "exit", icon: LogOut, when: always, run: ({ session }) => session.exit() },
  ...habits,
];

/** Keys that no button stands for. */
export const everywhere: readonly Keystroke[] = [
  {
    id: "hold",
    title: "keys.hold",
    keys: ["Space"],
    how: "keys.held",
    when: ({ session }) => session.discreet.on,
  },
  { id: "thrice", title: "keys.exit", keys: ["Shift"], how: "keys.thrice" },
];

/** What can be done here: what the screen offers, then what the frame does. */
export const actionsHere = (where: Where): readonly Action[] =>
  [...where.session.offers.actions, ...actions].filter((action) => action.when(where));

/** The action that a letter means here, pressed alone or with Ctrl or ⌘; or nothing. */
export const actionOf = (
  pressed: { readonly key: string; readonly command: boolean },
  where: Where,
): Action | undefined =>
  actionsHere(where).find(
    (action) => (pressed.command ? action.chord : action.key) === pressed.key.toLowerCase(),
  );
