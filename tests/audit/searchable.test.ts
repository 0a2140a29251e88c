import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { ready } from "#crypto";
import { checkCanary, makeCanaries } from "#audit/canary.ts";
import { passed } from "#audit/check.ts";
import { Progress } from "#audit/progress.ts";

beforeAll(ready);

const progress = new Progress(() => undefined);
const [left = ""] = makeCanaries(1);

async function folderOf(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "linden-searchable-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function searched(name: string, bytes: Buffer | string) {
  const folder = await folderOf();
  await writeFile(join(folder, name), bytes);
  const named = await checkCanary([left], { places: [join(folder, name)], progress });
  const within = await checkCanary([left], { places: [folder], progress });
  return { named, within };
}

/** A dump whose only row holds, as bytes, the base64 of a text: only who reads the row can find it. */
const dumpWith = (text: string): string => {
  const hex = Buffer.from(Buffer.from(text).toString("base64")).toString("hex");
  return [
    "--",
    "-- PostgreSQL database dump",
    "--",
    "CREATE TABLE public.notes (",
    "    words bytea",
    ");",
    "COPY public.notes (words) FROM stdin;",
    `\\\\x${hex}`,
    "\\.",
    "",
  ].join("\n");
};

test("what is packed with gzip is searched unpacked, in a file, in a folder, and over the borders of its pieces", async () => {
  for (const before of [0, (1 << 20) - 8]) {
    const packed = gzipSync(Buffer.concat([Buffer.alloc(before, "x"), Buffer.from(left)]));
    for (const outcome of Object.values(await searched("backup.tgz", packed))) {
      expect(outcome.problems.join("\n")).toMatch(/stands in .*backup\.tgz, unpacked, as UTF-8/);
    }
  }
  const clean = await searched("backup.tgz", gzipSync("nothing"));
  expect([clean.named.problems, clean.within.problems]).toEqual([[], []]);
  expect(passed(clean.named) && passed(clean.within)).toBe(true);
});

test("the rows of a dump that is packed with gzip are read as those of one that is not", async () => {
  for (const bytes of [dumpWith(left), gzipSync(dumpWith(left))]) {
    const { named } = await searched("linden.sql", bytes);
    expect(named.problems.join("\n")).toMatch(/linden\.sql, table notes, as base64/);
  }
});

test("what cannot be searched fails with a sentence that says what to give instead", async () => {
  const broken = gzipSync(Buffer.alloc(1 << 16, left)).subarray(0, -40);
  const cases: readonly [string, Buffer, RegExp][] = [
    ["linden.dump", Buffer.from("PGDMP\x01\x0e more"), /pg_dump --format=plain/],
    ["a.zst", zstdCompressSync(left), /zstd -d/],
    ["a.zip", Buffer.from("PK\x03\x04 more"), /unpack it into a folder/],
    ["a.gz", broken, /gzip and broken/],
    ["twice.gz", gzipSync(gzipSync(left)), /packed twice/],
  ];
  for (const [name, bytes, said] of cases) {
    for (const outcome of Object.values(await searched(name, bytes))) {
      expect(outcome.problems.join("\n")).toMatch(/This cannot be searched: /);
      expect(outcome.problems.join("\n")).toMatch(said);
    }
  }
});

test("a link out of a folder that is searched has to be named, and one to a file is followed", async () => {
  const [folder, elsewhere] = [await folderOf(), await folderOf()];
  await writeFile(join(elsewhere, "words"), left);
  await mkdir(join(folder, "own"));
  await writeFile(join(folder, "own/file"), "nothing");
  await symlink(join(folder, "own"), join(folder, "again"));
  const look = () => checkCanary([left], { places: [folder], progress });
  expect((await look()).problems).toEqual([]);
  await symlink(elsewhere, join(folder, "pg_wal"));
  expect((await look()).problems.join()).toMatch(/pg_wal is a link to the folder .*name that/);
  await rm(join(folder, "pg_wal"));
  await symlink(join(elsewhere, "words"), join(folder, "words"));
  expect((await look()).problems.join("\n")).toMatch(/words, as UTF-8/);
});

test("a recording without entries, or without a body, has shown nothing", async () => {
  const har = (entries: readonly unknown[]): string => JSON.stringify({ log: { entries } });
  const entry = (content: unknown) => ({
    request: { url: "https://linden.example/v1/pull", postData: { text: "x" } },
    response: { content },
  });
  const none = await searched("visit.har", har([]));
  expect(none.named.problems.join()).toMatch(/Nothing is recorded in .*visit\.har/);
  const bare = await searched("visit.har", har([entry({}), entry({ size: 3 })]));
  expect(bare.named.problems.join()).toMatch(
    /This recording has no bodies: .*Save it with content/,
  );
  const whole = await searched("visit.har", har([entry({}), entry({ text: "eA==" })]));
  expect(whole.named.problems).toEqual([]);
});

test("a place that cannot be searched leaves the others to be searched", async () => {
  const folder = await folderOf();
  await writeFile(join(folder, "words"), left);
  const places = ["postgresql://nobody:hunter2@127.0.0.1:1/x", join(folder, "gone"), folder];
  const { problems } = await checkCanary([left], { places, progress });
  const said = problems.join("\n");
  expect(said).toMatch(/The database cannot be read/);
  expect(said).toMatch(/nothing to search in .*gone/);
  expect(said).toMatch(/words, as UTF-8/);
  expect(said).not.toContain("hunter2");
  expect(said).not.toMatch(/looked at no (bytes|planted)/);
});
