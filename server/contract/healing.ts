import {
  type Acknowledgement,
  type Hash,
  type LogId,
  type SealedBox,
  type Writer,
  fromUtf8,
  idBytes,
  idFrom,
  jointCap,
  utf8,
  writeHeads,
} from "#crypto/verify";
import {
  type CommitFrame,
  readAcknowledgement,
  readBoxes,
  readCommitFrame,
  writeBoxes,
  writeCommitFrame,
} from "./append.ts";
import { type Codec, codec } from "./codec.ts";

const writeAcknowledgement = (w: Writer, { heads, signature }: Acknowledgement): Writer =>
  writeHeads(w, heads).bytes(signature);

/** Most acknowledgements that are shown in one request; whoever has more asks again. */
export const claimsCap = 64;

/** POST /v1/healing: what the server once signed and does not seem to have, and the question whether it was restored. */
export interface HealingRequest {
  /** How much of the roster the asker knows: what a later reset names as lost is not asked for again. */
  readonly rosterSize: number;
  readonly claims: readonly Acknowledgement[];
}

export const healingRequest: Codec<HealingRequest> = codec(
  (w, v) => w.u64(v.rosterSize).list(v.claims, writeAcknowledgement),
  (r) => ({ rosterSize: r.u64(), claims: r.list(claimsCap, readAcknowledgement) }),
);

/** That a server was restored, and what it was shown of what it lost. */
export interface HealingReply {
  /** The civil date since when it asks for what it lost; empty where it was not restored. */
  readonly since: string;
  /** For each log the largest head that it once signed, was shown, and does not have. */
  readonly claims: readonly Acknowledgement[];
}

export const healingReply: Codec<HealingReply> = codec(
  (w, v) => w.block(utf8(v.since)).list(v.claims, writeAcknowledgement),
  (r) => ({
    since: fromUtf8(r.block(10)) ?? r.fail(),
    claims: r.list(jointCap, readAcknowledgement),
  }),
);

/** Most hashes of commits that follow. */
const restCap = 0xffff;

/** POST /v1/healing/return: a part of a log that the server lost, with the head to which it leads. */
export interface Returned {
  readonly log: LogId;
  /** Position of the first commit. */
  readonly from: number;
  readonly commits: readonly CommitFrame[];
  /** Hashes of the commits between these and the signed head. */
  readonly rest: readonly Hash[];
  /** The server's own signature over the head. */
  readonly signed: Acknowledgement;
  /** Those that lie beside these commits, where they are of the roster. */
  readonly boxes: readonly SealedBox[];
}

export const returnRequest: Codec<Returned> = codec(
  (w, v) => {
    w.bytes(idBytes(v.log)).u64(v.from);
    w.list(v.commits, writeCommitFrame).list(v.rest, (u, hash) => u.bytes(hash));
    writeBoxes(writeAcknowledgement(w, v.signed), v.boxes);
  },
  (r) => ({
    log: idFrom.log(r.bytes(16)),
    from: r.u64(),
    commits: r.list(4_096, readCommitFrame),
    rest: r.list(restCap, (v) => v.copy(32) as Hash),
    signed: readAcknowledgement(r),
    boxes: readBoxes(r),
  }),
);
