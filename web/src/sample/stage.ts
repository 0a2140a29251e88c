import { runAct, type Deed } from "#domain/acts.ts";
import type { Refusal } from "#domain/change.ts";
import type { HouseId } from "#domain/compartments.ts";
import { plusDays, type IsoDate } from "#domain/dates.ts";
import type { HouseState, State } from "#domain/state.ts";
import { applyChange, emptyState } from "#domain/state.ts";
import { momentOf } from "../state/wall-clock.ts";

/** Who does a deed of the sample. */
export type Hand = "staff" | "caseWorker" | "manager";

/** One deed of the sample: when it is done, by whom, and what. */
export interface Step {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly by: Hand;
  readonly deed: Deed;
}

/** The organisation's name, as it stands on its screens. */
export const neutralName = "Nordwind";
/** The time zone in which the sample's houses stand. */
export const timeZone = "Europe/Paris";

const hourMs = 3_600_000;
/** Refusals that no chance brings about. */
const mistakes: ReadonlySet<Refusal["code"]> = new Set([
  "not-well-formed",
  "not-found",
  "already-there",
  "written-once",
  "manager-only",
  "reason-of-another-family",
]);
/** Whoever does the step later takes this one's place. */
const somebody = "0".repeat(32);

/**
 * Where the story of some houses is thought out before it is written: the domain's own state and acts, and a clock
 * that only goes on. What chance makes impossible here is not written.
 */
export class Stage {
  readonly state: State = emptyState();
  readonly steps: Step[] = [];
  readonly #first: IsoDate;
  readonly #noons = new Map<number, number>();
  /** Epoch milliseconds. */
  clock = 0;

  constructor(first: IsoDate) {
    this.#first = first;
  }

  /** The evening date of a day of the story. */
  evening(day: number): IsoDate {
    return plusDays(this.#first, day);
  }

  /** The moment of an hour of a day, by the offset that noon has; from 24 on it is the morning after. */
  moment(day: number, hour: number): number {
    const over = Math.floor(hour / 24);
    return this.#noon(day + over) + (hour - over * 24 - 12) * hourMs;
  }

  #noon(day: number): number {
    let noon = this.#noons.get(day);
    if (noon === undefined) {
      noon = momentOf(`${this.evening(day)}T12:00`, timeZone) as number;
      this.#noons.set(day, noon);
    }
    return noon;
  }

  /** Lets the clock stand at a moment, or where it is if it is past that. */
  at(ms: number): number {
    return (this.clock = Math.max(this.clock, ms));
  }

  /** The house's records as they are now. */
  house(id: HouseId): HouseState {
    const house = this.state.houses.get(id);
    if (house === undefined) throw new Error("no such house");
    return house;
  }

  /** Does a deed now; a refusal is a mistake of the story. */
  do(by: Hand, deed: Deed): void {
    const refused = this.may(by, deed);
    if (refused !== undefined) throw new Error(`${deed.act} of the sample: ${refused}`);
  }

  /** Does a deed now, if chance has left it possible; says what stands against it. */
  may(by: Hand, deed: Deed): Refusal["code"] | undefined {
    const refused = this.#try(by, deed);
    if (refused === undefined) this.steps.push({ at: this.clock, by, deed });
    else if (mistakes.has(refused)) throw new Error(`${deed.act} of the sample: ${refused}`);
    return refused;
  }

  /** Does what is done before the story begins. */
  prepare(deed: Deed): void {
    const refused = this.#try("manager", deed);
    if (refused !== undefined) throw new Error(`the sample cannot begin: ${refused}`);
  }

  #try(by: Hand, deed: Deed): Refusal["code"] | undefined {
    const manages = by === "manager" ? [...this.state.houses.keys()] : [];
    const now = { instant: this.clock, timeZone, member: somebody, manages, signsOff: manages };
    const outcome = runAct(this.state, deed, now);
    if (!outcome.ok) return outcome.refusal.code;
    for (const change of outcome.changes) applyChange(this.state, change);
    return undefined;
  }
}
