import { type MemberId, type Result, type VaultId, ok, randomBytes, toHex } from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { Change } from "#domain/change.ts";
import type { HouseId, Place } from "#domain/compartments.ts";
import { id } from "#domain/ids.ts";
import type { Told } from "./deed.ts";
import { type Desk, grantWishes, joinedInPerson, joinedWithoutKeys } from "./inviting.ts";
import { dueLetters } from "./letters.ts";
import type { Mending } from "./mending.ts";
import type { Timers } from "./timers.ts";

/** After a house has changed, what it offers is told to the others a little later, in one go. */
const offerAfterMs = 400;
/** Files that travel between houses are any holder's: by chance not everybody's at once. */
const lettersWithinMs = 700;
/** Renewing is any holder's: by chance not everybody's at once. */
const renewWithinMs = 1_500;

/** How a deed is done in silence, and whether it would write anything now. */
export interface Doing {
  readonly act: (told: Told) => Promise<unknown>;
  readonly would: (told: Told) => boolean;
}

/** What this client does by itself, because what it has verified asks for it; never because a server says so. */
export class Unasked {
  readonly #desk: Desk;
  readonly #timers: Timers;
  readonly #does: Doing;
  readonly #mending: Mending;
  readonly #offers = new Set<HouseId>();
  #looking = false;

  constructor(desk: Desk & { readonly mending: Mending }, timers: Timers, does: Doing) {
    this.#desk = desk;
    this.#mending = desk.mending;
    this.#timers = timers;
    this.#does = does;
  }

  /** The roster has grown: keys for whom this member invited in person, and new epochs where they are due. */
  rosterGrew(readable: readonly VaultId[]): void {
    for (const member of joinedInPerson(this.#desk)) void this.grant(member);
    for (const { member, displayName } of joinedWithoutKeys(this.#desk)) {
      void this.#name(member, displayName);
    }
    this.keysChanged(readable);
  }

  /** Keys may have to be made anew: soon, or, where somebody else may do it better, after a while. */
  keysChanged(readable: readonly VaultId[]): void {
    const byChance = Math.random() * renewWithinMs;
    if (this.#mending.due(readable).length > 0) {
      this.#timers.after(byChance, () => void this.#renew());
    }
    const waits = this.#mending.waitsMs(readable);
    if (waits !== undefined) this.#timers.after(waits + byChance, () => void this.#renew());
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
  saved(changes: readonly Change[]): void {
    for (const { place } of changes) {
      if (place.compartment === "capacity") this.#offers.add(place.house);
    }
    this.#offerLater();
  }

  /**
   * Another's word came before one of these. What a house can offer follows from what stands, so it is looked at again;
   * everything else is asked for again, if it still is, by what it follows from.
   */
  overtaken(acts: readonly Told[]): void {
    for (const told of acts) if (told.act === "refreshOffer") this.#offers.add(told.input.house);
    this.#offerLater();
  }

  #offerLater(): void {
    if (this.#offers.size > 0) this.#timers.after(offerAfterMs, () => void this.#offer());
  }

  /** Records have changed: a file may have to travel on. */
  changed(places: ReadonlySet<Place>): void {
    const concerned = [...places].some(
      ({ compartment }) => compartment === "exchange" || compartment === "residents",
    );
    if (!concerned || this.#looking) return;
    this.#looking = true;
    this.#timers.after(Math.random() * lettersWithinMs, () => {
      this.#looking = false;
      void this.#letters();
    });
  }

  /** Every log is read: what has been kept for its time goes, and an offer of another day is made anew. */
  async daily(): Promise<void> {
    const { follow } = this.#desk;
    const deeds: Told[] = [{ act: "clearTransfers", input: {} }];
    for (const house of follow.state.houses.keys()) {
      deeds.push({ act: "keepRetention", input: { house } });
      if (follow.find({ compartment: "exchange" }) !== undefined) {
        const input = { house, offer: id<"offer">(newId()) };
        deeds.push({ act: "refreshOffer", input });
      }
    }
    for (const told of deeds) if (this.#does.would(told)) await this.#does.act(told);
    await this.#letters();
  }

  async #letters(): Promise<void> {
    for (const told of dueLetters(this.#desk.follow)) await this.#does.act(told);
  }

  /** Writes what a member is called, where nothing is written yet and this member may. */
  async #name(member: MemberId, displayName: string): Promise<void> {
    const { memberName } = this.#desk.follow.state.organisation;
    if ([...memberName.values()].some((one) => one.member === member)) return;
    const input = { memberName: id<"memberName">(newId()), member, displayName };
    await this.#does.act({ act: "nameMember", input });
  }

  async #renew(): Promise<void> {
    const { follow, sender } = this.#desk;
    await sender.turn(async () => {
      const due = this.#mending.due(follow.readable());
      if (due.length > 0) await this.#mending.mend((make) => sender.now(make), due);
    });
    sender.wake();
  }

  async #offer(): Promise<void> {
    const houses = [...this.#offers];
    this.#offers.clear();
    for (const house of houses) {
      const input = { house, offer: id<"offer">(newId()) };
      await this.#does.act({ act: "refreshOffer", input });
    }
  }
}

const newId = (): string => toHex(randomBytes(16));
