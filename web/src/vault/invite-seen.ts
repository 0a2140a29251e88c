import { inviteOf, organisationWords } from "#crypto";
import type { InviteSeen } from "./engine.ts";
import type { SeenInvite } from "./enrol.ts";
import { suggestLoginId } from "./pseudonym.ts";

/** What an invited person is shown before she joins. */
export function inviteSeen({ code, keys, follow }: SeenInvite): InviteSeen {
  const roles = inviteOf(follow.book.roster, keys.publicKey)?.roles;
  return {
    org: code.org,
    words: organisationWords(code.org),
    suggestedLoginId: suggestLoginId(),
    roles: roles ?? { admin: false, audit: false },
  };
}
