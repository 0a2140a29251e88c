import { createHash, createPrivateKey, createPublicKey, randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { err, ok, type Result } from "#crypto/verify";

/**
 * What the server alone knows: none of it opens anything that a client has sealed. Whoever has it can
 * sign heads in the server's name and try passphrases against a stolen table of logins.
 * Servers that share one database share one secrets file.
 */
export interface Secrets {
  /** Seed of the Ed25519 key that signs acknowledgements and heads, 32 bytes. */
  readonly logSeed: Uint8Array;
  /** Its public key, 32 bytes. */
  readonly logKey: Uint8Array;
  /** Goes into the argon2 hash of every auth key, 32 bytes. */
  readonly pepper: Uint8Array;
  /** Makes the salt that an unknown login id is answered with, 32 bytes. */
  readonly saltSecret: Uint8Array;
}

const names = ["logSeed", "pepper", "saltSecret"] as const;

/** Reads the secrets file; `missing` when there is none, otherwise a sentence. */
export async function readSecrets(
  file: string,
): Promise<Result<Secrets, { is: "missing" } | { is: "unusable"; says: string }>> {
  const unusable = (says: string) => err({ is: "unusable" as const, says });
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") return err({ is: "missing" });
    return unusable(`The secrets file ${file} cannot be read (${code}).`);
  }
  const found = parsed(text);
  return found === undefined
    ? unusable(`The secrets file ${file} is damaged; restore it from a backup.`)
    : ok(found);
}

/**
 * Draws new secrets and writes them durably, for the owner alone; a file that is there already is left alone.
 * The error is a sentence.
 */
export async function makeSecrets(file: string): Promise<Result<void, string>> {
  const drawn = Object.fromEntries(names.map((name) => [name, randomBytes(32).toString("hex")]));
  const text = `${JSON.stringify(drawn, undefined, 2)}\n`;
  // Written beside and linked: of two servers that start at once one file remains, and it is whole.
  const beside = `${file}.${randomBytes(4).toString("hex")}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(beside, text, { flag: "wx", mode: 0o600, flush: true });
    await link(beside, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
    await rm(beside);
    return ok(undefined);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return err(`The secrets file ${file} cannot be written (${code}).`);
  }
}

function parsed(text: string): Secrets | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = (name: (typeof names)[number]): Uint8Array | undefined => {
    const hex = (value as Record<string, unknown> | null)?.[name];
    return typeof hex === "string" && /^[0-9a-f]{64}$/.test(hex)
      ? Buffer.from(hex, "hex")
      : undefined;
  };
  const [logSeed, pepper, saltSecret] = names.map(read);
  if (!logSeed || !pepper || !saltSecret) return undefined;
  return { logSeed, logKey: publicOf(logSeed), pepper, saltSecret };
}

/** Ed25519 public key of a seed, by way of PKCS #8 (RFC 8410 §7). */
function publicOf(seed: Uint8Array): Uint8Array {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const secret = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(-32);
}

/** What the database keeps of the secrets: enough to recognise them, not enough to guess them. */
export interface SecretsMark {
  readonly logKey: Uint8Array;
  /** SHA-256 over the parts that have no public half. */
  readonly check: Uint8Array;
}

/** The mark that the database keeps of these secrets. */
export function markOf(secrets: Secrets): SecretsMark {
  const hash = createHash("sha256").update("linden/secrets-mark").update(secrets.pepper);
  return { logKey: secrets.logKey, check: hash.update(secrets.saltSecret).digest() };
}
