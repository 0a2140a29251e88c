import type { Page } from "playwright-core";

/** What is wrong with how a screen is laid out, one line a finding: too wide, cut off, or lying over another. */
export const misplaced = (page: Page): Promise<readonly string[]> => page.evaluate(measure);

/** Runs in the page, so it holds everything that it needs. */
function measure(): string[] {
  const found = new Set<string>();
  const slack = 2;
  const name = (element: Element): string => {
    const classes = element.getAttribute("class")?.replace(/\s*svelte-\w+/g, "") ?? "";
    const text = (element.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 40);
    return `<${element.localName}${classes === "" ? "" : ` ${classes}`}> ${text}`;
  };
  const isSeen = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.closest(".hidden, [inert]") === null;
  /** The boxes that cut off what goes beyond them, up to the one that scrolls. */
  const cutters = (element: Element): Element[] => {
    const all: Element[] = [];
    for (
      let at: Element | null = element;
      at !== null && at !== document.body;
      at = at.parentElement
    ) {
      const { overflowX, overflowY } = getComputedStyle(at);
      if (/auto|scroll/.test(`${overflowX} ${overflowY}`)) break;
      if (/hidden|clip/.test(`${overflowX} ${overflowY}`)) all.push(at);
    }
    return all;
  };
  const scrolls = (element: Element): boolean => {
    for (
      let at: Element | null = element;
      at !== null && at !== document.body;
      at = at.parentElement
    ) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };

  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide) {
    found.add(`${document.documentElement.scrollWidth - wide} px wider than the window`);
  }

  interface Piece {
    readonly element: Element;
    readonly box: DOMRect;
  }
  const pieces: Piece[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element === null || (node.nodeValue ?? "").trim() === "" || !isSeen(element)) continue;
    if (element.closest("option, noscript, script, style") !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      const beyond = box.right > wide + slack || box.left < -slack;
      if (beyond && !scrolls(element)) found.add(`beyond the window: ${name(element)}`);
      // A bar on the tape is as long as its nights; what it says in full stands on its sheet, and is spoken.
      for (const cutter of element.closest("[role=grid]") ? [] : cutters(element)) {
        const edge = cutter.getBoundingClientRect();
        if (edge.width < slack || edge.height < slack) continue;
        const middle = box.top + box.height / 2;
        const cut = box.right > edge.right + slack || box.left < edge.left - slack;
        if (cut || middle > edge.bottom || middle < edge.top)
          found.add(`cut off: ${name(element)}`);
      }
      const bar = element.closest("[data-bar]")?.getBoundingClientRect();
      const line = box.top + box.height / 2;
      if (bar && (line > bar.bottom || line < bar.top))
        found.add(`beside its bar: ${name(element)}`);
      // A letter's box is taller than the letter: what counts is its middle.
      const inner = new DOMRect(box.x, box.y + box.height * 0.3, box.width, box.height * 0.4);
      pieces.push({ element, box: inner });
    }
  }

  const meet = (one: DOMRect, other: DOMRect): boolean =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > slack &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > slack;
  const floats = (element: Element): boolean => {
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      if (/fixed|sticky/.test(getComputedStyle(at).position)) return true;
    }
    return false;
  };
  const still = pieces.filter(({ element }) => !floats(element) && !scrolls(element));
  still.forEach((one, at) => {
    for (const other of still.slice(at + 1)) {
      if (one.element === other.element || !meet(one.box, other.box)) continue;
      found.add(`text over text: ${name(one.element)} and ${name(other.element)}`);
    }
  });

  const pressed = [
    ...document.querySelectorAll("a[href], button, select, textarea, input, summary"),
  ]
    .map((element) =>
      element.matches("label input") ? (element.closest("label") ?? element) : element,
    )
    .filter(
      (element, at, all) => all.indexOf(element) === at && isSeen(element) && !floats(element),
    )
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && box.height > 0);
  pressed.forEach((one, at) => {
    for (const other of pressed.slice(at + 1)) {
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      if (meet(one.box, other.box)) {
        found.add(`one press over another: ${name(one.element)} and ${name(other.element)}`);
      }
    }
  });
  return [...found];
}
