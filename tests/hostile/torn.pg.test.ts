import { expect, test } from "vitest";
import { idFrom, itemsHash, randomBytes, utf8 } from "#crypto";
import { lookFor } from "#vault/joints.ts";
import { Insider } from "./insider.ts";
import { theScene } from "./paths.ts";

const scene = theScene();

test("a commit that counts for nothing is no part of a joint append, also where its part is looked for", async () => {
  const { servers, director, house } = scene();
  const insider = await Insider.of(servers, director);
  const vault = insider.vault({ compartment: "capacity", house: house.house });
  const { book } = insider.follow;
  const { leaf, envelope } = insider.seal(vault, { payload: utf8("{}") });
  const items = { is: "leaves", leaves: [leaf] } as const;
  // As it stands in what a colleague has appended to this log and another, of which the server keeps this half back.
  const list = [vault, idFrom.vault(randomBytes(16))]
    .toSorted()
    .map((log) => ({ log, itemsHash: itemsHash({ ...items, leaves: [leaf, leaf] }) }));
  const bytes = insider.sign(vault, items, { joint: list });
  await insider.forceInto(vault, { bytes, envelopes: [envelope] });
  await insider.read();
  expect(book.hasSkipped(vault)).toBe(true);

  const half = { list, seen: new Map(), under: 0, torn: false };
  const verified = { log: vault, head: book.head(vault), skipped: book.skipped(vault) };
  const looked = await lookFor(insider.api, verified, [half]);
  expect(looked.ok).toBe(true);
  expect([...half.seen]).toEqual([]);
});
