import type { HouseId } from "#domain/compartments.ts";
import { instantOf, type IsoDate } from "#domain/dates.ts";
import type { Id } from "#domain/ids.ts";
import type { TonightView } from "#domain/view-tonight.ts";
import { t } from "../../i18n/t.ts";
import type { Draftable } from "../../state/draft.svelte.ts";
import { newId } from "../../state/new-id.ts";
import type { Session } from "../../state/session.svelte.ts";
import { momentOf } from "../../state/wall-clock.ts";
import type { ActOutcome } from "../../vault/engine.ts";

/** What is kept while a task is typed. */
export interface TaskDraft {
  house?: HouseId;
  text: string;
  /** Tonight where it is left out. */
  dueOn?: IsoDate;
  /** A time of day, "22:15", or nothing. */
  at: string;
  /** A member, or nobody in particular. */
  owner: string;
  /** A household, or none. */
  stayRef: string;
}

const empty: TaskDraft = { text: "", at: "", owner: "", stayRef: "" };

/** A task that is being written down. */
export class NewTask implements Draftable<TaskDraft> {
  form = $state.raw<TaskDraft>(empty);
  missing = $state(false);
  refused = $state.raw<Extract<ActOutcome, { ok: false }>["refusal"] | undefined>();
  board = $state.raw<TonightView | undefined>();
  readonly #houses: () => readonly HouseId[];
  readonly #session: Session;

  constructor(session: Session, houses: () => readonly HouseId[]) {
    this.#session = session;
    this.#houses = houses;
    $effect(() => {
      const { house } = this;
      if (house === undefined) return undefined;
      return session.engine.watch("tonight", { house }, (board) => (this.board = board));
    });
  }

  get house(): HouseId | undefined {
    return this.form.house ?? this.#houses()[0];
  }

  get dueOn(): IsoDate {
    return this.form.dueOn ?? this.board?.evening ?? "";
  }

  /** Households that are here, by the name of their head. */
  get households(): readonly { readonly stayRef: string; readonly name: string }[] {
    const beds = this.board?.rooms.flatMap(({ beds: all }) => all) ?? [];
    return beds.flatMap(({ now }) =>
      now.is === "occupied" && now.by.head && now.by.calledName !== undefined
        ? [{ stayRef: now.by.stayRef, name: now.by.calledName }]
        : [],
    );
  }

  /** Changes part of the form. */
  set(part: Partial<TaskDraft>): void {
    this.form = { ...this.form, ...part };
  }

  /** Writes it down; true when it is in the outbox. */
  async add(): Promise<boolean> {
    const { house, board, dueOn } = this;
    const { text, at, owner, stayRef } = this.form;
    this.missing = text.trim() === "";
    if (this.missing || house === undefined || board === undefined) return false;
    const dueAt = at === "" ? undefined : momentOf(`${dueOn}T${at}`, board.timeZone);
    const outcome = await this.#session.act(
      "addTask",
      {
        house,
        task: newId<"task">(),
        text,
        dueOn,
        ...(dueAt !== undefined && { dueAt: instantOf(dueAt) }),
        ...(owner !== "" && { owner }),
        ...(stayRef !== "" && { stayRef: stayRef as Id<"stay"> }),
      },
      t("task.added"),
    );
    this.refused = outcome.ok ? undefined : outcome.refusal;
    return outcome.ok;
  }

  /** Empties the form for the next one, in the same house. */
  clear(): void {
    const { house } = this.form;
    this.form = { ...empty, ...(house !== undefined && { house }) };
  }

  /** The house alone, as it stays for the next one, is nothing that was typed. */
  snapshot(): TaskDraft {
    const { house: _, ...typed } = this.form;
    return JSON.stringify(typed) === JSON.stringify(empty) ? empty : this.form;
  }

  restore(kept: TaskDraft): void {
    this.form = { ...empty, ...kept };
  }
}
