import { type OrgId, idBytes } from "./brand.ts";
import { Writer } from "./bytes.ts";
import { writeAccept } from "./entries.ts";
import type { Entry } from "./entry.ts";
import { lengthPrefixed } from "./hash.ts";
import { labels } from "./labels.ts";
import { verifyDetached } from "./sodium.ts";

/** The entry by which an invited person joins. */
export type Accept = Extract<Entry, { readonly is: "accept" }>;

/** What the invite key signs: the joiner's id, both her public keys, her generation and the roster that she saw. */
export const acceptMessage = (org: OrgId, accept: Omit<Accept, "inviteSignature">): Uint8Array =>
  lengthPrefixed(labels.accept, [idBytes(org), writeAccept(new Writer(), accept).done()]);

/** Whether the invite key signed exactly these keys: the server can substitute none. docs/protocol.md §3. */
export const verifyAccept = (org: OrgId, accept: Accept): boolean =>
  verifyDetached(accept.invite, acceptMessage(org, accept), accept.inviteSignature);
