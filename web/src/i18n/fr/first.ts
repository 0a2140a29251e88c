import { common } from "./common.ts";
import { entering } from "./entering.ts";
import { errors } from "./errors.ts";
import { kit } from "./kit.ts";
import { knows } from "./knows.ts";
import { languages } from "./languages.ts";
import { seen } from "./seen.ts";

/** What is said in French before an account is open: all that the first page needs. */
export const first = {
  ...common,
  ...entering,
  ...errors,
  ...kit,
  ...knows,
  ...languages,
  ...seen,
} as const;
