import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { chromiumPath, noChromium } from "../chromium.ts";

/** Nothing of the browser's own may go out while requests are counted. */
const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A device: a browser profile of its own on disk, with everything that left it or went wrong in it. */
export interface Device {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses of every request, sockets included. */
  readonly requests: string[];
  /** Uncaught errors and console errors, as they were said. */
  readonly errors: string[];
  /** Directives that the page broke. */
  readonly violations: string[];
  readonly kind: "phone" | "desk";
  close(): Promise<void>;
}

/** Where a device leaves what is to be looked at when it is closed. */
export interface Traces {
  /** A file for everything that it asked and was answered. */
  readonly har: string;
  /** The folder of its profile. */
  readonly folder: string;
}

/** Makes a device; a phone is touched and small, a desk is large. It leaves nothing behind but the traces asked for. */
export async function openDevice(kind: "phone" | "desk", traces?: Traces): Promise<Device> {
  if (chromiumPath === undefined) throw new Error(noChromium);
  const folder = traces?.folder ?? (await mkdtemp(join(tmpdir(), "linden-profile-")));
  const phone = kind === "phone";
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath,
    args: [...quiet, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
    viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    hasTouch: phone,
    isMobile: phone,
    colorScheme: phone ? "dark" : "light",
    locale: "en-GB",
    timezoneId: "Europe/Paris",
    reducedMotion: "reduce",
    ...(traces && { recordHar: { path: traces.har, content: "embed" as const } }),
  });
  const device: Omit<Device, "close" | "page"> = {
    context,
    kind,
    requests: [],
    errors: [],
    violations: [],
  };
  context.on("request", (request) => device.requests.push(request.url()));
  await context.exposeBinding("saidViolation", (_source, directive: string) => {
    device.violations.push(directive);
  });
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      const say = (globalThis as { saidViolation?: (directive: string) => void }).saidViolation;
      say?.(event.violatedDirective);
    });
  });
  const page = context.pages()[0] ?? (await context.newPage());
  watch(page, device);
  return {
    ...device,
    page,
    close: async () => {
      await context.close();
      if (!traces) await rm(folder, { recursive: true, force: true });
    },
  };
}

function watch(page: Page, device: { requests: string[]; errors: string[] }): void {
  page.on("websocket", (socket) => device.requests.push(socket.url()));
  page.on("pageerror", (error) => device.errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") device.errors.push(message.text());
  });
}

/** Every host that was spoken to; addresses inside the page (data, blob) speak to nobody. */
export const hostsOf = (requests: readonly string[]): readonly string[] => [
  ...new Set(
    requests.flatMap((url) => (/^(data|blob|about):/.test(url) ? [] : [new URL(url).host])),
  ),
];
