import type { OrgId, Signature } from "./brand.ts";
import { concat } from "./bytes.ts";
import { type Commit, type Draft, commitMessage, encodeUnsigned } from "./commit.ts";
import { signDetached } from "./sodium.ts";

/** A commit and its bytes as they go into the log. */
export interface Signed {
  readonly commit: Commit;
  readonly bytes: Uint8Array;
}

/** Signs a draft with the author's identity. docs/protocol.md §5. */
export function signCommit(
  org: OrgId,
  draft: Draft,
  identity: { readonly signSecret: Uint8Array },
): Signed {
  const unsigned = encodeUnsigned(draft);
  const signature = signDetached(identity.signSecret, commitMessage(org, unsigned)) as Signature;
  return { commit: { ...draft, signature }, bytes: concat(unsigned, signature) };
}
