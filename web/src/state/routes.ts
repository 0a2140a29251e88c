import type { HouseId } from "#domain/compartments.ts";

/**
 * Every place in the client that has an address. The set is closed, an address holds opaque ids and
 * discreet words alone, and no fragment or query ever enters it (an invite's secret stands in a fragment).
 */
export type Route =
  | { readonly is: "home" }
  | { readonly is: "found" }
  | { readonly is: "join" }
  | { readonly is: "restore" }
  | { readonly is: "knows" }
  | { readonly is: "checkup" }
  | { readonly is: "tonight"; readonly house: HouseId }
  | {
      readonly is: "arrival";
      readonly house: HouseId;
      readonly request?: string;
      /** An arrival that came back as a question, and is given another place. */
      readonly question?: string;
    }
  | { readonly is: "move"; readonly house: HouseId; readonly stay: string }
  | { readonly is: "departure"; readonly house: HouseId; readonly stay: string }
  | { readonly is: "file"; readonly house: HouseId; readonly stay: string }
  | { readonly is: "return"; readonly house: HouseId; readonly stay: string }
  | { readonly is: "incidents"; readonly house: HouseId }
  | { readonly is: "newIncident"; readonly house: HouseId }
  | { readonly is: "incident"; readonly house: HouseId; readonly incident: string }
  | { readonly is: "handover"; readonly house: HouseId }
  | { readonly is: "tasks" }
  | { readonly is: "calendar"; readonly house: HouseId }
  | { readonly is: "inventory"; readonly house: HouseId }
  | { readonly is: "requests"; readonly house: HouseId }
  | { readonly is: "newRequest"; readonly house: HouseId }
  | { readonly is: "turnAway"; readonly house: HouseId }
  | { readonly is: "request"; readonly house: HouseId; readonly request: string }
  | { readonly is: "offerTransfer"; readonly house: HouseId; readonly stay: string }
  | { readonly is: "transfer"; readonly house: HouseId; readonly offer: string }
  | { readonly is: "people" }
  | { readonly is: "capacity" }
  | { readonly is: "houseCapacity"; readonly house: HouseId }
  | { readonly is: "reports" }
  | { readonly is: "outbox" }
  | { readonly is: "question"; readonly entry: string }
  | { readonly is: "newHouse" }
  | { readonly is: "team" }
  | { readonly is: "invite" }
  | { readonly is: "handOver"; readonly house: HouseId }
  | { readonly is: "member"; readonly member: string }
  | { readonly is: "organisation" }
  | { readonly is: "roles" }
  | { readonly is: "trust" }
  | { readonly is: "witnesses" }
  | { readonly is: "settings" }
  | { readonly is: "keys" }
  | { readonly is: "passphrase" }
  | { readonly is: "addDevice" }
  | { readonly is: "renewKeys" }
  | { readonly is: "recover" }
  | { readonly is: "replace"; readonly member: string };

/** Places that someone may open without an account on this device. */
export type PublicRoute = Extract<
  Route,
  { is: "found" | "join" | "restore" | "recover" | "knows" | "checkup" }
>;

const fixed = {
  home: "/",
  found: "/new",
  join: "/join",
  restore: "/kit",
  knows: "/knows",
  checkup: "/checkup",
  tasks: "/tasks",
  people: "/people",
  capacity: "/all",
  reports: "/figures",
  outbox: "/outbox",
  newHouse: "/house",
  team: "/team",
  invite: "/team/new",
  organisation: "/org",
  roles: "/roles",
  trust: "/trust",
  witnesses: "/trust/watch",
  settings: "/settings",
  keys: "/keys",
  passphrase: "/keys/words",
  addDevice: "/keys/device",
  renewKeys: "/keys/new",
  recover: "/sheets",
} as const;

const houseWords = {
  tonight: "",
  handover: "/h",
  requests: "/q",
  newRequest: "/q/new",
  turnAway: "/q/no",
  incidents: "/i",
  newIncident: "/i/new",
  calendar: "/c",
  inventory: "/r",
} as const;
const stayWords = {
  move: "m",
  departure: "d",
  file: "p",
  return: "b",
  offerTransfer: "o",
} as const;

