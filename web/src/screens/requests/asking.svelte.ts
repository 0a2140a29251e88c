import { type Source, type Urgency } from "#domain/codes.ts";
import type { CallbackChannel } from "#domain/codes-requests.ts";
import type { HouseId } from "#domain/compartments.ts";
import { plusDays } from "#domain/dates.ts";
import type { RequestId } from "#domain/ids.ts";
import { keptDays } from "#domain/retention.ts";
import { t } from "../../i18n/t.ts";
import type { Draftable } from "../../state/draft.svelte.ts";
import { newId } from "../../state/new-id.ts";
import type { Session } from "../../state/session.svelte.ts";
import type { ActOutcome } from "../../vault/engine.ts";
import { type Needing, oneWoman, written } from "./composition.ts";

/** A way to call her back, while it is typed. */
export interface CallbackDraft {
  channel: CallbackChannel;
  value: string;
  /** Times of day; empty where any time is safe. */
  from: string;
  to: string;
  okVoicemail: boolean;
}

/** What is kept while a request is typed. */
export interface AskingDraft {
  needing: Needing;
  urgency: Urgency;
  source: Source | "";
  callback: CallbackDraft;
}

/** Nothing agreed yet. */
export const noCallback = (): CallbackDraft => ({
  channel: "call",
  value: "",
  from: "",
  to: "",
  okVoicemail: false,
});

/** Whether one time of a range is there and the other is missing: what was meant is not known, and may not be guessed. */
export const isHalf = ({ value, from, to }: CallbackDraft): boolean =>
  value.trim() !== "" && (from === "") !== (to === "");

/** What was agreed, as the act wants it; undefined where nothing was. */
export function callbackInput(draft: CallbackDraft, evening: string) {
  const { channel, value, from, to, okVoicemail } = draft;
  if (value.trim() === "") return undefined;
  return {
    callback: newId<"callback">(),
    channel,
    value: value.trim(),
    ...(from !== "" && to !== "" && { okHours: { from, to } }),
    okVoicemail,
    validUntil: plusDays(evening, keptDays.callback),
  };
}

/** A new request for a place: who, how soon, and how she can be answered. */
export class Asking implements Draftable<AskingDraft> {
  needing = $state<Needing>(oneWoman());
  urgency = $state<Urgency>("tonight");
  source = $state<Source | "">("");
  callback = $state<CallbackDraft>(noCallback());
  refused = $state.raw<Extract<ActOutcome, { ok: false }>["refusal"] | undefined>();
  working = $state(false);
  readonly #session: Session;
  readonly #house: HouseId;

  constructor(session: Session, house: HouseId) {
    this.#session = session;
    this.#house = house;
  }

  /** Writes it down; the request when it is in the outbox. */
  async take(evening: string): Promise<RequestId | undefined> {
    if (this.working || isHalf(this.callback)) return undefined;
    this.working = true;
    const request = newId<"request">();
    const callback = callbackInput(this.callback, evening);
    const outcome = await this.#session.act(
      "takeRequest",
      {
        house: this.#house,
        request,
        composition: written(this.needing),
        urgency: this.urgency,
        ...(this.source !== "" && { source: this.source }),
        ...(callback && { callback }),
      },
      t("requests.taken"),
    );
    this.working = false;
    this.refused = outcome.ok ? undefined : outcome.refusal;
    return outcome.ok ? request : undefined;
  }

  snapshot(): AskingDraft {
    const { needing, urgency, source, callback } = this;
    return $state.snapshot({ needing, urgency, source, callback });
  }

  restore(draft: AskingDraft): void {
    Object.assign(this, draft);
  }
}
