import type { HouseId } from "#domain/compartments.ts";
import type { Session } from "../../state/session.svelte.ts";

/** The houses by name, as far as this member can read them, and those of which she manages a vault. */
export class HouseNames {
  #names = $state.raw<ReadonlyMap<HouseId, string>>(new Map());
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    $effect(() =>
      session.engine.watch("houses", {}, (houses) => {
        this.#names = new Map(houses.map(({ house, codeName }) => [house, codeName]));
      }),
    );
  }

  /** The code-name; a house that cannot be read is called by the start of its id. */
  name(house: HouseId): string {
    return this.#names.get(house) ?? house.slice(0, 4);
  }

  /** Houses for which this member may give keys. */
  get managed(): readonly HouseId[] {
    const rights = this.#session.open?.rights ?? [];
    return [
      ...new Set(rights.flatMap(({ house, right }) => (house && right === 3 ? [house] : []))),
    ];
  }
}
