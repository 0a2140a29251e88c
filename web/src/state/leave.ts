const left = "left";
const neutral = "/today.html";
/** How long the keys' wiping may hold up the leaving; ending the worker wipes them anyway. */
const patienceMs = 120;

/**
 * Leaves the page in a hurry (after the GOV.UK pattern "Exit this page"): white first, then the keys are
 * wiped, then a neutral page in place of this one. Works without keys, network or patience.
 */
export function leave(parts: {
  lock: () => Promise<void>;
  terminate: () => void;
  /** Where to, if the organisation has named a place. */
  to?: string | undefined;
}): void {
  whiten();
  sessionStorage.setItem(left, "1");
  const gone = (): void => {
    parts.terminate();
    location.replace(parts.to ?? neutral);
  };
  const wiped = parts.lock().catch(() => undefined);
  void Promise.race([wiped, new Promise((done) => setTimeout(done, patienceMs))]).then(gone);
}

/** Covers everything and empties the page, in one step and without motion. */
function whiten(): void {
  const sheet = document.createElement("div");
  sheet.className = "leave";
  document.body.replaceChildren(sheet);
}

/**
 * Coming back by the Back button after leaving shows the neutral page again; typing the address opens
 * the client as usual. Returns true when the page is being left.
 */
export function leftBefore(): boolean {
  const [entry] = performance.getEntriesByType("navigation");
  const back = entry instanceof PerformanceNavigationTiming && entry.type === "back_forward";
  if (sessionStorage.getItem(left) === null) return false;
  if (back) {
    whiten();
    location.replace(neutral);
    return true;
  }
  sessionStorage.removeItem(left);
  return false;
}

const presses = 3;
const withinMs = 5_000;

/** Counts Shift pressed and let go alone; the third within five seconds leaves. */
export class ShiftThrice {
  #at: number[] = [];

  /** Takes one key event and says whether it was the third. */
  press(event: { readonly key: string; readonly repeat: boolean }, now: number): boolean {
    if (event.key !== "Shift") {
      this.#at = [];
      return false;
    }
    if (event.repeat) return false;
    this.#at = [...this.#at.filter((at) => now - at < withinMs), now];
    return this.#at.length >= presses;
  }
}
