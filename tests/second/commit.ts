import { type Cursor, H32, hex, prefixed, signed, treeRoot, unhex, whole } from "./bytes.ts";

/** Size and root, in hex. */
export interface Head {
  readonly size: number;
  readonly root: string;
}

/** An entry's fields by name: hex for bytes, numbers for numbers. */
export interface Entry {
  readonly is: string;
  readonly body: Uint8Array;
  readonly [field: string]: unknown;
}

export interface Leaf {
  readonly kind: "put" | "tombstone" | "reseal" | "prune";
  readonly schema: number;
  readonly record: string;
  readonly version: number;
  readonly epoch: number;
  readonly content: string;
  readonly envelope: string;
}

export interface Commit {
  readonly log: string;
  readonly base: Head;
  readonly roster: Head;
  readonly author: string;
  readonly joint: readonly { readonly log: string; readonly items: string }[];
  readonly leaves: readonly Leaf[];
  readonly entries: readonly Entry[];
  readonly itemsHash: string;
  readonly unsigned: Uint8Array;
  readonly signature: Uint8Array;
}

export const rosterLog = "0".repeat(32);

/** docs/protocol.md §5. */
export function readCommit(bytes: Uint8Array): Commit | undefined {
  if (bytes.length > 1_048_576) return undefined;
  const commit = whole(bytes, (c) => {
    c.one(1, 1);
    const log = c.hex(16);
    const [base, roster] = [head(c), head(c)];
    const author = c.hex(16);
    const joint = c.list(
      1_024,
      () => ({ log: c.hex(16), items: c.hex(32) }),
      (part) => part.log,
    );
    const from = c.at;
    const kind = c.one(1, 1, 2);
    const leaves = kind === 1 ? c.list(1_024, () => leaf(c)) : [];
    const entries = kind === 2 ? c.list(1_024, () => entry(c)) : [];
    const itemsHash = hex(H32("linden/1/leaves", bytes.slice(from, c.at)));
    const unsigned = bytes.slice(0, c.at);
    const signature = c.take(64);
    const items = { leaves, entries, itemsHash };
    return { log, base, roster, author, joint, ...items, unsigned, signature };
  });
  if (commit === undefined || commit.joint.length === 1) return undefined;
  const isRoster = commit.log === rosterLog;
  if ((isRoster ? commit.entries : commit.leaves).length === 0) return undefined;
  return isRoster && !same(commit.base, commit.roster) ? undefined : commit;
}

export const same = (a: Head, b: Head): boolean => a.size === b.size && a.root === b.root;

/** Whether the key signed the commit for this organisation. */
export const signedBy = (key: string, org: string, commit: Commit): boolean =>
  signed(key, prefixed("linden/1/commit", unhex(org), commit.unsigned), commit.signature);

/** Whether its joint list, if it has one, names its own log with what it carries. */
export const namesItself = ({ joint, log, itemsHash }: Commit): boolean =>
  joint.length === 0 || joint.some((part) => part.log === log && part.items === itemsHash);

export const headOver = (commits: readonly Uint8Array[]): Head => ({
  size: commits.length,
  root: hex(treeRoot(commits)),
});

/** The organisation that a genesis begins. */
export const orgOf = (genesis: Entry): string => hex(H32("linden/1/genesis", genesis.body));

function head(c: Cursor): Head {
  return { size: c.int(8), root: c.hex(32) };
}

const zero = "0".repeat(64);

/** One leaf's 92 bytes. */
export const readLeaf = (bytes: Uint8Array): Leaf | undefined => whole(bytes, leaf);

/** docs/protocol.md §4. */
function leaf(c: Cursor): Leaf {
  const kinds = { 1: "put", 2: "tombstone", 3: "reseal", 4: "prune" } as const;
  const kind = kinds[c.one(1, 1, 2, 3, 4)];
  c.one(1, 0);
  const schema = c.int(2);
  const record = c.hex(16);
  const [version, epoch] = [positive(c), positive(c)];
  const [content, envelope] = [c.hex(32), c.hex(32)];
  if (kind === "tombstone" && content !== zero) throw new RangeError("content");
  if (kind === "prune" && !content.endsWith("0".repeat(32))) throw new RangeError("content");
  if (kind === "tombstone" && envelope !== zero) throw new RangeError("envelope");
  return { kind, schema, record, version, epoch, content, envelope };
}

function positive(c: Cursor): number {
  const value = c.int(4);
  if (value === 0) throw new RangeError("zero");
  return value;
}

