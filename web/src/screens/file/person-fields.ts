import type { AboutPerson } from "#domain/acts/person.ts";
import type { AgeBand, PersonKind } from "#domain/codes.ts";
import type { Alert } from "#domain/records-people.ts";
import type { PersonInStay } from "#domain/view-resident.ts";

/** What is known of a person as a form holds it: empty where nothing is. */
export interface PersonFields {
  calledName: string;
  kind: PersonKind;
  ageBand: AgeBand;
  birthDate: string;
  languages: string[];
  interpreterNeeded: boolean;
  alerts: Alert[];
  diet: string;
  /** Divided by commas. */
  needs: string;
}

/** The form as it stands before anything is typed. */
export const personFields = (person: PersonInStay): PersonFields => ({
  calledName: person.calledName ?? "",
  kind: person.kind ?? "woman",
  ageBand: person.ageBand ?? "unknown",
  birthDate: person.birthDate ?? "",
  languages: [...person.languages],
  interpreterNeeded: person.interpreterNeeded ?? false,
  alerts: person.alerts.map((alert) => ({ ...alert })),
  diet: person.diet ?? "",
  needs: person.needs.join(", "),
});

/** What was changed in the form, and what stood there before; nothing else is written. */
export function changed(
  before: PersonFields,
  after: PersonFields,
): { set: AboutPerson; was: AboutPerson } {
  const [was, set] = [aboutOf(before), aboutOf(after)];
  const names = (Object.keys(set) as (keyof AboutPerson)[]).filter(
    (name) => JSON.stringify(set[name]) !== JSON.stringify(was[name]),
  );
  const pick = (about: AboutPerson): AboutPerson =>
    Object.fromEntries(names.map((name) => [name, about[name]]));
  return { set: pick(set), was: pick(was) };
}

const aboutOf = (fields: PersonFields): AboutPerson => ({
  calledName: fields.calledName.trim(),
  kind: fields.kind,
  ageBand: fields.ageBand,
  birthDate: fields.birthDate || null,
  languages: fields.languages,
  interpreterNeeded: fields.interpreterNeeded || null,
  alerts: fields.alerts.filter(({ text }) => text.trim() !== ""),
  diet: fields.diet.trim() || null,
  needs: fields.needs
    .split(/[,،]/)
    .map((need) => need.trim())
    .filter(Boolean),
});
