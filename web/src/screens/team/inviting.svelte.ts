import type { HouseId } from "#domain/compartments.ts";
import type { RoleView } from "#domain/view-houses.ts";
import type { InviteMade, Outcome, Preset } from "../../vault/engine.ts";
import type { Session } from "../../state/session.svelte.ts";
import { inviteLink } from "../enter/invite-link.ts";

/** The presets that an invite may carry, in the order in which they are offered. */
export const presets = [
  "staff",
  "caseWorker",
  "manager",
  "director",
  "volunteer",
  "auditor",
] as const satisfies readonly Preset[];

/** Whether a preset is about chosen houses (a director's and an auditor's are about all). */
export const needsHouses = (preset: Preset): boolean =>
  preset !== "director" && preset !== "auditor";

type Failure = Extract<Outcome<unknown>, { ok: false }>["code"];

/** An invite: for whom, as what, in which houses, and how it reaches her. */
export class Inviting {
  displayName = $state("");
  preset = $state<Preset>("staff");
  /** Composed by the organisation, in place of a preset. */
  role = $state.raw<RoleView | undefined>();
  houses = $state.raw<readonly HouseId[]>([]);
  /** She stands here and scans: her keys follow without a second click. */
  inPerson = $state(true);
  made = $state.raw<InviteMade | undefined>();
  working = $state(false);
  wrong = $state.raw<readonly ("displayName" | "houses")[]>([]);
  failed = $state.raw<Failure | undefined>();
  readonly #session: Session;

  constructor(session: Session, houses: readonly HouseId[]) {
    this.#session = session;
    this.houses = houses.length === 1 ? houses : [];
  }

  /** The link that the square code holds and that may be sent. */
  get link(): string {
    return this.made ? inviteLink(location.origin, this.made.code) : "";
  }

  /** Whether it is about chosen houses. */
  get needsHouses(): boolean {
    return this.role !== undefined || needsHouses(this.preset);
  }

  /** Chooses a preset or a role of the organisation's own. */
  choose(what: Preset | RoleView): void {
    this.role = typeof what === "string" ? undefined : what;
    if (typeof what === "string") this.preset = what;
  }

  /** Adds a house, or takes it away. */
  toggle(house: HouseId): void {
    this.houses = this.houses.includes(house)
      ? this.houses.filter((other) => other !== house)
      : [...this.houses, house];
  }

  /** Makes the invite, when it is complete. */
  async make(): Promise<void> {
    this.wrong = [
      ...(this.displayName.trim() === "" ? (["displayName"] as const) : []),
      ...(this.needsHouses && this.houses.length === 0 ? (["houses"] as const) : []),
    ];
    if (this.wrong.length > 0 || this.working) return;
    this.working = true;
    const made = await this.#session.engine.invite({
      preset: this.role ? "staff" : this.preset,
      ...(this.role && { role: { name: this.role.name, rights: this.role.rights } }),
      houses: this.needsHouses ? this.houses : [],
      displayName: this.displayName.trim(),
      inPerson: this.inPerson,
    });
    this.working = false;
    this.failed = made.ok ? undefined : made.code;
    if (made.ok) this.made = made.value;
  }
}
