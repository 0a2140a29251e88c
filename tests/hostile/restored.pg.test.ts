// Over 300 lines: one restore, as each of those who hold something of what was lost sees it.
import { afterAll, expect, test } from "vitest";
import type { BedId } from "#domain/ids.ts";
import type { Engine, Team } from "#vault/engine.ts";
import {
  alarmsOf,
  arrival,
  colleague,
  done,
  found,
  makeDevice,
  passphrase,
  saved,
  until,
} from "../engine/people.ts";
import { Restorable } from "../server/restorable.ts";
import { Disk } from "./disk.ts";
import { Hostile } from "./hostile.ts";
import { type Line, register } from "./register.ts";
import { boardOf, engineOn, makeHouse, toggle, unlockHere } from "./scene.ts";

const quick = { headsPace: { grownMs: 150, idleMs: 3_600_000 } };
const lines = { headsEveryMs: 1_000 };

const servers: Restorable[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
});

/** Somebody with a device of her own, which can be closed, robbed and opened again. */
interface Someone {
  readonly disk: Disk;
  readonly hostile: Hostile;
  engine: Engine;
}

const someone = (server: Restorable): Someone => {
  const [disk, hostile] = [new Disk(), new Hostile(server.servers)];
  const ports = { ...hostile.ports, stores: disk.stores, ...lines };
  return { disk, hostile, engine: makeDevice(server.servers.url, ports).engine };
};

/** Closes a device and opens it again, on what it has kept by then. */
async function reopened(who: Someone): Promise<void> {
  await who.engine.lock();
  who.engine = engineOn(who.disk, who.hostile, lines);
  await until("an open account", async () => (await unlockHere(who.engine)).ok);
}

const codes = ({ engine }: Someone): readonly string[] => alarmsOf(engine).map(({ code }) => code);
const teamOf = ({ engine }: Someone): Team => {
  let team: Team | undefined;
  engine.onTeam((now) => (team = now))();
  return team as Team;
};
/** An administrator signs what she is shown; where something has come back meanwhile, she is asked again. */
const goOn = ({ engine }: Someone): Promise<boolean> =>
  until("signed", async () => {
    const { restored } = teamOf({ engine } as Someone);
    const signed = restored && (await engine.goOn(restored.missing));
    if (signed?.ok === false) expect(signed.code).toBe("moved");
    return signed?.ok === true;
  });
const online = async ({ engine }: Someone): Promise<boolean> => {
  const status = await engine.status();
  return status.is === "open" && status.online;
};

/** A director and a colleague in one house, with a backup of it; then something that the backup does not have. */
async function scene() {
  const server = await Restorable.start(quick);
  servers.push(server);
  const director = someone(server);
  await found(director.engine);
  const house = makeHouse();
  await saved(director.engine, director.engine.createHouse(house.input));
  await saved(
    director.engine,
    director.engine.act("placeHousehold", arrival(house, house.beds[0] as BedId, "Oda")),
  );
  const staff = someone(server);
  const device = { ...makeDevice(server.servers.url), engine: staff.engine };
  await colleague(director.engine, device, { displayName: "Bea", preset: "staff", house });
  const board = (who: Someone) => boardOf(who.engine, house);
  const before = await board(director);
  await until("the house", async () => (await board(staff)) === before);
  await until("a list of heads", async () => (await director.engine.trust()).heads !== undefined);
  for (const { disk } of [director, staff]) await disk.quiet();
  const backup = await server.backup();
  for (const who of [director, staff]) await until("a connection", () => online(who), 60_000);
  const block = await toggle(director.engine, house, {
    bed: house.beds[4] as BedId,
    blocked: undefined,
  });
  await saved(
    staff.engine,
    staff.engine.act("placeHousehold", arrival(house, house.beds[2] as BedId, "Perla")),
  );
  await until("both", async () => (await board(director)) === (await board(staff)));
  const truth = await board(staff);
  expect(truth).not.toBe(before);
  await until("a list of heads with it", async () => {
    const { heads } = await director.engine.trust();
    return heads !== undefined && heads.seenAt > 0;
  });
  for (const { disk } of [director, staff]) await disk.quiet();
  return { server, director, staff, house, board, before, truth, backup, block };
}

const line = (
  attack: string,
  path: "C" | "W" | "L" | "O",
  seen: Pick<Extract<Line, { is: "tried" }>, "code" | "alarm" | "shown">,
): Line => ({
  row: 47,
  attack,
  path,
  is: "tried",
  goesOn: true,
  ...seen,
});

