import type { IncidentType } from "#domain/codes-incidents.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { IncidentLine, IncidentsView } from "#domain/view-incidents.ts";
import type { Session } from "../../state/session.svelte.ts";
import { filtered, type IncidentFilter } from "./incident-filter.ts";

/** The incidents of a house, as they are now and whenever one is added to. */
export class IncidentList {
  view = $state.raw<IncidentsView | undefined>();
  team = $state.raw<{ readonly [member: string]: string }>({});
  /** The view has come once. */
  read = $state(false);
  now = $state(Date.now());
  filter = $state.raw<IncidentFilter>({ which: "open", severity: undefined, type: undefined });

  constructor(session: Session, house: HouseId) {
    $effect(() =>
      session.engine.watch("incidents", { house }, (view) => {
        this.view = view;
        this.read = true;
      }),
    );
    $effect(() => session.engine.watch("teamNames", {}, (names) => (this.team = names)));
    $effect(() => {
      const timer = setInterval(() => (this.now = Date.now()), 60_000);
      return () => clearInterval(timer);
    });
  }

  get lines(): readonly IncidentLine[] {
    return filtered(this.view?.lines ?? [], this.filter);
  }

  /** Types that occur here, for the filter. */
  get types(): readonly IncidentType[] {
    return [...new Set(this.view?.lines.map(({ type }) => type) ?? [])];
  }
}
