import type { MemberId } from "#crypto/verify";
import type { InviteMade, Outcome, Team } from "../../vault/engine.ts";
import type { Session } from "../../state/session.svelte.ts";
import { inviteLink } from "../enter/invite-link.ts";

type Failure = Extract<Outcome<unknown>, { ok: false }>["code"];

/** An invite for a member who has lost her passphrase, her sheet or her device. */
export class Replacing {
  team = $state.raw<Team | undefined>();
  /** She stands here and scans. */
  inPerson = $state(true);
  made = $state.raw<InviteMade | undefined>();
  working = $state(false);
  failed = $state.raw<Failure | undefined>();
  readonly #session: Session;
  readonly #member: MemberId;

  constructor(session: Session, member: string) {
    this.#session = session;
    this.#member = member as MemberId;
    $effect(() => session.engine.onTeam((team) => (this.team = team)));
  }

  /** Who she is, as far as it is known here. */
  get member(): Team["members"][number] | undefined {
    return this.team?.members.find(({ member }) => member === this.#member);
  }

  /** The link that the square holds. */
  get link(): string {
    return this.made ? inviteLink(location.origin, this.made.code) : "";
  }

  /** Ends her old keys and makes the invite. */
  async make(): Promise<void> {
    if (this.working) return;
    this.working = true;
    const { inPerson } = this;
    const made = await this.#session.engine.replaceMember({ member: this.#member, inPerson });
    this.working = false;
    this.failed = made.ok ? undefined : made.code;
    if (made.ok) this.made = made.value;
  }
}
