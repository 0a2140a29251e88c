// Over 300 lines: one list, every parser that reads what others wrote.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import readPixels from "jsqr";
import { encode as drawCode } from "uqr";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type EpochKey,
  type Hash,
  type LocalKey,
  type Signature,
  type WrapKey,
  accountKeyGroups,
  formatEvidence,
  formatFiles,
  formatNote,
  formatNoteKey,
  headSigner,
  idFrom,
  makeAccountKey,
  makeIdentity,
  open,
  openBox,
  openBundle,
  openDisclosure,
  openLocal,
  parse,
  parseCheckpoint,
  parseCommit,
  parseNote,
  readAccountKey,
  readDisclosure,
  readEntry,
  readEvidence,
  readFiles,
  readHeads,
  readInviteCode,
  readKitCode,
  readLeaf,
  readNoteKey,
  readNoteKeys,
  readServedFiles,
  readShare,
  ready,
  seal,
  shareWords,
  signCheckpoint,
  splitSeed,
  unwrapPrevious,
  utf8,
} from "#crypto";
import { readArguments } from "#audit/arguments.ts";
import { DumpTables } from "#audit/dump-tables.ts";
import { bodiesOf } from "#audit/har.ts";
import { readKey } from "#audit/key.ts";
import { checkLines } from "#audit/lines.ts";
import { verifyReport } from "#audit/report.ts";
import { keptOutcomes, readEarlier } from "#audit/results.ts";
import { codeOf } from "#sync/reply.ts";
import { readPage } from "#vault/cache-page.ts";
import { readMeaning } from "#vault/opening.ts";
import { seeded } from "../random.ts";
import { frozen } from "../vectors/frozen.ts";
import { commits, frames } from "./frames.ts";
import { garbled, mutated } from "./mutating.ts";

const isLong = process.env["LONG"] === "1";
const rounds = isLong ? 50_000 : 200;
/** With LONG another seed each time, printed where it fails. */
const random = seeded(isLong ? undefined : 11);

const fill = (length: number): Uint8Array => new Uint8Array(length).fill(3);
const org = idFrom.org(fill(32));
const vault = idFrom.vault(fill(16));
const member = idFrom.member(fill(16));
const identity = makeIdentity;
const sealedIn = () => {
  const place = { org, vault, author: member, epochKey: fill(32) as EpochKey };
  const record = idFrom.record(fill(16));
  const content = {
    kind: "put",
    record,
    version: 1,
    epoch: 1,
    schema: 2,
    payload: fill(90),
  } as const;
  const sealed = seal(place, content);
  if (!sealed.ok) throw new Error(sealed.error);
  return { place, ...sealed.value };
};

/** What no input may do: anything but come to a value. What is made of it must be far smaller than what it says. */
function survives(name: string, run: () => unknown): void {
  try {
    run();
  } catch (error) {
    throw new Error(`${name} threw, with the seed ${random.seed}`, { cause: error });
  }
}

beforeAll(() => ready());

