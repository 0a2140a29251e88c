import { changes, putIn, refuse, removeFrom, type Act } from "../change.ts";
import { usualCensusHour } from "../evenings.ts";
import type { Id } from "../ids.ts";
import type { Organisation, RolePreset } from "../records.ts";

/** A role as it is composed, or changed. Who has it already keeps the keys that she has. */
export interface SetRole extends RolePreset {
  readonly role: Id<"role">;
}

/** The organisation's settings; what is left out stays. `organisation` counts only where there is none yet. */
export interface SetOrganisation extends Partial<Organisation> {
  readonly organisation: Id<"organisation">;
}

/** What a member is to be called; an earlier name is written over. */
export interface NameMember {
  readonly memberName: Id<"memberName">;
  /** 32 hex characters, as the roster names her. */
  readonly member: string;
  readonly displayName: string;
}

/** Sets the organisation's name, time zone and customs. */
export const setOrganisation: Act<SetOrganisation> = (
  state,
  { organisation: id, ...given },
  now,
) => {
  const [known, before] = state.organisation.organisation.entries().next().value ?? [id, undefined];
  return changes(
    putIn()("organisation", known, {
      name: "",
      neutralDisplayName: "",
      locales: ["en"],
      weekStart: 1,
      timeZone: now.timeZone,
      kThreshold: 5,
      censusHour: usualCensusHour,
      ...before,
      ...given,
    }),
  );
};

/** Writes what a member is called. */
export const nameMember: Act<NameMember> = (state, { memberName, member, displayName }) => {
  const known = [...state.organisation.memberName].find(([, name]) => name.member === member);
  return changes(
    putIn()("memberName", known?.[0] ?? memberName, { member, displayName: displayName.trim() }),
  );
};

/** Composes a role, or changes it; two may not have one name. */
export const setRole: Act<SetRole> = (state, { role, name, rights }) => {
  const label = name.trim();
  const same = (one: string): boolean => one.toLocaleLowerCase() === label.toLocaleLowerCase();
  const twice = [...state.organisation.rolePreset].some(
    ([other, preset]) => other !== role && same(preset.name),
  );
  if (twice) return refuse({ code: "label-twice", label });
  return changes(putIn()("rolePreset", role, { name: label, rights }));
};

/** Takes a role from the list. Nobody loses a key by it. What it was is in the input, so that it can be put back. */
export const removeRole: Act<SetRole> = (state, { role }) =>
  state.organisation.rolePreset.has(role)
    ? changes(removeFrom()("rolePreset", role))
    : refuse({ code: "not-found", what: "rolePreset" });
