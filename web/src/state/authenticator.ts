import type { AuthenticatorInput } from "../vault/engine.ts";

interface Asked {
  readonly credential: string;
  readonly salt: string;
}

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const fromHex = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const random = (length: number): Uint8Array<ArrayBuffer> =>
  crypto.getRandomValues(new Uint8Array(length));

/** Whether this device has an authenticator of its own that knows its person and could give a secret. */
export async function hasAuthenticator(): Promise<boolean> {
  // An address of numbers is no domain, and authenticators keep keys for domains alone.
  const isDomain = !/^[\d.]+$|:/.test(location.hostname);
  if (!isDomain || !("PublicKeyCredential" in globalThis)) return false;
  try {
    if (!(await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable())) return false;
    const able = await PublicKeyCredential.getClientCapabilities?.();
    return able?.["extension:prf"] !== false;
  } catch {
    return false;
  }
}

/**
 * Makes a credential on this device that gives the same 32 bytes for the same salt, and asks it for them. Undefined
 * where the device cannot, or the person said no. `name` is what the device shows of it: a neutral one. Nothing about
 * it is sent to the server, so its challenge proves nothing to anybody.
 */
export async function makeAuthenticator(name: string): Promise<AuthenticatorInput | undefined> {
  const salt = random(32);
  const made = await quietly(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: random(32),
        rp: { id: location.hostname, name },
        user: { id: random(16), name, displayName: name },
        pubKeyCredParams: [
          { type: "public-key", alg: -7 },
          { type: "public-key", alg: -257 },
        ],
        authenticatorSelection: {
          authenticatorAttachment: "platform",
          residentKey: "discouraged",
          userVerification: "required",
        },
        attestation: "none",
        extensions: { prf: { eval: { first: salt } } },
      },
    }),
  );
  if (made === undefined) return undefined;
  const { prf } = made.getClientExtensionResults();
  if (prf?.enabled !== true) return undefined;
  const asked = { credential: toHex(new Uint8Array(made.rawId)), salt: toHex(salt) };
  const secret = bytesIn(prf.results?.first) ?? (await askAuthenticator(asked));
  return secret && { ...asked, secret };
}

/** Asks the device's authenticator for its 32 bytes; undefined where the person said no or it is not there any more. */
export async function askAuthenticator({
  credential,
  salt,
}: Asked): Promise<Uint8Array | undefined> {
  const given = await quietly(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: random(32),
        rpId: location.hostname,
        allowCredentials: [{ type: "public-key", id: fromHex(credential) }],
        userVerification: "required",
        extensions: { prf: { eval: { first: fromHex(salt) } } },
      },
    }),
  );
  return bytesIn(given?.getClientExtensionResults().prf?.results?.first);
}

/** Whoever says no is no error. */
async function quietly(
  ask: () => Promise<Credential | null>,
): Promise<PublicKeyCredential | undefined> {
  try {
    return ((await ask()) ?? undefined) as PublicKeyCredential | undefined;
  } catch {
    return undefined;
  }
}

function bytesIn(source: BufferSource | undefined): Uint8Array | undefined {
  if (source === undefined) return undefined;
  const bytes = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
  return bytes.length === 32 ? bytes.slice() : undefined;
}
