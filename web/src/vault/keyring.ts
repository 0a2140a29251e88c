import {
  type Epoch,
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
  /** Epochs of which a box that the roster names does not open here, and who sealed it. */
  readonly #broken = new Map<VaultId, Map<number, MemberId>>();
  /** Epochs whose link to the one before was opened, or could not be: it is tried once. */
  readonly #links = new Map<string, boolean>();

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
   * it: under the epoch's boxes root, or named by a grant; and if it opens to the key that the epoch committed to. One
   * that the roster knows and that does not open was sealed so by whoever signed that entry, and by no server.
   */
  take(
    roster: Roster,
    vault: VaultId,
    boxes: readonly OwnBox[],
  ): Result<void, "box-missing" | "box-broken"> {
    for (const own of boxes) {
      const { box } = own;
      const epoch = epochsOf(roster, vault)[box.epoch - 1];
      const maker = box.vault === vault ? makerOf(roster, own) : undefined;
      if (epoch === undefined || maker === undefined) continue;
      const opened = openBox(this.org, box, this, epoch.keyCommit);
      if (opened.ok) this.hold(vault, box.epoch, opened.value);
      else if (this.#isMine(box)) this.#breaks(vault, box.epoch, maker);
    }
    this.#followLinks(roster, vault);
    if (this.newest(roster, vault) !== undefined) return ok(undefined);
    return err(this.brokenBy(roster, vault) === undefined ? "box-missing" : "box-broken");
  }

  #isMine({ member, generation }: SealedBox): boolean {
    return member === this.member && generation === this.identity.generation;
  }

  #breaks(vault: VaultId, epoch: number, maker: MemberId): void {
    const broken = this.#broken.get(vault) ?? new Map<number, MemberId>();
    this.#broken.set(vault, broken.set(epoch, maker));
  }

  /** Who sealed the box of the newest epoch, where it does not open to its key. */
  brokenBy(roster: Roster, vault: VaultId): MemberId | undefined {
    if (this.newest(roster, vault) !== undefined) return undefined;
    return this.#broken.get(vault)?.get(currentEpoch(roster, vault)?.epoch ?? 0);
  }

  /** Who made epochs that wrap something else than the key before them. */
  brokenLinks(roster: Roster, vault: VaultId): readonly MemberId[] {
    return epochsOf(roster, vault).flatMap((epoch) =>
      epoch.link.is === "wrapped" && this.#isLinked(roster, vault, epoch.epoch) === false
        ? [epoch.by]
        : [],
    );
  }

  /** The first epoch to whose key the newest leads, as a new reader goes. A cut is meant so. */
  linkedFrom(roster: Roster, vault: VaultId): number {
    const epochs = epochsOf(roster, vault);
    let number = epochs.length;
    while (number > 1 && this.#isLinked(roster, vault, number) === true) number--;
    // While it is the newest, whoever holds the key before it may still link it.
    const is = epochs[number - 1]?.link.is;
    const isMeant = is === "cut" || (is === "blind" && number === epochs.length);
    return number < 1 || isMeant || this.key(vault, number) === undefined ? 1 : number;
  }

  /** Whether an epoch leads to the key before it; undefined where its own key is not held. */
  #isLinked(roster: Roster, vault: VaultId, number: number): boolean | undefined {
    const [before, epoch] = epochsOf(roster, vault).slice(number - 2, number);
    const key = this.key(vault, number);
    if (epoch === undefined || before === undefined || key === undefined) return undefined;
    const wraps = wrapsOf(epoch);
    const name = `${vault} ${number} ${wraps.length}`;
    const known = this.#links.get(name);
    if (known !== undefined) return known;
    const place = { org: this.org, vault, epoch: number };
    const isLinked = wraps.some((wrapped) => {
      const previous = unwrapPrevious(place, key, wrapped, before.keyCommit);
      if (previous.ok) wipe(previous.value);
      return previous.ok;
    });
    this.#links.set(name, isLinked);
    return isLinked;
  }

  /** Whether an epoch that was made without the key before it has it by now. */
  hasLink(roster: Roster, vault: VaultId, epoch: number): boolean {
    return this.#isLinked(roster, vault, epoch) === true;
  }

  #followLinks(roster: Roster, vault: VaultId): void {
    const epochs = epochsOf(roster, vault);
    for (let number = epochs.length; number > 1; number--) {
      const [epoch, before] = [epochs[number - 1], epochs[number - 2]];
      const key = this.key(vault, number);
      if (epoch === undefined || before === undefined || key === undefined) continue;
      if (this.key(vault, number - 1) !== undefined) continue;
      for (const wrapped of wrapsOf(epoch)) {
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
    this.#broken.clear();
    this.#links.clear();
  }

  /** Overwrites every secret. */
  wipe(): void {
    this.forget();
    forget(this.identity);
  }
}

const wrapsOf = ({ link, links }: Epoch): readonly Uint8Array[] =>
  link.is === "wrapped" ? [link.previous] : links;

/** Who signed the entry that names a box; undefined where none does. */
function makerOf(roster: Roster, { box, index, path }: OwnBox): MemberId | undefined {
  const vault = roster.vaults.get(box.vault);
  const epoch = vault?.epochs[box.epoch - 1];
  if (vault === undefined || epoch === undefined) return undefined;
  const hash = boxHash(box.bytes);
  const leaf = { member: box.member, generation: box.generation, hash };
  const counted = { boxesRoot: epoch.boxesRoot, boxesCount: epoch.holders.length };
  if (verifyBoxPath(counted, leaf, { index, path })) return epoch.by;
  return vault.grants.find(
    (grant) => isOf(grant, box) && grant.boxHash.every((byte, i) => byte === hash[i]),
  )?.by;
}

const isOf = (
  grant: { readonly member: MemberId; readonly generation: number; readonly epoch: number },
  box: SealedBox,
): boolean =>
  grant.member === box.member && grant.generation === box.generation && grant.epoch === box.epoch;
