import {
  type ImmediateAction,
  type IncidentType,
  type Severity,
  usualSeverity,
} from "#domain/codes-incidents.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { Id } from "#domain/ids.ts";
import type { IncidentFormView, PersonHere } from "#domain/view-incidents.ts";
import { t } from "../../i18n/t.ts";
import type { Draftable } from "../../state/draft.svelte.ts";
import type { Session } from "../../state/session.svelte.ts";
import type { ActOutcome } from "../../vault/engine.ts";
import { emptyDraft, incidentInput, type IncidentDraft } from "./incident-draft.ts";

/** An incident that is being written: what it is; where it is critical, the place made safe first; then the words. */
export class NewIncident implements Draftable<IncidentDraft> {
  draft = $state<IncidentDraft>(emptyDraft());
  view = $state.raw<IncidentFormView | undefined>();
  team = $state.raw<{ readonly [member: string]: string }>({});
  /** Nothing was said of what happened. */
  isMissing = $state(false);
  refused = $state.raw<Extract<ActOutcome, { ok: false }>["refusal"] | undefined>();
  working = $state(false);
  readonly house: HouseId;
  readonly #session: Session;

  constructor(session: Session, house: HouseId) {
    this.#session = session;
    this.house = house;
    $effect(() =>
      session.engine.watch("incidentForm", { house }, (view) => {
        this.view = view;
      }),
    );
    $effect(() => session.engine.watch("teamNames", {}, (names) => (this.team = names)));
  }

  /** What it is. Types that are about the place itself are critical until somebody says otherwise. */
  choose(type: IncidentType): void {
    const { draft } = this;
    if (draft.type === undefined) draft.begunAt = Date.now();
    draft.type = type;
    if (type === "child_safeguarding") draft.safeguarding = "to_be_decided";
    this.rate(usualSeverity(type));
    draft.step = draft.severity === 4 ? "checklist" : "write";
  }

  /** How grave it is; whoever says critical makes it safe first. */
  rate(severity: Severity): void {
    const { draft } = this;
    const wasCritical = draft.severity === 4;
    draft.severity = severity;
    if (severity >= 3 && draft.staffSupportOffered === "not_needed") {
      draft.staffSupportOffered = "not_yet";
    }
    if (severity < 3 && draft.staffSupportOffered === "not_yet") {
      draft.staffSupportOffered = "not_needed";
    }
    if (severity === 4 && !wasCritical) draft.step = "checklist";
  }

  /** When something of the checklist was done; undefined where it is not. */
  doneAt(code: ImmediateAction): number | undefined {
    return this.draft.ticks.find((tick) => tick.code === code)?.at;
  }

  /** Ticks with the time, or takes a tick away. */
  tick(code: ImmediateAction, done = this.doneAt(code) === undefined): void {
    const others = this.draft.ticks.filter((tick) => tick.code !== code);
    this.draft.ticks = done ? [...others, { code, at: Date.now() }] : others;
  }

  /** Adds somebody who is here, or takes her out. */
  toggle({ personRef, stayRef }: PersonHere): void {
    const { people } = this.draft;
    const at = people.findIndex(({ resident }) => resident?.personRef === personRef);
    if (at >= 0) people.splice(at, 1);
    else people.push({ role: "affected", initials: "", resident: { personRef, stayRef } });
  }

  /** Writes it down; the incident where it is in the outbox. */
  async write(): Promise<Id<"incident"> | undefined> {
    const { type } = this.draft;
    this.isMissing = this.draft.facts.trim() === "";
    if (type === undefined || this.isMissing || this.working) return undefined;
    this.working = true;
    const input = incidentInput(this.house, type, $state.snapshot(this.draft));
    const outcome = await this.#session.engine.act("recordIncident", input);
    this.working = false;
    this.refused = outcome.ok ? undefined : outcome.refusal;
    if (!outcome.ok) return undefined;
    // It is written once: there is nothing to take back, so the toast offers nothing.
    this.#session.toasts.show({ text: t("incident.written") });
    return input.incident;
  }

  /** Under this name what is typed is kept. */
  get key(): string {
    return `incident-${this.house}`;
  }

  /** Begins anew. What was typed and ticked comes back for ten seconds, also to whoever has left the page since. */
  clear(): void {
    const before = this.snapshot();
    this.draft = emptyDraft();
    this.isMissing = false;
    this.refused = undefined;
    this.#session.toasts.show({
      text: t("incident.anew.done"),
      undo: async () => {
        this.restore(before);
        await this.#session.engine.keepDraft(this.key, before);
      },
    });
  }

  snapshot(): IncidentDraft {
    return $state.snapshot(this.draft);
  }

  restore(draft: IncidentDraft): void {
    this.draft = { ...emptyDraft(), ...draft };
  }
}
