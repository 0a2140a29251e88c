import {
  type Leaf,
  type LogState,
  type MemberId,
  type RecordId,
  type Roster,
  type VaultId,
  checkEnvelope,
  equal,
  fromHex,
  fromUtf8,
  hasEnvelope,
  meaningCommit,
  namesEnvelope,
  open,
  rightOf,
  toHex,
  utf8,
} from "#crypto";
import {
  type HouseId,
  type Place,
  houseCompartments,
  houseId,
  organisationCompartments,
} from "#domain/compartments.ts";
import { type RecordType, recordTypeOf, recordTypes, writtenOnce } from "#domain/record-types.ts";
import type { Taken } from "./book.ts";
import type { NamedEnvelope } from "./crooked.ts";
import type { Keyring } from "./keyring.ts";

/** The schema number of a vault's first record, which says what the vault is for. */
export const meaningSchema = 1;

/**
 * The schema number of every other record. [Note: Why a leaf does not name the type] Leaves are public: a number for
 * each type would tell the server which vault is which, and when a bed was given. The type stands inside.
 */
export const recordSchema = 2;

/** The schema number of what says why a commit drops old envelopes: nobody's record, and shown nowhere. */
export const upkeepSchema = 3;

/** A record as it was opened: of a known type and well formed, or only known to be there. */
export type OpenRecord =
  | {
      readonly is: "open";
      readonly type: RecordType;
      readonly payload: unknown;
      /** When its author says that this version was written, epoch milliseconds. */
      readonly at: number;
      /** Out of an envelope before the newest, which holds nothing. [Note: Sealed anew, with nothing inside] */
      readonly older?: true;
    }
  /** A newer program's type or form: kept, shown by nobody, never written back. */
  | { readonly is: "newer"; readonly code: number }
  /** `crooked`: it was sealed anew with nothing inside, and no envelope before that opens. */
  | { readonly is: "unreadable"; readonly crooked?: true }
  /** Whole, and not for this member: an auditor holds no key. */
  | { readonly is: "sealed" }
  | { readonly is: "gone" };

/** What opening a commit changed. */
export interface Reading {
  readonly record: RecordId;
  /** Undefined for the record that says what the vault is for. */
  readonly now: OpenRecord | undefined;
  /** The same version as before, under another key; it may be the first that this client sees of it. */
  readonly again?: true;
  /**
   * It should say what the vault is for, and says otherwise than was committed to when the vault was made, or nothing any
   * more, or what an earlier vault is for already.
   */
  readonly wrong?: "vault-meaning-wrong" | "vault-twice";
}

/** Where an envelope stands. */
interface Standing {
  readonly vault: VaultId;
  readonly leaf: Leaf;
  /** Who sealed it. */
  readonly author: MemberId;
}

const nothing = new Uint8Array(0);
const gone: OpenRecord = { is: "gone" };
const unreadable: OpenRecord = { is: "unreadable" };
const misnaming: OpenRecord = { is: "unreadable" };
const doubling: OpenRecord = { is: "unreadable" };
const sealed: OpenRecord = { is: "sealed" };

/** The house of a place, where it is one of a house. */
const houseIn = (place: Place): HouseId | undefined => ("house" in place ? place.house : undefined);
const isSamePlace = (one: Place, other: Place): boolean =>
  one.compartment === other.compartment && houseIn(one) === houseIn(other);

/** Whether a vault was made before another. */
export function isEarlier(roster: Roster, one: VaultId, other: VaultId): boolean {
  for (const vault of roster.vaults.keys())
    if (vault === one || vault === other) return vault === one;
  return false;
}

/**
 * Opens what commits carry, and keeps what each vault is for. The only place where envelopes become records.
 *
 * [Note: One vault for a place] Whoever may make vaults could make a second one for the residents of a house, which she
 * may not read, and give its key to those who work there: what they write would come to her. So the vault that was made
 * first is the one; another for the same place is an alarm, and nothing of it is shown or written.
 */
export class Opener {
  readonly #keyring: Keyring;
  readonly places = new Map<VaultId, Place>();
  /** For each vault that was read from its beginning what it was made with: every envelope of that, the newest first. */
  readonly #made = new Map<VaultId, readonly NamedEnvelope[]>();
  /** Vaults of which members have had all that they were made with dropped. */
  readonly #dropped = new Set<VaultId>();

