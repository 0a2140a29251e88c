import type { Page } from "playwright-core";

/**
 * What on a screen cannot be done by keyboard alone: presses Tab from the start to the end, and compares what had the
 * focus with everything that can be pressed. Of a group that arrows walk (radio buttons, the beds of a board) one is
 * enough; and what has the focus must be seen to have it.
 */
export async function unreached(page: Page): Promise<readonly string[]> {
  const count = await page.evaluate(mark);
  for (let tabs = 0; tabs < count + 12; tabs++) await page.keyboard.press("Tab");
  return page.evaluate(left);
}

/**
 * Numbers everything that can be pressed, and returns how many there are. Whatever has the focus from then on loses its
 * mark, with what arrows reach from it; what does not look focused is noted.
 */
function mark(): number {
  (document.activeElement as HTMLElement | null)?.blur();
  getSelection()?.removeAllRanges();
  const all = document.querySelectorAll<HTMLElement>(
    "a[href], button, input, select, textarea, summary, [role='button'], [role='link'], [role='tab'], [onclick]",
  );
  const seen = [...all].filter((element) => {
    const shown = element.matches(".hidden") ? (element.closest("label") ?? element) : element;
    return shown.checkVisibility({ visibilityProperty: true }) && !element.matches(":disabled");
  });
  seen.forEach((element, at) => (element.dataset["reach"] = String(at)));
  const unseen: string[] = [];
  const reached = ({ target: at }: FocusEvent): void => {
    if (!(at instanceof HTMLElement) || at === document.body) return;
    delete at.dataset["reach"];
    if (at instanceof HTMLInputElement && at.type === "radio") {
      for (const one of document.querySelectorAll<HTMLElement>(
        `input[name="${CSS.escape(at.name)}"]`,
      ))
        delete one.dataset["reach"];
    }
    const walked = at.closest(
      "[role='grid'], [role='tablist'], [role='listbox'], [role='toolbar'], .rooms",
    );
    for (const one of walked?.querySelectorAll<HTMLElement>("[tabindex='-1']") ?? [])
      delete one.dataset["reach"];
    // A title is given the focus when a screen is read from it on; nobody walks to it.
    if (at.tabIndex < 0) return;
    const ringed = at.matches(".hidden") ? (at.closest("label") ?? at) : at;
    const around = [ringed, ringed.parentElement].filter((element) => element !== null);
    const isSeen = around.some((element) => {
      const { outlineStyle, boxShadow } = getComputedStyle(element);
      return outlineStyle !== "none" || boxShadow !== "none";
    });
    if (!isSeen) {
      unseen.push(
        `focus not seen: <${at.localName}> ${(at.textContent ?? "").trim().slice(0, 40)}`,
      );
    }
  };
  document.addEventListener("focusin", reached);
  Object.assign(globalThis, {
    reachEnd: () => {
      document.removeEventListener("focusin", reached);
      return unseen;
    },
  });
  return seen.length;
}

/** What still has its mark, and what had the focus unseen. */
function left(): string[] {
  const unseen = (globalThis as unknown as { reachEnd: () => string[] }).reachEnd();
  const missed = [...document.querySelectorAll<HTMLElement>("[data-reach]")].map((element) => {
    delete element.dataset["reach"];
    const words = element.getAttribute("aria-label") ?? element.textContent ?? "";
    return `not reached by Tab: <${element.localName} ${element.className}> ${words.trim().slice(0, 40)}`;
  });
  return [...unseen, ...missed];
}
