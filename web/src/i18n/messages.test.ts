import { parse } from "@formatjs/icu-messageformat-parser";
import { expect, test } from "vitest";
import { clientErrors, serverErrors } from "#contract/errors.ts";
import { en } from "./en/index.ts";

const messages = Object.entries(en);

const parses = (message: string): boolean => {
  try {
    parse(message, { ignoreTag: true });
    return true;
  } catch {
    return false;
  }
};

test("every message is well-formed ICU", () => {
  expect(messages.filter(([, message]) => !parses(message))).toEqual([]);
});

test("every error code has words for a person, and no words are left over", () => {
  const codes = [...Object.keys(serverErrors), ...clientErrors].map((code) => `error.${code}`);
  const worded = messages.map(([key]) => key).filter((key) => key.startsWith("error."));
  expect(worded.toSorted()).toEqual(codes.toSorted());
});

test("no message blames, scores or uses a refused word", () => {
  const refused = /\b(client|case closed|compliance|sex work|victim|inmate)\b/i;
  expect(messages.filter(([, message]) => refused.test(message))).toEqual([]);
});
