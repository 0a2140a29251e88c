import {
  type EpochKey,
  type Identity,
  type MemberId,
  type OrgId,
  type Result,
  type Roster,
  type SealedBox,
  type VaultId,
  currentEpoch,
  epochsOf,
  err,
  forget,
  ok,
  openBox,
  unwrapPrevious,
  verifyBoxPath,
  boxHash,
  wipe,
} from "#crypto";
import type { OwnBox } from "#contract/pull.ts";

/** The keys that an open vault holds: one member's identity, and the epoch keys that her boxes gave. */
export class Keyring {
  readonly org: OrgId;
  readonly member: MemberId;
  readonly identity: Identity;
  readonly #keys = new Map<VaultId, Map<number, EpochKey>>();

  constructor(org: OrgId, member: MemberId, identity: Identity) {
    this.org = org;
    this.member = member;
    this.identity = identity;
  }

  /** The key of one epoch of a vault, if she holds it. */
  key(vault: VaultId, epoch: number): EpochKey | undefined {
    return this.#keys.get(vault)?.get(epoch);
  }

  /** The newest epoch's key and number. */
  newest(
    roster: Roster,
    vault: VaultId,
  ): { readonly epoch: number; readonly key: EpochKey } | undefined {
    const epoch = currentEpoch(roster, vault)?.epoch;
    const key = epoch === undefined ? undefined : this.key(vault, epoch);
    return epoch === undefined || key === undefined ? undefined : { epoch, key };
  }

  /** Keeps a key that this client has drawn itself. */
  hold(vault: VaultId, epoch: number, key: EpochKey): void {
    const keys = this.#keys.get(vault) ?? new Map<number, EpochKey>();
    this.#keys.set(vault, keys.set(epoch, key));
  }

  /** All keys that are held, for the cache. */
  held(): { readonly vault: VaultId; readonly epoch: number; readonly key: EpochKey }[] {
    const all = [];
    for (const [vault, keys] of this.#keys)
      for (const [epoch, key] of keys) all.push({ vault, epoch, key });
    return all;
  }

  /**
   * Opens one's own boxes of a vault and follows the links to earlier epochs. A box counts only if the roster knows
   * it: under the epoch's boxes root, or named by a grant; and if it opens to the key that the epoch committed to.
   */
  take(roster: Roster, vault: VaultId, boxes: readonly OwnBox[]): Result<void, "box-missing"> {
    for (const own of boxes) {
      const { box } = own;
      const epoch = epochsOf(roster, vault)[box.epoch - 1];
      if (epoch === undefined || box.vault !== vault || !isOnRoster(roster, own)) continue;
      const opened = openBox(this.org, box, this, epoch.keyCommit);
      if (opened.ok) this.hold(vault, box.epoch, opened.value);
    }
    this.#followLinks(roster, vault);
    return this.newest(roster, vault) === undefined ? err("box-missing") : ok(undefined);
  }

  #followLinks(roster: Roster, vault: VaultId): void {
    const epochs = epochsOf(roster, vault);
    for (let number = epochs.length; number > 1; number--) {
      const [epoch, before] = [epochs[number - 1], epochs[number - 2]];
      const key = this.key(vault, number);
      if (epoch === undefined || before === undefined || key === undefined) continue;
      if (this.key(vault, number - 1) !== undefined) continue;
      const wraps = epoch.link.is === "wrapped" ? [epoch.link.previous] : epoch.links;
      for (const wrapped of wraps) {
        const place = { org: this.org, vault, epoch: number };
        const previous = unwrapPrevious(place, key, wrapped, before.keyCommit);
        if (previous.ok) this.hold(vault, number - 1, previous.value);
      }
    }
  }

  /** Overwrites the keys of all epochs, to be taken from the boxes again. */
  forget(): void {
    for (const keys of this.#keys.values()) wipe(...keys.values());
    this.#keys.clear();
  }

  /** Overwrites every secret. */
  wipe(): void {
    this.forget();
    forget(this.identity);
  }
}

function isOnRoster(roster: Roster, { box, index, path }: OwnBox): boolean {
  const vault = roster.vaults.get(box.vault);
  const epoch = vault?.epochs[box.epoch - 1];
  if (vault === undefined || epoch === undefined) return false;
  const hash = boxHash(box.bytes);
  const leaf = { member: box.member, generation: box.generation, hash };
  const counted = { boxesRoot: epoch.boxesRoot, boxesCount: epoch.holders.length };
  if (verifyBoxPath(counted, leaf, { index, path })) return true;
  return vault.grants.some(
    (grant) => isOf(grant, box) && grant.boxHash.every((byte, i) => byte === hash[i]),
  );
}

const isOf = (
  grant: { readonly member: MemberId; readonly generation: number; readonly epoch: number },
  box: SealedBox,
): boolean =>
  grant.member === box.member && grant.generation === box.generation && grant.epoch === box.epoch;
