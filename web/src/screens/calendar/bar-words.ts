import type { CalendarBar, HeldFor, Stayer } from "#domain/view-calendar.ts";
import { capital, formatParts, formatSpokenDay } from "../../i18n/format.ts";
import { dayWithin } from "../../i18n/format-calendar.ts";
import { speech } from "../../i18n/language.ts";
import { t } from "../../i18n/t.ts";
import { lengthText } from "../tonight/bed-words.ts";
import type { BedLine } from "./geometry.ts";

/** What a bar says: its strong words and what follows them. */
export interface BarWords {
  readonly who: string;
  readonly note: string;
}

/** When somebody's words are read. */
interface At {
  readonly evening: string;
  /** Epoch ms. */
  readonly now: number;
}

/** The words on a bar. */
export function barWords(bar: CalendarBar, at: At): BarWords {
  switch (bar.is) {
    case "stay":
      return { who: nameOf(bar.by), note: stayNote(bar, at.evening) };
    case "held":
      return heldWords(bar.hold, at.now);
    case "out":
      return { who: "", note: outText(bar) };
    case "blocked":
      return { who: "", note: t("bed.blocked") };
    case "away":
      return { who: "", note: "" };
  }
}

/** What she is called, or her code, or that the bed is taken. */
export const nameOf = (by: Stayer): string => by.calledName ?? by.code ?? t("bed.taken");

/** All that a bar says, to the eye and to a screen reader. */
export interface AllWords extends BarWords {
  readonly spoken: string;
}

/**
 * Whether a bar of so many rem may be too short for its words: by the widest letters, because only a bar that cuts
 * them off costs anything.
 */
export function isTight({ who, note }: BarWords, width: number): boolean {
  let rem = 3;
  for (const letter of `${who}${note}`) rem += (letter.codePointAt(0) ?? 0) < 0x2e80 ? 0.7 : 1.1;
  return rem > width;
}

/** Says each bar once for an evening and a minute: drawing a bar again costs no words. */
export class SaidBars {
  readonly #said = new WeakMap<CalendarBar, { readonly at: string; readonly words: AllWords }>();

  of(line: Pick<BedLine, "room" | "bed">, bar: CalendarBar, now: At): AllWords {
    // Only what is held counts minutes.
    const at = bar.is === "held" ? `${now.evening} ${now.now}` : now.evening;
    const key = `${speech().language} ${at}`;
    const known = this.#said.get(bar);
    if (known?.at === key) return known.words;
    const spoken = cellWords(line, bar, { ...now, night: bar.from });
    const words = { ...barWords(bar, now), spoken };
    this.#said.set(bar, { at: key, words });
    return words;
  }
}

/** "Overdue 3 days", on a bar of its own. */
const overdueText = (by: Stayer): string => t("bed.overdue", { days: by.overdueDays });

/** How wide a text is at most, in rem: enough to say whether it has room. */
export const textWidth = (text: string): number => text.length * 0.52;

/** The same as far as so many rem bear it: whole, "3 d", or nothing; its colour says it too. */
export function overdueWithin(by: Stayer, width: number): string {
  const texts = [overdueText(by), t("length.days.brief", { days: by.overdueDays })];
  return texts.find((text) => textWidth(text) <= width) ?? "";
}

const awayNote = ({ away }: Stayer): string =>
  away === undefined ? "" : t("bed.away", { where: t(`absenceKind.${away}`) });

function stayNote({ by, to }: Extract<CalendarBar, { is: "stay" }>, evening: string): string {
  const end = by.open ? by.plannedEnd : to;
  const until =
    end === undefined || by.overdueDays > 0 || end <= evening
      ? ""
      : t("bed.until", { day: dayWithin(end) });
  const household = by.head && by.persons > 1 ? t("tonight.household", { count: by.persons }) : "";
  return formatParts([awayNote(by), household, until]);
}

function heldWords(hold: HeldFor, now: number): BarWords {
  if (!hold.first) return { who: t("calendar.held.same", { count: hold.beds }), note: "" };
  if (hold.confirmed) return { who: t("calendar.planned", { count: hold.beds }), note: "" };
  const left = lengthText(hold.expiresAt - now);
  return { who: t("calendar.held", { count: hold.beds, left }), note: "" };
}

function outText({ reason, until }: Extract<CalendarBar, { is: "out" }>): string {
  const why = t(`blockReason.${reason}`);
  const text =
    until === undefined ? why : t("bed.out.until", { reason: why, day: dayWithin(until) });
  return capital(text);
}

/** What a screen reader hears of one bed on one night: "Room 4, bed B, Tuesday 24 November, free". */
export function cellWords(
  { room, bed }: Pick<BedLine, "room" | "bed">,
  bar: CalendarBar | undefined,
  { night, ...at }: At & { readonly night: string },
): string {
  const place = t("bed.spoken", {
    room: room.label,
    bed: bed.label,
    day: formatSpokenDay(night),
  });
  return formatParts([place, ...stateWords(bar, at)]);
}

function stateWords(bar: CalendarBar | undefined, at: At): readonly string[] {
  if (bar === undefined) return [t("calendar.free")];
  if (bar.is === "away") return [t("calendar.away")];
  const { who, note } = barWords(bar, at);
  if (bar.is === "stay" && bar.by.overdueDays > 0)
    return [who, awayNote(bar.by), overdueText(bar.by)];
  if (bar.is === "blocked") return [t("bed.blocked"), t("bed.blocked.why")];
  if (bar.is === "out") return [t("bed.out"), note];
  return [who, note];
}
