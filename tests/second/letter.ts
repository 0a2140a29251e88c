import { x25519 } from "@noble/curves/ed25519.js";
import { H, int, join, same, unhex } from "./bytes.ts";
import { boxCipher, type Holder } from "./epoch.ts";

/** docs/protocol.md §4: a text sealed to one member, for one record. */
export interface LetterPlace {
  readonly org: string;
  readonly vault: string;
  readonly record: string;
}

const binding = (at: LetterPlace, text: Uint8Array, to: Holder): Uint8Array =>
  H(
    32,
    undefined,
    "linden/1/letter",
    unhex(at.org),
    unhex(at.vault),
    unhex(at.record),
    unhex(to.member),
    int(4, to.generation),
    text,
  );

/** The ephemeral key, then binding and text under X25519 and XSalsa20-Poly1305. */
export function sealLetter(
  at: LetterPlace,
  text: Uint8Array,
  to: Holder & { readonly box: string; readonly ephemeral: Uint8Array },
): Uint8Array {
  const ephemeral = x25519.getPublicKey(to.ephemeral);
  const shared = x25519.scalarMult(to.ephemeral, unhex(to.box));
  const inside = join(binding(at, text, to), text);
  return join(ephemeral, boxCipher(shared, ephemeral, unhex(to.box)).encrypt(inside));
}

/** The text of a letter for exactly this record and reader. */
export function openLetter(
  at: LetterPlace,
  sealed: Uint8Array,
  own: Holder & { readonly secret: Uint8Array },
): Uint8Array | undefined {
  const ephemeral = sealed.slice(0, 32);
  try {
    const shared = x25519.scalarMult(own.secret, ephemeral);
    const to = x25519.getPublicKey(own.secret);
    const inside = boxCipher(shared, ephemeral, to).decrypt(sealed.slice(32));
    const text = inside.slice(32);
    return same(inside.slice(0, 32), binding(at, text, own)) ? text : undefined;
  } catch {
    return undefined;
  }
}
