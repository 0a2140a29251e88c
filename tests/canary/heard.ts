import type { Listener } from "../browser/wire.ts";

/** Everything that went over a wire, as it was said: what browsers mask on a WebSocket is unmasked. */
export class Heard {
  readonly #said = new Map<string, Buffer[]>();

  readonly listen: Listener = (connection, from, bytes) => {
    const key = `${from} ${connection}`;
    this.#said.set(key, [...(this.#said.get(key) ?? []), bytes]);
  };

  /** One piece for each connection and direction. */
  pieces(): readonly (readonly [who: string, bytes: Buffer])[] {
    return [...this.#said].map(([who, parts]) => {
      const bytes = Buffer.concat(parts);
      return [who, who.startsWith("browser") ? unmasked(bytes) : bytes] as const;
    });
  }
}

/** RFC 6455 §5.3: what follows the handshake is frames under a mask of four bytes each. */
function unmasked(bytes: Buffer): Buffer {
  const end = bytes.indexOf("\r\n\r\n");
  const head = bytes.subarray(0, end).toString("latin1");
  if (end < 0 || !/^upgrade: websocket$/im.test(head)) return bytes;
  const parts = [bytes.subarray(0, end)];
  for (let at = end + 4; at + 6 <= bytes.length;) {
    const short = (bytes[at + 1] ?? 0) & 0x7f;
    const [length, extra] =
      short === 126
        ? [bytes.readUInt16BE(at + 2), 2]
        : short === 127
          ? [Number(bytes.readBigUInt64BE(at + 2)), 8]
          : [short, 0];
    const mask = at + 2 + extra;
    const payload = bytes.subarray(mask + 4, mask + 4 + length);
    parts.push(payload.map((byte, index) => byte ^ (bytes[mask + (index % 4)] ?? 0)) as Buffer);
    at = mask + 4 + length;
  }
  return Buffer.concat(parts);
}
