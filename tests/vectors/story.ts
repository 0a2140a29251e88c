import {
  type EpochKey,
  type Entry,
  type Hash,
  type Leaf,
  type RecordId,
  type SealedBox,
  type VaultId,
  type Verdict,
  boxHash,
  boxLeaves,
  boxesRoot,
  currentEpoch,
  emptyLog,
  holders,
  keyCommit,
  keysOf,
  meaningCommit,
  open,
  openBox,
  parse,
  readLeaf,
  toHex,
  utf8,
  wrapPrevious,
} from "#crypto";
import { type Person, bytesOf, recordId, vaultId } from "../crypto-log/cast.ts";
import { World } from "../crypto-log/world.ts";
import { type Leaf as PlainLeaf } from "../second/commit.ts";
import * as secondEnvelope from "../second/envelope.ts";
import * as secondEpoch from "../second/epoch.ts";
import { holds, keyOf } from "./held.ts";

type EpochEntry = Extract<Entry, { readonly is: "epoch" }>;
type Seat = {
  readonly member: Person["id"];
  readonly generation: number;
  readonly box: Uint8Array;
};

/** A world whose keys, boxes and envelopes are real: what it writes can be opened by whoever may. */
export class Story extends World {
  readonly boxes: SealedBox[] = [];
  readonly envelopes: {
    readonly vault: VaultId;
    readonly hash: Hash;
    readonly bytes: Uint8Array;
  }[] = [];

  epochKey(vault: VaultId, epoch: number): EpochKey {
    return keyOf(`epoch key ${vault} ${epoch}`);
  }

  /** The next epoch of a vault for these seats, with boxes that its holders can open. */
  renew(
    vault: VaultId,
    is: EpochEntry["link"]["is"] = "wrapped",
    seats: readonly Seat[] = this.seats(vault),
  ): EpochEntry {
    const epoch = (currentEpoch(this.roster, vault)?.epoch ?? 0) + 1;
    const place = { org: this.org, vault, epoch };
    const key = this.epochKey(vault, epoch);
    const boxes = seats.map((seat) => this.box(vault, epoch, seat));
    const leaves = boxLeaves(boxes);
    return {
      is: "epoch",
      vault,
      epoch,
      keyCommit: keyCommit(place, key),
      link:
        is === "wrapped"
          ? { is, previous: wrapPrevious(place, key, this.epochKey(vault, epoch - 1)) }
          : { is },
      boxesRoot: boxesRoot(leaves),
      boxesCount: leaves.length,
    };
  }

  /** Who holds a vault now, without those who are about to go, and with keys that are about to come. */
  seats(vault: VaultId, gone: readonly Person[] = [], renewed: readonly Person[] = []): Seat[] {
    return holders(this.roster, vault)
      .filter(({ member }) => !gone.some((one) => one.id === member))
      .map((held) => renewed.find((one) => one.id === held.member) ?? held)
      .map((one) => ("identity" in one ? seatOf(one) : { ...one, box: one.boxPublic }));
  }

  box(vault: VaultId, epoch: number, seat: Seat): SealedBox {
    const { member, generation, box } = seat;
    const ephemeral = bytesOf(`ephemeral ${vault} ${epoch} ${member} ${generation}`);
    const place = { org: this.org, vault, epoch };
    const to = { member, generation, box: toHex(box), ephemeral };
    const bytes = secondEpoch.sealBox(place, this.epochKey(vault, epoch), to);
    const sealed = { vault, epoch, member, generation, bytes };
    this.boxes.push(sealed);
    return sealed;
  }

  /** Whether a person can open what this story has sealed to her. */
  opens(box: SealedBox, who: Person): boolean {
    const place = { org: this.org, vault: box.vault, epoch: box.epoch };
    const key = this.epochKey(box.vault, box.epoch);
    const own = { member: who.id, identity: who.identity };
    return openBox(this.org, box, own, keyCommit(place, key)).ok;
  }

  override grantOf(vault: VaultId, to: Person, right: 1 | 2 | 3): Extract<Entry, { is: "grant" }> {
    const epoch = currentEpoch(this.roster, vault)?.epoch ?? 1;
    const keys = keysOf(this.roster, to.id);
    const box = this.box(vault, epoch, keys ? { ...keys, member: to.id } : seatOf(to));
    const { generation } = box;
    const boxHashOf = boxHash(box.bytes);
    return { is: "grant", vault, member: to.id, generation, right, epoch, boxHash: boxHashOf };
  }

  override createVault(name: string, { writeOnce = false, by = this.founder } = {}): VaultId {
    const vault = vaultId(name);
    const opening = {
      compartment: name,
      house: "5a".repeat(16),
      blind: bytesOf(name).slice(0, 16),
    };
    const meaning = meaningCommit({ vault, ...opening });
    const entries: Entry[] = [
      { is: "create-vault", vault, meaning, writeOnce },
      this.renew(vault, "first", [seatOf(by)]),
    ];
    const joint = this.jointOf(entries);
    this.must(by, entries);
    this.logs.set(vault, emptyLog(vault));
    this.commits.set(vault, []);
    this.write(vault, by, this.meaning(vault).leaves, { joint });
    return vault;
  }

  override meaning(vault: VaultId): { readonly is: "leaves"; readonly leaves: readonly Leaf[] } {
    const text = JSON.stringify({ opens: vault });
    const leaves = [this.sealed(vault, this.founder, { record: recordId(`of ${vault}`), text })];
    return { is: "leaves", leaves };
  }

  /** One version, sealed by its author; its envelope is kept. */
  sealed(
    vault: VaultId,
    author: Person,
    version: {
      readonly record: RecordId;
      readonly text: string;
      readonly version?: number;
      readonly kind?: "put" | "reseal";
    },
  ): Leaf {
    const { record, text, kind = "put" } = version;
    const epoch = currentEpoch(this.roster, vault)?.epoch ?? 1;
    const at = { org: this.org, vault, author: author.id, epochKey: this.epochKey(vault, epoch) };
    const blind = bytesOf(`blind ${record} ${version.version ?? 1}`).slice(0, 16);
    const header = { kind, schema: 1, record, version: version.version ?? 1, epoch };
    const made = secondEnvelope.seal(at, header, { blind, payload: utf8(text) });
    const leaf = productLeaf(made.leaf);
    holds(open(at, leaf, made.envelope).ok);
    this.envelopes.push({ vault, hash: leaf.envelopeHash, bytes: made.envelope });
    return leaf;
  }

  /** Writes what has to be valid. */
  put(vault: VaultId, author: Person, ...leaves: readonly Leaf[]): void {
    const verdict: Verdict = this.write(vault, author, leaves);
    if (verdict.is !== "valid") throw new Error(JSON.stringify(verdict));
  }

  /** A revoke, fence and new epoch for those who are left. */
  taking(vault: VaultId, who: Person, right: 0 | 1 | 2): Entry[] {
    const gone = right === 0 ? [who] : [];
    return [
      { is: "revoke", vault, member: who.id, right },
      this.fence(who, vault),
      this.renew(vault, "wrapped", this.seats(vault, gone)),
    ];
  }
}

const seatOf = ({ id, identity }: Person): Seat => ({
  member: id,
  generation: identity.generation,
  box: identity.boxPublic,
});

function productLeaf(leaf: PlainLeaf): Leaf {
  const read = parse(secondEnvelope.leafBytes(leaf), readLeaf);
  if (read === undefined) throw new Error("not a leaf");
  return read;
}
