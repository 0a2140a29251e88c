import { expect, test } from "vitest";
import { standing } from "./history.svelte.ts";

const moment = (id: string, version?: number) => ({ id, version });

test("how the file stands is its last version or what came to its beds since, whatever a clock said", () => {
  expect(standing([moment("c", 2), moment("b"), moment("a", 1)])).toEqual({ id: "c", version: 2 });
  expect(standing([moment("c"), moment("b", 2), moment("a", 1)])).toEqual({ id: "c", version: 2 });
  expect(standing([moment("b", 1), moment("a", 2)])).toEqual({ id: "a", version: 2 });
  expect(standing([])).toEqual({ id: undefined, version: 0 });
});
