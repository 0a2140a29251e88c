import { hex, int, join, prefixed, sha, signed, text, treeRoot, unhex } from "./bytes.ts";

/** docs/protocol.md §5, and the C2SP formats of signed notes, checkpoints and cosignatures. */
export interface LogHead {
  readonly log: string;
  readonly size: number;
  readonly root: string;
}

const sorted = (heads: readonly LogHead[]): LogHead[] =>
  heads.toSorted((a, b) => (a.log < b.log ? -1 : 1));

const line = (head: LogHead): Uint8Array =>
  join(unhex(head.log), int(8, head.size), unhex(head.root));

export const acknowledgementMessage = (org: string, heads: readonly LogHead[]): Uint8Array =>
  prefixed(
    "linden/1/acknowledgement",
    unhex(org),
    join(int(2, heads.length), ...sorted(heads).map(line)),
  );

/** One leaf of the heads log. */
export const headsRoot = (heads: readonly LogHead[]): Uint8Array =>
  treeRoot(sorted(heads).map(line));

export const checkpointText = (org: string, size: number, root: string): string =>
  `linden/1/heads/${org}\n${size}\n${base64(unhex(root))}\n`;

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** A line under a note: name, and in base64 four bytes that name the key and what it made. */
export function signatureLine(
  ...[name, key, type, made]: readonly [string, string, 1 | 4, Uint8Array]
): string {
  const id = sha(join(text(`${name}\n`), Uint8Array.of(type), unhex(key))).slice(0, 4);
  return `— ${name} ${base64(join(id, made))}\n`;
}

export const cosignatureMessage = (note: string, time: number): Uint8Array =>
  text(`cosignature/v1\ntime ${time}\n${note}`);

export interface Read {
  readonly size: number;
  readonly root: string;
  /** When each known witness saw it, by name. */
  readonly seen: Readonly<Record<string, number>>;
}

/** A checkpoint that the log key signed for this organisation, with the dates of the witnesses that are known. */
export function readCheckpoint(
  note: string,
  org: string,
  known: {
    readonly logKey: string;
    readonly witnesses: readonly { readonly name: string; readonly key: string }[];
  },
): Read | undefined {
  const cut = note.lastIndexOf("\n\n");
  const body = note.slice(0, cut + 1);
  const [origin, size, root, ...rest] = body.split("\n");
  const lines = note.slice(cut + 2).split("\n");
  if (cut < 0 || lines.pop() !== "" || rest.join() !== "") return undefined;
  if (origin !== `linden/1/heads/${org}` || !/^(0|[1-9]\d*)$/.test(size ?? "")) return undefined;
  const made = (name: string, key: string, type: 1 | 4): Uint8Array[] =>
    lines.flatMap((one) => {
      const bytes = new Uint8Array(Buffer.from(one.split(" ")[2] ?? "", "base64"));
      return `${one}\n` === signatureLine(name, key, type, bytes.slice(4)) ? [bytes.slice(4)] : [];
    });
  const own = made(origin, known.logKey, 1);
  if (own.length === 0 || !own.every((one) => signed(known.logKey, text(body), one)))
    return undefined;
  const seen: Record<string, number> = {};
  for (const { name, key } of known.witnesses) {
    for (const one of made(name, key, 4)) {
      const time = Number(BigInt(`0x${hex(one.slice(0, 8))}`));
      if (signed(key, cosignatureMessage(body, time), one.slice(8))) {
        seen[name] = Math.max(seen[name] ?? 0, time);
      }
    }
  }
  return { size: Number(size), root: hex(new Uint8Array(Buffer.from(root ?? "", "base64"))), seen };
}