function heads(c: Cursor): (Head & { log: string })[] {
  return c.list(
    8_192,
    () => ({ log: c.hex(16), ...head(c) }),
    (one) => one.log,
  );
}

function link(c: Cursor): string {
  const kinds = { 1: "first", 2: "wrapped", 3: "cut", 4: "blind" } as const;
  const kind = kinds[c.one(1, 1, 2, 3, 4)];
  if (kind === "wrapped") c.take(48);
  return kind;
}

function name(c: Cursor): string {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(c.take(c.int(1)));
  if (text === "" || /[\s\u0085+\p{Cc}]/u.test(text)) throw new RangeError("name");
  return text;
}

/** docs/protocol.md §3: the bodies of entries in the order of their type bytes. */
const bodies: readonly [string, (c: Cursor) => Record<string, unknown>][] = [
  [
    "genesis",
    (c) => ({
      nonce: c.hex(32),
      member: c.hex(16),
      sign: c.hex(32),
      box: c.hex(32),
      logKey: c.hex(32),
      suite: c.one(1, 1),
      quorum: c.one(1, 0, 1, 2, 3, 4, 5),
    }),
  ],
  [
    "invite",
    (c) => ({
      invite: c.hex(32),
      roles: c.one(1, 0, 1, 2, 3),
      wishes: c.list(
        1_024,
        () => ({ vault: c.hex(16), right: c.one(1, 1, 2, 3) }),
        (wish) => wish.vault,
      ),
      replaces: c.one(1, 0, 1) === 1 ? c.hex(16) : "",
    }),
  ],
  [
    "accept",
    (c) => ({
      invite: c.hex(32),
      member: c.hex(16),
      sign: c.hex(32),
      box: c.hex(32),
      generation: positive(c),
      head: head(c),
      signature: c.take(64),
    }),
  ],
  ["revoke-invite", (c) => ({ invite: c.hex(32) })],
  [
    "grant",
    (c) => ({
      vault: c.hex(16),
      member: c.hex(16),
      generation: positive(c),
      right: c.one(1, 1, 2, 3),
      epoch: positive(c),
      box: c.hex(32),
    }),
  ],
  ["revoke", (c) => ({ vault: c.hex(16), member: c.hex(16), right: c.one(1, 0, 1, 2) })],
  ["role", (c) => ({ member: c.hex(16), roles: c.one(1, 0, 1, 2, 3) })],
  ["remove", (c) => ({ member: c.hex(16) })],
  ["rotate-identity", (c) => ({ sign: c.hex(32), box: c.hex(32), generation: positive(c) })],
  [
    "create-vault",
    (c) => {
      const vault = c.hex(16);
      if (vault === rosterLog) throw new RangeError("vault");
      return { vault, meaning: c.hex(32), writeOnce: c.one(1, 0, 1) };
    },
  ],
  [
    "epoch",
    (c) => ({
      vault: c.hex(16),
      epoch: positive(c),
      keyCommit: c.hex(32),
      link: link(c),
      boxesRoot: c.hex(32),
      boxesCount: positive(c),
    }),
  ],
  ["link", (c) => ({ vault: c.hex(16), epoch: positive(c), previous: c.hex(48) })],
  ["box-fault", (c) => ({ vault: c.hex(16), epoch: positive(c) })],
  [
    "fence",
    (c) => {
      const member = c.hex(16);
      const from = c.at;
      const list = heads(c);
      return { member, heads: list, message: c.bytes.slice(from, c.at), signature: c.take(64) };
    },
  ],
  ["abandon", (c) => ({ vault: c.hex(16) })],
  [
    "witness",
    (c) => ({
      quorum: c.one(1, 0, 1, 2, 3, 4, 5),
      witnesses: c.list(
        5,
        () => ({ name: name(c), key: c.hex(32) }),
        (one) => hex(new TextEncoder().encode(one.name)),
      ),
    }),
  ],
  ["log-key", (c) => ({ logKey: c.hex(32) })],
  ["reset", (c) => ({ log: c.hex(16), ...head(c), lost: head(c) })],
];

function entry(c: Cursor): Entry {
  const [is, read] = bodies[c.int(1) - 1] ?? [];
  const length = c.int(4);
  if (is === undefined || read === undefined || length > 262_144) throw new RangeError("entry");
  const body = c.take(length);
  const fields = whole(body, read);
  if (fields === undefined) throw new RangeError("body");
  return { is, body, ...fields };
}
