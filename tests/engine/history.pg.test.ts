import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { page, pullRequest, historyReply, historyRequest } from "#contract/pull.ts";
import type { HouseholdFile } from "#domain/records-people.ts";
import type { Alarm, Engine, History } from "#vault/engine.ts";
import { type Servers, startServers } from "../server/world.ts";
import { frame, LyingNetwork } from "./lying.ts";
import {
  type Device,
  arrival,
  colleague,
  found,
  makeDevice,
  makeHouse,
  saved,
  until,
} from "./people.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

type Here = Extract<History<"householdFile">, { is: "here" }>;

/** A file, and the house that it stands in. */
type FileAt = Parameters<Engine["history"]>[1];

/** The past of a file once it is read, and every progress on the way. */
function pastOf(engine: Engine, file: FileAt) {
  const steps: History<"householdFile">[] = [];
  return new Promise<{ end: History<"householdFile">; steps: typeof steps }>((done) => {
    engine.history("householdFile", file, (history) => {
      if (history.is === "reading") steps.push(history);
      else done({ end: history, steps });
    });
  });
}

async function versions(engine: Engine, file: FileAt): Promise<Here["versions"]> {
  const { end } = await pastOf(engine, file);
  if (end.is !== "here") throw new Error(JSON.stringify(end));
  return end.versions;
}

const newest = async (engine: Engine, file: FileAt): Promise<HouseholdFile> => {
  const content = (await versions(engine, file)).at(-1)?.content;
  if (content?.is !== "open") throw new Error("it does not open");
  return content.payload;
};

const called = (file: HouseholdFile, calledName: string): HouseholdFile => ({
  ...file,
  persons: file.persons.map((person) => ({ ...person, calledName })),
});

const names = (found: Here["versions"]): (string | undefined)[] =>
  found.map(({ content }) =>
    content.is === "open" ? content.payload.persons[0]?.calledName : content.is,
  );

/** A desk and a phone in one house, in which Mina has arrived. */
async function twoDevices(network = new LyingNetwork()) {
  const desk = makeDevice(servers.url);
  await found(desk.engine);
  const house = makeHouse();
  await saved(desk.engine, desk.engine.createHouse(house.input));
  const phone = makeDevice(servers.url, { fetch: network.fetch });
  await colleague(desk.engine, phone, { displayName: "Bea", preset: "staff", house });
  const bed = house.beds[2];
  if (bed === undefined) throw new Error("no bed");
  const input = arrival(house, bed, "Mina");
  const file = { house: house.house, id: input.file };
  await saved(desk.engine, desk.engine.act("placeHousehold", input));
  const sees = (device: Device, name: string) =>
    until(`${name} on the board`, async () =>
      JSON.stringify(await device.engine.view("tonight", { house: house.house })).includes(name),
    );
  await sees(phone, "Mina");
  const rename = async ({ engine }: Device, name: string): Promise<string> => {
    const from = await newest(engine, file);
    const to = called(from, name);
    return saved(
      engine,
      engine.act("restoreFile", { house: house.house, file: input.file, from, to }),
    );
  };
  return { desk, phone, house, input, file, network, sees, rename };
}

const memberOf = async ({ engine }: Device): Promise<string> => {
  const status = await engine.status();
  if (status.is !== "open") throw new Error("it is not open");
  return status.member;
};

