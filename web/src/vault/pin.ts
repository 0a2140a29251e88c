import { H, equal, fromHex, labels, randomBytes, toHex, utf8 } from "#crypto";

/** What is kept of a PIN, sealed with the rest: it guards a covered screen, not the keys. docs/protocol.md §2. */
export interface PinCheck {
  readonly salt: string;
  readonly hash: string;
}

/** Wrong tries before everything is locked. */
export const pinTries = 5;

/** A check for this PIN. */
export function makePinCheck(pin: string): PinCheck {
  const salt = randomBytes(16);
  return { salt: toHex(salt), hash: toHex(hashOf(salt, pin)) };
}

/** Whether it is the PIN of this check. */
export const pinFits = ({ salt, hash }: PinCheck, pin: string): boolean =>
  equal(hashOf(fromHex(salt), pin), fromHex(hash));

const hashOf = (salt: Uint8Array, pin: string): Uint8Array => H(32, salt, labels.pin, utf8(pin));
