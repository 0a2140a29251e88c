import type wrapper from "libsodium-wrappers-sumo";

/**
 * The one door to libsodium. Everything here takes and returns plain byte arrays and knows no key type.
 *
 * [Note: Two ways into libsodium] The wrapper allocates, copies and frees for every argument, which costs
 * more than the cryptography on records of 300 bytes. The calls made once for each record (hash, seal,
 * open, sign, verify) therefore use the module below the wrapper with one reused block of its memory.
 */

interface Module {
  readonly HEAPU8: Uint8Array;
  _malloc(size: number): number;
  _crypto_generichash(
    out: number,
    outLength: number,
    input: number,
    lowLength: number,
    highLength: number,
    key: number,
    keyLength: number,
  ): number;
  _crypto_hash_sha256(out: number, input: number, lowLength: number, highLength: number): number;
  _crypto_aead_xchacha20poly1305_ietf_encrypt(...args: readonly number[]): number;
  _crypto_aead_xchacha20poly1305_ietf_decrypt(...args: readonly number[]): number;
  _crypto_sign_detached(...args: readonly number[]): number;
  _crypto_sign_verify_detached(...args: readonly number[]): number;
}

/** Largest message that the reused block takes; larger ones do not exist in the protocol. */
const blockSize = 1 << 21;
const outAt = 1 << 21;

let sodium: typeof wrapper;
let module: Module | undefined;
let loading: Promise<void> | undefined;
let block = 0;

/**
 * Loads libsodium and its WebAssembly, a file of its own that a first screen need not wait for. Everything else in
 * `crypto` is synchronous after it; throws where WebAssembly is blocked or the file did not come, and can be tried again.
 */
export function ready(): Promise<void> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<void> {
  ({ default: sodium } = await import("libsodium-wrappers-sumo"));
  await sodium.ready;
  const loaded = (sodium as unknown as { libsodium: Module }).libsodium;
  block = loaded._malloc(blockSize + outAt + 1024);
  module = loaded;
}

function loaded(): Module {
  if (module === undefined) throw new Error("crypto is not ready: await ready() first");
  return module;
}

/** Copies `parts` into the block one after another and returns their total length. */
function place(heap: Uint8Array, ...parts: readonly Uint8Array[]): number {
  let at = block;
  for (const part of parts) {
    if (at + part.length > block + blockSize) throw new Error("too large for one message");
    heap.set(part, at);
    at += part.length;
  }
  return at - block;
}

/** BLAKE2b of `length` bytes (16 to 64), keyed where `key` is given (16 to 64 bytes). RFC 7693. */
export function blake2b(
  length: number,
  key: Uint8Array | undefined,
  message: Uint8Array,
): Uint8Array {
  const m = loaded();
  const keyLength = key?.length ?? 0;
  place(m.HEAPU8, key ?? new Uint8Array(0), message);
  const out = block + outAt;
  m._crypto_generichash(
    out,
    length,
    block + keyLength,
    message.length,
    0,
    keyLength ? block : 0,
    keyLength,
  );
  return m.HEAPU8.slice(out, out + length);
}

/** SHA-256, 32 bytes. FIPS 180-4. */
export function sha256Bytes(message: Uint8Array): Uint8Array {
  const m = loaded();
  place(m.HEAPU8, message);
  const out = block + outAt;
  m._crypto_hash_sha256(out, block, message.length, 0);
  return m.HEAPU8.slice(out, out + 32);
}

/** XChaCha20-Poly1305: ciphertext with its 16-byte tag. Key 32 bytes, nonce 24 bytes. */
export function aeadSeal(
  key: Uint8Array,
  nonce: Uint8Array,
  associated: Uint8Array,
  message: Uint8Array,
): Uint8Array {
  const m = loaded();
  place(m.HEAPU8, key, nonce, associated, message);
  const [ad, text, out] = [block + 56, block + 56 + associated.length, block + outAt];
  m._crypto_aead_xchacha20poly1305_ietf_encrypt(
    out,
    0,
    text,
    message.length,
    0,
    ad,
    associated.length,
    0,
    0,
    block + 32,
    block,
  );
  m.HEAPU8.fill(0, block, text + message.length);
  return m.HEAPU8.slice(out, out + message.length + 16);
}

