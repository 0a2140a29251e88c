import { type AccountKey, type MemberId, type OrgId, idBytes, idFrom } from "./brand.ts";
import { Writer, fromUtf8, parse, utf8 } from "./bytes.ts";
import { readHead, writeHead } from "./entries.ts";
import type { Head } from "./entry.ts";
import { sha256 } from "./hash.ts";
import { type Result, err, ok } from "./result.ts";

/** What an invite's QR code or link holds. */
export interface InviteCode {
  readonly org: OrgId;
  /** 16 random bytes, used once. */
  readonly seed: Uint8Array;
  /** The roster as the inviter saw it: the server cannot show the joiner less. */
  readonly head: Head;
}

/** What the QR code of a kit holds: everything that a new device needs but the passphrase. */
export interface KitCode {
  readonly org: OrgId;
  readonly member: MemberId;
  readonly loginId: string;
  readonly accountKey: AccountKey;
  readonly head: Head;
}

/** An invite as text of URL-safe characters. */
export const encodeInviteCode = (code: InviteCode): string =>
  toText(1, writeHead(new Writer().bytes(idBytes(code.org)).bytes(code.seed), code.head).done());

/** Reads an invite from scanned, pasted or typed text, also from the fragment of a link. */
export function readInviteCode(text: string): Result<InviteCode, "not-a-code"> {
  const code = fromText(1, text, (r) => ({
    org: idFrom.org(r.bytes(32)),
    seed: r.bytes(16).slice(),
    head: readHead(r),
  }));
  return code === undefined ? err("not-a-code") : ok(code);
}

/** A kit as text of URL-safe characters. */
export const encodeKitCode = (code: KitCode): string =>
  toText(
    2,
    writeHead(
      new Writer().bytes(idBytes(code.org)).bytes(idBytes(code.member)).bytes(code.accountKey),
      code.head,
    )
      .block(utf8(code.loginId))
      .done(),
  );

/** Reads a kit from scanned or pasted text. */
export function readKitCode(text: string): Result<KitCode, "not-a-code"> {
  const code = fromText(2, text, (r) => ({
    org: idFrom.org(r.bytes(32)),
    member: idFrom.member(r.bytes(16)),
    accountKey: r.bytes(16).slice() as AccountKey,
    head: readHead(r),
    loginId: fromUtf8(r.block(64)) ?? r.fail(),
  }));
  return code === undefined ? err("not-a-code") : ok(code);
}

/** Kind, body and four bytes of SHA-256 against mistyping, in base64url. */
function toText(kind: 1 | 2, body: Uint8Array): string {
  const bytes = new Writer().u8(kind).bytes(body).done();
  return toBase64Url(new Writer().bytes(bytes).bytes(sha256(bytes).subarray(0, 4)).done());
}

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

function fromText<T>(
  kind: 1 | 2,
  text: string,
  read: Parameters<typeof parse<T>>[1],
): T | undefined {
  const code = text.trim().replace(/^.*#/s, "");
  if (!/^[A-Za-z0-9_-]{1,1024}$/.test(code)) return undefined;
  const binary = fromBase64Url(code);
  if (binary === undefined || binary.length < 6) return undefined;
  const bytes = binary.subarray(0, -4);
  const check = sha256(bytes).subarray(0, 4);
  if (bytes[0] !== kind || !binary.subarray(-4).every((byte, i) => byte === check[i]))
    return undefined;
  return parse(bytes.subarray(1), read);
}

/** The bytes of base64url, or undefined where it is not exactly what `toBase64Url` would write. */
function fromBase64Url(text: string): Uint8Array | undefined {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return toBase64Url(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}