test.concurrent("a server that was restored is given back what it lost by those who hold it, and takes appends once an administrator has signed that it goes on", async (context) => {
  const name = "an old backup restored, its end held by devices";
  const { server, director, staff, house, board, before, truth, backup } = await scene();
  await staff.engine.lock();
  await server.restore(backup);

  // Somebody without the end sees that it is missing, or nothing; the one who holds it gives it back unasked.
  await until("a connection", () => online(director), 60_000);
  await until("what was lost, at the server", async () => {
    const { restored } = teamOf(director);
    return restored !== undefined && restored.missing.length === 0;
  });
  expect(await board(director)).toBe(truth);
  await until(
    "that alone",
    () => codes(director).toSorted().join() === "heads-rolled-back,healing",
  );
  register(
    context,
    line(name, "L", { code: "log-rolled-back", alarm: "passes", shown: "the truth" }),
  );

  // Nothing new is taken before that, and nothing of it is lost.
  await reopened(staff);
  const act = staff.engine.act("placeHousehold", arrival(house, house.beds[3] as BedId, "Runa"));
  const kept = await act;
  if (!kept.ok) throw new Error("refused");
  await until("told why", () => codes(staff).includes("healing"));
  expect(codes(staff).toSorted()).toEqual(["heads-rolled-back", "healing"]);
  expect(teamOf(staff).restored?.maySign).toBe(false);
  expect(await staff.engine.goOn([])).toEqual({ ok: false, code: "not-allowed" });
  register(context, line(name, "W", { code: "healing", alarm: "passes", shown: "the truth" }));

  await goOn(director);
  expect(await staff.engine.settled(kept.entry)).toMatchObject({ is: "saved" });
  await until("all of it", async () => (await board(director)) === (await board(staff)));
  expect(await board(director)).not.toBe(before);
  for (const who of [director, staff]) {
    await until("no alarm", () => codes(who).length === 0);
    const [loss] = teamOf(who).losses;
    expect(loss).toMatchObject({ parts: [], isNew: true });
  }
  await director.engine.seeLosses();
  expect(teamOf(director).losses[0]?.isNew).toBe(false);

  // A new device finds nothing amiss.
  const kit = await director.engine.kit();
  const phone = someone(server);
  await done(
    phone.engine.unlock({ kit: kit.code, passphrase, deviceLabel: "Phone", sharedDevice: false }),
  );
  await until("all of it", async () => (await board(phone)) === (await board(director)));
  expect(codes(phone)).toEqual([]);
  register(context, line(name, "C", { code: "none", alarm: "none", shown: "the truth" }));
  for (const who of [director, staff, phone]) await who.engine.lock();
});

test.concurrent("what nobody holds is an alarm until an administrator has named and signed it, and then a line in Trust", async (context) => {
  const name = "an old backup restored, its end held by nobody";
  const { server, director, staff, house, board, before, truth, backup } = await scene();
  for (const who of [director, staff]) await who.engine.lock();
  for (const { disk } of [director, staff]) disk.change("tail/", () => undefined);
  await server.restore(backup);

  // Without a network a device shows what it has.
  const offline = { ...someone(server), disk: staff.disk.copy() };
  offline.hostile.cut();
  offline.engine = engineOn(offline.disk, offline.hostile, lines);
  expect(await unlockHere(offline.engine)).toMatchObject({ ok: true });
  expect(await board(offline)).toBe(truth);
  register(context, line(name, "O", { code: "none", alarm: "none", shown: "the truth" }));

  for (const who of [director, staff]) await reopened(who);
  for (const who of [director, staff]) {
    await until("an alarm", () => codes(who).includes("log-rolled-back"));
    expect(await board(who)).toBe(truth);
  }
  await reopened(director);
  await until("the alarm again", () => codes(director).includes("log-rolled-back"));
  const missing = await until("what is missing", () => {
    const { restored } = teamOf(director);
    return restored !== undefined && restored.missing.length > 0 && restored.missing;
  });
  expect(missing.every(({ from, to, compartment }) => to > from && compartment !== undefined)).toBe(
    true,
  );

  await goOn(director);
  for (const who of [director, staff]) {
    await until("no alarm", () => codes(who).length === 0);
    await until("what stands", async () => (await board(who)) === before);
    expect(teamOf(who).losses[0]?.parts.length).toBeGreaterThan(0);
    const { past } = await who.engine.trust();
    expect(past.map(({ code }) => code)).toContain("log-rolled-back");
  }
  register(
    context,
    line(name, "W", {
      code: "log-rolled-back",
      alarm: "stays",
      shown: "the truth, and what stands once it is signed",
    }),
  );

  // The device that was away all the time learns of it when it comes back.
  await offline.engine.lock();
  offline.hostile.honest();
  await reopened(offline);
  await until("what stands", async () => (await board(offline)) === before);
  await until("no alarm", () => codes(offline).length === 0);
  await toggle(offline.engine, house, { bed: house.beds[5] as BedId, blocked: undefined });
  await until("what she did", async () => (await board(director)) === (await board(offline)));
  for (const who of [director, staff, offline]) await who.engine.lock();
});

