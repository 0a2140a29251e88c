import type { Engine } from "../vault/engine.ts";

const afterMs = 800;

/** A cover or a lock that comes in between answers nothing more: what was kept before stays kept. */
export const coveredMeanwhile = (): void => undefined;

/** A form that can be put away and taken up again. */
export interface Draftable<T> {
  /** What is to be kept, as plain data. */
  snapshot(): T;
  /** Takes up what was kept. */
  restore(kept: T): void;
}

/** A form that is kept while it is typed. */
export interface KeptForm {
  /** When what stands in it was typed, epoch ms, where it was taken up again. */
  readonly keptAt: number | undefined;
  /** Empties it, as it was at first. */
  anew(): void;
  drop(): Promise<void>;
}

/** What is kept of a form, and since when. */
interface Kept<T> {
  readonly keptAt: number;
  readonly form: T;
}

const isKept = <T>(kept: unknown): kept is Kept<T> =>
  typeof kept === "object" && kept !== null && "keptAt" in kept && "form" in kept;

/**
 * Keeps a form on this device, sealed, while it is typed, and takes it up again after a lock, a reload or a
 * crash; a form as it was at first is not kept. Call it while a component is made; `drop` ends it when the form has
 * become an act.
 */
export function keepForm<T>(engine: Engine, key: string, form: Draftable<T>): KeptForm {
  let keptAt = $state<number | undefined>();
  let restored = $state(false);
  let dropped = false;
  const first = JSON.stringify(form.snapshot());
  let last = first;
  let pending: (() => void) | undefined;
  const flush = (): void => {
    const keep = pending;
    pending = undefined;
    keep?.();
  };
  void engine.draft(key).then((kept) => {
    if (kept !== undefined) {
      // What another screen has put here for the form has no time.
      const taken = isKept<T>(kept) ? kept : { keptAt: undefined, form: kept as T };
      form.restore(taken.form);
      last = JSON.stringify(taken.form);
      ({ keptAt } = taken);
    }
    restored = true;
  }, coveredMeanwhile);
  $effect(() => {
    const snapshot = form.snapshot();
    if (!restored || dropped) return undefined;
    const text = JSON.stringify(snapshot);
    // What was typed and taken back at once is not kept.
    pending = undefined;
    if (text === last) return undefined;
    pending = () => {
      // The deed may have been done while this waited: what it was typed as must not come back.
      if (dropped) return;
      last = text;
      const kept =
        text === first
          ? engine.dropDraft(key)
          : engine.keepDraft(key, { keptAt: Date.now(), form: snapshot });
      void kept.catch(coveredMeanwhile);
    };
    const timer = setTimeout(flush, afterMs);
    return () => clearTimeout(timer);
  });
  // Whoever leaves in the middle of a word loses none of it.
  $effect(() => {
    addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush, true);
    return () => {
      removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", flush, true);
      flush();
    };
  });
  return {
    get keptAt() {
      return keptAt;
    },
    anew: () => {
      keptAt = undefined;
      form.restore(JSON.parse(first) as T);
    },
    drop: async () => {
      dropped = true;
      await engine.dropDraft(key);
    },
  };
}
