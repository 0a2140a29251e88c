import type { Right } from "#crypto/verify";
import type { TeamMember } from "../../vault/engine.ts";

/** What a right lets her do, as a word of the catalogue. */
export const rightWord = (right: Right): "none" | "reads" | "writes" | "manages" =>
  (["none", "reads", "writes", "manages"] as const)[right];

/** What a member is for the organisation, where it is more than her rights on vaults. */
export function standing(member: TeamMember): "recovery" | "auditor" | "director" | undefined {
  if (member.recovery) return "recovery";
  if (member.audit) return "auditor";
  return member.admin ? "director" : undefined;
}
