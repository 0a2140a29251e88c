import type { CalendarState } from "./calendar.svelte.ts";
import { lineAt, nightAt } from "./geometry.ts";
import type { Cell } from "./hand.svelte.ts";

/** How far a mouse moves, and how long a finger rests, before something is in hand. */
const slackPx = 5;
const restMs = 350;
/** So near to the edge the tape scrolls under what is in hand, by so much a frame. */
const edgePx = 36;
const edgeStepPx = 9;

interface Start {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly touch: boolean;
  readonly cell: Cell;
  /** The last night of the bar whose end was taken. */
  readonly grip: string | undefined;
}

/**
 * Follows a mouse, pen or finger over the tape, as an attachment of its scroller. A finger scrolls until it has rested;
 * a click or tap opens the sheet of what is there.
 */
export const pointing =
  (calendar: CalendarState) =>
  (scroller: HTMLElement): (() => void) => {
    const { hand } = calendar;
    let start: Start | undefined;
    let begun = false;
    let dragged = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let frame = 0;
    let at = { x: 0, y: 0 };

    const cellAt = (x: number, y: number): Cell | undefined => {
      const { names, head, foot, column } = calendar.sizes;
      const box = scroller.getBoundingClientRect();
      const across = isRtl() ? box.right - x : x - box.left;
      const down = y - box.top;
      const outside = across < names || down < head || down > box.height - foot;
      if (outside && !begun) return undefined;
      const line = lineAt(calendar.laid.lines, down - head + scroller.scrollTop);
      const past = Math.max(across, names) - names + Math.abs(scroller.scrollLeft);
      return line && { line: line.key, night: nightAt(calendar.first, Math.floor(past / column)) };
    };
    const end = (): void => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      frame = 0;
      start = undefined;
      begun = false;
    };
    const begin = (): void => {
      if (!start) return;
      const { cell, grip, id } = start;
      const taken = grip
        ? hand.stretch({ ...cell, night: grip })
        : hand.bar(cell)
          ? hand.carry(cell)
          : calendar.marks && (hand.mark(cell), true);
      if (!taken) {
        end();
        return;
      }
      begun = true;
      scroller.setPointerCapture(id);
    };
    const edge = (): void => {
      frame = 0;
      if (!begun) return;
      const box = scroller.getBoundingClientRect();
      const { names, head, foot } = calendar.sizes;
      const startSide = isRtl() ? box.right - at.x : at.x - box.left;
      const across = pull(startSide - names, box.width - names);
      const down = pull(at.y - box.top - head, box.height - head - foot);
      const alone = hand.holding.is === "carry" ? 0 : across;
      if (alone === 0 && down === 0) return;
      scroller.scrollBy(isRtl() ? -alone : alone, down);
      move();
      frame = requestAnimationFrame(edge);
    };
    const move = (): void => {
      const cell = cellAt(at.x, at.y);
      if (cell) hand.drag(cell);
    };

    const down = (event: PointerEvent): void => {
      dragged = false;
      const cell = cellAt(event.clientX, event.clientY);
      if (event.button !== 0 || !event.isPrimary || !cell) return;
      const grip = (event.target as Element).closest<HTMLElement>("[data-grip]")?.dataset["grip"];
      const touch = event.pointerType === "touch";
      start = { id: event.pointerId, x: event.clientX, y: event.clientY, touch, cell, grip };
      at = { x: event.clientX, y: event.clientY };
      if (touch && grip === undefined) timer = setTimeout(begin, restMs);
    };
    const moved = (event: PointerEvent): void => {
      if (start?.id !== event.pointerId) return;
      at = { x: event.clientX, y: event.clientY };
      const far = Math.hypot(at.x - start.x, at.y - start.y) > slackPx;
      if (!begun && far && start.touch && start.grip === undefined) end();
      else if (!begun && far) begin();
      if (!begun) return;
      move();
      if (frame === 0) frame = requestAnimationFrame(edge);
    };
    const up = (event: PointerEvent): void => {
      if (start?.id !== event.pointerId) return;
      const held = begun && hand.holding.is !== "nothing";
      dragged = begun;
      if (held) move();
      end();
      if (held) hand.drop();
    };
    const cancel = (): void => {
      if (begun) hand.release();
      end();
    };
    const click = (event: MouseEvent): void => {
      if (dragged) return;
      const cell = cellAt(event.clientX, event.clientY);
      if (!cell) return;
      hand.release();
      hand.go(cell);
      hand.drop();
    };
    // While something is in hand the finger moves it, and not the tape.
    const touchmove = (event: TouchEvent): void => {
      if (begun) event.preventDefault();
    };
    const menu = (event: Event): void => {
      if (start?.touch) event.preventDefault();
    };
    scroller.addEventListener("pointerdown", down);
    scroller.addEventListener("pointermove", moved);
    scroller.addEventListener("pointerup", up);
    scroller.addEventListener("pointercancel", cancel);
    scroller.addEventListener("click", click);
    scroller.addEventListener("touchmove", touchmove, { passive: false });
    scroller.addEventListener("contextmenu", menu);
    return () => {
      end();
      scroller.removeEventListener("pointerdown", down);
      scroller.removeEventListener("pointermove", moved);
      scroller.removeEventListener("pointerup", up);
      scroller.removeEventListener("pointercancel", cancel);
      scroller.removeEventListener("click", click);
      scroller.removeEventListener("touchmove", touchmove);
      scroller.removeEventListener("contextmenu", menu);
    };
  };

/** Whether the page runs from right to left. */
export const isRtl = (): boolean => document.documentElement.dir === "rtl";

/** How much to scroll where a pointer is this far along a side of that length. */
const pull = (along: number, length: number): number =>
  along < edgePx ? -edgeStepPx : along > length - edgePx ? edgeStepPx : 0;
