import { deepStrictEqual as deepEqual } from "node:assert";
import {
  type VaultId,
  type Verdict,
  applyCommit,
  emptyLog,
  fold,
  headOf,
  judge,
  parseCommit,
  toHex,
} from "#crypto";
import { person, vaultId } from "../crypto-log/cast.ts";
import { liveOf as liveOfProduct, summaryOf as summaryOfProduct } from "../vectors/summary.ts";
import { hex, treeRoot } from "./bytes.ts";
import { Chance, Chances } from "./chance.ts";
import { type Log, emptyLog as secondLog, liveOf, read } from "./log.ts";
import { type Roster, next, nothing, summaryOf } from "./roster.ts";

/** One organisation, read by both while it grows, whatever comes. */
export class Both {
  readonly world = new Chances();
  second: Roster = nothing();
  readonly logs = new Map<VaultId, Log>();
  readonly verdicts: string[] = [];

  constructor() {
    for (const bytes of this.world.rosterCommits) this.second = next(this.second, bytes).roster;
    for (const who of ["ann", "bea", "cleo"].map((name) => person(name))) {
      this.#extend(() =>
        this.world.join(who, { admin: who.id === person("ann").id, audit: false }),
      );
    }
    this.#extend(() => this.world.createVault("one"));
    this.#extend(() => this.world.grant(vaultId("one"), person("bea"), 3));
    this.#extend(() => this.world.grant(vaultId("one"), person("cleo"), 2));
    this.open(vaultId("one"));
  }

  /** What the world writes for itself, read by the second as well. */
  #extend(write: () => void): void {
    const from = this.world.rosterCommits.length;
    write();
    for (const bytes of this.world.rosterCommits.slice(from)) {
      this.second = next(this.second, bytes).roster;
    }
  }

  open(vault: VaultId): void {
    let log = secondLog(vault);
    for (const bytes of this.world.commits.get(vault) ?? [])
      log = read(this.second, log, bytes).log;
    this.logs.set(vault, log);
  }

  step(numbers: readonly number[]): void {
    const { world } = this;
    world.chance = new Chance(numbers);
    const vault = world.anyVault();
    if (world.chance.once(2) && this.logs.has(vault)) this.#writeVault(vault);
    else this.#writeRoster();
  }

  #writeRoster(): void {
    const { world } = this;
    const bytes = world.rosterCommit();
    const commit = parseCommit(bytes);
    const theirs = next(this.second, bytes);
    const ours = commit.ok
      ? fold(world.roster, commit.value, bytes)
      : { verdict: { is: "tree-fault", code: commit.error } as const, roster: world.roster };
    this.#compare("roster", ours.verdict, theirs.class);
    if (ours.verdict.is === "tree-fault") return;
    const before = new Set(world.roster.vaults.keys());
    world.roster = ours.roster;
    world.rosterCommits.push(bytes);
    this.second = theirs.roster;
    for (const vault of ours.roster.vaults.keys()) {
      if (before.has(vault)) continue;
      world.logs.set(vault, emptyLog(vault));
      world.commits.set(vault, []);
      this.open(vault);
    }
  }

  #writeVault(vault: VaultId): void {
    const { world } = this;
    const bytes = world.vaultCommit(vault);
    const [state, log] = [world.logs.get(vault), this.logs.get(vault)];
    if (state === undefined || log === undefined) return;
    const commit = parseCommit(bytes);
    const theirs = read(this.second, log, bytes);
    const { roster } = world;
    const ours: Verdict = commit.ok
      ? judge({ roster, state, commit: commit.value, bytes, checkSignature: true })
      : { is: "tree-fault", code: commit.error };
    this.#compare("vault", ours, theirs.class);
    if (!commit.ok || ours.is === "tree-fault") return;
    applyCommit(state, { commit: commit.value, bytes }, ours);
    world.commits.get(vault)?.push(bytes);
    this.logs.set(vault, theirs.log);
  }

  #compare(where: string, ours: Verdict, theirs: string): void {
    this.verdicts.push(`${where} ${ours.is === "valid" ? "valid" : ours.code}`);
    deepEqual([ours, theirs], [ours, ours.is]);
  }

  /** Whether both hold the same of everything, and say the same to a reader who comes later. */
  agree(): void {
    const { world } = this;
    deepEqual(summaryOf(this.second), summaryOfProduct(world.roster));
    for (const [vault, log] of this.logs) {
      const state = world.logs.get(vault) ?? emptyLog(vault);
      deepEqual(liveOf(log), liveOfProduct(state));
      deepEqual(hex(treeRoot(log.commits)), toHex(headOf(state.frontier).root));
      const cold = emptyLog(vault);
      let later = secondLog(vault);
      for (const bytes of log.commits) {
        const commit = parseCommit(bytes);
        if (!commit.ok) throw new Error(commit.error);
        const { roster } = world;
        const arrived = { roster, state: cold, commit: commit.value, bytes, checkSignature: true };
        const ours = judge(arrived);
        const theirs = read(this.second, later, bytes);
        deepEqual([ours, theirs.class], [ours, ours.is]);
        if (ours.is === "tree-fault") break;
        applyCommit(cold, arrived, ours);
        later = theirs.log;
      }
      deepEqual(liveOf(later), liveOfProduct(cold));
    }
  }
}
