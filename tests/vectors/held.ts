import type { Result } from "#crypto";
import { bytesOf } from "../crypto-log/cast.ts";

/** Stops the making of vectors where the product does not agree with what is about to be frozen. */
export function holds(fact: boolean): void {
  if (!fact) throw new Error("the product says otherwise");
}

/** The value of a success. */
export function valueOf<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

/** 32 bytes that depend on nothing but a name, to stand for a key. */
export const keyOf = <Key extends Uint8Array>(name: string): Key =>
  bytesOf(name) as Uint8Array as Key;
