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

/** Where her keys lead as far as this device can tell: to a house, to boxes that it cannot name, or to none of them. */
export function leadsTo({ rights }: TeamMember): "house" | "elsewhere" | "nowhere" {
  if (rights.some(({ house }) => house !== undefined)) return "house";
  return rights.some(({ compartment }) => compartment === undefined) ? "elsewhere" : "nowhere";
}
