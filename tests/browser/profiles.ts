import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
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

const program = () => ({
  executablePath: chromiumPath as string,
  args: [...quiet, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
});

/** One browser for the devices of a file that leave no folder: each has a profile of its own in it, in memory. */
let shared: Promise<Browser> | undefined;
const browser = (): Promise<Browser> => (shared ??= chromium.launch(program()));

/** The last one out closes the browser. */
async function leave(): Promise<void> {
  const running = await shared;
  if (running === undefined || running.contexts().length > 0) return;
  shared = undefined;
  await running.close();
}

/** Those that are open in this process. */
const open = new Set<Device>();

/** A device: a browser profile of its own, with everything that left it or went wrong in it. */
export interface Device {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses of every request, sockets included. */
  readonly requests: string[];
  /** Uncaught errors and console errors, as they were said. */
  readonly errors: string[];
  /** Directives that the page broke. */
  readonly violations: string[];
  /** The last ten presses and steps back: when, which and on what. */
  readonly pressed: string[];
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

const devices = {
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
  desk: { viewport: { width: 1440, height: 900 }, colorScheme: "light" },
} as const;

/** Makes a device; a phone is touched and small, a desk is large. It leaves nothing behind but the traces asked for. */
export async function openDevice(kind: "phone" | "desk", traces?: Traces): Promise<Device> {
  if (chromiumPath === undefined) throw new Error(noChromium);
  const phone = kind === "phone";
  const options: BrowserContextOptions = {
    ...devices[kind],
    hasTouch: phone,
    isMobile: phone,
    locale: "en-GB",
    timezoneId: "Europe/Paris",
    reducedMotion: "reduce",
    ...(traces && { recordHar: { path: traces.har, content: "embed" } }),
  };
  const context = traces
    ? await chromium.launchPersistentContext(traces.folder, { ...program(), ...options })
    : await (await browser()).newContext(options);
  const device: Omit<Device, "close" | "page"> = {
    context,
    kind,
    requests: [],
    errors: [],
    violations: [],
    pressed: [],
  };
  context.on("request", (request) => device.requests.push(request.url()));
  await context.exposeBinding("saidViolation", (_source, directive: string) => {
    device.violations.push(directive);
  });
  await context.exposeBinding("saidPress", (_source, press: string) => {
    device.pressed.splice(0, device.pressed.length - 9);
    device.pressed.push(press);
  });
  await context.addInitScript(() => {
    const { saidPress } = globalThis as { saidPress?: (press: string) => void };
    for (const kind of ["pointerdown", "click", "popstate"]) {
      const hear = ({ target, timeStamp }: Event): void => {
        const on = target instanceof Element ? (target.textContent ?? "").trim().slice(0, 24) : "";
        saidPress?.(`${Math.round(timeStamp)} ${kind} ${on}`);
      };
      addEventListener(kind, hear, true);
    }
    addEventListener("securitypolicyviolation", (event) => {
      const say = (globalThis as { saidViolation?: (directive: string) => void }).saidViolation;
      say?.(event.violatedDirective);
    });
  });
  const page = context.pages()[0] ?? (await context.newPage());
  watch(page, device);
  const made: Device = {
    ...device,
    page,
    close: async () => {
      open.delete(made);
      // What is still asked for is of no interest any more, nor is it that it cannot be answered.
      await context.unrouteAll({ behavior: "ignoreErrors" }).catch(() => undefined);
      await context.close();
      await leave();
    },
  };
  open.add(made);
  return made;
}

const answerMs = 3_000;

/** What each open device shows, a line each: where it is, what was pressed last, and the first words of its screen. */
export const shown = (): Promise<readonly string[]> =>
  Promise.all(
    [...open].map(async ({ kind, page, errors, pressed }) => {
      const late = new Promise<string>((say) => setTimeout(say, answerMs, "does not answer"));
      const words = page.evaluate(() => document.body.innerText).catch(String);
      const text = (await Promise.race([words, late])).replaceAll(/\s+/g, " ").slice(0, 600);
      const said = [...pressed, ...errors.slice(-3)].join("; ");
      return `${kind} at ${new URL(page.url()).pathname}: ${text} [${said}]`;
    }),
  );

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
