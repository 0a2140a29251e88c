import {
  type Entry,
  type Head,
  type HeadSigner,
  type Note,
  type NoteKey,
  type OrgId,
  type SignPublic,
  type SignedLine,
  cosign,
  formatNote,
  headSigner,
  randomBytes,
  signChallenge,
  toHex,
  verifyConsistency,
  verifyHeadsLine,
} from "#crypto";
import {
  challengeReply,
  challengeRequest,
  sessionReply,
  sessionRequest,
} from "#contract/account.ts";
import {
  type HeadsReply,
  cosignRequest,
  headsProofReply,
  headsProofRequest,
  headsReply,
  headsRequest,
} from "#contract/heads.ts";
import { Hand, type Reply } from "./hand.ts";

/** A witness: fetches the heads log, cosigns what continues what it has seen, and refuses the rest. */
export class Watcher {
  readonly hand: Hand;
  readonly name: string;
  readonly signer: HeadSigner = headSigner(randomBytes(32));
  readonly org: OrgId;
  readonly logKey: SignPublic;
  seen: Head = { size: 0, root: new Uint8Array(32) as Head["root"] };

  constructor(url: string, of: { org: OrgId; logKey: SignPublic }, name = "witness.example/w1") {
    this.hand = new Hand(url);
    this.org = of.org;
    this.logKey = of.logKey;
    this.name = name;
  }

  get key(): NoteKey {
    return { name: this.name, key: this.signer.publicKey };
  }

  /** Gets a session as the witness that the roster names. */
  async enter(): Promise<Reply> {
    const { hand, org } = this;
    const subject = { is: "witness", witness: this.signer.publicKey } as const;
    const asked = await hand.post("/v1/challenge", challengeRequest.encode({ org, subject }));
    const challenge = challengeReply.decode(asked.bytes);
    if (challenge === undefined) return asked;
    const { host } = new URL(hand.url);
    const signature = signChallenge(
      { signSecret: this.signer.secret },
      { org, host, action: "session", subject, ...challenge },
    );
    const request = sessionRequest.encode({ org, subject, ...challenge, signature });
    const reply = await hand.post("/v1/session", request);
    const session = reply.status === 200 ? sessionReply.decode(reply.bytes) : undefined;
    if (session !== undefined) hand.token = toHex(session.token);
    return reply;
  }

  async heads(newest = 0, cosigned = 0): Promise<HeadsReply> {
    const reply = await this.hand.post("/v1/heads", headsRequest.encode({ newest, cosigned }));
    const heads = reply.status === 200 ? headsReply.decode(reply.bytes) : undefined;
    if (heads === undefined) throw new Error(`no heads: ${reply.code}`);
    return heads;
  }

  /** The newest line, verified, and consistent with what was seen before. */
  async look(): Promise<SignedLine> {
    const { newest } = await this.heads();
    if (newest.stands === undefined) throw new Error("no list");
    const line = verifyHeadsLine(this.org, this.logKey, { note: newest.note, ...newest.stands });
    if (!line.ok) throw new Error(line.error);
    const { head } = line.value;
    const proof = await this.proof(this.seen.size, head.size);
    const grown = this.seen.size === 0 || verifyConsistency({ old: this.seen, new: head, proof });
    if (!grown) throw new Error("the heads log does not continue what this witness has seen");
    this.seen = head;
    return line.value;
  }

  async proof(from: number, to: number) {
    const reply = await this.hand.post("/v1/heads/proof", headsProofRequest.encode({ from, to }));
    const proof = reply.status === 200 ? headsProofReply.decode(reply.bytes) : undefined;
    if (proof === undefined) throw new Error(`no proof: ${reply.code}`);
    return proof.hashes;
  }

  /** The note with this witness' line alone. */
  cosigned(note: Note, time: number): string {
    const line = cosign(note, time, { ...this.signer, name: this.name });
    return formatNote({ text: note.text, signatures: [line] });
  }

  /** Looks, and cosigns what it has found, as seen at `time` (POSIX seconds). */
  async watch(time = Math.floor(Date.now() / 1000)): Promise<Reply> {
    const { note } = await this.look();
    return this.send(this.cosigned(note, time));
  }

  send(note: string): Promise<Reply> {
    return this.hand.post("/v1/heads/cosign", cosignRequest.encode({ note }));
  }
}

/** The entry that names these witnesses. */
export const witnessEntry = (quorum: number, ...watchers: readonly Watcher[]): Entry => ({
  is: "witness",
  quorum,
  witnesses: watchers.map((one) => one.key).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
});
