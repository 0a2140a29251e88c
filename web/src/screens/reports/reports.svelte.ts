import { daysBetween, plusDays, type IsoDate } from "#domain/dates.ts";
import { cellQuantities, type Quantities } from "#domain/quantities.ts";
import type { FrozenArchive } from "#domain/view-leaving.ts";
import type { Release } from "#domain/release.ts";
import type { ReportColumn, ReportView } from "#domain/view-report.ts";
import { formatMonth } from "../../i18n/format.ts";
import { refusalText } from "../../i18n/refusal.ts";
import { t } from "../../i18n/t.ts";
import { newId } from "../../state/new-id.ts";
import type { Session } from "../../state/session.svelte.ts";
import {
  lastNight,
  monthSpan,
  type OwnDays,
  ownDays,
  type PeriodName,
  spanOf,
  type Span,
} from "./periods.ts";
import type { ShownColumn } from "./shown.ts";

/** For so many nights it is found at once what does not leave. */
const soonNights = 100;

/** Reports: which nights, in which houses, exactly or as they leave; and what has left. */
export class Reports {
  name = $state<PeriodName>("lastMonth");
  ownFrom = $state("");
  /** The last night of her own span. */
  ownLast = $state("");
  /** The column that is shown, a house or "all"; where it is empty all of them, for which a phone is too narrow. */
  house = $state(matchMedia("(max-width: 40rem)").matches ? "all" : "");
  /** The tables show what leaves, and not what is known here. */
  asLeaves = $state(false);
  tonight = $state<IsoDate | undefined>();
  report = $state.raw<ReportView | undefined>();
  release = $state.raw<Release | undefined>();
  archive = $state.raw<FrozenArchive | undefined>();
  problem = $state<string | undefined>();
  busy = $state(false);
  readonly #session: Session;

  /** What stands against her own days, and beside which of the two. */
  readonly against: Exclude<OwnDays, { span: Span }> | undefined = $derived.by(() => {
    if (this.tonight === undefined || this.name !== "own") return undefined;
    const own = ownDays(this.ownFrom, this.ownLast, this.tonight);
    return "span" in own ? undefined : own;
  });

  readonly span: Span | undefined = $derived.by(() => {
    if (this.tonight === undefined || this.against !== undefined) return undefined;
    const named = spanOf(this.name, this.tonight);
    return named ?? { from: this.ownFrom, to: plusDays(this.ownLast, 1) };
  });

  /** Whether other nights were asked for than those whose figures are shown, or none are shown yet. */
  readonly counting: boolean = $derived.by(() => {
    const { span, report } = this;
    if (span === undefined) return false;
    return report?.period.from !== span.from || report.period.to !== span.to;
  });

  /** Whether every night of the span is over, so that its figures may leave. */
  readonly isOver: boolean = $derived(
    this.span !== undefined && this.tonight !== undefined && this.span.to <= this.tonight,
  );

  /** The columns that are shown, exactly or as they leave. */
  readonly columns: readonly ShownColumn[] = $derived.by(() => {
    const { report, release } = this;
    const columns = (report?.columns ?? []).map((column, at) => {
      const left = release?.columns[at];
      const hidden = left?.hidden ?? smallIn(column.quantities, report?.threshold ?? 0);
      return shownOf(this.asLeaves && left ? left : column, hidden);
    });
    const chosen = columns.filter(({ key }) => key === this.house);
    return chosen.length === 0 ? columns : chosen;
  });

  /** How many numbers do not leave. */
  readonly hiddenCount: number = $derived(
    (this.release?.columns ?? []).reduce((sum, { hidden }) => sum + Object.keys(hidden).length, 0),
  );

  constructor(session: Session) {
    this.#session = session;
    const { engine } = session;
    $effect(() => engine.watch("organisation", {}, ({ evening }) => (this.tonight = evening)));
    $effect(() => engine.watch("frozen", {}, (archive) => (this.archive = archive)));
    $effect(() => {
      const { span } = this;
      if (span === undefined) return;
      return engine.watch("report", span, (report) => (this.report = report));
    });
    $effect(() => {
      if (this.span !== undefined && this.report !== undefined) void this.#ready(this.span);
    });
  }

  /**
   * What would leave; asked after the exact figures, so that these do not wait, and for long spans only when it is
   * wanted: it takes the longer the more has left before.
   */
  async #ready(span: Span): Promise<void> {
    if (!this.asLeaves && daysBetween(span.from, span.to) > soonNights) {
      this.release = undefined;
      return;
    }
    const release = await this.#session.engine.view("leaving", span);
    if (this.span?.from === span.from && this.span.to === span.to) this.release = release;
  }

  /** Chooses her own days, beginning with those that are shown. */
  choose(name: PeriodName): void {
    if (name === "own" && this.span !== undefined) {
      this.ownFrom = this.span.from;
      this.ownLast = lastNight(this.span);
    }
    this.name = name;
    this.problem = undefined;
  }

  /** Keeps the figures as they leave; says what stands against it. Nothing leaves that was not kept and proved. */
  async leave(span: Span, occasion: "month" | "year" | "file"): Promise<boolean> {
    const { engine } = this.#session;
    this.busy = true;
    this.problem = undefined;
    try {
      const release = await engine.view("leaving", span);
      if (release.again && occasion === "file") return true;
      const input = { report: newId<"report">(), ...span, occasion };
      const outcome = await engine.act("releaseReport", input);
      if (!outcome.ok) {
        this.problem = refusalText(outcome.refusal);
        return false;
      }
      const state = await engine.settled(outcome.entry);
      if (state.is === "question") this.problem = refusalText(state.refusal);
      return state.is === "saved";
    } finally {
      this.busy = false;
    }
  }

  /** Closes a month, and keeps its figures where she may. */
  async close(month: string, keeps: boolean): Promise<void> {
    const input = { monthClosed: newId<"monthClosed">(), month };
    const outcome = await this.#session.act(
      "closeMonth",
      input,
      t("report.closed", { month: formatMonth(month) }),
    );
    if (!outcome.ok) this.problem = refusalText(outcome.refusal);
    else if (keeps) await this.leave(monthSpan(month), "month");
  }
}

/** Cells that are small themselves; what else does not leave takes longer to find. */
const smallIn = (quantities: Quantities, threshold: number): ShownColumn["hidden"] =>
  Object.fromEntries(
    cellQuantities
      .filter((code) => (quantities[code] ?? 0) > 0 && (quantities[code] ?? 0) < threshold)
      .map((code) => [code, "small"]),
  );

const shownOf = (column: ReportColumn, hidden: ShownColumn["hidden"]): ShownColumn => ({
  key: column.house ?? "all",
  name: column.codeName ?? t("capacity.all"),
  quantities: column.quantities,
  hidden,
});
