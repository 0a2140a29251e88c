import { open } from "node:fs/promises";

/** What a file is packed as: read through where the tool can, or in words what nobody can search without unpacking. */
export type Packing =
  | { readonly is: "gzip" }
  | { readonly is: "unreadable"; readonly what: string };

const gzip = Buffer.from([0x1f, 0x8b, 0x08]);

/** Beginnings of what hides every text that is in it. */
const packings: readonly (readonly [Buffer, string])[] = [
  [
    Buffer.from("PGDMP"),
    "a dump in PostgreSQL's own packed format; take one with pg_dump --format=plain",
  ],
  [Buffer.from([0x50, 0x4b, 0x03, 0x04]), "a ZIP archive; unpack it into a folder"],
  [Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), "packed with zstd; unpack it with zstd -d"],
  [Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]), "packed with xz; unpack it with xz -d"],
  [Buffer.from([0x04, 0x22, 0x4d, 0x18]), "packed with lz4; unpack it with lz4 -d"],
  [Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), "a 7z archive; unpack it into a folder"],
  [Buffer.from("mozLz40\0"), "packed by a browser with lz4; unpack it first"],
];
const bzip2 = /^BZh[1-9]1AY&SY/;

/** How the bytes at the beginning of something say that it is packed; undefined where they do not. */
export function packingOf(beginning: Buffer): Packing | undefined {
  if (beginning.subarray(0, gzip.length).equals(gzip)) return { is: "gzip" };
  const found = packings.find(([magic]) => beginning.subarray(0, magic.length).equals(magic));
  if (found !== undefined) return { is: "unreadable", what: found[1] };
  return bzip2.test(beginning.toString("latin1", 0, 10))
    ? { is: "unreadable", what: "packed with bzip2; unpack it with bzip2 -d" }
    : undefined;
}

/** The first bytes of a file; none where it cannot be read. */
export async function beginningOf(path: string, length: number): Promise<Buffer> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return Buffer.alloc(0);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
