import {
  type Acknowledgement,
  type LogHead,
  type LogId,
  type OrgId,
  sameHead,
} from "#crypto/verify";
import { type HeadSigner, signAcknowledgement } from "#crypto/heads-sign";

/** How many logs' newest signatures are kept. */
const most = 4_096;

/**
 * The server's signatures over where logs stand. The same head of a log is signed once, however many are told of it: an
 * Ed25519 signature of the same words is the same.
 */
export class Standings {
  readonly #signer: HeadSigner;
  readonly #newest = new Map<`${OrgId} ${LogId}`, Acknowledgement>();

  constructor(signer: HeadSigner) {
    this.#signer = signer;
  }

  /** The signature over where these logs stand. */
  of(org: OrgId, heads: readonly LogHead[]): Acknowledgement {
    const [head, ...more] = heads;
    if (head === undefined || more.length > 0) return this.#sign(org, heads);
    const key = `${org} ${head.log}` as const;
    const known = this.#newest.get(key);
    const [signed] = known?.heads ?? [];
    if (known !== undefined && signed !== undefined && sameHead(signed, head)) return known;
    const fresh = this.#sign(org, heads);
    this.#newest.delete(key);
    this.#newest.set(key, fresh);
    const oldest = this.#newest.keys().next().value;
    if (this.#newest.size > most && oldest !== undefined) this.#newest.delete(oldest);
    return fresh;
  }

  #sign(org: OrgId, heads: readonly LogHead[]): Acknowledgement {
    return signAcknowledgement(org, heads, this.#signer.secret);
  }
}
