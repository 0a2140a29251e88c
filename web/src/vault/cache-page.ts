import {
  type Hash,
  type LiveVersion,
  type Reader,
  type RecordId,
  Writer,
  fromUtf8,
  idBytes,
  idFrom,
  parse,
  utf8,
} from "#crypto";
import type { RecordType } from "#domain/record-types.ts";
import type { OpenRecord } from "./opening.ts";

/** One record as the cache keeps it: its public line, and what it opened to. */
export interface CachedRecord {
  readonly record: RecordId;
  readonly version: LiveVersion;
  /** Undefined for the record that says what the vault is for. */
  readonly opened: OpenRecord | undefined;
}

const kinds = ["put", "tombstone", "reseal"] as const;

/** A page: u16 count, the public lines, and all contents as one JSON text, which the platform reads at once. */
export function writePage(records: readonly CachedRecord[]): Uint8Array {
  const contents = records.map(({ opened }) => shorten(opened));
  return new Writer()
    .list(records, (w, { record, version }) => {
      w.bytes(idBytes(record)).u8(kinds.indexOf(version.kind)).u16(version.schema);
      w.u32(version.version).u32(version.epoch).u64(version.position).u64(version.writtenAt);
      w.u64(version.writtenUnder);
      w.bytes(version.contentCommit).bytes(version.envelopeHash).bytes(idBytes(version.author));
      w.bytes(idBytes(version.sealer));
      w.list(version.replaced ?? [], (v, one) =>
        v
          .u8(kinds.indexOf(one.kind))
          .u32(one.version)
          .u32(one.epoch)
          .bytes(one.envelopeHash)
          .bytes(idBytes(one.sealer)),
      );
    })
    .block(utf8(JSON.stringify(contents)))
    .done();
}

/** Reads a page; undefined where it is damaged. */
export function readPage(bytes: Uint8Array): readonly CachedRecord[] | undefined {
  const page = parse(bytes, (r) => ({
    lines: r.list(0xffff, readLine),
    contents: fromUtf8(r.block(bytes.length)) ?? r.fail(),
  }));
  if (page === undefined) return undefined;
  const contents = listOf(page.contents);
  if (contents?.length !== page.lines.length) return undefined;
  return page.lines.map((line, i) => ({ ...line, opened: lengthen(contents[i] ?? null) }));
}

/** The contents of a page; undefined where the text is no list. */
function listOf(text: string): readonly Short[] | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return Array.isArray(value) ? (value as readonly Short[]) : undefined;
  } catch {
    return undefined;
  }
}

const readLine = (r: Reader): Omit<CachedRecord, "opened"> => ({
  record: idFrom.record(r.bytes(16)),
  version: withReplaced({
    kind: kinds[r.u8()] ?? r.fail(),
    schema: r.u16(),
    version: r.u32(),
    epoch: r.u32(),
    position: r.u64(),
    writtenAt: r.u64(),
    writtenUnder: r.u64(),
    contentCommit: r.copy(32) as Hash,
    envelopeHash: r.copy(32) as Hash,
    author: idFrom.member(r.bytes(16)),
    sealer: idFrom.member(r.bytes(16)),
    replaced: r.list(0xffff, (v) => ({
      kind: kinds[v.u8()] ?? v.fail(),
      version: v.u32(),
      epoch: v.u32(),
      envelopeHash: v.copy(32) as Hash,
      sealer: idFrom.member(v.bytes(16)),
    })),
  }),
});

function withReplaced(version: LiveVersion): LiveVersion {
  const { replaced, ...rest } = version;
  return replaced?.length === 0 ? rest : version;
}

/**
 * Null: nothing to show; a word: gone, unreadable, crooked (unreadable, because it was sealed anew with nothing inside) or
 * sealed; a number: a newer program's type; a list: type, payload and time, and that it is out of an envelope before the
 * newest, where it is.
 */
type Short =
  | null
  | "gone"
  | "unreadable"
  | "crooked"
  | "sealed"
  | number
  | readonly [type: RecordType, payload: unknown, at: number, older?: true];

function shorten(opened: OpenRecord | undefined): Short {
  if (opened === undefined) return null;
  if (opened.is === "open") {
    const { type, payload, at } = opened;
    return opened.older === true ? [type, payload, at, true] : [type, payload, at];
  }
  if (opened.is === "newer") return opened.code;
  return opened.is === "unreadable" && opened.crooked === true ? "crooked" : opened.is;
}

function lengthen(short: Short): OpenRecord | undefined {
  if (short === null) return undefined;
  if (typeof short === "number") return { is: "newer", code: short };
  if (short === "crooked") return { is: "unreadable", crooked: true };
  if (typeof short === "string") return { is: short };
  const [type, payload, at, older] = short;
  return { is: "open", type, payload, at, ...(older && { older }) };
}
