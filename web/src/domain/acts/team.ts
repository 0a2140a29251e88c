import { changes, putIn, type Act } from "../change.ts";
import { usualCensusHour } from "../evenings.ts";
import type { Id } from "../ids.ts";
import type { Organisation } from "../records.ts";

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
