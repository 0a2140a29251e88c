import { plusDays } from "#domain/dates.ts";
import type { CalendarState } from "./calendar.svelte.ts";
import type { Cell } from "./hand.svelte.ts";
import { isRtl } from "./pointing.ts";

/**
 * Does what a key means on the tape; false where it means nothing there. Arrows walk, with Shift they draw out
 * the end of a stay or mark beds and nights, M picks up, Enter lets go or opens, Escape puts back.
 */
export function walk(event: KeyboardEvent, calendar: CalendarState): boolean {
  const { hand } = calendar;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const arrow = arrowOf(event.key);
  if (arrow) {
    if (event.shiftKey) stretchOrMark(calendar, arrow);
    else if (hand.holding.is === "carry") hand.step(arrow.beds);
    else calendar.walkTo(from(calendar, calendar.at, arrow));
    return true;
  }
  switch (event.key) {
    case "Enter":
    case " ":
      hand.cell ??= calendar.at;
      hand.drop();
      return true;
    case "Escape":
      return hand.release();
    case "m":
      return calendar.at !== undefined && hand.carry(calendar.at);
    case "Home":
      calendar.walkTo({ line: calendar.at?.line ?? "", night: calendar.evening });
      return true;
    case "PageUp":
    case "PageDown": {
      const nights = event.key === "PageUp" ? -calendar.span : calendar.span;
      calendar.walkTo(from(calendar, calendar.at, { beds: 0, nights }));
      return true;
    }
    default:
      return false;
  }
}

interface Arrow {
  readonly beds: number;
  readonly nights: number;
}

/** Arrows go where they point, in both writing directions. */
function arrowOf(key: string): Arrow | undefined {
  const on = isRtl() ? -1 : 1;
  switch (key) {
    case "ArrowUp":
      return { beds: -1, nights: 0 };
    case "ArrowDown":
      return { beds: 1, nights: 0 };
    case "ArrowRight":
      return { beds: 0, nights: on };
    case "ArrowLeft":
      return { beds: 0, nights: -on };
    default:
      return undefined;
  }
}

function stretchOrMark(calendar: CalendarState, arrow: Arrow): void {
  const { hand, at } = calendar;
  if (!at) return;
  if (hand.holding.is === "nothing") {
    const bar = hand.bar(at);
    if (bar ? !hand.stretch(at) : !calendar.marks) return;
    if (!bar) hand.mark(at);
  }
  if (hand.holding.is === "stretch") {
    hand.draw(arrow.nights);
    calendar.show(plusDays(hand.holding.end, -1), hand.holding.line);
  } else if (hand.holding.is === "mark") {
    const to = from(calendar, hand.holding.to, arrow);
    if (!to || hand.bar(to)) return;
    hand.drag(to);
    calendar.show(to.night, to.line);
  }
}

/** The cell that lies so far from another. */
function from(
  calendar: CalendarState,
  at: Cell | undefined,
  { beds, nights }: Arrow,
): Cell | undefined {
  const all = calendar.beds;
  const index = all.findIndex(({ key }) => key === at?.line);
  const line = all[Math.max(0, Math.min(all.length - 1, index + beds))];
  if (!at || !line) return undefined;
  return { line: line.key, night: plusDays(at.night, nights) };
}
