import { open, readFile, readdir } from "node:fs/promises";

/** Whether the memory of a browser can be read here: where the kernel shows it as files, as on Linux. */
export const memoryShown = process.platform === "linux";

const pageBytes = 4_096;
const chunkBytes = 8 << 20;
/** Of an entry of the page map: the page is in memory, or was put aside. */
const isThere = (entry: bigint): boolean => (entry & (3n << 62n)) !== 0n;

/** How much was read, and how often each text was found in it, in one byte or two for each letter. */
export interface Remembered {
  readonly processes: number;
  readonly bytes: number;
  readonly found: ReadonlyMap<string, number>;
}

/** Looks through all memory of a browser, its page's, its workers' and its network's, found by the folder of its profile. */
export async function lookInMemory(folder: string, texts: readonly string[]): Promise<Remembered> {
  const needles = texts.flatMap((text) =>
    (["utf8", "utf16le"] as const).map((encoding) => ({
      text,
      bytes: Buffer.from(text, encoding),
    })),
  );
  const found = new Map(texts.map((text) => [text, 0]));
  const processes = await processesOf(folder);
  let bytes = 0;
  for (const pid of processes) {
    bytes += await readAll(pid, (part) => {
      for (const { text, bytes: needle } of needles) {
        for (let at = part.indexOf(needle); at >= 0; at = part.indexOf(needle, at + 1)) {
          found.set(text, (found.get(text) ?? 0) + 1);
        }
      }
    });
  }
  return { processes: processes.length, bytes, found };
}

/** The browser that has this profile, and everything that it started. */
async function processesOf(folder: string): Promise<readonly number[]> {
  const parents = new Map<number, number>();
  const first = new Set<number>();
  for (const name of await readdir("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    parents.set(pid, Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (command.includes(`--user-data-dir=${folder}`)) first.add(pid);
  }
  const isIts = (pid: number): boolean =>
    first.has(pid) || (pid > 1 && parents.has(pid) && isIts(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(isIts);
}

/** Reads every page of a process that is there; how many bytes they were. */
async function readAll(pid: number, look: (part: Buffer) => void): Promise<number> {
  const maps = await readFile(`/proc/${pid}/maps`, "utf8").catch(() => "");
  const memory = await open(`/proc/${pid}/mem`, "r").catch(() => undefined);
  const pages = await open(`/proc/${pid}/pagemap`, "r").catch(() => undefined);
  let bytes = 0;
  for (const line of maps.split("\n")) {
    const [, from = "0", to = "0", rights = "", path = ""] =
      /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+\s*(.*)$/.exec(line) ?? [];
    // What is mapped from a program's own file holds no data of its run.
    const isData = rights.startsWith("r") && !/^\[v|\.so|\/chrom/.test(path);
    if (!isData || memory === undefined || pages === undefined) continue;
    for (const [start, end] of await presentIn(
      pages,
      Number.parseInt(from, 16),
      Number.parseInt(to, 16),
    )) {
      for (let at = start; at < end; at += chunkBytes) {
        // A little more, for what lies across the border.
        const part = Buffer.alloc(Math.min(chunkBytes + 256, end - at));
        const read = await memory.read(part, 0, part.length, at).catch(() => undefined);
        if (read === undefined) continue;
        bytes += read.bytesRead;
        look(part.subarray(0, read.bytesRead));
      }
    }
  }
  await memory?.close();
  await pages?.close();
  return bytes;
}

/** The stretches of a mapping that are there. */
async function presentIn(
  pages: Awaited<ReturnType<typeof open>>,
  from: number,
  to: number,
): Promise<readonly (readonly [number, number])[]> {
  const found: [number, number][] = [];
  const most = 1 << 16;
  for (let page = from / pageBytes; page < to / pageBytes; page += most) {
    const count = Math.min(most, to / pageBytes - page);
    const map = Buffer.alloc(count * 8);
    const read = await pages.read(map, 0, map.length, page * 8).catch(() => undefined);
    for (let at = 0; at + 8 <= (read?.bytesRead ?? 0); at += 8) {
      if (!isThere(map.readBigUInt64LE(at))) continue;
      const start = (page + at / 8) * pageBytes;
      const last = found.at(-1);
      if (last?.[1] === start) last[1] = start + pageBytes;
      else found.push([start, start + pageBytes]);
    }
  }
  return found;
}