describe("the history of a file", () => {
  test("is told anew to whoever looks at it, by whichever hand a version comes", async () => {
    const { desk, phone, file, rename } = await twoDevices();
    const told: Here["versions"][] = [];
    const stop = desk.engine.history("householdFile", file, (history) => {
      if (history.is === "here") told.push(history.versions);
    });
    const seen = (what: string, expected: readonly string[]) =>
      until(what, () => JSON.stringify(names(told.at(-1) ?? [])) === JSON.stringify(expected));
    await seen("its beginning", ["Mina"]);
    await rename(desk, "Nora");
    await seen("her own hand", ["Mina", "Nora"]);
    await rename(phone, "Olga");
    await seen("another's hand", ["Mina", "Nora", "Olga"]);
    stop();
    const before = told.length;
    await rename(desk, "Perla");
    expect(names(await versions(desk.engine, file))).toHaveLength(4);
    expect(told).toHaveLength(before);
    await Promise.all([desk.engine.lock(), phone.engine.lock()]);
  });

  test("names every version's author and time; an earlier one comes back as a new version, and that can be undone", async () => {
    const began = Date.now();
    const { desk, phone, house, input, file, sees, rename } = await twoDevices();
    await rename(phone, "Nora");
    await sees(desk, "Nora");
    const before = await versions(desk.engine, file);
    expect(names(before)).toEqual(["Mina", "Nora"]);
    expect(before.map(({ author }) => author)).toEqual([
      await memberOf(desk),
      await memberOf(phone),
    ]);
    for (const { content } of before) {
      if (content.is !== "open") throw new Error(content.is);
      expect(content.at).toBeGreaterThanOrEqual(began - 1000);
      expect(content.at).toBeLessThanOrEqual(Date.now());
    }

    const [first, second] = before.map(({ content }) =>
      content.is === "open" ? content.payload : undefined,
    );
    if (first === undefined || second === undefined) throw new Error("they do not open");
    const restore = { house: house.house, file: input.file, from: second, to: first };
    const entry = await saved(desk.engine, desk.engine.act("restoreFile", restore));
    expect(names(await versions(desk.engine, file))).toEqual(["Mina", "Nora", "Mina"]);
    await saved(desk.engine, desk.engine.undo(entry));
    const all = await versions(desk.engine, file);
    expect(names(all)).toEqual(["Mina", "Nora", "Mina", "Nora"]);
    expect(all.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    // The other device reads the same from its own copy of the log.
    await until("four versions", async () => (await versions(phone.engine, file)).length === 4);
    expect(names(await versions(phone.engine, file))).toEqual(names(all));
  });

  test("is read once; the next time only what is new is asked for", async () => {
    const { phone, network, file, rename } = await twoDevices();
    await versions(phone.engine, file);
    const lie = network.lie;
    const asked: number[] = [];
    network.lie = (path, body) => {
      const pull = path === "/v1/pull" ? pullRequest.decode(body) : undefined;
      if (pull !== undefined) asked.push(pull.from);
      return undefined;
    };
    await rename(phone, "Nora");
    expect(names(await versions(phone.engine, file))).toEqual(["Mina", "Nora"]);
    network.lie = lie;
    expect(asked.filter((from) => from === 0)).toEqual([]);
  });

  test("a server that tells another past is an alarm, and nothing of it is shown", async () => {
    const { phone, network, file } = await twoDevices();
    const alarms: Alarm[][] = [];
    phone.engine.onAlarms((all) => alarms.push([...all]));
    network.lie = async (path, body) => {
      const asked = path === "/v1/pull" ? pullRequest.decode(body) : undefined;
      if (asked?.from !== 0) return undefined;
      const reply = await network.pass();
      const told = page.decode(new Uint8Array(await reply.arrayBuffer()));
      if (told === undefined) throw new Error("no page");
      const commits = told.commits.map((commit, at) => {
        const bytes = commit.bytes.slice();
        if (at === 0) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
        return { ...commit, bytes };
      });
      return frame(page.encode({ ...told, commits }));
    };
    const { end } = await pastOf(phone.engine, file);
    expect(end).toEqual({ is: "failed", code: "log-malformed" });
    await until("an alarm", () => alarms.at(-1)?.some(({ code }) => code === "log-malformed"));
    network.lie = () => undefined;
    expect(names(await versions(phone.engine, file))).toEqual(["Mina"]);
  });

  test("a version that the server keeps to itself is named as withheld", async () => {
    const { desk, phone, network, file, rename, sees } = await twoDevices();
    await rename(desk, "Nora");
    await sees(phone, "Nora");
    network.lie = (path, body) => {
      const asked = path === "/v1/history" ? historyRequest.decode(body) : undefined;
      if (asked === undefined) return undefined;
      return frame(historyReply.encode({ envelopes: asked.hashes.map(() => new Uint8Array(0)) }));
    };
    expect(names(await versions(phone.engine, file))).toEqual(["withheld", "withheld"]);
    network.lie = () => undefined;
    expect(names(await versions(phone.engine, file))).toEqual(["Mina", "Nora"]);
  });

  test("without a network it says so", async () => {
    const { phone, network, file } = await twoDevices();
    network.lie = () => {
      throw new TypeError("no network");
    };
    expect((await pastOf(phone.engine, file)).end).toEqual({ is: "failed", code: "offline" });
  });
});

describe("a deed that came back as a question", () => {
  async function question() {
    const town = await twoDevices();
    const { phone, desk, house, input, file, network, rename } = town;
    network.lie = (path) => {
      if (path === "/v1/append") throw new TypeError("no network");
      return undefined;
    };
    // Her name may stand on the board before what was written beside it is read.
    const came = await until("an extension that is accepted", async () => {
      const said = await phone.engine.act("extendStay", {
        house: house.house,
        stayRef: input.stayRef,
        plannedEnd: inDays(60),
        reason: "health",
        note: "Sees the doctor until then",
      });
      return said.ok && said;
    });
    await rename(desk, "Nora");
    const state = await phone.engine.settled(came.entry);
    expect(state).toMatchObject({ is: "question", refusal: { code: "changed-meanwhile" } });
    network.lie = () => undefined;
    return { ...town, entry: came.entry, file };
  }

  test("shows both versions with their author, and hers can be written on top of what stands", async () => {
    const { phone, desk, file, entry } = await question();
    const asked = await phone.engine.question(entry);
    expect(asked?.again).toBe(true);
    const record = asked?.records.find(({ type }) => type === "householdFile");
    const mine = record?.mine as HouseholdFile;
    const theirs = record?.theirs as HouseholdFile;
    expect([mine.persons[0]?.calledName, mine.stays[0]?.plannedEnd]).toEqual(["Mina", inDays(60)]);
    expect([theirs.persons[0]?.calledName, theirs.stays[0]?.plannedEnd]).toEqual([
      "Nora",
      theirs.stays[0]?.maxOnArrival,
    ]);
    expect(record?.author).toBe(await memberOf(desk));
    expect(JSON.stringify(asked?.entry.input)).toContain("Sees the doctor until then");

    const again = phone.engine.answer(entry, { is: "again" });
    await saved(phone.engine, again);
    const stands = await newest(phone.engine, file);
    expect([stands.persons[0]?.calledName, stands.stays[0]?.plannedEnd]).toEqual([
      "Nora",
      inDays(60),
    ]);
    expect(await phone.engine.question(entry)).toBeUndefined();
  });

  test("keeps both versions over a closed tab, and lets hers go when she says so", async () => {
    const { phone, entry, file } = await question();
    const before = await phone.engine.question(entry);
    await phone.engine.lock();
    const engine = await phone.reload();
    const [account] = await engine.accounts();
    await engine.unlock({
      account: account?.id ?? "",
      passphrase: "amber crane delta fern heron slate",
    });
    const after = await until("the question", () => engine.question(entry));
    expect(after.records.map(({ mine }) => mine)).toEqual(before?.records.map(({ mine }) => mine));
    await engine.answer(entry, { is: "drop" });
    expect(await engine.question(entry)).toBeUndefined();
    expect((await newest(engine, file)).persons[0]?.calledName).toBe("Nora");
  });
});

const inDays = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
