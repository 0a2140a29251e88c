import type { HouseId } from "#domain/compartments.ts";
import type { RequestsView } from "#domain/view-requests.ts";
import type { Session } from "../../state/session.svelte.ts";

const minuteMs = 60_000;

/** The requests of one house as they are now; the clock moves on by itself, for countdowns. */
export class RequestsState {
  view = $state.raw<RequestsView | undefined>();
  /** The view has come once. */
  read = $state(false);
  now = $state(Date.now());

  constructor(session: Session, house: HouseId) {
    $effect(() =>
      session.engine.watch("requests", { house }, (view) => {
        this.view = view;
        this.read = true;
      }),
    );
    $effect(() => {
      const timer = setInterval(() => (this.now = Date.now()), minuteMs / 2);
      return () => clearInterval(timer);
    });
  }
}
