import type { DeclineReason } from "#domain/codes.ts";
import type { Decline } from "#domain/codes-requests.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { HoldId, RequestId } from "#domain/ids.ts";
import type { Composition } from "#domain/records-requests.ts";
import { t } from "../../i18n/t.ts";
import { newId } from "../../state/new-id.ts";
import type { Session } from "../../state/session.svelte.ts";
import type { ActOutcome } from "../../vault/engine.ts";

/** A request that waits, as what answers it names it. */
export interface Waiting {
  readonly request: RequestId;
  readonly hold?: HoldId;
}

/** A no in one tap: to someone at the door or on the telephone, or to a request that waits. */
export class Turning {
  told = $state.raw<HouseId | undefined>();
  refused = $state.raw<Extract<ActOutcome, { ok: false }>["refusal"] | undefined>();
  working = $state(false);
  readonly #session: Session;
  readonly #house: HouseId;

  constructor(session: Session, house: HouseId) {
    this.#session = session;
    this.#house = house;
  }

  /** Answers; true when it is in the outbox. */
  async answer(
    decision: Decline,
    reasons: readonly DeclineReason[],
    about:
      | { readonly waiting: Waiting }
      | { readonly composition: Composition; readonly receivedAt?: number | undefined },
  ): Promise<boolean> {
    if (this.working) return false;
    this.working = true;
    const house = this.#house;
    const declined = { decision, reasons, ...(this.told && { redirectedTo: this.told }) };
    const said = t(`requests.answered.${decision}`);
    const outcome =
      "waiting" in about
        ? await this.#session.act("declineRequest", { house, ...about.waiting, ...declined }, said)
        : await this.#session.act(
            "takeRequest",
            {
              house,
              request: newId<"request">(),
              composition: about.composition,
              ...(about.receivedAt !== undefined && { receivedAt: about.receivedAt }),
              urgency: "tonight",
              declined,
            },
            said,
          );
    this.working = false;
    this.refused = outcome.ok ? undefined : outcome.refusal;
    return outcome.ok;
  }
}
