import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** What a frozen file holds; its form is what the tests are about. */
// eslint-disable-next-line typescript/no-explicit-any
export type Json = any;

/** A file of crypto/vectors. */
export const frozen = (name: string): Json =>
  JSON.parse(
    readFileSync(resolve(import.meta.dirname, `../../crypto/vectors/${name}.json`), "utf8"),
  );
