import { expect, test } from "vitest";
import { randomBytes } from "#crypto";
import type { BedId } from "#domain/ids.ts";
import { openDatabase } from "#server/postgres/database.ts";
import { readEnvelopes } from "#server/pages.ts";
import type { Tables } from "#server/store/tables.ts";
import { arrival, saved } from "../engine/people.ts";
import { theScene } from "./paths.ts";
import { paths, register } from "./register.ts";

const scene = theScene();

/** Every envelope that the server keeps. */
async function kept(): Promise<readonly Uint8Array[]> {
  const db = openDatabase<Tables>(scene().servers.databaseUrl);
  const rows = await db.selectFrom("commits").select("envelopes").execute();
  await db.destroy();
  return rows.flatMap((row) => readEnvelopes(row.envelopes));
}

/** The end of an envelope's plaintext is zeros: under one key two ends look the same. */
const end = (envelope: Uint8Array): string =>
  Buffer.from(envelope.subarray(envelope.length - 48, envelope.length - 16)).toString("hex");

test("a stuck random generator seals no two texts and no two versions under one key", async (context) => {
  const { director, house } = scene();
  const { engine } = director;
  const before = (await kept()).length;
  const { getRandomValues } = globalThis.crypto;
  // All that crypto draws in this process comes from here; the server draws elsewhere.
  globalThis.crypto.getRandomValues = (array) => {
    new Uint8Array(array.buffer).fill(7);
    return array;
  };
  try {
    // More than the pool holds that was drawn while the generator was sound.
    for (let i = 0; i < 500; i++) await engine.suggestPassphrase("english");
    expect(await engine.suggestPassphrase("english")).toBe(
      await engine.suggestPassphrase("english"),
    );
    for (const [i, name] of ["Ruta", "Rutb"].entries()) {
      const bed = house.beds[4 + i] as BedId;
      await saved(engine, engine.act("placeHousehold", arrival(house, bed, name)));
    }
  } finally {
    globalThis.crypto.getRandomValues = getRandomValues;
    // What was drawn meanwhile is used up.
    randomBytes(4096);
  }
  const envelopes = await kept();
  expect(envelopes.length).toBeGreaterThan(before + 5);
  expect(new Set(envelopes.map(end)).size).toBe(envelopes.length);
  const name = "a generator that always draws the same";
  const why = "it is the writer's own generator that is stuck";
  register(
    context,
    {
      row: 18,
      attack: name,
      path: "S",
      is: "tried",
      code: "none",
      alarm: "none",
      shown: "no two keys are the same",
      goesOn: true,
    },
    ...paths.map((path) => ({ row: 18, attack: name, path, is: "not", why }) as const),
  );
});

test("no envelope that the server keeps is of a length that is not a bucket", async (context) => {
  const lengths = new Set((await kept()).map(({ length }) => length));
  expect([...lengths].every((length) => [400, 1_552, 6_160, 24_592].includes(length))).toBe(true);
  const name = "the lengths of all envelopes that an organisation has written";
  register(context, {
    row: 16,
    attack: name,
    path: "S",
    is: "tried",
    code: "none",
    alarm: "none",
    shown: "buckets and nothing else",
    goesOn: true,
  });
});