describe("whatever bytes come, a reader says no or reads them:", () => {
  test.each(Object.entries(frames))("the frame %s", (name, [good, read]) => {
    expect(read(good)).toBeDefined();
    for (let i = 0; i < rounds; i++) survives(name, () => read(mutated(good, random)));
  });

  test("commits, and what stands in them", () => {
    const readers = [
      parseCommit,
      (bytes: Uint8Array) => parse(bytes, readLeaf),
      (bytes: Uint8Array) => parse(bytes, readEntry),
      (bytes: Uint8Array) => parse(bytes, readHeads),
      readPage,
    ];
    expect(commits.every((bytes) => parseCommit(bytes).ok)).toBe(true);
    for (let i = 0; i < rounds * 5; i++) {
      const good = commits[i % commits.length] as Uint8Array;
      const bytes = mutated(good, random);
      for (const read of readers) survives("a commit", () => read(bytes));
    }
  });

  test("envelopes, boxes, wrapped keys, bundles and what a device keeps", () => {
    const { place, leaf, envelope } = sealedIn();
    const own = { member, identity: identity(1) };
    const of = { org, member, bundleVersion: 1, generation: 1 };
    for (let i = 0; i < rounds * 2; i++) {
      const bytes = mutated(envelope, random);
      survives("an envelope", () => {
        expect(open(place, leaf, bytes).ok).toBe(Buffer.compare(bytes, envelope) === 0);
      });
      survives("a bundle", () => openBundle(bytes, of, fill(32) as WrapKey));
      survives("a box", () =>
        openBox(org, { vault, epoch: 1, member, generation: 1, bytes }, own, fill(32) as Hash),
      );
      survives("a wrapped key", () =>
        unwrapPrevious({ org, vault, epoch: 2 }, fill(32) as EpochKey, bytes, fill(32) as Hash),
      );
      survives("what a device keeps", () => openLocal(fill(32) as LocalKey, "name", bytes));
      survives("a refusal", () => codeOf({ status: 400, bytes }));
      survives("a meaning", () => readMeaning(bytes));
    }
  });

  test("a length that says four thousand million makes nothing of that size", () => {
    const before = process.memoryUsage().arrayBuffers;
    for (const [name, [good, read]] of Object.entries(frames)) {
      for (let at = 0; at + 4 <= good.length; at++) {
        const bytes = good.slice();
        new DataView(bytes.buffer).setUint32(at, 0xffff_ffff);
        survives(name, () => read(bytes));
      }
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  });
});

describe("whatever text comes, a reader says no or reads it:", () => {
  const paper = frozen<{
    readonly invite: { readonly code: string };
    readonly kit: { readonly code: string };
  }>("paper");
  const signer = () => headSigner(fill(32));
  const note = () => formatNote(signCheckpoint(org, { size: 3, root: fill(32) as Hash }, signer()));
  const key = () => formatNoteKey({ name: "linden.example/release", key: signer().publicKey });
  const texts: { readonly [name: string]: readonly [() => string, (text: string) => unknown] } = {
    "an invite's code": [() => paper.invite.code, readInviteCode],
    "a kit's code": [() => paper.kit.code, readKitCode],
    "an account key": [() => accountKeyGroups(makeAccountKey()), readAccountKey],
    "a share": [() => shareWords(splitSeed(fill(32))[0]), readShare],
    "a note": [note, parseNote],
    "a checkpoint": [() => note().split("\n\n")[0] ?? "", parseCheckpoint],
    "a verifier key": [key, readNoteKey],
    "a file of keys": [() => `# ours\n${key()}\n`, readNoteKeys],
    "a list of files": [
      () => formatFiles({ version: "1", files: new Map([["a.js", "0".repeat(64)]]) }),
      (text) => [readFiles(text), readServedFiles(utf8(text), [])],
    ],
    evidence: [
      () =>
        formatEvidence({
          org,
          statements: [
            { is: "checkpoint", note: note() },
            { is: "commit", bytes: commits[0] as Uint8Array },
            {
              is: "acknowledgement",
              acknowledgement: { heads: [], signature: fill(64) as Signature },
            },
          ],
        }),
      readEvidence,
    ],
    "what was opened for somebody outside": [
      () =>
        `linden/1/disclosure\n${org}\nroster ${Buffer.from(commits[0] as Uint8Array).toString("base64")}\n`,
      (text) => [readDisclosure(text), openDisclosure(text)],
    ],
    "arguments of the auditor's tool": [
      () => "logs --server https://linden.example --key audit.key --to results",
      (text) => readArguments(text.split(" ")),
    ],
  };

  test.each(Object.entries(texts))("%s", (name, [good, read]) => {
    const text = good();
    expect(read(text)).toBeDefined();
    for (let i = 0; i < rounds; i++) survives(name, () => read(garbled(text, random)));
  });

  test("an invite's code, as any picture in front of a camera", () => {
    const { data, size } = drawCode(paper.invite.code);
    const scale = 3;
    const width = (size + 8) * scale;
    const drawn = new Uint8ClampedArray(width * width * 4).fill(255);
    for (let y = 0; y < size * scale; y++) {
      for (let x = 0; x < size * scale; x++) {
        const dark = data[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true;
        const at = ((y + 4 * scale) * width + x + 4 * scale) * 4;
        if (dark) drawn.fill(0, at, at + 3);
      }
    }
    expect(readPixels(drawn, width, width)?.data).toBe(paper.invite.code);
    for (let i = 0; i < (isLong ? 2_000 : 20); i++) {
      const noisy = drawn.slice();
      for (let dots = random.between(1, noisy.length / 8); dots > 0; dots--) {
        noisy[random.between(0, noisy.length - 1)] = random.between(0, 255);
      }
      survives("a picture", () => {
        const seen = readPixels(noisy, width, width)?.data;
        if (seen !== undefined) readInviteCode(seen);
      });
    }
  });
});

describe("whatever file the auditor is handed, her tool says so:", () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), "linden-fuzz-"))));
  afterAll(() => rm(folder, { recursive: true }));

  const dump = [
    "--",
    "-- PostgreSQL database dump",
    "--",
    "CREATE TABLE public.commits (",
    "    log integer NOT NULL,",
    '    "position" bigint NOT NULL,',
    "    arrived_on date,",
    "    bytes bytea NOT NULL,",
    "    envelopes bytea NOT NULL",
    ");",
    "",
    'COPY public.commits (log, "position", arrived_on, bytes, envelopes) FROM stdin;',
    "1\t0\t\\N\t\\\\x0102\t\\\\x0000",
    "\\.",
    "",
  ].join("\n");
  const har = JSON.stringify({
    log: {
      entries: [
        {
          request: {
            url: "https://linden.example/",
            headers: [{ name: "a", value: "b" }],
            postData: { text: "x" },
          },
          response: { headers: [], content: { text: "eA==", encoding: "base64" } },
        },
      ],
    },
  });
  const line = '{"level":30,"time":1790000000000,"route":"/v1/pull","status":200,"ms":3}\n';
  const report = JSON.stringify({
    made: "2026-11-26",
    checks: [{ seen: [{ org, size: 3, root: "00".repeat(32) }] }],
  });
  const files: { readonly [name: string]: readonly [string, (path: string) => Promise<unknown>] } =
    {
      "a dump": [
        dump,
        async (path) => {
          const opened = await DumpTables.open(path);
          if (opened.ok) await opened.value.close();
        },
      ],
      "a recording": [har, bodiesOf],
      "a log": [line.repeat(3), (path) => checkLines([path], folder)],
      "an earlier report": [report, readEarlier],
      "a key": [
        '{"name":"auditor","pem":"-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----\\n"}',
        readKey,
      ],
    };

  test.each(Object.entries(files))("%s", async (name, [good, read]) => {
    const path = join(folder, "file");
    let answered = 0;
    for (let i = 0; i < (isLong ? 5_000 : 60); i++) {
      await writeFile(path, i === 0 ? good : garbled(good, random));
      try {
        await read(path);
        answered += 1;
      } catch (error) {
        throw new Error(`${name} threw, with the seed ${random.seed}`, { cause: error });
      }
    }
    expect(answered).toBe(isLong ? 5_000 : 60);
  });

  test("a folder of results", async () => {
    const key = { name: "auditor", key: headSigner(fill(32)).publicKey };
    for (let i = 0; i < (isLong ? 2_000 : 30); i++) {
      await writeFile(join(folder, "report.json"), garbled(report, random));
      await writeFile(join(folder, "report.note"), garbled(report, random));
      expect(await verifyReport(folder, key)).toMatchObject({ ok: false });
      await writeFile(join(folder, "logs.json"), garbled(report, random));
      await keptOutcomes(folder);
    }
  });
});
