import { expect, test } from "vitest";
import { houseId } from "#domain/compartments.ts";
import type { Route } from "../state/routes.ts";
import type { Enrolled, Status } from "../vault/engine.ts";
import { gateOf } from "./gate.ts";

const open = { is: "open", hasPin: true, rights: [] } as unknown as Status;
const covered: Status = { is: "covered", triesLeft: 5, idle: { coverMs: 1, lockMs: 2 } };
const locked: Status = { is: "locked" };
const kit = {} as Enrolled;
const tonight: Route = { is: "tonight", house: houseId("11".repeat(16)) };
const at = (status: Status, route: Route, more: { entering?: boolean; kitDue?: Enrolled } = {}) =>
  gateOf({ status, router: { route }, entering: more.entering ?? false, kitDue: more.kitDue }).is;

test("a covered or locked client shows no screen of its contents, whatever the address", () => {
  expect(at(covered, tonight)).toBe("cover");
  expect(at(locked, tonight)).toBe("locked");
  expect(at(locked, { is: "settings" })).toBe("locked");
});

test("a cover stands before everything, also before a kit and the public pages", () => {
  expect(at(covered, { is: "join" }, { entering: true, kitDue: kit })).toBe("cover");
});

test("an unconfirmed kit stands before every open screen", () => {
  expect(at(open, tonight, { kitDue: kit })).toBe("kit");
  expect(at(locked, tonight, { kitDue: kit })).toBe("locked");
});

test("an open account is not left by an invite's address, but an account being made stays on its page", () => {
  expect(at(open, { is: "join" })).toBe("open");
  expect(at(open, { is: "join" }, { entering: true })).toBe("join");
  expect(at(locked, { is: "join" })).toBe("join");
});

test("what the server knows can be read by anybody at any time", () => {
  expect(at(locked, { is: "knows" })).toBe("knows");
  expect(at(open, { is: "knows" })).toBe("knows");
  expect(at(locked, { is: "checkup" })).toBe("checkup");
  expect(at(open, { is: "checkup" })).toBe("checkup");
});
