import type { BedName, Refusal } from "#domain/change.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { BedId } from "#domain/ids.ts";
import { type Row, keyOf, rowsOfRecord } from "#domain/rows.ts";
import type { Session } from "../../state/session.svelte.ts";
import type { Question, QuestionRecord } from "../../vault/engine.ts";
import { arrivalKey } from "../arrival/arrival-input.ts";
import { takeUp } from "./take-up.ts";

/** One line of both versions. */
export interface Beside {
  readonly key: string;
  readonly row: Row;
  readonly mine: Row["values"];
  readonly theirs: Row["values"];
  readonly differs: boolean;
}

/** A deed that came back: what she wrote and what stands, line by line, and what can be done about it. */
export class Asked {
  question = $state.raw<Question | undefined>();
  read = $state(false);
  working = $state(false);
  refused = $state.raw<Refusal | undefined>();
  #beds = $state.raw<ReadonlyMap<BedId, BedName>>(new Map());
  readonly #session: Session;
  readonly #entry: string;

  constructor(session: Session, entry: string) {
    this.#session = session;
    this.#entry = entry;
    const { engine } = session;
    const entries = $derived(
      JSON.stringify(session.outbox.entries.map(({ id, state }) => [id, state])),
    );
    $effect(() => {
      void entries;
      void engine.question(entry).then((question) => {
        this.question = question;
        this.read = true;
      });
    });
    const house = $derived(this.house);
    $effect(() => {
      if (house === undefined) return undefined;
      return engine.watch("tonight", { house }, (view) => {
        const beds = view?.rooms.flatMap(({ label: room, beds }) =>
          beds.map(({ bed, label }) => [bed, { room, bed: label }] as const),
        );
        this.#beds = new Map(beds);
      });
    });
  }

  /** The house that it is about. */
  get house(): HouseId | undefined {
    return this.question?.records.find(({ house }) => house !== undefined)?.house;
  }

  /** Who wrote what stands, and when; undefined where nothing stands in its place. */
  get theirs(): QuestionRecord | undefined {
    return this.question?.records.find(({ author }) => author !== undefined);
  }

  /** Both versions, line by line: what differs first. */
  get lines(): readonly Beside[] {
    const lines = (this.question?.records ?? []).flatMap(besides);
    return [...lines.filter(({ differs }) => differs), ...lines.filter(({ differs }) => !differs)];
  }

  get known() {
    const rows = this.lines.map(({ row }) => row.group);
    const persons = rows.flatMap((group) =>
      group.is === "person" && group.name !== undefined
        ? [[group.personRef, group.name] as const]
        : [],
    );
    return { persons: new Map<string, string>(persons), beds: this.#beds };
  }

  /** Lets hers go: what stands stays. */
  async keepTheirs(): Promise<boolean> {
    return this.#answer("drop");
  }

  /** Does hers again, on top of what stands; nights of a closed month with a reason. */
  async writeMine(): Promise<boolean> {
    const entry = this.question?.entry;
    const done = await this.#answer("again");
    if (done || entry === undefined || this.refused?.code !== "month-closed") return done;
    const outcome = await this.#session.correcting.again(entry);
    this.refused = outcome.ok ? undefined : outcome.refusal;
    return outcome.ok;
  }

  /**
   * Takes her words up in the form that they were typed in. The question goes once they are kept there as a draft;
   * where they are not, it stays until it is answered, and the way back leads to it.
   */
  async change(): Promise<void> {
    const { question } = this;
    const form = question && takeUp(question.entry);
    if (form === undefined) return;
    const { engine, router } = this.#session;
    if (form.draft === undefined) {
      router.go(form.route);
      return;
    }
    const onward = router.onward();
    await engine.keepDraft(form.draft.key, form.draft.value);
    await engine.answer(this.#entry, { is: "drop" });
    onward(form.route, "replace");
  }

  async #answer(is: "drop" | "again"): Promise<boolean> {
    if (this.working) return false;
    this.working = true;
    const outcome = await this.#session.engine.answer(this.#entry, { is });
    this.working = false;
    this.refused = outcome.ok ? undefined : outcome.refusal;
    if (outcome.ok) await this.#session.engine.dropDraft(arrivalKey({ question: this.#entry }));
    return outcome.ok;
  }
}

function besides(record: QuestionRecord): readonly Beside[] {
  const mine = record.mine === undefined ? [] : rowsOfRecord(record.type, record.mine);
  const theirs = record.theirs === undefined ? [] : rowsOfRecord(record.type, record.theirs);
  const stands = new Map(theirs.map((row) => [keyOf(row), row]));
  const meant = new Map(mine.map((row) => [keyOf(row), row]));
  return [...mine, ...theirs.filter((row) => !meant.has(keyOf(row)))].map((row) => {
    const key = keyOf(row);
    const [own, other] = [meant.get(key)?.values ?? [], stands.get(key)?.values ?? []];
    const differs = JSON.stringify(own) !== JSON.stringify(other);
    return { key: `${record.id} ${key}`, row, mine: own, theirs: other, differs };
  });
}
