import type { SignOffDecision, Severity, StaffSupport } from "#domain/codes-incidents.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { IsoDate } from "#domain/dates.ts";
import type { Id } from "#domain/ids.ts";
import type { IncidentView } from "#domain/view-incident.ts";
import { t } from "../../i18n/t.ts";
import type { Draftable } from "../../state/draft.svelte.ts";
import { newId } from "../../state/new-id.ts";
import type { Session } from "../../state/session.svelte.ts";
import type { ActOutcome } from "../../vault/engine.ts";
import {
  followUpOf,
  notifiedOf,
  type FollowUpDraft,
  type NotifiedDraft,
} from "./incident-draft.ts";

/** What is kept while something is added to an incident, or signed. */
export interface AmendmentDraft {
  text: string;
  severity: Severity | "";
  staffSupportOffered: StaffSupport | "";
  notified: NotifiedDraft[];
  followUps: FollowUpDraft[];
  /** A manager's, beside her sign-off. */
  note: string;
}

const nothingYet = (): AmendmentDraft => ({
  text: "",
  severity: "",
  staffSupportOffered: "",
  notified: [],
  followUps: [],
  note: "",
});

/** One incident: read, added to, signed off. */
export class IncidentPage implements Draftable<AmendmentDraft> {
  view = $state.raw<IncidentView | undefined>();
  team = $state.raw<{ readonly [member: string]: string }>({});
  tonight = $state.raw<IsoDate | undefined>();
  /** The view has come once. */
  read = $state(false);
  draft = $state<AmendmentDraft>(nothingYet());
  /** What was typed before came back. */
  tookUp = $state(false);
  isMissing = $state(false);
  refused = $state.raw<Extract<ActOutcome, { ok: false }>["refusal"] | undefined>();
  /** Signatures of this vault that are still to be checked: until then nothing is put on paper. */
  unchecked = $state(0);
  readonly house: HouseId;
  readonly incident: Id<"incident">;
  readonly #session: Session;

  constructor(session: Session, house: HouseId, incident: Id<"incident">) {
    this.#session = session;
    this.house = house;
    this.incident = incident;
    $effect(() =>
      session.engine.watch("incident", { house, incident }, (view) => {
        this.view = view;
        this.read = true;
      }),
    );
    $effect(() => session.engine.watch("teamNames", {}, (names) => (this.team = names)));
    $effect(() =>
      session.engine.watch("incidentForm", { house }, (form) => (this.tonight = form?.tonight)),
    );
  }

  /** Adds what was typed; true when it is in the outbox. */
  async amend(): Promise<boolean> {
    const { text, severity, staffSupportOffered, notified, followUps } = $state.snapshot(
      this.draft,
    );
    this.isMissing = text.trim() === "";
    if (this.isMissing) return false;
    const outcome = await this.#session.engine.act("amendIncident", {
      house: this.house,
      amendment: newId<"amendment">(),
      incident: this.incident,
      text: text.trim(),
      ...(severity === "" ? {} : { severity }),
      ...(staffSupportOffered === "" ? {} : { staffSupportOffered }),
      notified: notified.map(notifiedOf),
      followUps: followUps.flatMap(followUpOf),
    });
    if (this.#ended(outcome, t("incident.amended"))) {
      this.draft = { ...nothingYet(), note: this.draft.note };
    }
    return outcome.ok;
  }

  /** Signs off what she has before her, with all amendments that are on it. */
  async signOff(decision: SignOffDecision): Promise<void> {
    const note = this.draft.note.trim();
    const outcome = await this.#session.engine.act("signOffIncident", {
      house: this.house,
      signOff: newId<"signOff">(),
      incident: this.incident,
      decision,
      amendments: (this.view?.amendments ?? []).map(({ amendment }) => amendment),
      ...(note === "" ? {} : { note }),
    });
    if (this.#ended(outcome, t(`incident.signedOff.${decision}`))) this.draft.note = "";
  }

  /** Whether every signature of the house's incidents is checked, asked anew. */
  async isChecked(): Promise<boolean> {
    const { vaults } = await this.#session.engine.trust();
    const own = vaults.find(
      ({ compartment, house }) => compartment === "incidents" && house === this.house,
    );
    this.unchecked = own === undefined ? 1 : own.entries - own.signaturesVerified;
    return this.unchecked === 0;
  }

  snapshot(): AmendmentDraft {
    return $state.snapshot(this.draft);
  }

  restore(draft: AmendmentDraft): void {
    this.draft = { ...nothingYet(), ...draft };
    this.tookUp = draft.text.trim() !== "";
  }

  #ended(outcome: ActOutcome, said: string): boolean {
    this.refused = outcome.ok ? undefined : outcome.refusal;
    // It is written once: there is nothing to take back, so the toast offers nothing.
    if (outcome.ok) this.#session.toasts.show({ text: said });
    return outcome.ok;
  }
}
