const name = "one-tab";

/**
 * Keeps the client to one tab, so that one worker alone writes a device's stores. Resolves to true once
 * this tab holds it, false while another does; with `take` it is taken from the other, whose `lost` runs.
 */
export async function holdTab(parts: { take: boolean; lost: () => void }): Promise<boolean> {
  return new Promise((decided) => {
    const options = parts.take ? { steal: true } : { ifAvailable: true };
    navigator.locks
      .request(name, options, (lock) => {
        decided(lock !== null);
        // Held until the tab closes or another steals it.
        return lock === null ? undefined : new Promise<never>(() => undefined);
      })
      .catch((reason: unknown) => {
        if (!(reason instanceof DOMException && reason.name === "AbortError")) throw reason;
        parts.lost();
      });
  });
}
