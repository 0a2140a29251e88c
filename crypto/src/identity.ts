import {
  type BoxPublic,
  type LocalKey,
  type MemberId,
  type OrgId,
  type SignPublic,
  type Signature,
  type WrapKey,
  idBytes,
} from "./brand.ts";
import { Writer, concat, equal, parse } from "./bytes.ts";
import { type Challenge, challengeMessage } from "./challenge.ts";
import { readHead, writeHead } from "./entries.ts";
import type { Head } from "./entry.ts";
import { H, lengthPrefixed } from "./hash.ts";
import { labels } from "./labels.ts";
import { type Result, err, ok } from "./result.ts";
import {
  aeadOpen,
  aeadSeal,
  boxKeys,
  randomBytes,
  signDetached,
  signKeys,
  wipe,
} from "./sodium.ts";
import { suite } from "./suite.ts";

/** A member's own keys, of one generation. Whoever holds one wipes it with `forget`. */
export interface Identity {
  readonly generation: number;
  readonly signSeed: Uint8Array;
  readonly boxSeed: Uint8Array;
  readonly signPublic: SignPublic;
  readonly signSecret: Uint8Array;
  readonly boxPublic: BoxPublic;
  readonly boxSecret: Uint8Array;
}

/** New keys for a generation, 1 for a new member. */
export const makeIdentity = (generation: number): Identity =>
  identityFrom(generation, randomBytes(32), randomBytes(32));

/** The keys of two 32-byte seeds, which it copies. */
export function identityFrom(
  generation: number,
  signSeed: Uint8Array,
  boxSeed: Uint8Array,
): Identity {
  const sign = signKeys(signSeed);
  const box = boxKeys(boxSeed);
  return {
    generation,
    signSeed: signSeed.slice(),
    boxSeed: boxSeed.slice(),
    signPublic: sign.publicKey as SignPublic,
    signSecret: sign.secret,
    boxPublic: box.publicKey as BoxPublic,
    boxSecret: box.secret,
  };
}

/** Overwrites every secret of an identity. */
export const forget = (identity: Identity): void =>
  wipe(identity.signSeed, identity.boxSeed, identity.signSecret, identity.boxSecret);

/** Signs the server's challenge: the second step of logging in. */
export const signChallenge = (
  identity: Pick<Identity, "signSecret">,
  challenge: Challenge,
): Signature => signDetached(identity.signSecret, challengeMessage(challenge)) as Signature;

/** Where a bundle belongs; all of it is bound into the seal. */
export interface BundlePlace {
  readonly org: OrgId;
  readonly member: MemberId;
  readonly bundleVersion: number;
  readonly generation: number;
}

/** An opened bundle: her keys, and the newest roster head that its maker knew. */
export interface Bundle {
  readonly identity: Identity;
  readonly head: Head;
}

/**
 * Seals the identity under the wrap key. The first 32 bytes commit to the key, so that no bundle can open under
 * two passphrases (XChaCha20-Poly1305 alone does not promise that). docs/protocol.md §2.
 */
export function sealBundle(
  bundle: Bundle,
  place: Omit<BundlePlace, "generation">,
  wrapKey: WrapKey,
): Uint8Array {
  const { identity, head } = bundle;
  const context = bundleContext({ ...place, generation: identity.generation });
  const inside = writeHead(
    new Writer().bytes(identity.signSeed).bytes(identity.boxSeed),
    head,
  ).done();
  const nonce = randomBytes(24);
  const sealed = aeadSeal(bundleKey(wrapKey), nonce, context, inside);
  wipe(inside);
  return concat(bundleCommit(wrapKey, context), nonce, sealed);
}

/** Opens a bundle. Every failure looks the same. */
export function openBundle(
  bytes: Uint8Array,
  place: BundlePlace,
  wrapKey: WrapKey,
): Result<Bundle, "cannot-open"> {
  const context = bundleContext(place);
  if (bytes.length !== suite.bundleLength) return err("cannot-open");
  if (!equal(bytes.subarray(0, 32), bundleCommit(wrapKey, context))) return err("cannot-open");
  const inside = aeadOpen(bundleKey(wrapKey), bytes.subarray(32, 56), context, bytes.subarray(56));
  if (inside === undefined) return err("cannot-open");
  const bundle = parse(inside, (r) => ({
    identity: identityFrom(place.generation, r.bytes(32), r.bytes(32)),
    head: readHead(r),
  }));
  wipe(inside);
  return bundle === undefined ? err("cannot-open") : ok(bundle);
}

const bundleKey = (wrapKey: WrapKey): Uint8Array => H(32, wrapKey, labels.bundleKey);
const bundleCommit = (wrapKey: WrapKey, context: Uint8Array): Uint8Array =>
  H(32, wrapKey, labels.bundleCommit, context);

const bundleContext = (place: BundlePlace): Uint8Array =>
  lengthPrefixed(labels.bundleContext, [
    idBytes(place.org),
    idBytes(place.member),
    new Writer().u32(place.bundleVersion).u32(place.generation).done(),
  ]);

/** The key of what one device keeps: drafts, outbox, cached pages, largest heads. `device`: 16 random bytes. */
export const localKey = (identity: Identity, device: Uint8Array): LocalKey =>
  H(32, H(32, identity.signSeed, labels.local, identity.boxSeed), labels.local, device) as LocalKey;

/** Seals something that this device keeps, bound to the name under which it is kept. */
export function sealLocal(key: LocalKey, name: string, bytes: Uint8Array): Uint8Array {
  const nonce = randomBytes(24);
  return concat(nonce, aeadSeal(key, nonce, new TextEncoder().encode(name), bytes));
}

/** Opens what `sealLocal` made under the same name. */
export function openLocal(
  key: LocalKey,
  name: string,
  sealed: Uint8Array,
): Result<Uint8Array, "cannot-open"> {
  const nonce = sealed.subarray(0, 24);
  if (nonce.length < 24) return err("cannot-open");
  const bytes = aeadOpen(key, nonce, new TextEncoder().encode(name), sealed.subarray(24));
  return bytes === undefined ? err("cannot-open") : ok(bytes);
}