/** The address of a place. */
export function pathOf(route: Route): string {
  switch (route.is) {
    case "arrival": {
      const about = route.question ?? route.request;
      return `/t/${route.house}/in${about === undefined ? "" : `/${about}`}`;
    }
    case "request":
      return `/t/${route.house}/q/${route.request}`;
    case "transfer":
      return `/t/${route.house}/x/${route.offer}`;
    case "tonight":
    case "incidents":
    case "newIncident":
    case "handover":
    case "calendar":
    case "inventory":
    case "requests":
    case "newRequest":
    case "turnAway":
      return `/t/${route.house}${houseWords[route.is]}`;
    case "move":
    case "departure":
    case "file":
    case "return":
    case "offerTransfer":
      return `/t/${route.house}/${stayWords[route.is]}/${route.stay}`;
    case "incident":
      return `/t/${route.house}/i/${route.incident}`;
    case "handOver":
      return `/team/${route.house}`;
    case "member":
      return `/team/m/${route.member}`;
    case "houseCapacity":
      return `/all/${route.house}`;
    case "replace":
      return `/team/again/${route.member}`;
    case "question":
      return `/outbox/${route.entry}`;
    default:
      return fixed[route.is];
  }
}

const opaque = "([0-9a-f]{32})";
/** A deed of the outbox: no other id is as short. */
const deed = "([0-9a-f]{28})";
const patterns: readonly [RegExp, (house: HouseId, stay: string) => Route][] = [
  [new RegExp(`^/t/${opaque}$`), (house) => ({ is: "tonight", house })],
  [new RegExp(`^/t/${opaque}/in$`), (house) => ({ is: "arrival", house })],
  [new RegExp(`^/t/${opaque}/h$`), (house) => ({ is: "handover", house })],
  [
    new RegExp(`^/t/${opaque}/in/${opaque}$`),
    (house, request) => ({ is: "arrival", house, request }),
  ],
  [
    new RegExp(`^/t/${opaque}/in/${deed}$`),
    (house, question) => ({ is: "arrival", house, question }),
  ],
  [new RegExp(`^/t/${opaque}/q$`), (house) => ({ is: "requests", house })],
  [new RegExp(`^/t/${opaque}/q/new$`), (house) => ({ is: "newRequest", house })],
  [new RegExp(`^/t/${opaque}/q/no$`), (house) => ({ is: "turnAway", house })],
  [
    new RegExp(`^/t/${opaque}/q/${opaque}$`),
    (house, request) => ({ is: "request", house, request }),
  ],
  [
    new RegExp(`^/t/${opaque}/o/${opaque}$`),
    (house, stay) => ({ is: "offerTransfer", house, stay }),
  ],
  [new RegExp(`^/t/${opaque}/x/${opaque}$`), (house, offer) => ({ is: "transfer", house, offer })],
  [new RegExp(`^/t/${opaque}/m/${opaque}$`), (house, stay) => ({ is: "move", house, stay })],
  [new RegExp(`^/t/${opaque}/d/${opaque}$`), (house, stay) => ({ is: "departure", house, stay })],
  [new RegExp(`^/t/${opaque}/p/${opaque}$`), (house, stay) => ({ is: "file", house, stay })],
  [new RegExp(`^/t/${opaque}/b/${opaque}$`), (house, stay) => ({ is: "return", house, stay })],
  [new RegExp(`^/t/${opaque}/i$`), (house) => ({ is: "incidents", house })],
  [new RegExp(`^/t/${opaque}/i/new$`), (house) => ({ is: "newIncident", house })],
  [
    new RegExp(`^/t/${opaque}/i/${opaque}$`),
    (house, incident) => ({ is: "incident", house, incident }),
  ],
  [new RegExp(`^/t/${opaque}/c$`), (house) => ({ is: "calendar", house })],
  [new RegExp(`^/t/${opaque}/r$`), (house) => ({ is: "inventory", house })],
  [new RegExp(`^/team/${opaque}$`), (house) => ({ is: "handOver", house })],
  [new RegExp(`^/team/m/${opaque}$`), (member) => ({ is: "member", member })],
  [new RegExp(`^/all/${opaque}$`), (house) => ({ is: "houseCapacity", house })],
];

/** The place that an address names; anything unknown is home. */
export function routeOf(path: string): Route {
  for (const [is, known] of Object.entries(fixed)) {
    if (path === known) return { is } as Route;
  }
  for (const [pattern, make] of patterns) {
    const found = pattern.exec(path);
    if (found) return make(found[1] as HouseId, found[2] ?? "");
  }
  const question = new RegExp(`^/outbox/${deed}$`).exec(path);
  if (question) return { is: "question", entry: question[1] as string };
  const replace = /^\/team\/again\/([0-9a-f]{32})$/.exec(path);
  if (replace) return { is: "replace", member: replace[1] as string };
  return { is: "home" };
}

/** Whether a place may be opened without an account. */
export const isPublic = (route: Route): route is PublicRoute =>
  route.is === "found" ||
  route.is === "join" ||
  route.is === "restore" ||
  route.is === "recover" ||
  route.is === "knows" ||
  route.is === "checkup";
