import {
  type MemberId,
  type Result,
  type VaultId,
  mustRenew,
  ok,
  randomBytes,
  toHex,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { Change } from "#domain/change.ts";
import type { HouseId } from "#domain/compartments.ts";
import { id } from "#domain/ids.ts";
import type { Deed, Told } from "./deed.ts";
import { type Desk, grantWishes, joinedInPerson, joinedWithoutKeys } from "./inviting.ts";
import { renewalOf } from "./renewal.ts";
import type { Timers } from "./timers.ts";

/** After a house has changed, what it offers is told to the others a little later, in one go. */
const offerAfterMs = 400;
/** Renewing is any holder's: by chance not everybody's at once. */
const renewWithinMs = 1_500;

/** What this client does by itself, because what it has verified asks for it; never because a server says so. */
export class Unasked {
  readonly #desk: Desk;
  readonly #timers: Timers;
  readonly #act: (told: Told) => Promise<unknown>;
  readonly #offers = new Set<HouseId>();

  constructor(desk: Desk, timers: Timers, act: (told: Told) => Promise<unknown>) {
    this.#desk = desk;
    this.#timers = timers;
    this.#act = act;
  }

  /** The roster has grown: keys for whom this member invited in person, and new epochs where they are due. */
  rosterGrew(readable: readonly VaultId[]): void {
    const { follow } = this.#desk;
    for (const member of joinedInPerson(this.#desk)) void this.grant(member);
    for (const { member, displayName } of joinedWithoutKeys(this.#desk)) {
      void this.#name(member, displayName);
    }
    if (readable.some((vault) => mustRenew(follow.book.roster, vault))) {
      this.#timers.after(Math.random() * renewWithinMs, () => void this.#renew());
    }
  }

  /** Gives a joiner what her invite asked for, and writes down what she is called. */
  async grant(member: MemberId): Promise<Result<void, ErrorCode>> {
    const given = await grantWishes(this.#desk, member);
    if (!given.ok) return given;
    if (given.value !== undefined) await this.#name(member, given.value);
    return ok(undefined);
  }

  /** Writes what she herself is called, once the team can be written to. */
  async nameSelf(): Promise<void> {
    const { facts, follow } = this.#desk;
    const { ownName } = facts.known;
    if (ownName === undefined || follow.find({ compartment: "team" }) === undefined) return;
    await this.#name(follow.keyring.member, ownName);
    await facts.without("ownName");
  }

  /** A deed was saved: what its houses can offer now is told to the others. */
  saved(deed: Deed, changes: readonly Change[]): void {
    if (deed.quiet) return;
    for (const { place } of changes) {
      if (place.compartment === "capacity") this.#offers.add(place.house);
    }
    if (this.#offers.size > 0) this.#timers.after(offerAfterMs, () => void this.#offer());
  }

  /** Writes what a member is called, where nothing is written yet and this member may. */
  async #name(member: MemberId, displayName: string): Promise<void> {
    const { memberName } = this.#desk.follow.state.organisation;
    if ([...memberName.values()].some((one) => one.member === member)) return;
    const input = { memberName: id<"memberName">(newId()), member, displayName };
    await this.#act({ act: "nameMember", input });
  }

  async #renew(): Promise<void> {
    const { follow, sender } = this.#desk;
    await sender.turn(() => sender.now(() => renewalOf(follow, follow.readable())));
  }

  async #offer(): Promise<void> {
    const houses = [...this.#offers];
    this.#offers.clear();
    for (const house of houses) {
      const input = { house, offer: id<"offer">(newId()) };
      await this.#act({ act: "refreshOffer", input });
    }
  }
}

const newId = (): string => toHex(randomBytes(16));
