import * as fc from "fast-check";
import { expect, test } from "vitest";
import { houseId } from "#domain/compartments.ts";
import { isPublic, pathOf, routeOf, type Route } from "./routes.ts";

const hex = fc.stringMatching(/^[0-9a-f]{32}$/);
const fixed = [
  "home",
  "found",
  "join",
  "restore",
  "knows",
  "checkup",
  "tasks",
  "capacity",
  "outbox",
  "newHouse",
  "team",
  "invite",
  "trust",
  "settings",
] as const;
const routes: fc.Arbitrary<Route> = fc.oneof(
  fc.constantFrom(...fixed).map((is): Route => ({ is })),
  fc
    .tuple(
      fc.constantFrom(
        "tonight",
        "arrival",
        "handOver",
        "handover",
        "incidents",
        "newIncident",
        "calendar",
        "inventory",
      ),
      hex,
    )
    .map(([is, house]): Route => ({ is, house: houseId(house) })),
  fc
    .tuple(fc.constantFrom("move", "departure", "file", "return"), hex, hex)
    .map(([is, house, stay]): Route => ({ is, house: houseId(house), stay })),
  fc
    .tuple(hex, hex)
    .map(([house, incident]): Route => ({ is: "incident", house: houseId(house), incident })),
  fc
    .tuple(hex, hex)
    .map(([house, request]): Route => ({ is: "arrival", house: houseId(house), request })),
  fc
    .tuple(hex, fc.stringMatching(/^[0-9a-f]{28}$/))
    .map(([house, question]): Route => ({ is: "arrival", house: houseId(house), question })),
);

test("every place has one address, and that address names it again", () => {
  fc.assert(
    fc.property(routes, (route) => {
      expect(routeOf(pathOf(route))).toEqual(route);
    }),
  );
});

test("any other address is home", () => {
  fc.assert(
    fc.property(fc.webPath(), (path) => {
      const route = routeOf(path);
      expect(route.is === "home" || pathOf(route) === path).toBe(true);
    }),
  );
  expect(routeOf("/t/not-an-id")).toEqual({ is: "home" });
  expect(routeOf(`/t/${"A".repeat(32)}`)).toEqual({ is: "home" });
});

test("an address holds opaque ids and discreet words alone", () => {
  fc.assert(
    fc.property(routes, (route) => {
      expect(pathOf(route)).toMatch(/^\/([a-z]+|[0-9a-f]{32}|[0-9a-f]{28}|\/)*$/);
      expect(pathOf(route)).not.toMatch(/shelter|refuge|violence|resident|woman|name/);
    }),
  );
});

test("without an account only founding, joining, restoring and what the server knows are open", () => {
  const open = fixed.filter((is) => isPublic({ is }));
  expect(open).toEqual(["found", "join", "restore", "knows", "checkup"]);
});
