import type { HouseId } from "#domain/compartments.ts";
import type { Kit } from "../vault/engine.ts";
import { homeName } from "./houses.ts";
import { type Person, colleague, founder, handOver, kitOf } from "./people.ts";
import type { Stories, Story } from "./story.ts";
import { entryOf, settled } from "./writing.ts";

/** Who works in the sample; each name says in some language that it is an example. */
export interface Team {
  readonly managers: readonly Person[];
  readonly caseWorker: Person;
  readonly staff: Person;
  /** Signed in no more: her houses are handed over. */
  readonly left: readonly SignIn[];
}

/** Somebody who can sign in. */
export interface SignIn {
  readonly role: "staff" | "caseWorker" | "manager" | "director" | "auditor";
  readonly name: string;
  /** What she works in and may read, in a sentence. */
  readonly about: string;
  readonly passphrase: string;
  readonly kit: Kit;
}

const managerNames = { north: "Mara Muster", south: "Milena Primjer" } as const;

/** Founds the organisation, sets up its houses, invites everybody, and hands each house to its manager. */
export async function gather(
  url: string,
  { began, stories }: Stories,
  progress: (line: string) => void,
): Promise<Team> {
  const director = await founder(url, "Ines Beispiel", began);
  const houses = stories.flatMap((story) => story.houses);
  for (const [at, input] of houses.entries()) {
    progress(`Setting up house ${at + 1} of ${houses.length}.`);
    await settled(director, entryOf(await director.engine.createHouse(input)));
  }
  const named = (name: string): HouseId[] =>
    houses.filter(({ codeName }) => codeName === name).map(({ house }) => house);
  const home = named(homeName);

  progress("Inviting the team.");
  const managers: Person[] = [];
  for (const { side, houses } of stories) {
    const own = houses.map(({ house }) => house);
    const as = { url, name: managerNames[side], preset: "manager", houses: own } as const;
    managers.push(await colleague(director, as));
  }
  const works = { url, houses: home };
  const caseWorker = await colleague(director, {
    ...works,
    name: "Karin Exempel",
    preset: "caseWorker",
  });
  const staff = await colleague(director, { ...works, name: "Sanne Voorbeeld", preset: "staff" });
  const none = { url, houses: [] };
  const auditor = await colleague(director, { ...none, name: "Paula Prøve", preset: "auditor" });

  let given = 0;
  for (const [at, story] of stories.entries()) {
    for (const { house } of story.houses) {
      progress(`Handing over house ${++given} of ${houses.length}.`);
      await handOver(director, house, managers[at] as Person);
    }
  }
  const counts = "Every house's beds and figures, and no name of anybody who lives there.";
  const checks = "Every log and every sealed record, and no key that opens one.";
  return {
    managers,
    caseWorker,
    staff,
    left: [await signIn(director, "director", counts), await signIn(auditor, "auditor", checks)],
  };
}

/** Everybody's way in, and every device locked. */
export async function signIns(team: Team, stories: readonly Story[]): Promise<SignIn[]> {
  const { staff, caseWorker, managers, left } = team;
  const home = `${homeName}: who is there tonight`;
  const ways = [
    await signIn(staff, "staff", `${home}; no case file.`),
    await signIn(caseWorker, "caseWorker", `${home}, and the case files.`),
  ];
  for (const [at, manager] of managers.entries()) {
    const names = stories[at]?.houses.map(({ codeName }) => codeName).join(", ");
    ways.push(await signIn(manager, "manager", `Everything of ${names}.`));
  }
  return [...ways, ...left];
}

const signIn = async (person: Person, role: SignIn["role"], about: string): Promise<SignIn> => ({
  role,
  about,
  name: person.name,
  passphrase: person.passphrase,
  kit: await kitOf(person),
});
