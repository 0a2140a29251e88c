import { expect, test } from "vitest";
import type { CallbackLine } from "#domain/view-requests.ts";
import { dialling } from "./request-words.ts";

const line = { channel: "call", value: "+49 (0)170 / 000-000", safeNow: true } as CallbackLine;

test("a number can be dialled by a tap while it is safe to call her, and nothing else can", () => {
  expect(dialling(line)).toBe("tel:+49170000000");
  expect(dialling({ ...line, value: "(0170) 000 000" })).toBe("tel:0170000000");
  expect(dialling({ ...line, channel: "sms", value: "0170 000 000" })).toBe("sms:0170000000");
  expect(dialling({ ...line, safeNow: false })).toBeUndefined();
  expect(dialling({ ...line, channel: "signal" })).toBeUndefined();
  expect(dialling({ ...line, value: "0170 000 000 ask for Ana" })).toBeUndefined();
  expect(dialling({ ...line, value: "javascript:1" })).toBeUndefined();
  expect(dialling({ ...line, value: " - " })).toBeUndefined();
});
