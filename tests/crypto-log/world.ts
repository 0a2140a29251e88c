import {
  type Commit,
  type Entry,
  type Folded,
  type Head,
  type JointPart,
  type Leaf,
  type LogHead,
  type LogId,
  type LogState,
  type OrgId,
  type Right,
  type Roster,
  type Signed,
  type VaultId,
  type Verdict,
  applyCommit,
  currentEpoch,
  emptyLog,
  emptyRoster,
  fold,
  headOf,
  holders,
  identityFrom,
  inviteKeys,
  itemsHash,
  judge,
  keysOf,
  makeAccept,
  orgIdOf,
  rightOf,
  rosterLog,
  signAcknowledgement,
  signCommit,
} from "#crypto";
import { type Person, bytesOf, person, put, recordId, vaultId } from "./cast.ts";

type Of<Is extends Entry["is"]> = Extract<Entry, { readonly is: Is }>;

/** An organisation in memory, written by the real functions with keys that depend on names alone. */
export class World {
  readonly server = identityFrom(1, bytesOf("server"), bytesOf("server"));
  readonly founder = person("founder");
  readonly genesis: Of<"genesis">;
  readonly org: OrgId;
  readonly rosterCommits: Uint8Array[] = [];
  readonly commits = new Map<LogId, Uint8Array[]>();
  readonly logs = new Map<LogId, LogState>();
  roster: Roster = emptyRoster();

  /** Another nonce is another organisation of the same people. */
  constructor(nonce = "nonce") {
    this.genesis = {
      is: "genesis",
      nonce: bytesOf(nonce),
      member: this.founder.id,
      sign: this.founder.identity.signPublic,
      box: this.founder.identity.boxPublic,
      logKey: this.server.signPublic,
      policy: { suite: 1, witnessQuorum: 0 },
    };
    this.org = orgIdOf(this.genesis);
    this.must(this.founder, [this.genesis]);
  }

  /** A roster commit as `author` would sign it now. */
  sign(author: Person, entries: readonly Entry[], change: Partial<Commit> = {}): Signed {
    const { head } = this.roster;
    const items = { is: "entries", entries } as const;
    const joint = this.jointOf(entries);
    const draft = {
      log: rosterLog,
      base: head,
      roster: head,
      author: author.id,
      joint,
      items,
      ...change,
    };
    return signCommit(this.org, draft, author.identity);
  }

  /** What the fold would say to it; nothing is kept. */
  try(author: Person, entries: readonly Entry[], change: Partial<Commit> = {}): Folded {
    const { commit, bytes } = this.sign(author, entries, change);
    return fold(this.roster, commit, bytes);
  }

  /** Appends a roster commit, whatever the verdict that keeps it in the tree. */
  append(author: Person, entries: readonly Entry[]): Verdict {
    const { commit, bytes } = this.sign(author, entries);
    const { roster, verdict } = fold(this.roster, commit, bytes);
    if (verdict.is === "tree-fault") throw new Error(verdict.code);
    this.rosterCommits.push(bytes);
    this.roster = roster;
    return verdict;
  }

  /** Appends a roster commit that has to be valid. */
  must(author: Person, entries: readonly Entry[]): void {
    const verdict = this.append(author, entries);
    if (verdict.is !== "valid") throw new Error(JSON.stringify(verdict));
  }

  /** Joint lists for the vaults that these entries create: each vault's first record is one put. */
  jointOf(entries: readonly Entry[]): JointPart[] {
    const created = entries.filter((entry) => entry.is === "create-vault");
    if (created.length === 0) return [];
    const parts: JointPart[] = [
      { log: rosterLog, itemsHash: itemsHash({ is: "entries", entries }) },
      ...created.map(({ vault }) => ({ log: vault, itemsHash: itemsHash(this.meaning(vault)) })),
    ];
    return parts.toSorted((a, b) => (a.log < b.log ? -1 : 1));
  }

  meaning(vault: VaultId): { readonly is: "leaves"; readonly leaves: readonly Leaf[] } {
    return { is: "leaves", leaves: [put({ record: recordId(`meaning ${vault}`) })] };
  }

  /** Founder makes a vault with its first record. */
  createVault(name: string, { writeOnce = false, by = this.founder } = {}): VaultId {
    const vault = vaultId(name);
    const entries: Entry[] = [
      { is: "create-vault", vault, meaning: bytesOf(`meaning ${name}`), writeOnce },
      this.epoch(vault, { epoch: 1, link: { is: "first" }, boxesCount: 1 }),
    ];
    const joint = this.jointOf(entries);
    this.must(by, entries);
    this.logs.set(vault, emptyLog(vault));
    this.commits.set(vault, []);
    this.write(vault, by, this.meaning(vault).leaves, { joint });
    return vault;
  }

  /** The entry of a vault's next epoch for `boxesCount` holders, its present ones unless told otherwise. */
  epoch(vault: VaultId, change: Partial<Of<"epoch">> = {}): Of<"epoch"> {
    const epoch = change.epoch ?? (currentEpoch(this.roster, vault)?.epoch ?? 0) + 1;
    return {
      is: "epoch",
      vault,
      epoch,
      keyCommit: bytesOf(`key ${vault} ${epoch}`),
      link: { is: "wrapped", previous: new Uint8Array(48).fill(epoch) },
      boxesRoot: bytesOf(`boxes ${vault} ${epoch}`),
      boxesCount: holders(this.roster, vault).length,
      ...change,
    };
  }

