import type { HouseKind } from "#domain/records.ts";
import type { Draftable } from "../../state/draft.svelte.ts";
import { RoomForm, bedLabel, type RoomDraft } from "./room-form.svelte.ts";

/** The pages of the wizard, in order. */
export const houseSteps = ["house", "rooms", "rules", "review"] as const;
export type HouseStep = (typeof houseSteps)[number];

/** Longest stays that are offered, as ISO durations. */
export const maxStays = ["P6M", "P1Y", "P2Y"] as const;
export type MaxStay = (typeof maxStays)[number];

/** What the wizard keeps while it is typed. */
export interface HouseDraft {
  step: HouseStep;
  codeName: string;
  kind: HouseKind;
  worksShifts: boolean;
  address: string;
  accessNotes: string;
  rooms: RoomDraft[];
  womenOnly: boolean;
  /** Empty where there is no limit. */
  boysMaxAge: string;
  maxStay: MaxStay;
  censusHour: string;
}

const firstRoom = (): RoomDraft => ({
  label: "1",
  mode: "household_exclusive",
  attributes: [],
  beds: [0, 1].map((index) => ({ label: bedLabel(index), kind: "single" })),
});

/** A house while it is typed: pages, rooms, rules, and what is still missing on a page. */
export class HouseForm implements Draftable<HouseDraft> {
  step = $state<HouseStep>("house");
  codeName = $state("");
  kind = $state<HouseKind>("emergency_shelter");
  worksShifts = $state(true);
  address = $state("");
  accessNotes = $state("");
  rooms = $state.raw<readonly RoomForm[]>([new RoomForm(firstRoom())]);
  womenOnly = $state(true);
  boysMaxAge = $state("");
  maxStay = $state<MaxStay>("P1Y");
  censusHour = $state("04:00");
  missing = $state.raw<"codeName" | "roomLabel" | undefined>();

  /** How many beds there are in all. */
  get bedCount(): number {
    return this.rooms.reduce((sum, room) => sum + room.beds.length, 0);
  }

  /** One room more, like the last one, under the next number that is free. */
  addRoom(): void {
    const last = this.rooms.at(-1)?.snapshot() ?? firstRoom();
    const taken = new Set(this.rooms.map((room) => room.label.trim()));
    let number = this.rooms.length + 1;
    while (taken.has(String(number))) number++;
    const label = String(number);
    this.rooms = [...this.rooms, new RoomForm({ ...last, label, attributes: [] })];
  }

  /** Takes a room away; one always stays. */
  removeRoom(room: RoomForm): void {
    if (this.rooms.length > 1) this.rooms = this.rooms.filter((other) => other !== room);
  }

  /** Goes on to the next page, when this one is complete. */
  next(): void {
    this.missing = this.#missing();
    if (this.missing !== undefined) return;
    this.step = houseSteps[houseSteps.indexOf(this.step) + 1] ?? "review";
  }

  /** Goes back one page; false on the first. */
  back(): boolean {
    const at = houseSteps.indexOf(this.step);
    this.step = houseSteps[at - 1] ?? "house";
    return at > 0;
  }

  snapshot(): HouseDraft {
    return {
      step: this.step,
      codeName: this.codeName,
      kind: this.kind,
      worksShifts: this.worksShifts,
      address: this.address,
      accessNotes: this.accessNotes,
      rooms: this.rooms.map((room) => room.snapshot()),
      womenOnly: this.womenOnly,
      boysMaxAge: this.boysMaxAge,
      maxStay: this.maxStay,
      censusHour: this.censusHour,
    };
  }

  restore({ rooms, ...kept }: HouseDraft): void {
    Object.assign(this, kept);
    this.rooms = rooms.map((room) => new RoomForm(room));
  }

  #missing(): "codeName" | "roomLabel" | undefined {
    if (this.step === "house" && this.codeName.trim() === "") return "codeName";
    const unnamed = this.rooms.some((room) => room.label.trim() === "");
    return this.step === "rooms" && unnamed ? "roomLabel" : undefined;
  }
}
