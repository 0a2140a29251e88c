import type { HouseId } from "#domain/compartments.ts";
import type { MemberId } from "#crypto/verify";
import type { Outcome, Team } from "../../vault/engine.ts";
import type { Session } from "../../state/session.svelte.ts";

type Failure = Extract<Outcome<unknown>, { ok: false }>["code"];

/** The team as it stands now, and the two deeds of this screen: give keys, hand a house over. */
export class TeamState {
  team = $state.raw<Team | undefined>();
  /** For whom something is being done now. */
  working = $state.raw<MemberId | undefined>();
  failed = $state.raw<Failure | undefined>();
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    $effect(() => session.engine.onTeam((team) => (this.team = team)));
  }

  /** Gives a joiner the keys that her invite asked for. */
  async grant(member: MemberId): Promise<void> {
    await this.#do(member, () => this.#session.engine.grantWishes(member));
  }

  /** Gives a house to its manager; true when it is done. */
  async handOver(
    house: HouseId,
    member: MemberId,
    keeps: "director" | "manager",
  ): Promise<boolean> {
    return this.#do(member, () => this.#session.engine.handOver(house, member, keeps));
  }

  async #do(member: MemberId, deed: () => Promise<Outcome<void>>): Promise<boolean> {
    if (this.working !== undefined) return false;
    this.working = member;
    const done = await deed();
    this.working = undefined;
    this.failed = done.ok ? undefined : done.code;
    return done.ok;
  }
}
