// Over 300 lines: one table, the bodies of all roster entries in the order of their type bytes, is read best in one piece.
import {
  type BoxPublic,
  type Hash,
  type MemberId,
  type SignPublic,
  type Signature,
  idBytes,
  idFrom,
  rosterLog,
} from "./brand.ts";
import { type Reader, Writer, fromUtf8, toHex, utf8 } from "./bytes.ts";
import type { Entry, EpochLink, Head, LogHead, Right, Roles, Wish } from "./entry.ts";
import { isKeyName } from "./note.ts";

/** The kinds of entry in the order of their type bytes, from 1. */
export const entryKinds = [
  "genesis",
  "invite",
  "accept",
  "revoke-invite",
  "grant",
  "revoke",
  "role",
  "remove",
  "rotate-identity",
  "create-vault",
  "epoch",
  "link",
  "box-fault",
  "fence",
  "abandon",
  "witness",
  "log-key",
  "reset",
] as const satisfies readonly Entry["is"][];

/** Largest body of one entry in bytes. */
export const entryCap = 256 * 1024;
/** Most heads in one list: fences, acknowledgements, heads lists. */
export const headsCap = 8_192;
/** Most vaults that one invite wishes for. */
export const wishCap = 1_024;
/** Most witnesses of an organisation. */
export const witnessCap = 5;
/** A wrapped key: 32 bytes and a 16-byte tag. */
const wrappedKeyLength = 48;

type Kind<Is extends Entry["is"]> = Extract<Entry, { readonly is: Is }>;
type Layout<Is extends Entry["is"]> = {
  readonly write: (w: Writer, entry: Kind<Is>) => void;
  readonly read: (r: Reader) => Kind<Is>;
};

/** Type byte, u32 length, body. */
export function writeEntry(writer: Writer, entry: Entry): void {
  writer.u8(entryKinds.indexOf(entry.is) + 1).block(entryBody(entry));
}

/** The body of an entry: what stands behind its type and length. The organisation's id is a hash of the genesis' body. */
export function entryBody(entry: Entry): Uint8Array {
  const body = new Writer();
  (layouts[entry.is] as Layout<Entry["is"]>).write(body, entry);
  return body.done();
}

/** Reads what `writeEntry` writes; the body must fill its length exactly. Byte fields are copies. */
export function readEntry(reader: Reader): Entry {
  const is = entryKinds[reader.u8() - 1] ?? reader.fail();
  const length = reader.u32();
  if (length > entryCap) reader.fail();
  const end = reader.at + length;
  const entry = (layouts[is] as Layout<Entry["is"]>).read(reader);
  if (reader.at !== end) reader.fail();
  return entry;
}

const take = <T extends Uint8Array>(r: Reader, length: number): T => r.copy(length) as T;
const sign = (r: Reader): SignPublic => take(r, 32);
const box = (r: Reader): BoxPublic => take(r, 32);
const hash = (r: Reader): Hash => take(r, 32);
const signature = (r: Reader): Signature => take(r, 64);
const member = (r: Reader): MemberId => idFrom.member(r.bytes(16));
const vault = (r: Reader) => idFrom.vault(r.bytes(16));

function atMost(r: Reader, cap: number): number {
  const value = r.u8();
  return value > cap ? r.fail() : value;
}

function positive(r: Reader): number {
  const value = r.u32();
  return value === 0 ? r.fail() : value;
}

function right<T extends Right>(r: Reader, ...allowed: readonly T[]): T {
  const value = r.u8();
  return allowed.find((one) => one === value) ?? r.fail();
}

function flag(r: Reader): boolean {
  const value = r.u8();
  return value > 1 ? r.fail() : value === 1;
}

function roles(r: Reader): Roles {
  const value = r.u8();
  if (value > 3) r.fail();
  return { admin: (value & 1) === 1, audit: (value & 2) === 2 };
}

const rolesByte = (of: Roles): number => (of.admin ? 1 : 0) | (of.audit ? 2 : 0);

/** u64 size, 32-byte root. */
export const writeHead = (w: Writer, head: Head): Writer => w.u64(head.size).bytes(head.root);

/** Reads what `writeHead` writes. */
export const readHead = (r: Reader): Head => ({ size: r.u64(), root: hash(r) });