  constructor(keyring: Keyring) {
    this.#keyring = keyring;
  }

  /** The vault of a place. */
  find(place: Place): VaultId | undefined {
    for (const [vault, known] of this.places) if (isSamePlace(known, place)) return vault;
    return undefined;
  }

  /** The vault that was taken to be for the same place as this, although it was made later: it was read earlier. */
  twinOf(roster: Roster, vault: VaultId): VaultId | undefined {
    const place = this.places.get(vault);
    if (place === undefined) return undefined;
    for (const [other, known] of this.places) {
      const isTwin = other !== vault && isSamePlace(known, place);
      if (isTwin && isEarlier(roster, vault, other)) return other;
    }
    return undefined;
  }

  /**
   * The records that a commit changed, in its order. An envelope that the server left out belongs to an older version;
   * left out of the newest one, the record shows as unreadable. Without a right on the vault nothing is opened, and
   * each envelope is only held against the hash and the size that its author signed.
   */
  read(roster: Roster, state: LogState, taken: Taken): readonly Reading[] {
    const { commit, verdict, envelopes, position } = taken;
    if (verdict.is !== "valid" || commit.items.is !== "leaves") return [];
    const vault = commit.log as VaultId;
    const holds = rightOf(roster, vault, this.#keyring.member) > 0;
    const readings: Reading[] = [];
    let at = 0;
    for (const leaf of commit.items.leaves) {
      const { record } = leaf;
      if (leaf.schema === meaningSchema)
        this.#noteMade(vault, { leaf, sealer: commit.author }, position);
      if (leaf.kind === "prune") this.#noteDropped(vault, leaf);
      if (leaf.kind === "tombstone") {
        readings.push({ record, now: gone, ...(holds && this.#lossOf(vault, leaf)) });
      }
      if (!hasEnvelope(leaf.kind)) continue;
      // A list that ends too early has left them out as well.
      const envelope = envelopes[at++] ?? nothing;
      if (envelope.length === 0) {
        if (state.live.get(record)?.position === position)
          readings.push({ record, now: unreadable });
        continue;
      }
      const again = leaf.kind === "reseal" && { again: true as const };
      if (!holds) {
        const now = checkEnvelope(leaf, envelope).ok ? sealed : unreadable;
        readings.push({ record, now, ...again });
      } else {
        const standing = { vault, leaf, author: commit.author };
        const lost = this.#lossOf(vault, leaf);
        readings.push({ ...this.reading(roster, standing, envelope), ...again, ...lost });
      }
    }
    return readings;
  }

  #noteMade(vault: VaultId, named: NamedEnvelope, position: number): void {
    const { kind, record, version } = named.leaf;
    const made = this.madeWith(vault);
    if (position === 0) {
      this.#made.set(vault, [named]);
      this.#dropped.delete(vault);
    } else if (kind === "reseal" && version === 1 && made[0]?.leaf.record === record) {
      this.#made.set(vault, [named, ...made]);
    }
  }

  #noteDropped(vault: VaultId, prune: Leaf): void {
    const made = this.madeWith(vault);
    if (made[0]?.leaf.record !== prune.record) return;
    const left = made.filter(({ leaf }) => !namesEnvelope(prune, leaf));
    // They may still be there for some days, so the names of the last ones are kept.
    if (left.length > 0) this.#made.set(vault, left);
    else this.#dropped.add(vault);
  }

  /** Whether members have had all of that dropped: the server need not give it any more. */
  isDropped(vault: VaultId): boolean {
    return this.#dropped.has(vault);
  }

  /** The envelopes of what a vault was made with, the newest first: none where it was not read from its beginning. */
  madeWith(vault: VaultId): readonly NamedEnvelope[] {
    return this.#made.get(vault) ?? [];
  }

  /** Whoever may write can write over what a vault is for: whoever comes new to it has to ask for what stood there. */
  #lossOf(vault: VaultId, { record, schema, kind }: Leaf): Partial<Reading> {
    const isOver = kind === "tombstone" || schema !== meaningSchema;
    const [made] = this.madeWith(vault);
    const isLost = isOver && made?.leaf.record === record && !this.places.has(vault);
    return isLost ? { wrong: "vault-meaning-wrong" } : {};
  }

  /** What a record has come to by its envelope, and what is to be said of it. */
  reading(roster: Roster, standing: Standing, envelope: Uint8Array): Reading {
    const { vault, leaf } = standing;
    const now = this.open(roster, standing, envelope);
    return { record: leaf.record, now, ...this.#seenOf(vault, now) };
  }

  #seenOf(vault: VaultId, now: OpenRecord | undefined): Partial<Reading> {
    if (now === misnaming && !this.places.has(vault)) return { wrong: "vault-meaning-wrong" };
    return now === doubling ? { wrong: "vault-twice" } : {};
  }

  /** One version; undefined for what says what the vault is for. */
  open(roster: Roster, standing: Standing, envelope: Uint8Array): OpenRecord | undefined {
    const { vault, leaf, author } = standing;
    const epochKey = this.#keyring.key(vault, leaf.epoch);
    if (epochKey === undefined) return unreadable;
    const opened = open({ org: this.#keyring.org, vault, author, epochKey }, leaf, envelope);
    if (!opened.ok) return unreadable;
    if (leaf.schema === meaningSchema) return this.#learn(roster, vault, opened.value.payload);
    if (leaf.schema === upkeepSchema) return undefined;
    if (leaf.schema !== recordSchema) return { is: "newer", code: leaf.schema };
    const record = readRecord(opened.value.payload);
    if (record === undefined) return unreadable;
    const { code, payload, at } = record;
    const type = recordTypeOf(code);
    if (type === undefined) return { is: "newer", code };
    const belongs = this.places.get(vault)?.compartment === recordTypes[type].compartment;
    // What was written over something that is never edited is not shown in its place.
    const edited = leaf.version > 1 && writtenOnce.has(type);
    const sound = belongs && !edited && recordTypes[type].check(payload);
    return sound ? { is: "open", type, payload, at } : unreadable;
  }

  /** What a vault is for, believed only if it opens the commitment of its `create-vault`. */
  #learn(roster: Roster, vault: VaultId, payload: Uint8Array): OpenRecord | undefined {
    const committed = roster.vaults.get(vault)?.meaning;
    const meaning = readMeaning(payload);
    if (committed === undefined || meaning === undefined) return misnaming;
    const { place, blind } = meaning;
    const house = "house" in place ? place.house : "";
    const opening = meaningCommit({ vault, compartment: place.compartment, house, blind });
    if (!equal(opening, committed)) return misnaming;
    const other = this.find(place);
    if (other !== undefined && other !== vault) {
      if (isEarlier(roster, other, vault)) return doubling;
      // Found first from here on; whoever reads lets go of the other.
      this.places.delete(other);
      this.places.set(vault, place).set(other, place);
    }
    this.places.set(vault, place);
    return undefined;
  }
}

/**
 * A record as bytes: the code of its type, what it says, and when it was written, in seconds since 1970. The log has no
 * clock; the time is its author's word, sealed with the rest.
 */
export const writeRecord = (type: RecordType, payload: unknown, at: number): Uint8Array =>
  utf8(JSON.stringify([recordTypes[type].code, payload, Math.floor(at / 1000)]));

function readRecord(bytes: Uint8Array): { code: number; payload: unknown; at: number } | undefined {
  const value = parsed(bytes);
  if (!Array.isArray(value) || value.length !== 3) return undefined;
  const [code, payload, seconds] = value as [unknown, unknown, unknown];
  return isCount(code) && isCount(seconds) ? { code, payload, at: seconds * 1000 } : undefined;
}

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/** A vault's first record as bytes. */
export const writeMeaning = (place: Place, blind: Uint8Array): Uint8Array =>
  utf8(
    JSON.stringify({
      compartment: place.compartment,
      house: "house" in place ? place.house : "",
      blind: toHex(blind),
    }),
  );

/** Reads what `writeMeaning` wrote. */
export function readMeaning(payload: Uint8Array): { place: Place; blind: Uint8Array } | undefined {
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

/**
 * The value of JSON bytes, written exactly as this program writes it; undefined for anything else, so also for texts
 * that name a property twice, and for numbers that JavaScript would read as others.
 */
function parsed(bytes: Uint8Array): unknown {
  const text = fromUtf8(bytes);
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    return JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
