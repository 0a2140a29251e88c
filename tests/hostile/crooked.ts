import {
  type Hash,
  type Leaf,
  type RecordId,
  type VaultId,
  contentCommit,
  idBytes,
  idFrom,
  labels,
  leafHeader,
  lengthPrefixed,
  randomBytes,
  sha256,
} from "#crypto";
import { recordSchema } from "#vault/opening.ts";
import { aeadSeal, blake2b } from "../../crypto/src/sodium.ts";
import type { Insider } from "./insider.ts";

/** What is wrong in an envelope that is sealed by its author's own program. */
export interface Crookedness {
  /** Bytes of plaintext, where it is not the smallest bucket. */
  readonly size?: number;
  /** The length that stands before the payload, where it is not the payload's. */
  readonly says?: number;
  /** What fills the rest, where it is not zeros. */
  readonly pad?: number;
  /** What the leaf commits to, where it is not what is inside. */
  readonly commits?: Uint8Array;
  readonly leaf?: Partial<Leaf>;
}

/** Seals like crypto's own `seal`, but wrong in one way: under the right key, with true hashes. */
export function sealCrooked(
  by: Insider,
  vault: VaultId,
  payload: Uint8Array,
  wrong: Crookedness,
): { readonly leaf: Leaf; readonly envelope: Uint8Array } {
  const { epoch, key } = by.key(vault);
  const record: RecordId = wrong.leaf?.record ?? idFrom.record(randomBytes(16));
  const blind = randomBytes(16);
  const committed = wrong.commits ?? payload;
  const content = { org: by.org, vault, record, schema: recordSchema, blind, payload: committed };
  const header = {
    kind: "put",
    flags: 0,
    schema: recordSchema,
    record,
    version: 1,
    epoch,
    contentCommit: contentCommit(content),
    ...wrong.leaf,
  } as const;
  const context = lengthPrefixed(labels.record, [
    idBytes(by.org),
    idBytes(vault),
    idBytes(by.member),
    leafHeader(header),
  ]);
  const plaintext = new Uint8Array(wrong.size ?? 384).fill(wrong.pad ?? 0);
  new DataView(plaintext.buffer).setUint32(0, wrong.says ?? payload.length);
  plaintext.set(blind, 4);
  plaintext.set(payload, 20);
  const envelope = aeadSeal(blake2b(32, key, context), new Uint8Array(24), context, plaintext);
  return { leaf: { ...header, envelopeHash: sha256(envelope) as Hash }, envelope };
}