/** u16 count; 16-byte log, u64 size, 32-byte root each; sorted by log. */
export const writeHeads = (w: Writer, heads: readonly LogHead[]): Writer =>
  w.list(heads, (writer, head) => writeHead(writer.bytes(idBytes(head.log)), head));

/** Reads what `writeHeads` writes; unsorted or repeated logs are malformed. */
export const readHeads = (r: Reader): LogHead[] =>
  ascending(
    r,
    r.list(headsCap, (reader) => ({ log: idFrom.log(reader.bytes(16)), ...readHead(reader) })),
    (head) => head.log,
  );

/** `items` if their keys rise strictly, which is what "sorted, without duplicates" means; malformed otherwise. */
export function ascending<T>(r: Reader, items: T[], key: (item: T) => string): T[] {
  for (let i = 1; i < items.length; i++) {
    if (key(items[i - 1] as T) >= key(items[i] as T)) r.fail();
  }
  return items;
}

const writeWish = (w: Writer, wish: Wish): Writer => w.bytes(idBytes(wish.vault)).u8(wish.right);
const readWish = (r: Reader): Wish => ({ vault: vault(r), right: right(r, 1, 2, 3) });

const linkKinds = ["first", "wrapped", "cut", "blind"] as const satisfies EpochLink["is"][];

function writeLink(w: Writer, link: EpochLink): void {
  w.u8(linkKinds.indexOf(link.is) + 1);
  if (link.is === "wrapped") w.bytes(link.previous);
}

function readLink(r: Reader): EpochLink {
  const is = linkKinds[r.u8() - 1] ?? r.fail();
  return is === "wrapped" ? { is, previous: take(r, wrappedKeyLength) } : { is };
}

function readName(r: Reader): string {
  const name = fromUtf8(r.bytes(r.u8()));
  return name !== undefined && isKeyName(name) ? name : r.fail();
}

function writeName(w: Writer, name: string): Writer {
  const bytes = utf8(name);
  return w.u8(bytes.length).bytes(bytes);
}

