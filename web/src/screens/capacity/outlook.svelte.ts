import type { HouseId } from "#domain/compartments.ts";
import type { OutlookView } from "#domain/view-outlook.ts";
import type { Session } from "../../state/session.svelte.ts";

/** How far the forecast looks. */
export const ranges = [30, 90] as const;
export type Range = (typeof ranges)[number];

/** What is to come in one house, or in all. */
export class Outlook {
  view = $state.raw<OutlookView | undefined>();
  range = $state<Range>(30);
  readonly nights = $derived(this.view?.nights.slice(0, this.range) ?? []);
  /** Stays that end within the range, and those whose end is past. */
  readonly ending = $derived.by(() => {
    const last = this.nights.at(-1)?.night;
    return (
      this.view?.ending.filter(({ plannedEnd }) => last !== undefined && plannedEnd <= last) ?? []
    );
  });

  constructor(session: Session, house?: HouseId) {
    $effect(() =>
      session.engine.watch("outlook", house === undefined ? {} : { house }, (view) => {
        this.view = view;
      }),
    );
  }
}
