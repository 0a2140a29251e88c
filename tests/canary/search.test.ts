import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { ready } from "#crypto/verify";
import { needlesOf } from "#audit/encodings.ts";
import { Search } from "#audit/search.ts";

beforeAll(ready);

const text = "Nádia Ünique Зоря 7f3a";

test("a text is found in every one of its encodings, wherever it stands", () => {
  for (const needle of needlesOf(text)) {
    const search = new Search([text]);
    search.look("here", Buffer.concat([randomBytes(1_001), needle.bytes, randomBytes(13)]));
    expect(search.hits.map((hit) => hit.encoding)).toContain(needle.encoding);
  }
});

test("every three bytes before it, a text is found in the base64 of the whole", () => {
  for (let before = 0; before < 6; before++) {
    const whole = Buffer.concat([randomBytes(before), Buffer.from(text), randomBytes(5)]);
    const search = new Search([text]);
    search.look("here", Buffer.from(whole.toString("base64")));
    expect(search.hits.length).toBeGreaterThan(0);
  }
});

test("a text that is not there is not found", () => {
  const search = new Search([text]);
  search.look("here", randomBytes(1 << 20));
  search.look("here", Buffer.from("Nadia Unique Zorya 7f3b".repeat(100)));
  expect(search.hits).toEqual([]);
  expect(search.needles).toBeGreaterThan(200);
});
