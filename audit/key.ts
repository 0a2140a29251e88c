import {
  type KeyObject,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import {
  type MemberId,
  type NoteSignature,
  type NoteType,
  type OrgId,
  type Result,
  type SignPublic,
  type Signature,
  concat,
  err,
  isKeyName,
  noteKeyId,
  noteTypes,
  ok,
  toBase64,
  toHex,
  utf8,
} from "#crypto/verify";

/**
 * A key of an auditor or a witness: it signs, and nothing was ever sealed to it. Node's own Ed25519, because the
 * tool does not reach what signs in crypto.
 */
export interface SigningKey {
  /** As it stands in signed notes. */
  readonly name: string;
  readonly publicKey: SignPublic;
  sign(message: Uint8Array): Signature;
  /** For the file that it is kept in. */
  pem(): string;
  /** Where the key's holder is a member of an organisation: which, and under which number. */
  readonly member: { readonly org: OrgId; readonly id: MemberId } | undefined;
}

interface KeyFile {
  readonly name: string;
  readonly pem: string;
  readonly member?: { readonly org: string; readonly id: string };
}

/** A new key; the error is a sentence. */
export function newKey(name: string, member?: SigningKey["member"]): Result<SigningKey, string> {
  if (!isKeyName(name)) {
    return err(
      `A key cannot be called “${name}”: no spaces and no plus sign, as in auditor.example.`,
    );
  }
  return ok(signing(generateKeyPairSync("ed25519").privateKey, { name, member }));
}

/** Keeps a key in a file that must not exist; only its owner may read it. The error is a sentence. */
export async function keepKey(file: string, key: SigningKey): Promise<Result<SigningKey, string>> {
  const { name, member } = key;
  const kept: KeyFile = { name, pem: key.pem(), ...(member !== undefined && { member }) };
  try {
    await writeFile(file, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === "EEXIST";
    return err(
      exists
        ? `${file} is there already; I do not write over a key.`
        : `${file} cannot be written.`,
    );
  }
  return ok(key);
}

/** Reads a key that `makeKey` kept; the error is a sentence. */
export async function readKey(file: string): Promise<Result<SigningKey, string>> {
  try {
    const { name, pem, member } = JSON.parse(await readFile(file, "utf8")) as KeyFile;
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== "ed25519" || !isKeyName(name)) throw new Error("not a key");
    const known = member && { org: member.org as OrgId, id: member.id as MemberId };
    return ok(signing(key, { name, member: known }));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return err(
      missing
        ? `There is no key in ${file}: make one with audit key.`
        : `${file} holds no key of this tool.`,
    );
  }
}

/** The key of a 32-byte seed, as an invite's is. */
export function keyOfSeed(seed: Uint8Array): Pick<SigningKey, "publicKey" | "sign"> {
  const der = Buffer.concat([pkcs8Prefix, seed]);
  return signing(createPrivateKey({ key: der, format: "der", type: "pkcs8" }), {
    name: "seed",
    member: undefined,
  });
}

/** RFC 8410 §7: what stands before the seed of an Ed25519 key. */
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");
const spkiLength = 12;

const signing = (key: KeyObject, of: Pick<SigningKey, "name" | "member">): SigningKey => ({
  ...of,
  publicKey: new Uint8Array(
    createPublicKey(key).export({ type: "spki", format: "der" }).subarray(spkiLength),
  ) as SignPublic,
  pem: () => key.export({ type: "pkcs8", format: "pem" }).toString(),
  sign: (message) => new Uint8Array(sign(null, message, key)) as Signature,
});

/** The signature line of a note's text. */
export const signNote = (text: string, key: SigningKey): NoteSignature => ({
  name: key.name,
  keyId: noteKeyId({ name: key.name, key: key.publicKey }, "note"),
  signature: key.sign(utf8(text)),
});

/** The key as others are told it, in one line. c2sp.org/signed-note, verifier keys. */
export function keyLine({ name, publicKey }: SigningKey, type: NoteType): string {
  const id = toHex(noteKeyId({ name, key: publicKey }, type));
  return `${name}+${id}+${toBase64(concat(Uint8Array.of(noteTypes[type]), publicKey))}`;
}