/** Opens what `aeadSeal` made, or returns undefined whatever is wrong with it. */
export function aeadOpen(
  key: Uint8Array,
  nonce: Uint8Array,
  associated: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined {
  const m = loaded();
  if (sealed.length < 16 || sealed.length > blockSize / 2) return undefined;
  place(m.HEAPU8, key, nonce, associated, sealed);
  const [ad, text, out] = [block + 56, block + 56 + associated.length, block + outAt];
  const failed = m._crypto_aead_xchacha20poly1305_ietf_decrypt(
    out,
    0,
    0,
    text,
    sealed.length,
    0,
    ad,
    associated.length,
    0,
    block + 32,
    block,
  );
  m.HEAPU8.fill(0, block, block + 56);
  if (failed !== 0) return undefined;
  const message = m.HEAPU8.slice(out, out + sealed.length - 16);
  m.HEAPU8.fill(0, out, out + message.length);
  return message;
}

/** An Ed25519 signature, 64 bytes, with libsodium's 64-byte secret key. RFC 8032. */
export function signDetached(secret: Uint8Array, message: Uint8Array): Uint8Array {
  const m = loaded();
  place(m.HEAPU8, secret, message);
  const out = block + outAt;
  m._crypto_sign_detached(out, 0, block + 64, message.length, 0, block);
  m.HEAPU8.fill(0, block, block + 64);
  return m.HEAPU8.slice(out, out + 64);
}

/** Whether an Ed25519 signature holds, as libsodium judges it everywhere: S < L, canonical R, no small order. */
export function verifyDetached(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const m = loaded();
  place(m.HEAPU8, publicKey, signature, message);
  const held = m._crypto_sign_verify_detached(block + 32, block + 96, message.length, 0, block);
  return held === 0;
}

/** Whether 32 bytes are a canonical point of the main subgroup of edwards25519, fit for a public key. */
export const isSignPublic = (bytes: Uint8Array): boolean =>
  bytes.length === 32 && sodium.crypto_core_ed25519_is_valid_point(bytes);

/** Ed25519 keys of a 32-byte seed: public 32 bytes, secret 64 bytes. */
export function signKeys(seed: Uint8Array): { publicKey: Uint8Array; secret: Uint8Array } {
  const pair = sodium.crypto_sign_seed_keypair(seed);
  return { publicKey: pair.publicKey, secret: pair.privateKey };
}

/** X25519 keys of a 32-byte seed, 32 bytes each. */
export function boxKeys(seed: Uint8Array): { publicKey: Uint8Array; secret: Uint8Array } {
  const pair = sodium.crypto_box_seed_keypair(seed);
  return { publicKey: pair.publicKey, secret: pair.privateKey };
}

/** Seals to an X25519 public key, anonymously (48 bytes longer); undefined where the key gives a zero result. */
export function boxSeal(to: Uint8Array, message: Uint8Array): Uint8Array | undefined {
  try {
    return sodium.crypto_box_seal(message, to);
  } catch {
    return undefined;
  }
}

/** Whether 32 bytes can be sealed to: below 2^255 - 19, in one form only, and a shared secret with them is never zero. */
export const isBoxPublic = (bytes: Uint8Array): boolean =>
  bytes.length === 32 && isCanonical(bytes) && boxSeal(bytes, new Uint8Array(0)) !== undefined;

/** Whether a little-endian number is below 2^255 - 19, of which the upper 31 bytes are 7f ff … ff. */
function isCanonical(bytes: Uint8Array): boolean {
  const [lowest, ...higher] = bytes as unknown as [number, ...number[]];
  const highest = higher.pop() as number;
  if (highest !== 0x7f) return highest < 0x7f;
  return lowest < 0xed || higher.some((byte) => byte !== 0xff);
}

/** Opens what `boxSeal` made, or returns undefined whatever is wrong with it. */
export function boxOpen(
  keys: { readonly publicKey: Uint8Array; readonly secret: Uint8Array },
  sealed: Uint8Array,
): Uint8Array | undefined {
  try {
    return sodium.crypto_box_seal_open(sealed, keys.publicKey, keys.secret);
  } catch {
    return undefined;
  }
}

/** Argon2id version 1.3, one lane, 32 bytes. Salt 16 bytes; memory in bytes. RFC 9106. */
export const argon2id = (
  password: Uint8Array,
  salt: Uint8Array,
  cost: { readonly passes: number; readonly memory: number },
): Uint8Array =>
  sodium.crypto_pwhash(
    32,
    password,
    salt,
    cost.passes,
    cost.memory,
    sodium.crypto_pwhash_ALG_ARGON2ID13,
  );

const poolSize = 4096;
let pool = new Uint8Array(0);
let drawn = 0;

/** Random bytes from the platform's generator, drawn in pools because each call to it costs far more than the bytes. */
export function randomBytes(length: number): Uint8Array {
  if (length > poolSize) throw new Error("too many random bytes at once");
  if (drawn + length > pool.length) {
    pool = crypto.getRandomValues(new Uint8Array(poolSize));
    drawn = 0;
  }
  const out = pool.slice(drawn, drawn + length);
  pool.fill(0, drawn, drawn + length);
  drawn += length;
  return out;
}

/** Overwrites secrets that are no longer needed. */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}
