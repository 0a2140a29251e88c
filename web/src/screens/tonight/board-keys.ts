/** Where a cell stands on the page; what `getBoundingClientRect` gives is enough. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const middle = (box: Box): { x: number; y: number } => ({
  x: box.left + box.width / 2,
  y: box.top + box.height / 2,
});

/**
 * The cell that an arrow, Home or End leads to, or nothing. Arrows go by what is seen, not by the order in
 * the page: to the nearest cell on that side, so they are right in both writing directions by themselves.
 */
export function stepFrom(
  at: number,
  key: string,
  boxes: readonly Box[],
  rtl: boolean,
): number | undefined {
  if (boxes.length === 0) return undefined;
  if (key === "Home") return 0;
  if (key === "End") return boxes.length - 1;
  const side = arrows[key];
  const from = boxes[at];
  if (side === undefined || from === undefined) return undefined;
  const here = middle(from);
  let best: { index: number; cost: number } | undefined;
  boxes.forEach((box, index) => {
    const there = middle(box);
    const along = (there.x - here.x) * side.x + (there.y - here.y) * side.y;
    const across = Math.abs((there.x - here.x) * side.y) + Math.abs((there.y - here.y) * side.x);
    if (index === at || along < 4) return;
    const cost = along + across * 3;
    if (best === undefined || cost < best.cost) best = { index, cost };
  });
  return best?.index ?? lineBreak(at, key, boxes.length, rtl);
}

const arrows: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** At the end of a line, reading on leads to the next cell, and back to the one before. */
function lineBreak(at: number, key: string, count: number, rtl: boolean): number | undefined {
  const on = rtl ? "ArrowLeft" : "ArrowRight";
  const back = rtl ? "ArrowRight" : "ArrowLeft";
  if (key === on && at + 1 < count) return at + 1;
  return key === back && at > 0 ? at - 1 : undefined;
}
