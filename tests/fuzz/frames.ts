import {
  type Acknowledgement,
  type AuthKey,
  type Hash,
  type LogId,
  type Signature,
  type VaultId,
  fromHex,
  idFrom,
} from "#crypto";
import * as account from "#contract/account.ts";
import * as append from "#contract/append.ts";
import type { Codec } from "#contract/codec.ts";
import * as heads from "#contract/heads.ts";
import * as live from "#contract/live.ts";
import * as pull from "#contract/pull.ts";
import { readPage, writePage } from "#vault/cache-page.ts";
import { frozen } from "../vectors/frozen.ts";

const bytes = (length: number, fill = 7): Uint8Array => new Uint8Array(length).fill(fill);
const hash = bytes(32) as Hash;
const vault = idFrom.vault(bytes(16));
const log = vault as LogId;
const member = idFrom.member(bytes(16, 8));
const org = idFrom.org(bytes(32, 9));
const head = { log, size: 3, root: hash };
const signed: Acknowledgement = { heads: [head], signature: bytes(64) as Signature };
const told = frozen<{
  roster: readonly { bytes: string }[];
  vaults: readonly { commits: readonly { bytes: string }[] }[];
}>("organisation");
/** Commits of the frozen organisation. */
export const commits = [...told.roster, ...told.vaults.flatMap((one) => one.commits)].map(
  (commit) => fromHex(commit.bytes),
);
const frame = { bytes: commits[0] as Uint8Array, envelopes: [bytes(400), bytes(0)] };
const box = { vault, epoch: 1, member, generation: 1, bytes: bytes(112) };
const own = {
  loginId: "heron-1234",
  member,
  salt: bytes(16),
  authKey: bytes(32) as AuthKey,
  bundleVersion: 1,
  generation: 1,
  bundle: bytes(300),
};
const taken = { chains: [{ log, commits: [frame, frame] }], boxes: [box] };
const subject = { is: "member", member } as const;
const line = { note: "linden\n1\nAAAA\n", stands: { list: [head], path: [hash] } };

const kept = {
  kind: "put",
  schema: 2,
  version: 1,
  epoch: 1,
  position: 4,
  writtenAt: 5,
  writtenUnder: 6,
  contentCommit: hash,
  envelopeHash: hash,
  author: member,
  sealer: member,
} as const;
/** One of each way in which a record can be kept. */
const keptPage = writePage([
  { record: idFrom.record(bytes(16)), version: kept, opened: undefined },
  { record: idFrom.record(bytes(16, 1)), version: kept, opened: { is: "gone" } },
  {
    record: idFrom.record(bytes(16, 2)),
    version: kept,
    opened: { is: "open", type: "task", payload: { code: "T-1" }, at: 7 },
  },
]);

const of = <T>(
  codec: Codec<T>,
  value: T,
): readonly [Uint8Array, (bytes: Uint8Array) => unknown] => [
  codec.encode(value),
  (given) => codec.decode(given),
];

/** Every frame of the contract, and a page of what a device keeps: a good one, and its reader. */
export const frames: {
  readonly [name: string]: readonly [Uint8Array, (bytes: Uint8Array) => unknown];
} = {
  saltRequest: of(account.saltRequest, { loginId: own.loginId }),
  saltReply: of(account.saltReply, { suite: 1, org, member, salt: bytes(16) }),
  loginRequest: of(account.loginRequest, own),
  loginReply: of(account.loginReply, own),
  challengeRequest: of(account.challengeRequest, { org, subject }),
  challengeReply: of(account.challengeReply, { nonce: bytes(32), expiry: 9 }),
  sessionRequest: of(account.sessionRequest, {
    org,
    subject,
    nonce: bytes(32),
    expiry: 9,
    signature: bytes(64) as Signature,
  }),
  sessionReply: of(account.sessionReply, { token: bytes(32) }),
  bundleRequest: of(account.bundleRequest, own),
  accountReply: of(account.accountReply, own),
  sessionsReply: of(account.sessionsReply, {
    sessions: [{ session: bytes(16), beganAt: 1, usedAt: 2, own: true }],
  }),
  closeRequest: of(account.closeRequest, { session: bytes(16) }),
  appendRequest: of(append.appendRequest, taken),
  acknowledgement: of(append.acknowledgement, signed),
  enrolment: of(append.enrolment, { account: own, append: taken }),
  headsRequest: of(heads.headsRequest, { newest: 1, cosigned: 0 }),
  headsReply: of(heads.headsReply, { newest: line, cosigned: line }),
  headsProofRequest: of(heads.headsProofRequest, { from: 1, to: 2 }),
  headsProofReply: of(heads.headsProofReply, { hashes: [hash, hash] }),
  headsLinesRequest: of(heads.headsLinesRequest, { from: 1 }),
  headsLinesReply: of(heads.headsLinesReply, { lines: [[head], []] }),
  cosignRequest: of(heads.cosignRequest, { note: line.note }),
  followRequest: of(live.followRequest, { token: bytes(32), logs: [{ log, size: 4 }] }),
  pullRequest: of(pull.pullRequest, { log, from: 3 }),
  page: of(pull.page, { log, from: 0, commits: [frame, frame], standing: signed }),
  movedReply: of(pull.movedReply, {
    pages: [{ log, from: 0, commits: [frame], standing: signed }],
  }),
  historyRequest: of(pull.historyRequest, { log, hashes: [hash] }),
  historyReply: of(pull.historyReply, { envelopes: [bytes(400), bytes(0)] }),
  proofRequest: of(pull.proofRequest, { log, from: 1, to: 3 }),
  proofReply: of(pull.proofReply, { hashes: [hash] }),
  standingRequest: of(pull.standingRequest, { logs: [log] }),
  boxesRequest: of(pull.boxesRequest, { vault: vault as VaultId }),
  keptPage: [keptPage, readPage],
  boxesReply: of(pull.boxesReply, { boxes: [{ box, index: 0, path: [hash] }] }),
};