test.concurrent("what was signed to be lost covers one loss and no second: a server that goes back again is an alarm", async (context) => {
  const name = "rolled back again after a loss was signed";
  const { server, director, staff, house, backup } = await scene();
  for (const who of [director, staff]) await who.engine.lock();
  for (const { disk } of [director, staff]) disk.change("tail/", () => undefined);
  await server.restore(backup);
  for (const who of [director, staff]) await reopened(who);
  await until("what is missing", () => (teamOf(director).restored?.missing.length ?? 0) > 0);
  await goOn(director);
  for (const who of [director, staff]) await until("no alarm", () => codes(who).length === 0);
  const again = await server.backup();
  for (const who of [director, staff]) await until("a connection", () => online(who), 60_000);
  await toggle(director.engine, house, { bed: house.beds[5] as BedId, blocked: undefined });
  const truth = await until("at both", async () => {
    const [hers, own] = [await boardOf(staff.engine, house), await boardOf(director.engine, house)];
    return hers === own && own;
  });
  for (const { disk } of [director, staff]) await disk.quiet();
  for (const who of [director, staff]) await who.engine.lock();
  for (const { disk } of [director, staff]) disk.change("tail/", () => undefined);
  await server.restore(again, { told: false });
  for (const who of [director, staff]) {
    await reopened(who);
    await until("an alarm", () => codes(who).includes("log-rolled-back"));
    expect(await boardOf(who.engine, house)).toBe(truth);
  }
  // Being shown its own signature, it cannot but say that it was restored; an alarm it stays.
  await until("told", () => codes(staff).includes("healing"));
  expect(codes(staff)).toContain("log-rolled-back");
  register(
    context,
    line(name, "W", { code: "log-rolled-back", alarm: "stays", shown: "the truth" }),
  );
  for (const who of [director, staff]) await who.engine.lock();
});

test.concurrent("a list of members that lost its end is given back with the keys beside it, and whoever had joined is a member again", async (context) => {
  const name = "an old backup restored, from before somebody joined";
  const { server, director, staff, house, board, backup } = await scene();
  const cora = someone(server);
  const device = { ...makeDevice(server.servers.url), engine: cora.engine };
  await colleague(director.engine, device, { displayName: "Cora", preset: "manager", house });
  const { rosterSize } = await director.engine.trust();
  for (const { disk } of [director, staff, cora]) await disk.quiet();
  await staff.engine.lock();
  await server.restore(backup);
  await until("the members", async () => {
    const { restored } = teamOf(director);
    return restored !== undefined && restored.missing.length === 0;
  });
  await goOn(director);
  await until("a connection", () => online(cora), 60_000);
  await reopened(staff);
  for (const who of [director, staff, cora]) {
    await until("no alarm", () => codes(who).length === 0);
    await until(
      "all members",
      async () => (await who.engine.trust()).rosterSize === rosterSize + 1,
    );
  }
  // Her keys lie beside the log again: a device that has none of them gets them.
  await toggle(cora.engine, house, { bed: house.beds[5] as BedId, blocked: undefined });
  await until("what she did", async () => (await board(director)) === (await board(cora)));
  const kit = await director.engine.kit();
  const phone = someone(server);
  await done(
    phone.engine.unlock({ kit: kit.code, passphrase, deviceLabel: "Phone", sharedDevice: false }),
  );
  await until("all of it", async () => (await board(phone)) === (await board(cora)));
  expect(codes(phone)).toEqual([]);
  register(
    context,
    line(name, "L", { code: "log-rolled-back", alarm: "passes", shown: "the truth" }),
  );
  for (const who of [director, staff, cora, phone]) await who.engine.lock();
});

test.concurrent("a list of members whose end nobody holds goes on as an administrator of both signs, and is read anew", async (context) => {
  const name = "an old backup restored, the end of the list of members held by nobody";
  const { server, director, staff, house, board, backup } = await scene();
  const invited = {
    preset: "staff",
    houses: [house.house],
    displayName: "Dora",
    inPerson: false,
  } as const;
  await done(director.engine.invite(invited));
  await until("the invite", async () => {
    const [own, hers] = [await director.engine.trust(), await staff.engine.trust()];
    return own.rosterSize === hers.rosterSize;
  });
  for (const { disk } of [director, staff]) await disk.quiet();
  for (const who of [director, staff]) await who.engine.lock();
  // What is left of it is what the server signed: neither the members nor the boxes.
  for (const { disk } of [director, staff]) {
    disk.change("tail/", () => undefined);
    for (const part of ["roster", "keys", "vault/"]) disk.change(part, () => undefined);
  }
  await server.restore(backup);
  for (const who of [director, staff]) {
    who.engine = engineOn(who.disk, who.hostile, lines);
    await unlockHere(who.engine);
  }
  await until("what is missing", () => (teamOf(director).restored?.missing.length ?? 0) > 0);
  for (const who of [director, staff]) expect(codes(who)).toContain("log-rolled-back");
  await goOn(director);
  for (const who of [director, staff]) {
    await until("no alarm", () => codes(who).length === 0);
    expect(teamOf(who).losses[0]?.parts.some(({ vault }) => vault === undefined)).toBe(true);
  }
  await toggle(director.engine, house, { bed: house.beds[5] as BedId, blocked: undefined });
  await until("at both", async () => (await board(director)) === (await board(staff)));
  register(
    context,
    line(name, "W", {
      code: "log-rolled-back",
      alarm: "stays",
      shown: "what stands once it is signed",
    }),
  );
  for (const who of [director, staff]) await who.engine.lock();
});
