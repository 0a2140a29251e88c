import type { ActInput, ActName } from "#domain/acts.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { PersonRef, StayRef } from "#domain/ids.ts";
import type { BedForOne } from "#domain/view-beds.ts";
import type { FileView } from "#domain/view-file.ts";
import type { PersonInStay } from "#domain/view-resident.ts";
import { t } from "../../i18n/t.ts";
import { writesPeople } from "../../state/rights.ts";
import type { Session } from "../../state/session.svelte.ts";
import type { ActOutcome } from "../../vault/engine.ts";

/** The file of one stay, as it is now and whenever it changes; every tab is given it. */
export class FileState {
  view = $state.raw<FileView | undefined>();
  /** The view has come once. */
  read = $state(false);
  readonly house: HouseId;
  readonly stay: StayRef;
  readonly session: Session;
  #names = $state.raw<Readonly<Record<string, string>>>({});

  constructor(session: Session, house: HouseId, stay: StayRef) {
    this.session = session;
    this.house = house;
    this.stay = stay;
    $effect(() =>
      session.engine.watch("stayFile", { house, stayRef: stay }, (view) => {
        this.view = view;
        this.read = true;
      }),
    );
    $effect(() => session.engine.watch("teamNames", {}, (names) => (this.#names = names)));
  }

  /** What a member of the team is called. */
  memberName(member: string): string {
    return this.#names[member] ?? "";
  }

  /** What a person of this file is called. */
  nameOf(person: PersonRef): string {
    const found = this.view?.resident.persons.find(({ personRef }) => personRef === person);
    return found?.calledName ?? t("bed.taken");
  }

  /** Hears which beds one person more could have. */
  watchBeds(heard: (beds: readonly BedForOne[]) => void): () => void {
    return this.session.engine.watch(
      "bedsForOne",
      { house: this.house, stayRef: this.stay },
      heard,
    );
  }

  /** Everyone on the team by what she is called. */
  get team(): readonly { readonly member: string; readonly name: string }[] {
    return Object.entries(this.#names).map(([member, name]) => ({ member, name }));
  }

  /** What she, or the first of them, is called. */
  get name(): string {
    const persons = this.view?.resident.persons ?? [];
    return (persons.find(({ head }) => head) ?? persons[0])?.calledName ?? t("bed.taken");
  }

  /** Whether this member may write into it. */
  get writes(): boolean {
    return writesPeople(this.session.open, this.house);
  }

  /** Who lives here now, those away included. */
  get here(): readonly PersonInStay[] {
    return this.view?.resident.persons.filter(({ leftOn }) => leftOn === undefined) ?? [];
  }

  /** Does an act on this stay. */
  act<N extends ActName>(
    name: N,
    input: Omit<ActInput<N>, "house" | "stayRef">,
    said: string,
  ): Promise<ActOutcome> {
    const about = { house: this.house, stayRef: this.stay };
    const names = this.view?.resident.persons.map(({ calledName }) => calledName);
    const message = { text: said, names };
    return this.session.act(name, { ...about, ...input } as unknown as ActInput<N>, message);
  }

  /** Under this name the draft of one of its forms is kept. */
  draft(form: string): string {
    return `file-${form}-${this.stay}`;
  }
}
