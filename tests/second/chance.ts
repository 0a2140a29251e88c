// Over 300 lines: one generator: everything that chance may do to an organisation.
import {
  type Commit,
  type Entry,
  type Leaf,
  type LogId,
  type LogState,
  type Roles,
  type VaultId,
  admins,
  currentEpoch,
  emptyHead,
  headOf,
  inviteKeys,
  noHash,
  requestHash,
  rosterLog,
} from "#crypto";
import { type Person, bytesOf, person, put, recordId, vaultId } from "../crypto-log/cast.ts";
import { World } from "../crypto-log/world.ts";

/** Numbers that a property test draws; every choice below is one of them. */
export class Chance {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  below(limit: number): number {
    return (this.#numbers[this.#at++ % this.#numbers.length] as number) % limit;
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

const names = ["founder", "ann", "bea", "cleo", "dora", "nobody"];
const vaultNames = ["one", "two", "three"];
const records = ["a", "b", "c", "d"].map(recordId);

/** Commits that an organisation might see: most of them nearly right, some not at all. */
export class Chances extends World {
  chance = new Chance([0]);

  /** Somebody, mostly with the keys that she has now. */
  anyone(): Person {
    return this.#called(this.chance.pick(names));
  }

  /** Mostly somebody who may: an administrator, a manager, or for leaves whoever may append. */
  #whoMay(vault: VaultId, right: 2 | 3): Person {
    const may = names
      .map((name) => this.#called(name))
      .filter((one) => this.right(vault, one) >= right || (right === 3 && this.#isAdmin(one)));
    return may.length > 0 && !this.chance.once(4) ? this.chance.pick(may) : this.anyone();
  }

  #isAdmin(who: Person): boolean {
    return admins(this.roster).includes(who.id);
  }

  #called(name: string): Person {
    const known = this.roster.members.get(person(name).id);
    const generation = (known?.generation ?? 1) + (this.chance.once(12) ? 1 : 0);
    return person(name, generation);
  }

  anyVault(): VaultId {
    return vaultId(this.chance.pick(vaultNames));
  }

  override headOf(log: LogId) {
    const state = this.logs.get(log);
    return { log, ...(state ? headOf(state.frontier) : emptyHead()) };
  }

  #roles(): Roles {
    return { admin: this.chance.once(2), audit: this.chance.once(5) };
  }

  #seed(): Uint8Array {
    return bytesOf(`seed ${this.chance.below(6)}`).slice(0, 16);
  }

