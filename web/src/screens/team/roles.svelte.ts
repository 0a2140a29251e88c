import {
  type Compartment,
  type Preset,
  type Right,
  type Rights,
  houseCompartments,
  organisationCompartments,
  presets,
} from "#domain/compartments.ts";
import { type Id, id } from "#domain/ids.ts";
import type { RoleView } from "#domain/view-houses.ts";
import { refusalText } from "../../i18n/refusal.ts";
import { t } from "../../i18n/t.ts";
import { newId } from "../../state/new-id.ts";
import type { Session } from "../../state/session.svelte.ts";

/** Every kind of compartment, those of a house first. */
export const compartments: readonly Compartment[] = [
  ...houseCompartments,
  ...organisationCompartments,
];

/** Presets that a role can be composed from. */
export const starts = [
  "staff",
  "caseWorker",
  "manager",
  "volunteer",
] as const satisfies readonly Preset[];

/** The roles that the organisation has composed, and the one that is being composed. */
export class Roles {
  all = $state.raw<readonly RoleView[]>([]);
  editing = $state.raw<Id<"role"> | undefined>();
  name = $state("");
  rights = $state.raw<Rights>(presets.staff);
  wrong = $state(false);
  failed = $state.raw<string | undefined>();
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    $effect(() => session.engine.watch("roles", {}, (all) => (this.all = all)));
  }

  /** Opens the form, on a role that there is or on a new one. */
  edit(role?: RoleView): void {
    this.editing = role?.role ?? id<"role">(newId());
    this.name = role?.name ?? "";
    this.rights = role?.rights ?? presets.staff;
    this.wrong = false;
    this.failed = undefined;
  }

  /** Takes a preset's rights as they are. */
  startFrom(preset: Preset): void {
    this.rights = presets[preset];
  }

  set(compartment: Compartment, right: Right): void {
    this.rights = { ...this.rights, [compartment]: right };
  }

  /** Keeps the role, when it has a name. */
  async save(): Promise<void> {
    this.wrong = this.name.trim() === "";
    if (this.wrong || this.editing === undefined) return;
    const input = { role: this.editing, name: this.name, rights: this.rights };
    const outcome = await this.#session.engine.act("setRole", input);
    this.failed = outcome.ok ? undefined : refusalText(outcome.refusal);
    if (!outcome.ok) return;
    this.editing = undefined;
    this.#session.toasts.show({ text: t("roles.saved") });
  }

  /** Takes a role off the list; its undo puts it back. */
  async remove({ role, name, rights }: RoleView): Promise<void> {
    await this.#session.act("removeRole", { role, name, rights }, t("roles.removed", { name }));
  }
}
