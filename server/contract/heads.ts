import {
  type Hash,
  type LogHead,
  type Reader,
  type Writer,
  fromUtf8,
  readHeads,
  utf8,
  writeHeads,
} from "#crypto/verify";
import { type Codec, codec } from "./codec.ts";

/** Longest signed note in bytes. */
const noteCap = 64 * 1024;
/** Most nodes of a proof or path. */
const proofCap = 128;

/** POST /v1/heads: the heads log as it stands. The sizes are those of the lines that the asker has, 0 for none. */
export const headsRequest: Codec<{ readonly newest: number; readonly cosigned: number }> = codec(
  (w, v) => w.u64(v.newest).u64(v.cosigned),
  (r) => ({ newest: r.u64(), cosigned: r.u64() }),
);

/** A line of the heads log: `crypto/src/heads-line.ts`. List and path are left out where the asker has them. */
export interface ServedLine {
  readonly note: string;
  readonly stands:
    | { readonly list: readonly LogHead[]; readonly path: readonly Hash[] }
    | undefined;
}

/** The newest line, and the newest that as many witnesses as the roster asks for have cosigned, if there is one. */
export interface HeadsReply {
  readonly newest: ServedLine;
  readonly cosigned: ServedLine | undefined;
}

const writeHashes = (w: Writer, hashes: readonly Hash[]): Writer =>
  w.list(hashes, (v, hash) => v.bytes(hash));
const readHashes = (r: Reader): Hash[] => r.list(proofCap, (v) => v.copy(32) as Hash);

const writeLine = (w: Writer, { note, stands }: ServedLine): Writer => {
  w.block(utf8(note)).u8(stands === undefined ? 0 : 1);
  return stands === undefined ? w : writeHashes(writeHeads(w, stands.list), stands.path);
};

const readText = (r: Reader): string => fromUtf8(r.block(noteCap)) ?? r.fail();

const readLine = (r: Reader): ServedLine => {
  const note = readText(r);
  const full = r.u8();
  if (full > 1) r.fail();
  return { note, stands: full === 1 ? { list: readHeads(r), path: readHashes(r) } : undefined };
};

export const headsReply: Codec<HeadsReply> = codec(
  (w, v) => {
    writeLine(w, v.newest).list(v.cosigned === undefined ? [] : [v.cosigned], writeLine);
  },
  (r) => ({ newest: readLine(r), cosigned: r.list(1, readLine)[0] }),
);

/** POST /v1/heads/proof: that the heads log of size `to` continues the one of size `from`. */
export const headsProofRequest: Codec<{ readonly from: number; readonly to: number }> = codec(
  (w, v) => w.u64(v.from).u64(v.to),
  (r) => ({ from: r.u64(), to: r.u64() }),
);

export const headsProofReply: Codec<{ readonly hashes: readonly Hash[] }> = codec(
  (w, v) => writeHashes(w, v.hashes),
  (r) => ({ hashes: readHashes(r) }),
);

/** POST /v1/heads/lines: what each line changed, from a position on, for whoever recomputes all of them. */
export const headsLinesRequest: Codec<{ readonly from: number }> = codec(
  (w, v) => w.u64(v.from),
  (r) => ({ from: r.u64() }),
);

/** Most lines in one answer. */
export const linesCap = 1_024;

/** The heads that each line has otherwise than the line before; a full list is the newest of each log so far. */
export const headsLinesReply: Codec<{ readonly lines: readonly (readonly LogHead[])[] }> = codec(
  (w, v) => w.list(v.lines, (u, changed) => writeHeads(u, changed)),
  (r) => ({ lines: r.list(linesCap, readHeads) }),
);

/** POST /v1/heads/cosign: a note with the checkpoint that stands at its size and the witness' own dated line. */
export const cosignRequest: Codec<{ readonly note: string }> = codec(
  (w, v) => w.block(utf8(v.note)),
  (r) => ({ note: readText(r) }),
);
