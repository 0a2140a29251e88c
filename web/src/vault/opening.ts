import {
  type Leaf,
  type RecordId,
  type Roster,
  type VaultId,
  type MemberId,
  equal,
  fromHex,
  fromUtf8,
  hasEnvelope,
  meaningCommit,
  open,
} from "#crypto";
import {
  type Place,
  houseCompartments,
  houseId,
  organisationCompartments,
} from "#domain/compartments.ts";
import { type RecordType, recordTypeOf, recordTypes } from "#domain/record-types.ts";
import type { Taken } from "./book.ts";
import type { Keyring } from "./keyring.ts";

/** The schema code of a vault's first record, which says what the vault is for. */
export const meaningSchema = 1;

/** A record as it was opened: of a known type and well formed, or only known to be there. */
export type OpenRecord =
  | {
      readonly is: "open";
      readonly type: RecordType;
      readonly payload: unknown;
      readonly author: MemberId;
      readonly version: number;
    }
  /** A newer program's type: kept, shown by nobody, never written back. */
  | {
      readonly is: "newer";
      readonly schema: number;
      readonly author: MemberId;
      readonly version: number;
    }
  | { readonly is: "unreadable"; readonly author: MemberId; readonly version: number }
  | { readonly is: "gone"; readonly version: number };

/** What opening a commit changed. */
export interface Reading {
  readonly vault: VaultId;
  readonly record: RecordId;
  readonly now: OpenRecord;
}

/** Opens what commits carry, and keeps what each vault is for. The only place where envelopes become records. */
export class Opener {
  readonly #keyring: Keyring;
  readonly places = new Map<VaultId, Place>();

  constructor(keyring: Keyring) {
    this.#keyring = keyring;
  }

  /** The records that a commit changed, in its order. Envelopes left out by the server belong to older versions. */
  read(roster: Roster, taken: Taken): readonly Reading[] {
    const { commit, verdict, envelopes } = taken;
    if (verdict.is !== "valid" || commit.items.is !== "leaves") return [];
    const vault = commit.log as VaultId;
    const readings: Reading[] = [];
    let at = 0;
    for (const leaf of commit.items.leaves) {
      const envelope = hasEnvelope(leaf.kind) ? envelopes[at++] : undefined;
      const { record, version } = leaf;
      if (leaf.kind === "tombstone") readings.push({ vault, record, now: { is: "gone", version } });
      if (envelope === undefined || envelope.length === 0) continue;
      const now = this.#open(roster, { vault, leaf, envelope, author: commit.author });
      if (now !== undefined) readings.push({ vault, record, now });
    }
    return readings;
  }

  #open(
    roster: Roster,
    of: {
      readonly vault: VaultId;
      readonly leaf: Leaf;
      readonly envelope: Uint8Array;
      readonly author: MemberId;
    },
  ): OpenRecord | undefined {
    const { vault, leaf, envelope, author } = of;
    const { version, schema } = leaf;
    const unreadable = { is: "unreadable", author, version } as const;
    const epochKey = this.#keyring.key(vault, leaf.epoch);
    if (epochKey === undefined) return unreadable;
    const opened = open({ org: this.#keyring.org, vault, author, epochKey }, leaf, envelope);
    if (!opened.ok) return unreadable;
    if (schema === meaningSchema) {
      this.#learn(roster, vault, opened.value.payload);
      return undefined;
    }
    const type = recordTypeOf(schema);
    if (type === undefined) return { is: "newer", schema, author, version };
    const payload = parsed(opened.value.payload);
    const belongs = this.places.get(vault)?.compartment === recordTypes[type].compartment;
    if (!belongs || !recordTypes[type].check(payload)) return unreadable;
    return { is: "open", type, payload, author, version };
  }

  /** What a vault is for, believed only if it opens the commitment of its `create-vault`. */
  #learn(roster: Roster, vault: VaultId, payload: Uint8Array): void {
    const committed = roster.vaults.get(vault)?.meaning;
    const meaning = readMeaning(payload);
    if (committed === undefined || meaning === undefined) return;
    const { place, blind } = meaning;
    const house = "house" in place ? place.house : "";
    const opens = equal(
      meaningCommit({ vault, compartment: place.compartment, house, blind }),
      committed,
    );
    if (opens && !this.places.has(vault)) this.places.set(vault, place);
  }
}

/** A vault's first record as bytes. */
export const writeMeaning = (place: Place, blindHex: string): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({
      compartment: place.compartment,
      house: "house" in place ? place.house : "",
      blind: blindHex,
    }),
  );

function readMeaning(payload: Uint8Array): { place: Place; blind: Uint8Array } | undefined {
  const value = parsed(payload);
  if (typeof value !== "object" || value === null) return undefined;
  const { compartment, house, blind } = value as Record<string, unknown>;
  if (typeof blind !== "string" || !/^[0-9a-f]{32}$/.test(blind)) return undefined;
  const ofHouse = houseCompartments.find((name) => name === compartment);
  if (ofHouse !== undefined && typeof house === "string" && /^[0-9a-f]{32}$/.test(house)) {
    return { place: { compartment: ofHouse, house: houseId(house) }, blind: fromHex(blind) };
  }
  const ofOrganisation = organisationCompartments.find((name) => name === compartment);
  return ofOrganisation === undefined || house !== ""
    ? undefined
    : { place: { compartment: ofOrganisation }, blind: fromHex(blind) };
}

/** The value of JSON bytes; undefined for anything else, also for texts that name a property twice. */
function parsed(bytes: Uint8Array): unknown {
  const text = fromUtf8(bytes);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
