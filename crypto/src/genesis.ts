import { type Hash, type OrgId, idFrom } from "./brand.ts";
import { entryBody } from "./entries.ts";
import type { Entry, Head } from "./entry.ts";
import { H } from "./hash.ts";
import { labels } from "./labels.ts";
import { emptyFrontier, headOf } from "./merkle.ts";

/** The first entry of a roster. */
export type Genesis = Extract<Entry, { readonly is: "genesis" }>;

/** The organisation's id: the hash of how it began, so that nobody can begin it differently. docs/protocol.md §3. */
export const orgIdOf = (genesis: Genesis): OrgId =>
  idFrom.org(H(32, undefined, labels.genesis, entryBody(genesis)) as Hash);

/** The head of a log in which nothing stands yet. */
export const emptyHead = (): Head => headOf(emptyFrontier);
