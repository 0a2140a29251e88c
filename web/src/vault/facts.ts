import type { HouseId, Place, Preset } from "#domain/compartments.ts";
import type { Alarm, FoundInput, PastAlarm } from "./engine.ts";
import type { Local } from "./local.ts";

/** An invite that this client made: the roster knows no names. */
export interface InviteFact {
  /** The invite's public key in hex. */
  readonly id: string;
  readonly displayName: string;
  readonly preset: Preset;
  readonly role?: string;
  /** Scanned from this screen: the keys follow without another click. */
  readonly inPerson: boolean;
}

/** Small things that this device keeps of an account, sealed. */
export interface Known {
  /** Since when this device knows the organisation: a civil date and the roster's size. */
  readonly firstSeen: { readonly on: string; readonly rosterSize: number };
  readonly pin?: { readonly salt: string; readonly hash: string };
  readonly alarms: readonly Alarm[];
  /** Alarms whose cause has gone away, the newest first: nobody may have looked while they stood. */
  readonly past?: readonly PastAlarm[];
  /** On which civil dates the roster was seen to have grown, and to which size: since when a right is known here. */
  readonly grew?: readonly { readonly on: string; readonly size: number }[];
  readonly invites: readonly InviteFact[];
  /** Houses that were handed over and in which she still works as a manager. */
  readonly keptHouses: readonly HouseId[];
  /** Up to which size of the roster she knows of what was done by recovery sheets. */
  readonly recoverySeen?: number;
  /** What boxes were for of which the end was lost: where it was all of it, only this device still knows. */
  readonly lostPlaces?: { readonly [vault: string]: Place };
  /** Up to which size of the roster she knows of what was signed to be lost. */
  readonly lossesSeen?: number;
  /** What was left behind is not sealed anew from this device for now. */
  readonly resealingPaused?: boolean;
  /** How often today keys of a vault were made anew here because of a member. */
  readonly mended?: { readonly on: string; readonly times: { readonly [of: string]: number } };
  /** From which epoch on new readers find every key of a vault, and how often that was noted on which day. */
  readonly relinked?: {
    readonly [vault: string]: {
      readonly on: string;
      readonly from: number;
      readonly times: number;
    };
  };
  /** What she wants to be called, until it can be written. */
  readonly ownName?: string;
  /** What the founder said, until the organisation's vaults stand. */
  readonly founding?: Pick<FoundInput, "displayName" | "neutralName" | "timeZone" | "locale">;
}

const name = "facts";

/** Keeps `Known`, as one sealed value. */
export class Facts {
  readonly #local: Local;
  known: Known;

  private constructor(local: Local, known: Known) {
    this.#local = local;
    this.known = known;
  }

  /** Reads what is kept, or begins with `first`. */
  static async read(local: Local, first: Known["firstSeen"]): Promise<Facts> {
    const kept = await local.getJson<Known>(name);
    const known = kept ?? { firstSeen: first, alarms: [], invites: [], keptHouses: [] };
    return new Facts(local, known);
  }

  /** Changes some of it, and keeps all of it. */
  async change(change: Partial<Known>): Promise<void> {
    this.known = { ...this.known, ...change };
    await this.#local.putJson(name, this.known);
  }

  /** Takes a part away. */
  async without(part: "pin" | "ownName" | "founding"): Promise<void> {
    const { [part]: _gone, ...rest } = this.known;
    this.known = rest as Known;
    await this.#local.putJson(name, this.known);
  }
}
