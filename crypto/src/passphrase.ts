import { wordlist as english } from "@scure/bip39/wordlists/english.js";
import { wordlist as french } from "@scure/bip39/wordlists/french.js";
import {
  type AccountKey,
  type AuthKey,
  type MemberId,
  type OrgId,
  type WrapKey,
  idBytes,
} from "./brand.ts";
import { utf8 } from "./bytes.ts";
import { H } from "./hash.ts";
import { labels } from "./labels.ts";
import { type Result, err, ok } from "./result.ts";
import { argon2id, randomBytes, wipe } from "./sodium.ts";
import { suite } from "./suite.ts";

/** How a passphrase is written: six words of a BIP39 list, or six groups of four digits. */
export const passphraseForms = ["english", "french", "digits"] as const;
export type PassphraseForm = (typeof passphraseForms)[number];

/** A passphrase for a person to remember, made here and never chosen: 66 bits as words, 79 as digits. */
export function makePassphrase(form: PassphraseForm): string {
  if (form === "digits") {
    return Array.from({ length: 6 }, () => String(below(10_000)).padStart(4, "0")).join(" ");
  }
  const list = form === "english" ? english : french;
  return Array.from({ length: 6 }, () => list[below(list.length)]).join(" ");
}

/** A uniform integer in [0, limit), limit at most 2^16; draws again rather than favour small ones. */
function below(limit: number): number {
  const fair = 65_536 - (65_536 % limit);
  for (;;) {
    const [high, low] = randomBytes(2) as unknown as [number, number];
    const drawn = high * 256 + low;
    if (drawn < fair) return drawn % limit;
  }
}

/** What the passphrase is stretched with. */
export interface StretchInput {
  readonly passphrase: string;
  readonly org: OrgId;
  readonly loginId: string;
  /** 16 bytes from the server; mixed with organisation and login, so that one salt for all weakens nothing. */
  readonly serverSalt: Uint8Array;
}

/** Argon2id over the passphrase, 32 bytes; about 200 ms and 64 MiB. docs/protocol.md §2. */
export function stretch(input: StretchInput): Result<Uint8Array, "bad-salt"> {
  if (input.serverSalt.length !== suite.saltLength) return err("bad-salt");
  const salt = H(
    16,
    undefined,
    labels.loginSalt,
    idBytes(input.org),
    utf8(input.loginId),
    input.serverSalt,
  );
  const password = utf8(tidy(input.passphrase));
  const stretched = argon2id(password, salt, suite.argon);
  wipe(password);
  return ok(stretched);
}

/** NFKD, lower case, single spaces: what a person types and what was shown are the same passphrase. */
const tidy = (passphrase: string): string =>
  passphrase.normalize("NFKD").toLowerCase().trim().replace(/\s+/gu, " ");

/**
 * The wrap key of a device's own copy of the bundle, from the 32 bytes that its authenticator gives (WebAuthn's prf
 * extension). It releases nothing from the server.
 */
export const authenticatorKey = (
  secret: Uint8Array,
  of: { readonly org: OrgId; readonly member: MemberId; readonly device: Uint8Array },
): WrapKey =>
  H(32, secret, labels.authenticator, idBytes(of.org), idBytes(of.member), of.device) as WrapKey;

/** The two keys of a login: one that the server sees and one that it never does. Wipes nothing of its input. */
export function loginKeys(input: {
  readonly stretched: Uint8Array;
  readonly member: MemberId;
  readonly accountKey: AccountKey;
}): { readonly authKey: AuthKey; readonly wrapKey: WrapKey } {
  const root = H(32, input.stretched, labels.root, idBytes(input.member), input.accountKey);
  const keys = {
    authKey: H(32, root, labels.login) as AuthKey,
    wrapKey: H(32, root, labels.wrap) as WrapKey,
  };
  wipe(root);
  return keys;
}
