import { resolve } from "node:path";
import { expect, test } from "vitest";
import { readConfig } from "#server/config.ts";

const read = (environment: Record<string, string>, ...args: string[]) => {
  const config = readConfig(environment, args);
  if (!config.ok) throw new Error(config.error);
  return config.value;
};

test("nothing set means this machine alone, port 8080, and a database of its own below ./data", () => {
  expect(read({})).toEqual({
    host: "127.0.0.1",
    port: 8080,
    dataDir: resolve("data"),
    database: { is: "embedded" },
    secretsFile: resolve("data/secrets.json"),
    trustProxy: false,
    publicOrigin: undefined,
    serveClient: true,
    sample: undefined,
    restored: false,
  });
});

test("--restored is said by whoever put a backup back, and goes with nothing else that is not known", () => {
  expect(read({}, "--restored").restored).toBe(true);
  expect(read({}, "--sample=small", "--restored")).toMatchObject({
    sample: "small",
    restored: true,
  });
  expect(readConfig({}, ["--restore"])).toMatchObject({ ok: false });
});

test("empty is the same as unset, as in compose files", () => {
  const names = [
    "HOST",
    "PORT",
    "DATA_DIR",
    "DATABASE_URL",
    "SECRETS_FILE",
    "TRUST_PROXY",
    "PUBLIC_ORIGIN",
  ];
  expect(read(Object.fromEntries(names.map((name) => [name, ""])))).toEqual(read({}));
});

test("each setting is taken, and paths are made absolute", () => {
  const config = read({
    HOST: "::1",
    PORT: "0",
    DATA_DIR: "elsewhere",
    DATABASE_URL: "postgresql://db/linden",
    SECRETS_FILE: "/run/secrets/linden",
    PUBLIC_ORIGIN: "https://linden.example.org",
    SERVE_CLIENT: "false",
  });
  expect(config).toMatchObject({
    host: "::1",
    port: 0,
    dataDir: resolve("elsewhere"),
    database: { is: "own", url: "postgresql://db/linden" },
    secretsFile: "/run/secrets/linden",
    publicOrigin: "https://linden.example.org",
    serveClient: false,
  });
});

test("the sample has a folder of its own", () => {
  const dataDir = resolve("data/sample");
  expect(read({}, "--sample")).toMatchObject({ sample: "whole", dataDir });
  expect(read({}, "--sample=small")).toMatchObject({ sample: "small", dataDir });
});

test("proxies are believed as told: all, a number of hops, or by address", () => {
  expect(read({ TRUST_PROXY: "true" }).trustProxy).toBe(true);
  const twoHops = read({ TRUST_PROXY: "2" }).trustProxy;
  if (typeof twoHops !== "function") throw new Error("a number of hops is a function of the hop");
  expect([0, 1, 2].map((hop) => twoHops("192.0.2.1", hop))).toEqual([true, true, false]);
  expect(read({ TRUST_PROXY: "10.0.0.1, 10.0.0.2" }).trustProxy).toEqual(["10.0.0.1", "10.0.0.2"]);
});

test("what cannot be used is named in a sentence, and its value is not repeated", () => {
  for (const [name, value] of [
    ["PORT", "eighty"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PUBLIC_ORIGIN", "linden.example.org"],
    ["PUBLIC_ORIGIN", "https://linden.example.org/path"],
    ["SERVE_CLIENT", "perhaps"],
  ] as const) {
    const config = readConfig({ [name]: value }, []);
    expect(config).toMatchObject({ ok: false, error: expect.stringContaining(name) });
    expect(config.ok ? "" : config.error).not.toContain(value);
  }
  expect(readConfig({}, ["--smaple"])).toMatchObject({
    error: expect.stringContaining("--smaple"),
  });
});
