import type { Random } from "../random.ts";

/** Numbers that lengths and counts have been overrun with. */
const lengths = [
  0, 1, 0x7f, 0x80, 0xff, 0x100, 0x3ff, 0x400, 0xffff, 0x1_0000, 0x7fff_ffff, 0xffff_ffff,
];

/** Bytes that were good, changed in a few places; now and then bytes that never were. */
export function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  const { between, chance } = random;
  const some = (length: number): Uint8Array => Uint8Array.from({ length }, () => between(0, 255));
  if (chance(0.1)) return some(between(0, 400));
  let out = bytes.slice();
  for (let changes = between(1, 4); changes > 0; changes--) {
    const at = between(0, Math.max(0, out.length - 1));
    switch (between(0, 6)) {
      case 0:
        out = Uint8Array.of(...out.slice(0, at), ...some(between(0, 8)), ...out.slice(at));
        break;
      case 1:
        out = Uint8Array.of(...out.slice(0, at), ...out.slice(at + between(0, 9)));
        break;
      case 2:
        out = out.slice(0, at);
        break;
      case 3:
        if (out.length >= 4) {
          const view = new DataView(out.buffer);
          const place = Math.min(at, out.length - 4);
          const length = lengths[between(0, lengths.length - 1)] as number;
          if (chance(0.5)) view.setUint32(place, length);
          else view.setUint16(place, length & 0xffff);
        }
        break;
      case 4:
        out = Uint8Array.of(...out, ...out.slice(at));
        break;
      default:
        if (out.length > 0) out[at] = (out[at] as number) ^ (1 << between(0, 7));
    }
    if (out.length > 1 << 20) out = out.slice(0, 1 << 20);
  }
  return out;
}

const fragments = [
  "\n",
  "\r\n",
  " ",
  "\u0000",
  "\ufeff",
  "\ud800",
  "\u202e",
  "=",
  "-",
  "+",
  "/",
  "0",
  "9".repeat(400),
  "1e999",
  "null",
  "{",
  "}",
  "[",
  "]",
  '"',
  "\\",
  "\\.",
  "\t",
  "__proto__",
  "\u2014 ",
  "linden/1/",
  "COPY ",
  "[".repeat(5_000),
];

/** Text that was good, changed in a few places. */
export function garbled(text: string, random: Random): string {
  const { between, chance } = random;
  let out = chance(0.05) ? "" : text;
  for (let changes = between(1, 5); changes > 0; changes--) {
    const at = between(0, out.length);
    const fragment = fragments[between(0, fragments.length - 1)] as string;
    const gone = chance(0.5) ? 0 : between(0, 12);
    out = `${out.slice(0, at)}${chance(0.8) ? fragment : ""}${out.slice(at + gone)}`;
    if (chance(0.1)) out += out.slice(at);
    if (out.length > 200_000) out = out.slice(0, 200_000);
  }
  return out;
}
