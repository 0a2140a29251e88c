import {
  type Entry,
  type MemberId,
  type Right,
  type SealedBox,
  type VaultId,
  admins,
  idFrom,
  keysOf,
  makeEpoch,
  meaningCommit,
  randomBytes,
} from "#crypto";
import {
  type HouseId,
  type Place,
  houseCompartments,
  presets,
  writeOnce,
} from "#domain/compartments.ts";
import type { Follow } from "./follow.ts";
import { isRecovery } from "./recovery.ts";
import { grantOf } from "./grants.ts";
import { meaningSchema, writeMeaning } from "./opening.ts";
import type { DrawnKey, RosterPart, Write } from "./writing.ts";

/** Vaults that are only being made: entries, first records, and where each place's will be. */
export interface NewVaults {
  readonly part: RosterPart;
  readonly writes: readonly Write[];
  readonly find: (place: Place) => VaultId | undefined;
}

/**
 * New vaults for these places, held by this member, each with its meaning as its first record; and what others are
 * given on them from the start. Only an administrator may make them. docs/protocol.md §3.
 */
export function newVaults(
  follow: Follow,
  places: readonly Place[],
  others: (place: Place) => readonly { readonly member: MemberId; readonly right: Right }[],
): NewVaults {
  const { org, member, identity } = follow.keyring;
  const self = { member, generation: identity.generation, boxPublic: identity.boxPublic };
  const entries: Entry[] = [];
  const boxes: SealedBox[] = [];
  const keys: DrawnKey[] = [];
  const writes: Write[] = [];
  const found: { readonly place: Place; readonly vault: VaultId }[] = [];
  for (const place of places) {
    const { compartment } = place;
    const vault = idFrom.vault(randomBytes(16));
    const blind = randomBytes(16);
    const house = "house" in place ? place.house : "";
    const meaning = meaningCommit({ vault, compartment, house, blind });
    const made = makeEpoch({ org, vault, epoch: 1 }, [self], { is: "first" });
    entries.push({ is: "create-vault", vault, meaning, writeOnce: writeOnce.has(compartment) });
    entries.push(made.entry);
    boxes.push(...made.boxes);
    keys.push({ vault, epoch: 1, key: made.key });
    for (const { member: to, right } of others(place)) {
      const grant = grantOf(follow, { vault, member: to, right }, { epoch: 1, key: made.key });
      if (grant === undefined) continue;
      entries.push(grant.entry);
      boxes.push(grant.box);
    }
    const record = idFrom.record(randomBytes(16));
    const payload = writeMeaning(place, blind);
    writes.push({ vault, record, schema: meaningSchema, version: 1, payload });
    found.push({ place, vault });
  }
  const find = (place: Place): VaultId | undefined =>
    found.find((one) => isSame(one.place, place))?.vault;
  return { part: { entries, boxes, keys }, writes, find };
}

/** The vaults of a new house: the recovery member gets all of them, every other administrator her preset. */
export function newHouse(follow: Follow, house: HouseId): NewVaults {
  const { roster } = follow.book;
  const rest = admins(roster).filter((one) => one !== follow.keyring.member);
  const places = houseCompartments.map((compartment) => ({ compartment, house }));
  return newVaults(follow, places, ({ compartment }) =>
    rest
      .filter((member) => keysOf(roster, member) !== undefined)
      .map((member) => ({
        member,
        right: isRecovery(roster, member) ? 3 : presets.director[compartment],
      })),
  );
}

const isSame = (a: Place, b: Place): boolean =>
  a.compartment === b.compartment &&
  ("house" in a ? a.house : undefined) === ("house" in b ? b.house : undefined);
