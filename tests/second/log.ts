import {
  type Commit,
  type Leaf,
  headOver,
  namesItself,
  readCommit,
  same,
  signedBy,
} from "./commit.ts";
import type { Class, Moment, Roster } from "./roster.ts";

/** A vault's log as far as it was read: the bytes, and the newest version of each record. */
export interface Log {
  readonly vault: string;
  readonly commits: readonly Uint8Array[];
  readonly live: Readonly<Record<string, Live>>;
  readonly rosterSize: number;
}

interface Live extends Leaf {
  readonly author: string;
}

export const emptyLog = (vault: string): Log => ({ vault, commits: [], live: {}, rosterSize: 0 });

/** The newest version of each record, as a line. */
export const liveOf = ({ live }: Log): string[] =>
  Object.entries(live)
    .map(([record, { version, kind, schema, epoch, author, envelope }]) =>
      [record, version, kind, schema, epoch, author, envelope].join(" "),
    )
    .toSorted();

/** One more commit of a vault's log. */
export function read(roster: Roster, log: Log, bytes: Uint8Array): { class: Class; log: Log } {
  const commit = readCommit(bytes);
  const stop = { class: "tree-fault", log } as const;
  if (commit === undefined || commit.log !== log.vault) return stop;
  if (!same(commit.base, headOver(log.commits))) return stop;
  if (commit.roster.size >= roster.heads.length) return stop;
  const skip = {
    class: "commit-fault",
    log: { ...log, commits: [...log.commits, bytes] },
  } as const;
  const vault = (roster.moments.at(-1) as Moment).vaults[log.vault];
  const moment = roster.moments[commit.roster.size] as Moment;
  const mine = moment.vaults[log.vault];
  if (vault === undefined || mine === undefined) return skip;
  const { size, root } = commit.base;
  if (vault.fences.some((fence) => fence.size === size && fence.root !== root)) return stop;
  const fenced = vault.fences.some(
    (fence) =>
      fence.member === commit.author && fence.from > commit.roster.size && size >= fence.size,
  );
  const author = moment.members[commit.author];
  const right = mine.rights[commit.author] ?? 0;
  const stands =
    same(commit.roster, roster.heads[commit.roster.size] as Commit["roster"]) &&
    commit.roster.size >= log.rosterSize &&
    author?.state === "here" &&
    right >= 2 &&
    !fenced &&
    signedBy(author.sign, moment.org, commit) &&
    namesItself(commit);
  const { rights, writeOnce } = mine;
  const allowed = { epoch: mine.epochs.length, writeOnce, rights, author: commit.author };
  if (!stands || !leavesFit(commit.leaves, log.live, allowed)) return skip;
  const live = { ...log.live };
  for (const leaf of commit.leaves) {
    if (leaf.kind === "prune") continue;
    const by = leaf.kind === "reseal" ? (live[leaf.record] as Live).author : commit.author;
    live[leaf.record] = { ...leaf, author: by };
  }
  const rosterSize = commit.roster.size;
  return { class: "valid", log: { ...skip.log, live, rosterSize } };
}

interface Ground {
  readonly epoch: number;
  readonly writeOnce: boolean;
  readonly rights: Readonly<Record<string, number>>;
  readonly author: string;
}

function leavesFit(leaves: readonly Leaf[], live: Log["live"], at: Ground): boolean {
  const manages = (member: string): boolean => at.rights[member] === 3;
  const asks = (leaf: Leaf): string => (leaf.kind === "prune" ? leaf.content.slice(0, 32) : none);
  const fits = leaves.every((leaf) => {
    const now = live[leaf.record];
    if (leaf.kind !== "prune" && leaf.epoch !== at.epoch) return false;
    if (leaf.kind === "put") {
      return leaf.version === (now?.version ?? 0) + 1 && !(at.writeOnce && now !== undefined);
    }
    if (now === undefined) return false;
    if (leaf.kind === "prune") {
      const older =
        leaf.version < now.version || (leaf.version === now.version && leaf.epoch < now.epoch);
      if (!older || leaf.envelope === now.envelope) return false;
      if (asks(leaf) === none) return true;
      const asked = live[asks(leaf)];
      if (asked === undefined || asked.kind === "tombstone") return false;
      return asked.author !== at.author && manages(asked.author) && manages(at.author);
    }
    if (now.kind === "tombstone") return false;
    if (leaf.kind === "tombstone") return leaf.version === now.version + 1;
    return (
      leaf.version === now.version &&
      leaf.epoch > now.epoch &&
      leaf.schema === now.schema &&
      leaf.content === now.content
    );
  });
  const names = leaves.map((leaf) =>
    leaf.kind === "prune" ? [leaf.record, leaf.version, leaf.epoch].join() : leaf.record,
  );
  if (!fits || new Set(names).size !== names.length) return false;
  const gone = leaves.filter((leaf) => leaf.kind === "tombstone" || leaf.kind === "prune");
  const grave = at.writeOnce ? gone.length > 0 : new Set(gone.map((leaf) => leaf.record)).size > 20;
  const reasoned =
    leaves.some((leaf) => leaf.kind === "put") || !gone.some((one) => asks(one) === none);
  return !grave || (manages(at.author) && reasoned);
}

const none = "0".repeat(32);
