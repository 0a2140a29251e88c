import { ageOn, majority } from "./ages.ts";
import type { Refusal } from "./change.ts";
import type { AgeBand, PersonKind } from "./codes.ts";
import type { IsoDate } from "./dates.ts";
import type { AdmissionPolicy } from "./records.ts";

/** What a rule asks about a person. */
export interface Asking {
  readonly kind: PersonKind;
  readonly ageBand: AgeBand;
  readonly birthDate?: IsoDate;
}

type Broken = Refusal & { readonly code: "policy" };

/** A woman or another adult; the rest are children. */
export const isAdult = ({ kind }: Pick<Asking, "kind">): boolean =>
  kind === "woman" || kind === "other_adult";

/** Whether someone is a minor on a date: by her birth date where it is known, else by what she is. */
export const isMinor = (person: Asking, on: IsoDate): boolean =>
  person.birthDate === undefined ? !isAdult(person) : ageOn(person.birthDate, on) < majority;

/** The youngest that someone of a band can be, in years; undefined where nothing is known. */
export const youngestOf = (band: AgeBand): number | undefined => {
  const years = Number.parseInt(band, 10);
  return Number.isNaN(years) ? undefined : years;
};

/** The oldest that someone of a band can be, in years; without a bound for the last one and for the unknown. */
const oldestOf = (band: AgeBand): number =>
  Number.parseInt(band.split("-")[1] ?? "", 10) || Infinity;

/**
 * The rules of a house that a household would break on an evening (I-11). A boy's age counts against the limit on
 * his birth date, or when the lower bound of his band is over it: what is not known at night is asked by day.
 */
export function violations(
  policy: AdmissionPolicy | undefined,
  persons: readonly Asking[],
  on?: IsoDate,
): Broken[] {
  if (policy === undefined) return [];
  const { adults, boysMaxAge, unaccompaniedMinors, maxChildren } = policy;
  const children = persons.filter((person) => !isAdult(person));
  const found: Broken[] = [];
  if (adults === "women_only" && persons.some(({ kind }) => kind === "other_adult")) {
    found.push({ code: "policy", rule: "women_only" });
  }
  if (boysMaxAge !== undefined && persons.some((one) => (surelyAged(one, on) ?? 0) > boysMaxAge)) {
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

/** The rules that a household breaks with these people more, and did not break before. */
export function newViolations(
  policy: AdmissionPolicy | undefined,
  { here, coming, on }: { here: readonly Asking[]; coming: readonly Asking[]; on: IsoDate },
): Broken[] {
  const before = new Set(violations(policy, here, on).map(({ rule }) => rule));
  return violations(policy, [...here, ...coming], on).filter(({ rule }) => !before.has(rule));
}

/** Whether a boy may be over the limit, as far as is known: no reason to refuse him, but one to ask by day. */
export const mayBeOverLimit = (
  policy: AdmissionPolicy | undefined,
  person: Asking,
): policy is AdmissionPolicy & { readonly boysMaxAge: number } =>
  policy?.boysMaxAge !== undefined &&
  person.kind === "boy" &&
  person.birthDate === undefined &&
  (youngestOf(person.ageBand) ?? 0) <= policy.boysMaxAge &&
  oldestOf(person.ageBand) > policy.boysMaxAge;

/** A boy's years, as many as he has for certain. */
function surelyAged({ kind, ageBand, birthDate }: Asking, on: IsoDate | undefined) {
  if (kind !== "boy") return undefined;
  return birthDate !== undefined && on !== undefined ? ageOn(birthDate, on) : youngestOf(ageBand);
}