  /** Server-signed heads of these vaults' logs, as a fence for somebody. */
  fence(who: Person, ...vaults: readonly VaultId[]): Of<"fence"> {
    return this.fenceAt(
      who,
      vaults.map((vault) => this.headOf(vault)),
    );
  }

  fenceAt(who: Person, at: readonly LogHead[]): Of<"fence"> {
    const { heads, signature } = signAcknowledgement(this.org, at, this.server.signSecret);
    return { is: "fence", member: who.id, heads, serverSignature: signature };
  }

  headOf(log: LogId): LogHead {
    return { log, ...headOf((this.logs.get(log) as LogState).frontier) };
  }

  /** Invites somebody with these roles and takes her in. */
  join(who: Person, roles = { admin: false, audit: false }, by = this.founder): void {
    const seed = bytesOf(`invite ${who.id}`).slice(0, 16);
    const keys = inviteKeys(seed);
    this.must(by, [{ is: "invite", invite: keys.publicKey, roles, wishes: [] }]);
    this.must(who, [this.accept(who, seed)]);
  }

  accept(who: Person, seed: Uint8Array, head: Head = this.roster.head): Of<"accept"> {
    return makeAccept(this.org, inviteKeys(seed), { member: who.id, identity: who.identity, head });
  }

  grantOf(vault: VaultId, to: Person, right: 1 | 2 | 3): Of<"grant"> {
    return {
      is: "grant",
      vault,
      member: to.id,
      generation: keysOf(this.roster, to.id)?.generation ?? 1,
      right,
      epoch: currentEpoch(this.roster, vault)?.epoch ?? 1,
      boxHash: bytesOf(`box ${vault} ${to.id}`),
    };
  }

  grant(vault: VaultId, to: Person, right: 1 | 2 | 3, by = this.founder): void {
    this.must(by, [this.grantOf(vault, to, right)]);
  }

  /** Everything that a revoke owes: itself, the fence, and the epoch for those who are left. */
  revoking(vault: VaultId, who: Person, right: 0 | 1 | 2): Entry[] {
    const left = holders(this.roster, vault).length - (right === 0 ? 1 : 0);
    return [
      { is: "revoke", vault, member: who.id, right },
      this.fence(who, vault),
      ...(left > 0 ? [this.epoch(vault, { boxesCount: left })] : []),
    ];
  }

  /** Everything that a removal owes; epochs are blind, as for a remover who holds nothing. */
  removing(who: Person): Entry[] {
    const held = [...this.roster.vaults.keys()].filter((v) => rightOf(this.roster, v, who.id) > 0);
    return [
      { is: "remove", member: who.id },
      ...held.flatMap((vault): Entry[] => {
        const boxesCount = holders(this.roster, vault).length - 1;
        const fence = this.fence(who, vault);
        return boxesCount === 0
          ? [fence]
          : [fence, this.epoch(vault, { boxesCount, link: { is: "blind" } })];
      }),
    ];
  }

  /** A commit on a vault's log as `author` would sign it now. */
  signLeaves(
    vault: VaultId,
    author: Person,
    leaves: readonly Leaf[],
    change: Partial<Commit> = {},
  ): Signed {
    const { size, root } = this.headOf(vault);
    const draft = {
      log: vault,
      base: { size, root },
      roster: this.roster.head,
      author: author.id,
      joint: [],
      items: { is: "leaves", leaves } as const,
      ...change,
    };
    return signCommit(this.org, draft, author.identity);
  }

  judge(vault: VaultId, { commit, bytes }: Signed, checkSignature = true): Verdict {
    const state = this.logs.get(vault) as LogState;
    return judge({ roster: this.roster, state, commit, bytes, checkSignature });
  }

  /** Signs, judges and takes a commit into the log, whatever the verdict that keeps it in the tree. */
  write(
    vault: VaultId,
    author: Person,
    leaves: readonly Leaf[],
    change: Partial<Commit> = {},
  ): Verdict {
    const signed = this.signLeaves(vault, author, leaves, change);
    const verdict = this.judge(vault, signed);
    applyCommit(this.logs.get(vault) as LogState, signed, verdict);
    this.commits.get(vault)?.push(signed.bytes);
    return verdict;
  }

  /** What a reader says who did not see the log before: every verdict in order, up to the first tree fault. */
  readAgain(vault: VaultId, commits: readonly Signed[]): { state: LogState; verdicts: Verdict[] } {
    const state = emptyLog(vault);
    const verdicts: Verdict[] = [];
    for (const { commit, bytes } of commits) {
      const verdict = judge({ roster: this.roster, state, commit, bytes, checkSignature: true });
      verdicts.push(verdict);
      if (verdict.is === "tree-fault") break;
      applyCommit(state, { commit, bytes }, verdict);
    }
    return { state, verdicts };
  }

  right(vault: VaultId, who: Person): Right {
    return rightOf(this.roster, vault, who.id);
  }
}
