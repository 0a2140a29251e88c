import {
  type BoxPublic,
  type MemberId,
  type OrgId,
  type RecordId,
  type VaultId,
  idBytes,
} from "./brand.ts";
import { Writer, concat, equal } from "./bytes.ts";
import { H } from "./hash.ts";
import type { Identity } from "./identity.ts";
import { labels } from "./labels.ts";
import { type Result, err, ok } from "./result.ts";
import { boxOpen, boxSeal, wipe } from "./sodium.ts";

/** The record in which a letter stands. */
export interface LetterPlace {
  readonly org: OrgId;
  readonly vault: VaultId;
  readonly record: RecordId;
}

/** To whom a letter is sealed. */
export interface Addressee {
  readonly member: MemberId;
  readonly generation: number;
  readonly boxPublic: BoxPublic;
}

/** Bytes that a letter is longer than its text: 48 for the anonymous seal, 32 that bind it to its place. */
export const letterOverhead = 48 + 32;

/**
 * Seals a text to one member, for a record that others can open as well: what travels between houses. Who wrote it is
 * said by the commit that carries it. Throws on a key that no roster accepts. docs/protocol.md §4.
 */
export function sealLetter(place: LetterPlace, text: Uint8Array, to: Addressee): Uint8Array {
  const inside = concat(binding(place, text, to), text);
  const sealed = boxSeal(to.boxPublic, inside);
  wipe(inside);
  if (sealed === undefined) throw new Error("not a box key");
  return sealed;
}

/** Opens a letter that was sealed to this member for exactly this record. Every failure looks the same. */
export function openLetter(
  place: LetterPlace,
  sealed: Uint8Array,
  own: { readonly member: MemberId; readonly identity: Identity },
): Result<Uint8Array, "cannot-open"> {
  const { boxPublic, boxSecret, generation } = own.identity;
  const inside = boxOpen({ publicKey: boxPublic, secret: boxSecret }, sealed);
  if (inside === undefined || inside.length < 32) return err("cannot-open");
  const text = inside.slice(32);
  const bound = binding(place, text, { member: own.member, generation });
  const held = equal(bound, inside.subarray(0, 32));
  wipe(inside);
  if (held) return ok(text);
  wipe(text);
  return err("cannot-open");
}

const binding = (
  { org, vault, record }: LetterPlace,
  text: Uint8Array,
  to: Pick<Addressee, "member" | "generation">,
): Uint8Array =>
  H(
    32,
    undefined,
    labels.letter,
    idBytes(org),
    idBytes(vault),
    idBytes(record),
    idBytes(to.member),
    new Writer().u32(to.generation).done(),
    text,
  );
