import type { Refusal } from "./change.ts";
import type { AgeBand, PersonKind } from "./codes.ts";
import type { AdmissionPolicy } from "./records.ts";

/** What a rule asks about a person. */
export interface Asking {
  readonly kind: PersonKind;
  readonly ageBand: AgeBand;
}

/** A woman or another adult; the rest are children. */
export const isAdult = ({ kind }: Asking): boolean => kind === "woman" || kind === "other_adult";

/** The youngest that someone of a band can be, in years; undefined where nothing is known. */
export const youngestOf = (band: AgeBand): number | undefined => {
  const years = Number.parseInt(band, 10);
  return Number.isNaN(years) ? undefined : years;
};

/**
 * The rules of a house that a household would break (I-11). A boy's age counts against the limit only when
 * the lower bound of his band is over it: what is not known at night is asked by day.
 */
export function violations(
  policy: AdmissionPolicy | undefined,
  persons: readonly Asking[],
): (Refusal & { code: "policy" })[] {
  if (policy === undefined) return [];
  const { adults, boysMaxAge, unaccompaniedMinors, maxChildren } = policy;
  const children = persons.filter((person) => !isAdult(person));
  const found: (Refusal & { code: "policy" })[] = [];
  if (adults === "women_only" && persons.some(({ kind }) => kind === "other_adult")) {
    found.push({ code: "policy", rule: "women_only" });
  }
  const tooOld = ({ kind, ageBand }: Asking): boolean =>
    kind === "boy" && (youngestOf(ageBand) ?? 0) > (boysMaxAge ?? Infinity);
  if (boysMaxAge !== undefined && persons.some(tooOld)) {
    found.push({ code: "policy", rule: "boys_max_age", limit: boysMaxAge });
  }
  if (!unaccompaniedMinors && persons.length > 0 && children.length === persons.length) {
    found.push({ code: "policy", rule: "unaccompanied_minor" });
  }
  if (maxChildren !== undefined && children.length > maxChildren) {
    found.push({ code: "policy", rule: "max_children", limit: maxChildren });
  }
  return found;
}
