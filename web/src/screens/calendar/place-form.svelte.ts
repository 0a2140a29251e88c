import type { Arriving } from "#domain/acts/arriving.ts";
import type { AgeBand, PersonKind } from "#domain/codes.ts";
import type { BedId } from "#domain/ids.ts";
import { drawPersonCode, suggestAlias } from "../../state/alias.ts";
import type { Draftable } from "../../state/draft.svelte.ts";

/** Somebody for one of the marked beds. */
export interface GuestDraft {
  calledName: string;
  kind: PersonKind;
  ageBand: AgeBand;
}

/** An arrival straight into marked beds: a person for each, the first an adult. */
export class PlacingForm implements Draftable<{ guests: GuestDraft[]; plannedEnd: string }> {
  guests = $state<GuestDraft[]>([]);
  plannedEnd = $state("");

  constructor(beds: number, plannedEnd: string) {
    this.plannedEnd = plannedEnd;
    for (let at = 0; at < beds; at += 1) this.guests.push(this.#guest(at));
  }

  /** The people, each with her bed; who was left without a name keeps a suggested one. */
  persons(beds: readonly BedId[]): Omit<Arriving, "personRef">[] {
    const taken = new Set(this.guests.map(({ calledName }) => calledName.trim()));
    return $state.snapshot(this.guests).flatMap(({ calledName, kind, ageBand }, at) => {
      const bed = beds[at];
      const name = calledName.trim() || suggestAlias(taken);
      taken.add(name);
      const isChild = kind !== "woman" && kind !== "other_adult";
      const band = isChild ? ageBand : ("unknown" as const);
      return bed ? [{ calledName: name, code: drawPersonCode(), kind, ageBand: band, bed }] : [];
    });
  }

  snapshot(): { guests: GuestDraft[]; plannedEnd: string } {
    return $state.snapshot({ guests: this.guests, plannedEnd: this.plannedEnd });
  }

  restore({ guests, plannedEnd }: { guests: GuestDraft[]; plannedEnd: string }): void {
    this.guests = this.guests.map((guest, at) => guests[at] ?? guest);
    this.plannedEnd = plannedEnd;
  }

  #guest(at: number): GuestDraft {
    const calledName = suggestAlias(new Set(this.guests.map((guest) => guest.calledName)));
    return { calledName, kind: at === 0 ? "woman" : "child", ageBand: "unknown" };
  }
}
