import type { Deed } from "#domain/acts.ts";
import type { AboutPerson, ChangePerson } from "#domain/acts/person.ts";
import type { PersonRef } from "#domain/ids.ts";
import { plusDays } from "#domain/dates.ts";
import type { HouseOfTale, Living, Tale } from "./tale.ts";

/** By day what was not asked at night is written down: languages, what the night must know, a phase, nights away. */
export function writeFiles(tale: Tale, house: HouseOfTale, day: number): void {
  const { stage, dice } = tale;
  const [first, second, third, fourth] = tale.living.filter(
    (one) => one.house === house && one.settled,
  );
  if (!first || !second || !third || !fourth) throw new Error("the sample has lost somebody");
  const refs = [first, second, third, fourth].map((one) => headOf(tale, one));
  const about = ({ house: { house: id }, stayRef }: Living) => ({ house: id, stayRef });
  const write = (one: Living, personRef: PersonRef, set: AboutPerson): void => {
    stage.do("caseWorker", changed(about(one), personRef, set));
  };
  write(first, refs[0] as PersonRef, {
    languages: ["vi", "fr"],
    interpreterNeeded: true,
    alerts: [{ kind: "allergy", text: "penicillin" }],
  });
  write(second, refs[1] as PersonRef, { languages: ["ar"], diet: "halal" });
  write(third, refs[2] as PersonRef, { languages: ["ru", "de"], needs: ["ground floor"] });
  stage.do("caseWorker", {
    act: "startPhase",
    input: { ...about(first), name: "Settling in" },
  });
  stage.do("caseWorker", {
    act: "recordConflict",
    input: {
      house: house.house,
      conflict: dice.id<"safetyConflict">(),
      sides: [[refs[1] as PersonRef], [refs[3] as PersonRef]],
      kind: "personal_conflict",
      level: "never_same_room",
      reviewOn: plusDays(stage.evening(day), 60),
    },
  });
  const away = { ...about(fourth), persons: [refs[3] as PersonRef] };
  stage.do("staff", {
    act: "recordAbsence",
    input: { ...away, kind: "overnight_agreed", bedKept: true, from: stage.evening(day - 2) },
  });
  stage.do("staff", {
    act: "endAbsence",
    input: { ...about(fourth), persons: [{ personRef: refs[3] as PersonRef }] },
  });
}

const headOf = ({ stage }: Tale, { house, stayRef }: Living): PersonRef | undefined => {
  const { placement, placements } = stage.house(house.house);
  return placement.get(placements.get(stayRef) ?? "")?.assignments[0]?.personRef;
};

/** Somebody of whom little is known yet, with what is known from now on. */
const changed = (
  about: Pick<ChangePerson, "house" | "stayRef">,
  personRef: PersonRef,
  set: AboutPerson,
): Deed => ({
  act: "changePerson",
  input: {
    ...about,
    personRef,
    set,
    was: { languages: [], alerts: [], needs: [], diet: null, interpreterNeeded: null },
  },
});