  /** What somebody may want to say on the roster, whole as it would have to be. */
  statement(): { readonly author: Person; readonly entries: Entry[] } {
    const { chance } = this;
    const [who, vault] = [this.anyone(), this.anyVault()];
    const author = this.#whoMay(vault, 3);
    const invite = inviteKeys(this.#seed()).publicKey;
    const epoch = currentEpoch(this.roster, vault)?.epoch ?? 1;
    const held = [...this.roster.vaults.keys()].filter((one) => this.right(one, who) > 0);
    const by = (entries: Entry[], author_ = author) => ({ author: author_, entries });
    switch (chance.below(20)) {
      case 0: {
        const wishes = chance.once(2) ? [{ vault, right: 1 as const }] : [];
        const roles = chance.once(2) ? { admin: false, audit: false } : this.#roles();
        return by([{ is: "invite", invite, roles, wishes }]);
      }
      case 1:
      case 2:
      case 3: {
        const { roots, head } = this.roster;
        const size = Math.max(0, head.size - chance.below(3));
        const seen = { size, root: roots[size] ?? head.root };
        return by([this.accept(who, this.#seed(), seen)], who);
      }
      case 4:
        return by([{ is: "revoke-invite", invite }]);
      case 5:
      case 6:
        return by([this.grantOf(vault, who, chance.pick([1, 2, 3]))]);
      case 7:
        return by(this.revoking(vault, who, chance.pick([0, 1, 2])));
      case 8:
        return by(this.removing(who));
      case 9:
        return by([{ is: "role", member: who.id, roles: this.#roles() }]);
      case 10: {
        const name = names.find((one) => person(one).id === who.id) ?? "nobody";
        const {
          signPublic: sign,
          boxPublic: box,
          generation,
        } = person(name, who.identity.generation + 1).identity;
        const rotate: Entry = { is: "rotate-identity", sign, box, generation };
        const owed = held.flatMap((one) => [this.fence(who, one), this.epoch(one)]);
        return by([rotate, ...owed], who);
      }
      case 11:
      case 12: {
        const create: Entry = {
          is: "create-vault",
          vault,
          meaning: bytesOf(vault),
          writeOnce: chance.once(2),
        };
        return by([create, this.epoch(vault, { epoch: 1, link: { is: "first" }, boxesCount: 1 })]);
      }
      case 13: {
        const link = chance.pick([
          { is: "wrapped" as const, previous: new Uint8Array(48) },
          { is: "cut" as const },
          { is: "blind" as const },
        ]);
        return by([this.epoch(vault, { link })]);
      }
      case 14:
        return by([{ is: "link", vault, epoch, previous: new Uint8Array(48) }]);
      case 15:
        return by([{ is: "box-fault", vault, epoch }]);
      case 16:
        return by([{ is: "abandon", vault }, ...this.revoking(vault, who, chance.pick([0, 2]))]);
      case 17: {
        const witnesses = [{ name: "w", key: person("w").identity.signPublic }];
        return by([{ is: "witness", quorum: chance.below(3), witnesses }]);
      }
      case 18: {
        const log = chance.once(3) ? rosterLog : vault;
        const { size, root } = log === rosterLog ? this.roster.head : this.headOf(log);
        const lost = { size: size + chance.below(3), root };
        return by([{ is: "reset", log, head: { size, root }, lost }]);
      }
      default: {
        const lost: Entry = {
          is: "invite",
          invite,
          roles: this.#roles(),
          wishes: [],
          replaces: who.id,
        };
        const owed = this.removing(who).slice(1);
        return by([lost, ...owed]);
      }
    }
  }

  /** A statement with, now and then, one thing wrong in it. */
  rosterCommit(): Uint8Array {
    const { chance } = this;
    const { author, entries } = this.statement();
    const changed = chance.once(4) ? this.#spoilt(entries) : entries;
    const signer = chance.once(25) ? { ...author, identity: person("nobody").identity } : author;
    return this.#flipped(this.sign(signer, changed, this.#misplaced()).bytes);
  }

  #misplaced(): Partial<Commit> {
    if (!this.chance.once(25)) return {};
    const { size, root } = this.roster.head;
    const other = { size: Math.max(0, size - this.chance.below(2)), root: bytesOf("fork") };
    return this.chance.once(2)
      ? { base: other, roster: other }
      : { joint: [], base: { size, root } };
  }

  #spoilt(entries: readonly Entry[]): Entry[] {
    const at = this.chance.below(entries.length);
    const chosen = entries[at] as Entry;
    switch (this.chance.below(5)) {
      case 0:
        return entries.length > 1 ? entries.toSpliced(at, 1) : [...entries, chosen];
      case 1:
        return entries.toSpliced(at, 0, chosen);
      case 2:
        return entries.toReversed();
      case 3:
        return [...entries, ...this.statement().entries];
      default:
        return entries.with(at, this.#altered(chosen));
    }
  }

  /** The entry with one of its numbers, members or vaults exchanged. */
  #altered(entry: Entry): Entry {
    const copy = { ...entry } as Record<string, unknown>;
    const fields = Object.keys(copy).filter((key) => key !== "is");
    const field = this.chance.pick(fields);
    if (typeof copy[field] === "number") {
      const allowed =
        field === "right" ? (entry.is === "grant" ? [1, 2, 3] : [0, 1, 2]) : undefined;
      copy[field] = allowed ? this.chance.pick(allowed) : (copy[field] as number) + 1;
    }
    if (field === "member") copy[field] = this.anyone().id;
    if (field === "vault") copy[field] = this.anyVault();
    return copy as Entry;
  }

  #flipped(bytes: Uint8Array): Uint8Array {
    if (!this.chance.once(20)) return bytes;
    const at = (this.chance.below(1 << 16) * 8191) % bytes.length;
    return bytes.with(at, (bytes[at] as number) ^ (1 << this.chance.below(8)));
  }

  /** A commit for a vault's log, nearly right. */
  vaultCommit(vault: VaultId): Uint8Array {
    const { chance } = this;
    const leaves = Array.from({ length: 1 + chance.below(2) }, () => this.#leaf(vault));
    const { head, roots } = this.roster;
    const size = chance.once(6) ? Math.max(1, head.size - chance.below(6)) : head.size;
    const roster = { size, root: chance.once(30) ? bytesOf("other") : (roots[size] ?? head.root) };
    const { bytes } = this.signLeaves(vault, this.#whoMay(vault, 2), this.#many(leaves), {
      roster,
    });
    return this.#flipped(bytes);
  }

  /** Now and then the leaves stand among a great many. */
  #many(leaves: readonly Leaf[]): readonly Leaf[] {
    if (!this.chance.once(8)) return leaves;
    const [first] = leaves as [Leaf];
    const more = Array.from({ length: 20 }, (_, i): Leaf => {
      const record = recordId(`many ${i}`);
      const { version = 0 } = this.#someLog()?.live.get(record) ?? {};
      return { ...first, record, version: first.kind === "prune" ? 1 : version + 1 };
    });
    return [...leaves, ...more];
  }

  #someLog(): LogState | undefined {
    return [...this.logs.values()].at(this.chance.below(3));
  }

  #leaf(vault: VaultId): Leaf {
    const { chance } = this;
    const record = chance.pick(records);
    const live = (this.logs.get(vault) as LogState).live.get(record);
    const epoch = currentEpoch(this.roster, vault)?.epoch ?? 1;
    const off = chance.once(6) ? 1 : 0;
    const version = live?.version ?? 0;
    switch (live === undefined && !chance.once(5) ? 4 : chance.below(6)) {
      case 0: {
        const bare = { contentCommit: noHash, envelopeHash: noHash };
        return put({ record, kind: "tombstone", version: version + 1 + off, epoch, ...bare });
      }
      case 1: {
        const content = live && !chance.once(6) ? live.contentCommit : bytesOf("other");
        const same = { schema: live?.schema ?? 1, contentCommit: content };
        return put({ record, kind: "reseal", version: version + off || 1, epoch, ...same });
      }
      case 2: {
        const contentCommit = chance.once(2) ? noHash : requestHash(chance.pick(records));
        const older = Math.max(1, version - chance.below(2));
        const at = Math.max(1, epoch - chance.below(2));
        const envelopeHash = live && chance.once(4) ? live.envelopeHash : bytesOf(`e ${record}`);
        return put({
          record,
          kind: "prune",
          version: older,
          epoch: at,
          contentCommit,
          envelopeHash,
        });
      }
      default:
        return put({
          record,
          version: version + 1 + off,
          epoch: chance.once(8) ? epoch + 1 : epoch,
        });
    }
  }
}
