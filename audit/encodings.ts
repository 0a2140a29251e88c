import { createHash } from "node:crypto";
import { blake2b } from "#crypto/verify";

/** One way in which a text could have been left somewhere: its name, and the bytes to look for. */
export interface Needle {
  readonly encoding: string;
  readonly bytes: Buffer;
}

/** Shorter than this, bytes would be found by chance. */
const shortest = 5;

/** Every way in which a text could have been left, each once. Needs `ready()`. */
export function needlesOf(text: string): readonly Needle[] {
  const needles = new Map<string, Needle>();
  for (const [form, formed] of formsOf(text)) {
    for (const [encoding, bytes] of [...plainly(formed), ...digestsOf(formed)]) {
      const key = bytes.toString("latin1");
      if (bytes.length < shortest || needles.has(key)) continue;
      needles.set(key, { encoding: `${encoding} (${form})`, bytes });
    }
  }
  return [...needles.values()];
}

/** The text as it is, in both cases, composed and decomposed. */
function formsOf(text: string): ReadonlyMap<string, string> {
  const forms = new Map<string, string>();
  const cases = { typed: text, lower: text.toLowerCase(), upper: text.toUpperCase() };
  for (const [name, cased] of Object.entries(cases)) {
    for (const normal of ["NFC", "NFD"]) forms.set(`${name} ${normal}`, cased.normalize(normal));
  }
  return forms;
}

type Encoded = readonly (readonly [encoding: string, bytes: Buffer])[];

function plainly(text: string): Encoded {
  const utf8 = Buffer.from(text);
  const utf16 = Buffer.from(text, "utf16le");
  return [
    ["UTF-8", utf8],
    ["UTF-16 LE", utf16],
    ["UTF-16 BE", Buffer.from(utf16).swap16()],
    ...hexOf("hex", utf8),
    ...[0, 1, 2].flatMap((before) => base64At(utf8, before)),
    ["JSON", Buffer.from(JSON.stringify(text).slice(1, -1))],
    ["JSON escapes, lower", escaped(text, /[^\x20-\x7e]/gu)],
    ["JSON escapes, upper", escaped(text, /[^\x20-\x7e]/gu, (hex) => hex.toUpperCase())],
    ["JSON escapes of all", escaped(text, /[^]/gu)],
    ["percent, as needed", Buffer.from(encodeURIComponent(text))],
    [
      "percent, lower",
      Buffer.from(encodeURIComponent(text).replace(/%../g, (p) => p.toLowerCase())),
    ],
    [
      "percent, all",
      Buffer.from([...utf8].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")),
    ],
    ["percent, form", Buffer.from(new URLSearchParams([["", text]]).toString().slice(1))],
  ];
}

/** The base64 of a text that stands `before` bytes after a border of three, without the letters that its neighbours share. */
function base64At(bytes: Buffer, before: number): Encoded {
  const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64url");
  const from = Math.ceil((before * 8) / 6);
  const to = Math.floor(((before + bytes.length) * 8) / 6);
  const url = whole.slice(from, to);
  const plain = url.replaceAll("-", "+").replaceAll("_", "/");
  return [
    [`base64, alignment ${before}`, Buffer.from(plain)],
    [`base64 for URLs, alignment ${before}`, Buffer.from(url)],
    [`base64 in JSON, alignment ${before}`, Buffer.from(plain.replaceAll("/", "\\/"))],
  ];
}

function escaped(text: string, which: RegExp, style = (hex: string): string => hex): Buffer {
  const escape = (part: string): string =>
    Array.from({ length: part.length }, (_, at) => {
      const hex = part.charCodeAt(at).toString(16).padStart(4, "0");
      return `\\u${style(hex)}`;
    }).join("");
  return Buffer.from(text.replace(which, escape));
}

function digestsOf(text: string): Encoded {
  const bytes = Buffer.from(text);
  const digests: Encoded = [
    ...["md5", "sha1", "sha256", "sha512", "blake2b512"].map(
      (name) => [name, createHash(name).update(bytes).digest()] as const,
    ),
    ["blake2b256", Buffer.from(blake2b(32, undefined, bytes))],
    ["blake2b128", Buffer.from(blake2b(16, undefined, bytes))],
  ];
  return digests.flatMap(([name, digest]) => [
    [name, digest] as const,
    ...hexOf(`${name}, hex`, digest),
    [`${name}, base64`, Buffer.from(digest.toString("base64").replace(/=+$/, ""))] as const,
    [`${name}, base64 for URLs`, Buffer.from(digest.toString("base64url"))] as const,
  ]);
}

const hexOf = (name: string, bytes: Buffer): Encoded => [
  [`${name}, lower`, Buffer.from(bytes.toString("hex"))],
  [`${name}, upper`, Buffer.from(bytes.toString("hex").toUpperCase())],
];
