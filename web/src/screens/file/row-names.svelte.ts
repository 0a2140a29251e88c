import type { BedName } from "#domain/change.ts";
import type { BedId } from "#domain/ids.ts";
import type { ResidentView } from "#domain/view-resident.ts";
import type { Session } from "../../state/session.svelte.ts";
import type { RowNames } from "./row-words.ts";

/** What ids in rows are called: colleagues by the team, people and beds by whatever the screen knows of them. */
export class RowNaming implements RowNames {
  #team = $state.raw<Readonly<Record<string, string>>>({});
  readonly #known: () => Known;

  constructor(session: Session, known: () => Known) {
    this.#known = known;
    $effect(() => session.engine.watch("teamNames", {}, (names) => (this.#team = names)));
  }

  person = (personRef: string): string | undefined => this.#known().persons.get(personRef);
  bed = (bed: BedId): BedName | undefined => this.#known().beds.get(bed);
  member = (member: string): string | undefined => this.#team[member];
}

interface Known {
  readonly persons: ReadonlyMap<string, string>;
  readonly beds: ReadonlyMap<BedId, BedName>;
}

/** People and beds as a stay's view has them. */
export function bedNames(view: ResidentView | undefined): Known {
  const persons = new Map<string, string>();
  const beds = new Map<BedId, BedName>();
  for (const { personRef, calledName, beds: slept } of view?.persons ?? []) {
    if (calledName !== undefined) persons.set(personRef, calledName);
    for (const { bed, room, label } of slept) beds.set(bed, { room, bed: label });
  }
  return { persons, beds };
}
