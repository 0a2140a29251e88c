import {
  type Acknowledgement,
  type Hash,
  type LogId,
  type Reader,
  type SealedBox,
  type VaultId,
  type Writer,
  commitCap,
  envelopeCap,
  idBytes,
  idFrom,
  jointCap,
} from "#crypto/verify";
import { acknowledgement, readAcknowledgement } from "./append.ts";
import { type Codec, codec } from "./codec.ts";

/** POST /v1/pull: a log from a size on. */
export interface PullRequest {
  readonly log: LogId;
  readonly from: number;
}

export const pullRequest: Codec<PullRequest> = codec(
  (w, v) => w.bytes(idBytes(v.log)).u64(v.from),
  (r) => ({ log: idFrom.log(r.bytes(16)), from: r.u64() }),
);

/** A commit as it is served: envelopes of versions that no longer live are left out, as empty blocks. */
export interface PulledCommit {
  readonly bytes: Uint8Array;
  readonly envelopes: readonly Uint8Array[];
}

/** Commits of one log in their order, and where the log stands by the server's signature. */
export interface Page {
  readonly log: LogId;
  readonly from: number;
  readonly commits: readonly PulledCommit[];
  readonly standing: Acknowledgement;
}

/** Most commits in one page. */
export const pageCap = 4_096;
/** Bytes after which a page ends. */
export const pageBytes = 1 << 20;

export const writePage = (w: Writer, page: Page): Writer =>
  w
    .bytes(idBytes(page.log))
    .u64(page.from)
    .list(page.commits, (v, commit) => {
      v.block(commit.bytes).list(commit.envelopes, (u, envelope) => u.block(envelope));
    })
    .bytes(acknowledgement.encode(page.standing));

export const readPage = (r: Reader): Page => ({
  log: idFrom.log(r.bytes(16)),
  from: r.u64(),
  commits: r.list(pageCap, (v) => ({
    bytes: v.block(commitCap),
    envelopes: v.list(1_024, (u) => u.block(envelopeCap)),
  })),
  standing: readAcknowledgement(r),
});

/** One page; its byte strings are views of the frame. */
export const page: Codec<Page> = codec((w, v) => writePage(w, v), readPage);

/**
 * The body of a `moved` refusal of `POST /v1/append`: what stands past what the writer had seen of the roster and of the
 * logs that she wrote to, as far as she may read them. What is left of a page's length is shared by all of them; where
 * there is more, she asks for it.
 */
export const movedReply: Codec<{ readonly pages: readonly Page[] }> = codec(
  (w, v) => w.list(v.pages, writePage),
  (r) => ({ pages: r.list(jointCap + 1, readPage) }),
);

/** POST /v1/history: older versions by the hash of their envelopes. */
export const historyRequest: Codec<{ readonly log: LogId; readonly hashes: readonly Hash[] }> =
  codec(
    (w, v) => w.bytes(idBytes(v.log)).list(v.hashes, (u, hash) => u.bytes(hash)),
    (r) => ({
      log: idFrom.log(r.bytes(16)),
      hashes: r.list(256, (v) => v.bytes(32).slice() as Hash),
    }),
  );

/** In the order asked; empty where the bytes are gone. */
export const historyReply: Codec<{ readonly envelopes: readonly Uint8Array[] }> = codec(
  (w, v) => w.list(v.envelopes, (u, envelope) => u.block(envelope)),
  (r) => ({ envelopes: r.list(256, (v) => v.block(envelopeCap).slice()) }),
);

/** POST /v1/proof: that the log of size `to` continues the one of size `from`. */
export const proofRequest: Codec<{
  readonly log: LogId;
  readonly from: number;
  readonly to: number;
}> = codec(
  (w, v) => w.bytes(idBytes(v.log)).u64(v.from).u64(v.to),
  (r) => ({ log: idFrom.log(r.bytes(16)), from: r.u64(), to: r.u64() }),
);

export const proofReply: Codec<{ readonly hashes: readonly Hash[] }> = codec(
  (w, v) => w.list(v.hashes, (u, hash) => u.bytes(hash)),
  (r) => ({ hashes: r.list(128, (v) => v.bytes(32).slice() as Hash) }),
);

/** POST /v1/standing: the server's signature over where these logs stand, for the fences of a taking-away. */
export const standingRequest: Codec<{ readonly logs: readonly LogId[] }> = codec(
  (w, v) => w.list(v.logs, (u, log) => u.bytes(idBytes(log))),
  (r) => ({ logs: r.list(jointCap, (v) => idFrom.log(v.bytes(16))) }),
);

/** POST /v1/boxes: one's own boxes of a vault; for an auditor, who can open none, all of them. */
export const boxesRequest: Codec<{ readonly vault: VaultId }> = codec(
  (w, v) => w.bytes(idBytes(v.vault)),
  (r) => ({ vault: idFrom.vault(r.bytes(16)) }),
);

/** A box sealed to the asker, or for an auditor to anybody, with its path under the epoch's boxes root where it stands there. */
export interface OwnBox {
  readonly box: SealedBox;
  readonly index: number;
  readonly path: readonly Hash[];
}

export const boxesReply: Codec<{ readonly boxes: readonly OwnBox[] }> = codec(
  (w, v) =>
    w.list(v.boxes, (u, { box, index, path }) => {
      u.bytes(idBytes(box.vault)).u32(box.epoch).bytes(idBytes(box.member)).u32(box.generation);
      u.block(box.bytes)
        .u32(index)
        .list(path, (t, hash) => t.bytes(hash));
    }),
  (r) => ({
    boxes: r.list(4_096, (v) => ({
      box: {
        vault: idFrom.vault(v.bytes(16)),
        epoch: v.u32(),
        member: idFrom.member(v.bytes(16)),
        generation: v.u32(),
        bytes: v.block(256).slice(),
      },
      index: v.u32(),
      path: v.list(64, (u) => u.bytes(32).slice() as Hash),
    })),
  }),
);
