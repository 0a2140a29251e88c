import type { Team, Trust } from "../../vault/engine.ts";
import type { Session } from "../../state/session.svelte.ts";

const lookEveryMs = 2_000;

/** What the Trust screen watches: the engine's numbers, read again while it is open, and the team. */
export class TrustState {
  trust = $state.raw<Trust | undefined>();
  team = $state.raw<Team | undefined>();

  constructor(session: Session) {
    $effect(() => {
      const look = async (): Promise<void> => {
        if (session.open) this.trust = await session.engine.trust();
      };
      void look();
      const timer = setInterval(() => void look(), lookEveryMs);
      const stop = session.engine.onTeam((team) => (this.team = team));
      return () => {
        clearInterval(timer);
        stop();
      };
    });
  }
}
