import { keptOf } from "./kept-fields.ts";
import type { Refusal } from "#domain/change.ts";
import type { Draftable } from "../../state/draft.svelte.ts";
import type { ActOutcome } from "../../vault/engine.ts";

/** The fields of a small form, kept as a draft while it is open, and what stands against sending them. */
export class SmallFormState<F extends object> implements Draftable<F> {
  readonly fields: F;
  refused = $state.raw<Refusal | undefined>();
  working = $state(false);
  readonly #blank: F;
  readonly #filled: readonly (keyof F)[];

  /** `filled` are fields that are refused when they are empty: an empty one is not kept, but what stood there before. */
  constructor(blank: F, filled: readonly (keyof F)[] = []) {
    this.#blank = structuredClone(blank);
    this.#filled = filled;
    const fields = $state(structuredClone(blank));
    this.fields = fields;
  }

  /** Whether nothing has been typed. */
  get isBlank(): boolean {
    return JSON.stringify(this.snapshot()) === JSON.stringify(this.#blank);
  }

  /** Does what the form is for; true when it is in the outbox. */
  async send(act: (fields: F) => Promise<ActOutcome>): Promise<boolean> {
    if (this.working) return false;
    this.working = true;
    const outcome = await act($state.snapshot(this.fields) as F);
    this.working = false;
    this.refused = outcome.ok ? undefined : outcome.refusal;
    return outcome.ok;
  }

  snapshot(): F {
    return keptOf($state.snapshot(this.fields) as F, this.#blank, this.#filled);
  }

  restore(kept: F): void {
    Object.assign(this.fields, keptOf(kept, this.#blank, this.#filled));
  }
}
