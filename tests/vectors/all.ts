import { letters } from "./letters.ts";
import { organisation } from "./organisation.ts";
import { hashes, identities, logins, onPaper } from "./secrets.ts";
import { heads, signatures, trees } from "./trees.ts";
import { envelopes, epochs } from "./vault.ts";

/** What is frozen, by the name of its file. */
export const vectors = {
  hash: hashes,
  login: logins,
  identity: identities,
  paper: onPaper,
  epoch: epochs,
  envelope: envelopes,
  letter: letters,
  merkle: trees,
  signature: signatures,
  heads,
  organisation,
} satisfies Readonly<Record<string, () => unknown>>;
