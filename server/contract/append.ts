import {
  type Acknowledgement,
  type LogId,
  type Reader,
  type SealedBox,
  type Signature,
  type Writer,
  commitCap,
  envelopeCap,
  idBytes,
  idFrom,
  jointCap,
  readHeads,
  writeHeads,
} from "#crypto/verify";
import { type Account, readAccount, writeAccount } from "./account.ts";
import { type Codec, codec } from "./codec.ts";

/** Commits for one log, each on top of the one before it. */
export interface Chain {
  readonly log: LogId;
  readonly commits: readonly CommitFrame[];
}

/** A commit's bytes and the envelopes of its puts and reseals, in their order. */
export interface CommitFrame {
  readonly bytes: Uint8Array;
  readonly envelopes: readonly Uint8Array[];
}

/** POST /v1/append: all of it or nothing. */
export interface Append {
  readonly chains: readonly Chain[];
  /** For the epochs and grants among the entries. */
  readonly boxes: readonly SealedBox[];
}

/** Most commits of one log in one append. */
export const chainCap = 256;
const boxCap = 4_096;

/** Writes a commit with its envelopes as a part of another frame. */
export const writeCommitFrame = (w: Writer, frame: CommitFrame): void => {
  w.block(frame.bytes).list(frame.envelopes, (v, envelope) => v.block(envelope));
};

/** Reads a commit with its envelopes. */
export const readCommitFrame = (r: Reader): CommitFrame => ({
  bytes: r.block(commitCap).slice(),
  envelopes: r.list(1_024, (v) => v.block(envelopeCap).slice()),
});

/** Writes boxes as a part of another frame. */
export const writeBoxes = (w: Writer, boxes: readonly SealedBox[]): Writer =>
  w.list(boxes, (v, box) => {
    v.bytes(idBytes(box.vault)).u32(box.epoch).bytes(idBytes(box.member)).u32(box.generation);
    v.block(box.bytes);
  });

/** Reads boxes. */
export const readBoxes = (r: Reader): readonly SealedBox[] =>
  r.list(boxCap, (v) => ({
    vault: idFrom.vault(v.bytes(16)),
    epoch: v.u32(),
    member: idFrom.member(v.bytes(16)),
    generation: v.u32(),
    bytes: v.block(256).slice(),
  }));

const writeAppend = (w: Writer, append: Append): Writer => {
  w.list(append.chains, (v, chain) => {
    v.bytes(idBytes(chain.log)).list(chain.commits, writeCommitFrame);
  });
  return writeBoxes(w, append.boxes);
};

const readAppend = (r: Reader): Append => ({
  chains: r.list(jointCap, (v) => ({
    log: idFrom.log(v.bytes(16)),
    commits: v.list(chainCap, readCommitFrame),
  })),
  boxes: readBoxes(r),
});

export const appendRequest: Codec<Append> = codec((w, v) => writeAppend(w, v), readAppend);

/** The reply to everything that appends: the server's signature over where the logs stand now. */
export const acknowledgement: Codec<Acknowledgement> = codec(
  (w, v) => writeHeads(w, v.heads).bytes(v.signature),
  readAcknowledgement,
);

/** Reads an acknowledgement as part of another frame. */
export function readAcknowledgement(r: Reader): Acknowledgement {
  return { heads: readHeads(r), signature: r.bytes(64).slice() as Signature };
}

/** POST /v1/found and POST /v1/join: an account together with the append that puts its member on the roster. */
export interface Enrolment {
  readonly account: Account;
  readonly append: Append;
}

export const enrolment: Codec<Enrolment> = codec(
  (w, v) => writeAppend(writeAccount(w, v.account), v.append),
  (r) => ({ account: readAccount(r), append: readAppend(r) }),
);
