import type { HouseId } from "#domain/compartments.ts";
import type { Id } from "#domain/ids.ts";
import type { IncidentView } from "#domain/view-incident.ts";
import { t } from "../../i18n/t.ts";
import type { Draftable } from "../../state/draft.svelte.ts";
import { newId } from "../../state/new-id.ts";
import type { Session } from "../../state/session.svelte.ts";
import type { ActOutcome, Outcome } from "../../vault/engine.ts";
import { saveText } from "../page/save-text.ts";

type Failed = Extract<Outcome<string>, { ok: false }>["code"];

/**
 * Opens an incident to somebody outside. What leaves is kept first: that it was opened, and to whom, is written beside
 * the incident, for good, before the file is saved.
 */
export class Disclosing implements Draftable<{ readonly to: string }> {
  draft = $state({ to: "" });
  isMissing = $state(false);
  busy = $state(false);
  failed = $state.raw<Failed | undefined>();
  refused = $state.raw<Extract<ActOutcome, { ok: false }>["refusal"] | undefined>();
  readonly #session: Session;
  readonly #of: { readonly house: HouseId; readonly incident: Id<"incident"> };

  constructor(
    session: Session,
    of: { readonly house: HouseId; readonly incident: Id<"incident"> },
  ) {
    this.#session = session;
    this.#of = of;
  }

  async disclose(view: IncidentView): Promise<void> {
    const to = this.draft.to.trim();
    this.isMissing = to === "";
    this.failed = this.refused = undefined;
    if (this.isMissing || this.busy) return;
    this.busy = true;
    await this.#disclose(view, to);
    this.busy = false;
  }

  async #disclose(view: IncidentView, to: string): Promise<void> {
    const { engine } = this.#session;
    const records = [
      this.#of.incident,
      ...view.amendments.map(({ amendment }) => amendment),
      ...view.signOffs.map(({ signOff }) => signOff),
    ];
    const made = await engine.disclose(this.#of.house, records);
    if (!made.ok) return void (this.failed = made.code);
    const noted = await engine.act("amendIncident", {
      ...this.#of,
      amendment: newId<"amendment">(),
      text: t("incident.disclose.noted", { to }),
      notified: [],
      followUps: [],
    });
    if (!noted.ok) return void (this.refused = noted.refusal);
    if ((await engine.settled(noted.entry)).is !== "saved") return;
    saveText(made.value);
    this.draft.to = "";
    this.#session.toasts.show({ text: t("incident.disclose.done") });
  }

  snapshot(): { readonly to: string } {
    return $state.snapshot(this.draft);
  }

  restore(draft: { readonly to: string }): void {
    this.draft = { ...draft };
  }
}
