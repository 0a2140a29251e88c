import { daysBetween } from "#domain/dates.ts";
import type { Absence } from "#domain/records-people.ts";
import type { BedOnBoard, Occupant, RoomOnBoard } from "#domain/view-tonight.ts";
import {
  capital,
  formatDay,
  formatParts,
  formatShortDay,
  formatSpokenDay,
  formatTime,
  withinLine,
} from "../../i18n/format.ts";
import { t } from "../../i18n/t.ts";

/** What a bed says: the large line, the small one, and the whole sentence for a screen reader. */
export interface BedWords {
  readonly who: string;
  readonly note: string;
  /** The large line where there is room for one word only. */
  readonly brief: string;
  /** The one word that matters, where the small line has no room: "3 d", "55 m", "away". */
  readonly tag: string;
  readonly spoken: string;
}

/**
 * The minutes that are left, to the nearest one: what was begun a moment ago, by a clock that was read before, runs no
 * longer than it was begun for. As long as anything is left, it is not none.
 */
const minutesLeft = (ms: number): number => (ms <= 0 ? 0 : Math.max(1, Math.round(ms / 60_000)));

/** A length of time that is left as "1 h 58 min". */
export function lengthText(ms: number): string {
  const minutes = minutesLeft(ms);
  return minutes < 60
    ? t("length.minutes", { minutes })
    : t("length.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** The words of one bed at a moment (epoch ms). */
export function bedWords(
  { room, bed }: { readonly room: RoomOnBoard; readonly bed: BedOnBoard },
  at: { readonly evening: string; readonly now: number },
): BedWords {
  const [who, note] = lines(bed, at);
  const place = t("bed.inRoom", { room: room.label, bed: bed.label });
  return {
    who,
    note,
    ...briefly(bed, who, at.now),
    // What is seen comes in one piece, as it is seen: whoever presses by voice says it.
    spoken: formatParts([place, who, note, formatSpokenDay(at.evening)]),
  };
}

function lines(
  bed: BedOnBoard,
  { evening, now }: { readonly evening: string; readonly now: number },
): readonly [who: string, note: string] {
  const state = bed.now;
  switch (state.is) {
    case "occupied":
      return [state.by.calledName ?? t("bed.taken"), occupantNote(state.by, evening)];
    case "free":
      return [t("bed.free"), formatParts([kindNote(bed), sinceNote(state)])];
    case "blocked":
      return [t("bed.blocked"), t("bed.blocked.why")];
    case "held":
      return [
        t("bed.held"),
        state.confirmed
          ? t("bed.held.confirmed")
          : t("bed.held.left", { left: lengthText(state.expiresAt - now) }),
      ];
    case "out-of-service":
      return [
        t("bed.out"),
        state.to === undefined
          ? t(`blockReason.${state.reason}`)
          : t("bed.out.until", {
              reason: t(`blockReason.${state.reason}`),
              day: formatShortDay(state.to),
            }),
      ];
  }
}

function briefly(bed: BedOnBoard, who: string, now: number): { brief: string; tag: string } {
  const state = bed.now;
  if (state.is === "occupied" && state.by.away !== undefined) {
    return { brief: who, tag: t("bed.away.brief") };
  }
  if (state.is === "occupied" && state.by.overdueDays > 0) {
    return { brief: who, tag: t("length.days.brief", { days: state.by.overdueDays }) };
  }
  if (state.is === "held" && !state.confirmed) {
    const minutes = minutesLeft(state.expiresAt - now);
    const hours = Math.floor(minutes / 60);
    const tag =
      minutes < 60 ? t("length.minutes.brief", { minutes }) : t("length.hours.brief", { hours });
    return { brief: who, tag };
  }
  const brief = state.is === "out-of-service" ? capital(t(`blockReason.${state.reason}`)) : who;
  return { brief, tag: "" };
}

/** An end that is farther away than this is the house's maximum rather than a plan, and tells a night nothing. */
const farDays = 183;

function occupantNote(by: Occupant, evening: string): string {
  if (by.away !== undefined) return t("bed.away", { where: t(`absenceKind.${by.away}`) });
  if (by.overdueDays > 0) return t("bed.overdue", { days: by.overdueDays });
  if (!by.head && by.kind !== undefined && by.kind !== "woman" && by.kind !== "other_adult") {
    return t("bed.child", { band: t(`ageBand.${by.ageBand ?? "unknown"}`) });
  }
  const near = by.plannedEnd !== undefined && daysBetween(evening, by.plannedEnd) <= farDays;
  return formatParts([
    near && t("bed.until", { day: formatShortDay(by.plannedEnd) }),
    by.head && by.with > 0 && t("bed.with", { count: by.with }),
  ]);
}

const sinceNote = (free: { readonly since?: string; readonly sinceAt?: number }): string => {
  if (free.sinceAt !== undefined) return t("bed.since", { since: formatTime(free.sinceAt) });
  return free.since === undefined ? "" : t("bed.since", { since: formatShortDay(free.since) });
};

const kindNote = (bed: BedOnBoard): string =>
  bed.kind === "single" ? "" : withinLine(t(`bedKind.${bed.kind}`));

/** Where somebody sleeps who is not in the house tonight, and until when where that is known. */
export const awayText = ({ kind, expectedOn }: Absence): string =>
  expectedOn === undefined
    ? t("bed.away", { where: t(`absenceKind.${kind}`) })
    : t("bed.away.until", { where: t(`absenceKind.${kind}`), day: formatShortDay(expectedOn) });

/** What a room is, in a few words: who shares it and what it has. */
export const roomWords = (room: RoomOnBoard): string =>
  formatParts([
    t(`roomMode.${room.mode}.short`),
    ...room.attributes.map((attribute) => withinLine(t(`roomAttribute.${attribute}`))),
  ]);

/** When a stay is planned to end, or that no end is planned. */
export const endText = (plannedEnd: string | undefined): string =>
  plannedEnd === undefined ? t("stay.noEnd") : formatDay(plannedEnd);
