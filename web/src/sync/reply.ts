import { type Result, err, ok } from "#crypto";
import type { Codec } from "#contract/codec.ts";
import { type ErrorCode, type ServerError, serverErrors } from "#contract/errors.ts";

/** Longest reply that is read, in bytes. */
const replyCap = 8 << 20;

/** What the network gives: a frame, or why there is none. */
export type Answer<T> = Result<T, ErrorCode>;

/** What came back, before anything of it is believed. */
export interface Sent {
  readonly status: number;
  readonly bytes: Uint8Array;
}

/** The frame of an answer, or why there is none. */
export function readReply<T>(sent: Answer<Sent>, reply: Codec<T>): Answer<T> {
  if (!sent.ok) return sent;
  if (sent.value.status !== 200) return err(codeOf(sent.value));
  const value = reply.decode(sent.value.bytes);
  return value === undefined ? err("malformed") : ok(value);
}

/** The code of a refusal; one that is not in the closed set is the server's fault. */
export function codeOf({ bytes }: Sent): ServerError {
  try {
    const { code } = JSON.parse(new TextDecoder().decode(bytes)) as { code?: unknown };
    return typeof code === "string" && Object.hasOwn(serverErrors, code)
      ? (code as ServerError)
      : "our-fault";
  } catch {
    return "our-fault";
  }
}

/** A reply's bytes, given up as soon as they are more than the cap; `heard` is called with each part of them. */
export async function readCapped(
  response: Response,
  heard: () => void = () => undefined,
): Promise<Uint8Array | undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return new Uint8Array(0);
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    heard();
    length += value.length;
    if (length > replyCap) {
      await reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