const layouts: { readonly [Is in Entry["is"]]: Layout<Is> } = {
  genesis: {
    write: (w, e) =>
      w
        .bytes(e.nonce)
        .bytes(idBytes(e.member))
        .bytes(e.sign)
        .bytes(e.box)
        .bytes(e.logKey)
        .u8(e.policy.suite)
        .u8(e.policy.witnessQuorum),
    read: (r) => ({
      is: "genesis",
      nonce: take(r, 32),
      member: member(r),
      sign: sign(r),
      box: box(r),
      logKey: sign(r),
      policy: {
        suite: r.u8() === 1 ? 1 : r.fail(),
        witnessQuorum: atMost(r, witnessCap),
      },
    }),
  },
  invite: {
    write: (w, e) => {
      w.bytes(e.invite).u8(rolesByte(e.roles)).list(e.wishes, writeWish);
      w.u8(e.replaces === undefined ? 0 : 1);
      if (e.replaces !== undefined) w.bytes(idBytes(e.replaces));
    },
    read: (r) => ({
      is: "invite",
      invite: sign(r),
      roles: roles(r),
      wishes: ascending(r, r.list(wishCap, readWish), (wish) => wish.vault),
      ...(flag(r) ? { replaces: member(r) } : {}),
    }),
  },
  accept: {
    write: (w, e) => writeAccept(w, e).bytes(e.inviteSignature),
    read: (r) => ({
      is: "accept",
      invite: sign(r),
      member: member(r),
      sign: sign(r),
      box: box(r),
      generation: positive(r),
      head: readHead(r),
      inviteSignature: signature(r),
    }),
  },
  "revoke-invite": {
    write: (w, e) => w.bytes(e.invite),
    read: (r) => ({ is: "revoke-invite", invite: sign(r) }),
  },
  grant: {
    write: (w, e) =>
      w
        .bytes(idBytes(e.vault))
        .bytes(idBytes(e.member))
        .u32(e.generation)
        .u8(e.right)
        .u32(e.epoch)
        .bytes(e.boxHash),
    read: (r) => ({
      is: "grant",
      vault: vault(r),
      member: member(r),
      generation: positive(r),
      right: right(r, 1, 2, 3),
      epoch: positive(r),
      boxHash: hash(r),
    }),
  },
  revoke: {
    write: (w, e) => w.bytes(idBytes(e.vault)).bytes(idBytes(e.member)).u8(e.right),
    read: (r) => ({ is: "revoke", vault: vault(r), member: member(r), right: right(r, 0, 1, 2) }),
  },
  role: {
    write: (w, e) => w.bytes(idBytes(e.member)).u8(rolesByte(e.roles)),
    read: (r) => ({ is: "role", member: member(r), roles: roles(r) }),
  },
  remove: {
    write: (w, e) => w.bytes(idBytes(e.member)),
    read: (r) => ({ is: "remove", member: member(r) }),
  },
  "rotate-identity": {
    write: (w, e) => w.bytes(e.sign).bytes(e.box).u32(e.generation),
    read: (r) => ({ is: "rotate-identity", sign: sign(r), box: box(r), generation: positive(r) }),
  },
  "create-vault": {
    write: (w, e) =>
      w
        .bytes(idBytes(e.vault))
        .bytes(e.meaning)
        .u8(e.writeOnce ? 1 : 0),
    read: (r) => {
      const id = vault(r);
      if ((id as string) === rosterLog) r.fail();
      return { is: "create-vault", vault: id, meaning: hash(r), writeOnce: flag(r) };
    },
  },
  epoch: {
    write: (w, e) => {
      w.bytes(idBytes(e.vault)).u32(e.epoch).bytes(e.keyCommit);
      writeLink(w, e.link);
      w.bytes(e.boxesRoot).u32(e.boxesCount);
    },
    read: (r) => ({
      is: "epoch",
      vault: vault(r),
      epoch: positive(r),
      keyCommit: hash(r),
      link: readLink(r),
      boxesRoot: hash(r),
      boxesCount: positive(r),
    }),
  },
  link: {
    write: (w, e) => w.bytes(idBytes(e.vault)).u32(e.epoch).bytes(e.previous),
    read: (r) => ({
      is: "link",
      vault: vault(r),
      epoch: positive(r),
      previous: take(r, wrappedKeyLength),
    }),
  },
  "box-fault": {
    write: (w, e) => w.bytes(idBytes(e.vault)).u32(e.epoch),
    read: (r) => ({ is: "box-fault", vault: vault(r), epoch: positive(r) }),
  },
  fence: {
    write: (w, e) => writeHeads(w.bytes(idBytes(e.member)), e.heads).bytes(e.serverSignature),
    read: (r) => ({
      is: "fence",
      member: member(r),
      heads: readHeads(r),
      serverSignature: signature(r),
    }),
  },
  abandon: {
    write: (w, e) => w.bytes(idBytes(e.vault)),
    read: (r) => ({ is: "abandon", vault: vault(r) }),
  },
  witness: {
    write: (w, e) =>
      w.u8(e.quorum).list(e.witnesses, (writer, one) => writeName(writer, one.name).bytes(one.key)),
    read: (r) => ({
      is: "witness",
      quorum: atMost(r, witnessCap),
      witnesses: ascending(
        r,
        r.list(witnessCap, (reader) => ({ name: readName(reader), key: sign(reader) })),
        (one) => toHex(utf8(one.name)),
      ),
    }),
  },
  "log-key": {
    write: (w, e) => w.bytes(e.logKey),
    read: (r) => ({ is: "log-key", logKey: sign(r) }),
  },
  reset: {
    write: (w, e) => writeHead(writeHead(w.bytes(idBytes(e.log)), e.head), e.lost),
    read: (r) => ({
      is: "reset",
      log: idFrom.log(r.bytes(16)),
      head: readHead(r),
      lost: readHead(r),
    }),
  },
};

/** An accept without its signature: what the invite key signs. */
export const writeAccept = (w: Writer, accept: Omit<Kind<"accept">, "inviteSignature">): Writer =>
  writeHead(
    w
      .bytes(accept.invite)
      .bytes(idBytes(accept.member))
      .bytes(accept.sign)
      .bytes(accept.box)
      .u32(accept.generation),
    accept.head,
  );
