import { tick } from "svelte";
import type { HouseId } from "#domain/compartments.ts";
import type { Id } from "#domain/ids.ts";
import type { HandoverLine, Section, Shift } from "#domain/records-handover.ts";
import type { HandoverView, NoteView } from "#domain/view-handover.ts";
import { t } from "../../i18n/t.ts";
import type { Draftable } from "../../state/draft.svelte.ts";
import { newId } from "../../state/new-id.ts";
import type { Session } from "../../state/session.svelte.ts";
import type { ActOutcome } from "../../vault/engine.ts";
import { sheetTitle } from "./words.ts";

/** A line that somebody typed; one that is carried stands on every sheet until it is settled. */
export interface TypedLine {
  readonly id: string;
  readonly section: Section;
  readonly text: string;
  readonly carry: boolean;
}

/** What is kept while a sheet is written: what was left out, said about a line, and added. */
export interface SheetDraft {
  left: readonly string[];
  remarks: Readonly<Record<string, string>>;
  added: readonly TypedLine[];
  section: Section;
  text: string;
  carry: boolean;
  shift?: Shift;
}

const empty: SheetDraft = {
  left: [],
  remarks: {},
  added: [],
  section: "residents",
  text: "",
  carry: false,
};

/** Under this name the device keeps a sheet that is being written. */
export const sheetDraft = (house: HouseId): string => `handover-${house}`;

/** The handover of a house: the sheet that is being written, and those to be read. */
export class Handover implements Draftable<SheetDraft> {
  view = $state.raw<HandoverView | undefined>();
  /** The view has come once. */
  read = $state(false);
  form = $state.raw<SheetDraft>(empty);
  refused = $state.raw<Extract<ActOutcome, { ok: false }>["refusal"] | undefined>();
  working = $state(false);
  readonly house: HouseId;
  readonly #session: Session;

  constructor(session: Session, house: HouseId) {
    this.#session = session;
    this.house = house;
    $effect(() =>
      session.engine.watch("handover", { house }, (view) => {
        this.view = view;
        this.read = true;
      }),
    );
  }

  /** Sheets that the one who looks has still to read, the oldest first. */
  get unread(): readonly NoteView[] {
    return this.view?.notes.filter(({ mine }) => mine === "unread").toReversed() ?? [];
  }

  /** The sheets before, but for those that stand above to be read. */
  get earlier(): readonly NoteView[] {
    return this.view?.notes.filter(({ mine }) => mine !== "unread") ?? [];
  }

  /** The shift that the sheet is for: the clock's, or the one that was picked. */
  get shift(): Shift {
    return this.form.shift ?? this.view?.shift ?? "night";
  }

  /** What the sheet says as it stands, with typed lines. */
  get lines(): readonly HandoverLine[] {
    const { left, remarks, added } = this.form;
    const drafted = (this.view?.draft ?? [])
      .filter(({ key }) => !left.includes(key))
      .map(({ key, line }): HandoverLine => {
        const remark = remarks[key]?.trim() ?? "";
        return line.is === "said" || remark === "" ? line : { ...line, remark };
      });
    const typed = added.filter(({ carry }) => !carry);
    return [
      ...drafted,
      ...typed.map(({ section, text }) => ({ is: "said", section, text }) as const),
    ];
  }

  /** What the sheet carries on: what is open, and what she adds to it. */
  get carried(): readonly string[] {
    const typed = this.form.added.filter(({ carry }) => carry);
    return [...(this.view?.open ?? []), ...typed].map(({ text }) => text);
  }

  /** Changes part of the form. */
  set(part: Partial<SheetDraft>): void {
    this.form = { ...this.form, ...part };
  }

  /** Leaves a drafted line out, or takes it in again. */
  toggle(key: string): void {
    const { left } = this.form;
    this.set({ left: left.includes(key) ? left.filter((one) => one !== key) : [...left, key] });
  }

  /** Says something about a drafted line. */
  remark(key: string, text: string): void {
    this.set({ remarks: { ...this.form.remarks, [key]: text } });
  }

  /** Puts the typed line on the sheet. */
  add(): void {
    const { section, text, carry, added } = this.form;
    const said = text.trim();
    if (said === "") return;
    const line = { id: newId<"openItem">(), section, text: said, carry };
    this.set({ added: [...added, line], text: "", carry: false });
  }

  /** Takes a typed line off the sheet, and back into the field, so that it can be written otherwise. */
  takeOff({ id, section, text, carry }: TypedLine): void {
    this.add();
    this.set({ added: this.form.added.filter((one) => one.id !== id), section, text, carry });
  }

  /** Closes the sheet; true when it is in the outbox. Taken back within its seconds, all that was typed is there again. */
  async close(): Promise<boolean> {
    const { view } = this;
    if (view === undefined || this.working) return false;
    this.add();
    this.working = true;
    const { house, shift } = this;
    const typed = $state.snapshot(this.form) as SheetDraft;
    const sheet = { shift, date: view.date };
    const outcome = await this.#session.act(
      "closeHandover",
      {
        house,
        note: newId<"handoverNote">(),
        ...sheet,
        since: view.since,
        lines: this.lines,
        carried: view.open.map(({ item }) => item),
        items: this.form.added
          .filter(({ carry }) => carry)
          .map(({ id, section, text }) => ({ item: id as Id<"openItem">, section, text })),
      },
      {
        text: t("handover.closed", { sheet: sheetTitle(sheet) }),
        undone: async () => {
          await this.#session.engine.keepDraft(sheetDraft(house), typed);
          // A form that is open already takes up a draft only when it is made anew.
          this.#session.router.go({ is: "tonight", house }, "replace");
          await tick();
          this.#session.router.go({ is: "handover", house }, "replace");
        },
      },
    );
    this.working = false;
    this.refused = outcome.ok ? undefined : outcome.refusal;
    return outcome.ok;
  }

  /** Says that these sheets have been read. */
  async markRead(notes: readonly NoteView[]): Promise<void> {
    const marks = notes.map(({ note }) => ({ note, mark: newId<"handoverRead">() }));
    const outcome = await this.#session.act(
      "readHandover",
      { house: this.house, marks },
      t("handover.read.done"),
    );
    this.refused = outcome.ok ? undefined : outcome.refusal;
  }

  /** Settles an item, so that later sheets do not carry it. */
  async settle(item: Id<"openItem">): Promise<void> {
    const outcome = await this.#session.act(
      "settleOpenItem",
      { house: this.house, item },
      t("handover.item.done"),
    );
    this.refused = outcome.ok ? undefined : outcome.refusal;
  }

  snapshot(): SheetDraft {
    return this.form;
  }

  restore(kept: SheetDraft): void {
    this.form = { ...empty, ...kept };
  }
}
