import { MessageChannel } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { memoryStores } from "#sync/store.ts";
import { createEngine } from "#vault/create.ts";
import type { Engine } from "#vault/engine.ts";
import { type Port, connectEngine, serveEngine } from "#vault/rpc.ts";

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

function proxy(engine: Engine): Engine {
  const { port1, port2 } = new MessageChannel();
  open.push(() => port1.close());
  serveEngine(port2 as unknown as Port, engine);
  return connectEngine(port1 as unknown as Port);
}

const nowhere = (): Engine =>
  createEngine({
    origin: "http://127.0.0.1:9",
    stores: memoryStores(),
    fetch: () => Promise.reject(new TypeError("no network")),
  });

test("a call over messages answers as the engine does", async () => {
  const engine = proxy(nowhere());
  expect(await engine.status()).toEqual({ is: "locked" });
  expect(await engine.accounts()).toEqual([]);
  expect((await engine.suggestPassphrase("digits")).split(" ")).toHaveLength(6);
  expect(await engine.unlock({ account: "none", passphrase: "x" })).toEqual({
    ok: false,
    code: "no-such-thing",
  });
});

test("a broken promise in the engine rejects without words", async () => {
  const engine = proxy(nowhere());
  await expect(engine.trust()).rejects.toThrow("the engine could not answer");
});

test("what is watched calls back at once and no more once it is stopped", async () => {
  const real = nowhere();
  const engine = proxy(real);
  const seen: string[] = [];
  const stop = engine.onStatus((status) => seen.push(status.is));
  await engine.status();
  expect(seen).toEqual(["locked"]);
  stop();
  await engine.lock();
  await engine.status();
  expect(seen).toEqual(["locked"]);
});
