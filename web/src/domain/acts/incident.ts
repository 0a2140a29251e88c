import {
  changes,
  putIn,
  refuse,
  type Act,
  type Change,
  type Now,
  type Refusal,
} from "../change.ts";
import type { HouseId } from "../compartments.ts";
import { instantOf, plusDays } from "../dates.ts";
import { clockOf, tonightOf } from "../house.ts";
import { eveningOf } from "../evenings.ts";
import type { Id } from "../ids.ts";
import type { RecordOf } from "../record-types.ts";
import type { Amendment, Incident, SignOff } from "../records-incidents.ts";
import type { State } from "../state.ts";

/** What happened, as it is written down; moments that a person gives are epoch milliseconds. */
export interface RecordIncident extends Omit<Incident, "occurredAt" | "reportedAt" | "reporter"> {
  readonly house: HouseId;
  readonly incident: Id<"incident">;
  /** Left out where nobody knows. */
  readonly occurredAt?: number;
}

/** Something to be added to an incident. */
export interface AmendIncident extends Omit<Amendment, "at"> {
  readonly house: HouseId;
  readonly amendment: Id<"amendment">;
}

/** A manager's sign-off, of the incident and of those amendments that she has read. */
export interface SignOffIncident extends Omit<SignOff, "at"> {
  readonly house: HouseId;
  readonly signOff: Id<"signOff">;
}

/** Days back to which an incident is written down; one that is older is a slip of the hand, and could not be mended. */
const mostDaysBack = 90;

/**
 * Writes an incident down. Nothing that it says is a reason to refuse it, but a time that is still to come or long past.
 */
export const recordIncident: Act<RecordIncident> = (state, input, now) => {
  const { house, incident, occurredAt, ...said } = input;
  if (!state.organisation.house.has(house)) return refuse({ code: "not-found", what: "house" });
  const cannotBe =
    occurredAt === undefined ? undefined : unlikely(state, { house, occurredAt }, now);
  if (cannotBe) return refuse(cannotBe);
  return changes(
    write(now, house, "incident", incident, {
      ...said,
      ...(occurredAt !== undefined && { occurredAt: instantOf(occurredAt) }),
      reportedAt: instantOf(now.instant),
      reporter: now.member ?? "",
    }),
  );
};

/** Adds to an incident, also to one that was closed: then it waits for a manager once more. */
export const amendIncident: Act<AmendIncident> = (state, { house, amendment, ...said }, now) => {
  if (!stands(state, house, said.incident)) return refuse({ code: "not-found", what: "incident" });
  const record = { ...said, at: instantOf(now.instant) };
  return changes(write(now, house, "amendment", amendment, record));
};

/** Signs an incident off; it takes a manager of the house. */
export const signOffIncident: Act<SignOffIncident> = (state, { house, signOff, ...said }, now) => {
  if (!stands(state, house, said.incident)) return refuse({ code: "not-found", what: "incident" });
  if (now.signsOff?.includes(house) !== true) return refuse({ code: "manager-only" });
  const record = { ...said, at: instantOf(now.instant) };
  return changes(write(now, house, "signOff", signOff, record));
};

const stands = (state: State, house: HouseId, incident: Id<"incident">): boolean =>
  state.houses.get(house)?.incident.has(incident) === true;

/** A record with its author: until the log says it, the one who acts. */
function write<T extends "incident" | "amendment" | "signOff">(
  now: Now,
  house: HouseId,
  ...[type, id, record]: [type: T, id: string, record: RecordOf<T>]
): Change {
  const by = { member: now.member ?? "", manages: now.signsOff?.includes(house) === true };
  return { ...putIn(house)(type, id, record), by } as Change;
}

/** A moment that can be no more than mistyped. */
function unlikely(
  state: State,
  { house, occurredAt }: { readonly house: HouseId; readonly occurredAt: number },
  now: Now,
): Refusal | undefined {
  const date = eveningOf(occurredAt, clockOf(state, house, now));
  const tonight = tonightOf(state, house, now);
  if (date > tonight) return { code: "in-the-future", date, tonight };
  if (occurredAt > now.instant) return { code: "time-to-come" };
  // The day on which the house was set up here says nothing: what happened the night before is written down all the same.
  const earliest = plusDays(tonight, -mostDaysBack);
  return date < earliest ? { code: "too-long-ago", date, earliest } : undefined;
}
