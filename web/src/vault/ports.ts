import type { Stores } from "../sync/store.ts";

/** What an engine is given: everything outside of it that it may touch. */
export interface Ports {
  /** The server's origin, as `https://house.example`. */
  readonly origin: string;
  readonly stores: Stores;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** The device's IANA time zone; counts until the organisation's own is known. */
  readonly timeZone: string;
  /** How often the server is asked whether all logs still agree with what it signs. */
  readonly headsEveryMs: number;
  readonly fetch: typeof fetch;
  readonly WebSocket: typeof WebSocket;
  /** Something here is broken: what could not be made, by its name and no other word. */
  readonly broken: (what: string) => void;
}

/** What must be given; the rest is the platform's own. */
export type GivenPorts = Pick<Ports, "origin" | "stores"> & Partial<Ports>;

/** Ports with the platform's own clock and network where none were given. */
export const withPlatform = (given: GivenPorts): Ports => ({
  clock: Date.now,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  headsEveryMs: 60_000,
  fetch: globalThis.fetch.bind(globalThis),
  WebSocket: globalThis.WebSocket,
  broken: (what) => console.error(what),
  ...given,
});
