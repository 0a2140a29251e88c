import type { Engine } from "./engine.ts";

/** The engine's methods that call back again and again; all others are asked once and answer once. */
const watching = [
  "onStatus",
  "onOutbox",
  "onTeam",
  "onAlarms",
  "watch",
  "history",
  "audit",
  "checkAgain",
] as const;
type Watching = (typeof watching)[number];
const asking = [
  "accounts",
  "status",
  "suggestPassphrase",
  "suggestLoginId",
  "found",
  "readInvite",
  "join",
  "readSheets",
  "recover",
  "unconfirmed",
  "confirmKit",
  "readsKey",
  "unlock",
  "setPin",
  "setLabel",
  "cover",
  "uncover",
  "lock",
  "knowsPassphrase",
  "changePassphrase",
  "setAuthenticator",
  "renewKeys",
  "sessions",
  "closeSession",
  "act",
  "actAll",
  "settled",
  "undo",
  "view",
  "question",
  "answer",
  "draft",
  "keepDraft",
  "dropDraft",
  "createHouse",
  "invite",
  "replaceMember",
  "seeRecovery",
  "seeLosses",
  "goOn",
  "setWitnesses",
  "grantWishes",
  "handOver",
  "reach",
  "takeAway",
  "pauseResealing",
  "trust",
  "proofs",
  "disclose",
  "kit",
] as const satisfies readonly Exclude<keyof Engine, Watching>[];
type Asking = (typeof asking)[number];

/** From the page: a question, something to watch, or the end of watching. `id` is drawn by the page. */
export type Call =
  | { readonly is: "ask"; readonly id: number; readonly method: Asking; readonly args: unknown[] }
  | {
      readonly is: "watch";
      readonly id: number;
      readonly method: Watching;
      readonly args: unknown[];
    }
  | { readonly is: "stop"; readonly id: number };

/** From the worker: an answer, what is watched as it is now, or that a promise was broken. */
export type Reply =
  | { readonly is: "value"; readonly id: number; readonly value: unknown }
  | { readonly is: "failed"; readonly id: number };

/** One end of a channel: a worker as the page has it, or the page as the worker has it. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: "message", call: (event: MessageEvent) => void): void;
}

// Every method of the engine stands in one of the two lists: a new one that does not is a type error here.
type Missing = Exclude<keyof Engine, Watching | Asking>;
const complete: [Missing] extends [never] ? true : Missing = true;

/** Answers the page's calls with an engine: the worker's side. */
export function serveEngine(port: Port, engine: Engine): void {
  const stops = new Map<number, () => void>();
  const post = (reply: Reply): void => port.postMessage(reply);
  port.addEventListener("message", ({ data }) => {
    const call = data as Call;
    if (call.is === "stop") {
      stops.get(call.id)?.();
      stops.delete(call.id);
      return;
    }
    const { id, args } = call;
    const method = engine[call.method] as (...all: unknown[]) => unknown;
    if (call.is === "watch") {
      const stop = method(...args, (value: unknown) => post({ is: "value", id, value }));
      stops.set(id, stop as () => void);
      return;
    }
    Promise.resolve()
      .then(() => method(...args))
      .then((value) => post({ is: "value", id, value }))
      .catch(() => post({ is: "failed", id }));
  });
}

/** The engine as the page sees it: every call goes to the worker. A broken promise there rejects here, without words. */
export function connectEngine(port: Port): Engine {
  const asked = new Map<number, { done: (value: unknown) => void; fail: (why: Error) => void }>();
  const watched = new Map<number, (value: unknown) => void>();
  let last = 0;
  port.addEventListener("message", ({ data }) => {
    const reply = data as Reply;
    const waiting = asked.get(reply.id);
    asked.delete(reply.id);
    if (reply.is === "failed") waiting?.fail(new Error("the engine could not answer"));
    else if (waiting !== undefined) waiting.done(reply.value);
    else watched.get(reply.id)?.(reply.value);
  });
  const post = (call: Call): void => port.postMessage(call);
  const ask =
    (method: Asking) =>
    (...args: unknown[]): Promise<unknown> =>
      new Promise((done, fail) => {
        const id = ++last;
        asked.set(id, { done, fail });
        post({ is: "ask", id, method, args });
      });
  const watch =
    (method: Watching) =>
    (...all: unknown[]): (() => void) => {
      const id = ++last;
      watched.set(id, all.at(-1) as (value: unknown) => void);
      post({ is: "watch", id, method, args: all.slice(0, -1) });
      return () => {
        watched.delete(id);
        post({ is: "stop", id });
      };
    };
  const methods = complete && [
    ...asking.map((method) => [method, ask(method)] as const),
    ...watching.map((method) => [method, watch(method)] as const),
  ];
  return Object.fromEntries(methods) as unknown as Engine;
}
