// Over 300 lines: one scene, and what neither a director nor an auditor is ever given of it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type VaultId, emptyFrontier, headOf, localKey, rosterLog, utf8 } from "#crypto";
import { followRequest } from "#contract/live.ts";
import { page as pageCodec } from "#contract/pull.ts";
import { type Place, houseCompartments, presets } from "#domain/compartments.ts";
import { type ViewName, views } from "#domain/views.ts";
import { readAccounts } from "#vault/device.ts";
import type { Engine, Preset } from "#vault/engine.ts";
import { Local } from "#vault/local.ts";
import { done, makeDevice, passphrase, until } from "../engine/people.ts";
import { Disk } from "./disk.ts";
import { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { register } from "./register.ts";
import { type Person, type Scene, canary, makeScene, unlockByKit, engineOn } from "./scene.ts";

/** Everyone who lies in the scene's beds. */
const names = [canary, "Oda", "Perla"];

/** A person's device with everything that came to it. */
interface Watched extends Person {
  readonly disk: Disk;
  readonly hostile: Hostile;
  /** Logs of which a page has come, asked for or pushed. */
  readonly logs: Set<string>;
  /** Vaults of which a box has come. */
  readonly boxes: Set<string>;
}

let scene: Scene;
let director: Watched;
let auditor: Watched;
let staff: Watched;
beforeAll(async () => {
  scene = await makeScene();
  director = await joined("director", 8);
  auditor = await joined("auditor", 0);
  const own = watched();
  const engine = engineOn(own.disk, own.hostile);
  staff = { ...own, engine, enrolled: scene.staff.enrolled };
  await unlockByKit(engine, scene.staff);
  await until("a director's rights", async () =>
    rightsOf(director.engine).then((r) => r.length === 8),
  );
  // Something happens in every vault of the house while they follow it.
  await scene.stir();
  await Promise.all([director, auditor, staff].map(({ disk }) => disk.quiet()));
}, 120_000);
afterAll(async () => {
  for (const { engine } of [director, auditor, staff]) await engine.lock();
  await scene.stop();
});

function watched() {
  const logs = new Set<string>();
  const boxes = new Set<string>();
  const hostile = new Hostile(scene.servers);
  hostile.reply("/v1/boxes", (answer) => {
    for (const { box } of answer.boxes) boxes.add(box.vault);
    return undefined;
  });
  hostile.pages((page) => {
    if (page.commits.length > 0) logs.add(page.log);
    return page;
  });
  return { disk: new Disk(), hostile, logs, boxes };
}

async function joined(preset: Preset, rights: number): Promise<Watched> {
  const { engine: desk } = scene.director;
  const own = watched();
  const { engine } = makeDevice(scene.servers.url, {
    ...own.hostile.ports,
    stores: own.disk.stores,
  });
  const asked = { preset, houses: [scene.house.house], displayName: preset, inPerson: true };
  const { code } = await done(desk.invite(asked));
  const { suggestedLoginId: loginId } = await done(engine.readInvite(code));
  const chosen = { code, displayName: preset, loginId, passphrase, deviceLabel: "Phone" };
  const enrolled = await done(engine.join({ ...chosen, sharedDevice: false }));
  await until(`${rights} rights`, async () => (await rightsOf(engine)).length >= rights);
  return { ...own, engine, enrolled };
}

const programs = new Map<Person["enrolled"], Promise<Insider>>();

/** Somebody's keys in a program of her own. */
function programOf(person: Person): Promise<Insider> {
  const known = programs.get(person.enrolled) ?? Insider.of(scene.servers, person);
  programs.set(person.enrolled, known);
  return known;
}

async function rightsOf(engine: Engine) {
  const status = await engine.status();
  return status.is === "open" ? status.rights : [];
}

/** The vaults that a preset does not open, and those that it does. */
async function vaultsOf(preset: Preset): Promise<{ opens: VaultId[]; shut: VaultId[] }> {
  const founder = await programOf(scene.director);
  const { house } = scene.house;
  const places: Place[] = houseCompartments.map((compartment) => ({ compartment, house }));
  const vaults = places.map((place) => ({ place, vault: founder.vault(place) }));
  const opens = ({ place }: { place: Place }): boolean => presets[preset][place.compartment] > 0;
  return {
    opens: vaults.filter(opens).map(({ vault }) => vault),
    shut: vaults.filter((one) => !opens(one)).map(({ vault }) => vault),
  };
}

/** Everything that a device shows, asked with the ids of everything that there is. */
async function everyView(engine: Engine): Promise<string> {
  const { house, beds, rooms } = scene.house;
  const founder = await programOf(scene.director);
  const stays = [...(founder.follow.state.houses.get(house)?.files.keys() ?? [])];
  const shown: unknown[] = [];
  for (const name of Object.keys(views) as ViewName[]) {
    for (const stayRef of stays) {
      const persons = [{ kind: "woman", ageBand: "25-34" }];
      const args = {
        house,
        to: house,
        stayRef,
        persons,
        beds,
        rooms,
        name: names[0],
        text: names[0],
      };
      const view = await engine.view(name, args as never).catch(() => undefined);
      shown.push(view);
    }
  }
  return JSON.stringify(shown);
}

/** Everything on a disk that its owner can open. */
async function kept({ disk, enrolled, engine }: Watched): Promise<string> {
  const { follow } = await programOf({ enrolled, engine });
  const [account] = await readAccounts(await disk.stores("device"));
  if (account === undefined) throw new Error("no account");
  const local = new Local(
    await disk.stores(account.store),
    localKey(follow.keyring.identity, account.device),
  );
  const opened: string[] = [];
  for (const name of await local.names("")) {
    const bytes = await local.get(name);
    if (bytes !== undefined) opened.push(Buffer.from(bytes).toString("latin1"));
  }
  expect(opened.length).toBeGreaterThan(0);
  return opened.join("\n");
}

const found = (text: string): readonly string[] =>
  names.filter(
    (name) => text.includes(name) || text.includes(Buffer.from(utf8(name)).toString("hex")),
  );

test("where a name may be read, each of these searches finds it", async () => {
  expect(found(await everyView(staff.engine))).toEqual(names);
  expect(found(await kept(staff))).toEqual(names);
  const { opens, shut } = await vaultsOf("staff");
  expect(opens.every((vault) => staff.logs.has(vault) && staff.boxes.has(vault))).toBe(true);
  expect(shut.some((vault) => staff.logs.has(vault) || staff.boxes.has(vault))).toBe(false);
});

describe.each(["director", "auditor"] as const)(
  "a member with the rights of a %s alone",
  (preset) => {
    const person = (): Watched => (preset === "director" ? director : auditor);

    test("is sent no box of a vault that she does not hold, and no commit of it unless she audits", async () => {
      const { opens, shut } = await vaultsOf(preset);
      expect(shut.length).toBe(preset === "director" ? 2 : 7);
      const { logs, boxes } = person();
      expect(logs.has(rosterLog)).toBe(true);
      expect(opens.every((vault) => logs.has(vault))).toBe(true);
      expect(shut.filter((vault) => boxes.has(vault))).toEqual([]);
      expect(shut.filter((vault) => logs.has(vault))).toEqual(preset === "auditor" ? shut : []);
    });

    test("finds no resident's name in what is shown, and none on her disk", async () => {
      expect(found(await everyView(person().engine))).toEqual([]);
      expect(found(await kept(person()))).toEqual([]);
    });

    test("with a program of her own gets no key, and opens nothing that she is given", async (context) => {
      const insider = await programOf(person());
      const { api, follow } = insider;
      const { shut } = await vaultsOf(preset);
      const founder = await programOf(scene.director);
      for (const vault of shut) {
        const boxes = await api.boxes(vault);
        if (!boxes.ok) throw new Error(boxes.error);
        // An auditor compares all boxes with what the roster says of them; none is sealed to her.
        expect(boxes.value.length > 0).toBe(preset === "auditor");
        expect(boxes.value.map(({ box }) => box.member)).not.toContain(insider.member);
        const pulled = await api.pull(vault, 0);
        const line = [...founder.follow.book.state(vault).live.values()][0];
        const old = await api.history(vault, line === undefined ? [] : [line.envelopeHash]);
        if (preset === "director") {
          expect([pulled, old]).toEqual([
            { ok: false, error: "not-allowed" },
            { ok: false, error: "not-allowed" },
          ]);
          continue;
        }
        // An auditor is given every log, and holds the key of none.
        if (!pulled.ok) throw new Error(pulled.error);
        expect((await follow.take(pulled.value, 0)).ok).toBe(true);
        expect(follow.keyring.key(vault, 1)).toBeUndefined();
        expect(follow.opener.places.has(vault)).toBe(false);
        const records = [...follow.recordsOf(vault).values()];
        expect(records.filter(({ is }) => is === "open" || is === "newer")).toEqual([]);
      }
      expect(
        found(
          JSON.stringify([...follow.state.houses].map(([, house]) => [...house.householdFile])),
        ),
      ).toEqual([]);
      register(context, {
        row: 37,
        attack: `somebody with the rights of ${preset === "director" ? "a director" : "an auditor"} reads what she may not`,
        path: "S",
        is: "tried",
        code: preset === "director" ? "not-allowed" : "none",
        alarm: "none",
        shown: "no name",
        goesOn: true,
      });
    });

    test("is refused with nothing of a log that she may not read", async () => {
      const insider = await programOf(person());
      const founder = await programOf(scene.director);
      const { shut } = await vaultsOf("director");
      for (const vault of shut) {
        const { leaf, envelope } = founder.seal(vault, { payload: utf8("[]") });
        const base = headOf(emptyFrontier);
        const bytes = insider.sign(vault, { is: "leaves", leaves: [leaf] }, { base });
        const chains = [{ log: vault, commits: [{ bytes, envelopes: [envelope] }] }];
        const answer = await insider.api.append({ chains, boxes: [] });
        if (answer.ok || answer.error.code !== "moved") throw new Error("it was not refused");
        const logs = answer.error.pages.map(({ log }) => log);
        // An auditor reads every log, and opens none.
        expect(logs).toEqual(preset === "director" ? [] : [vault]);
      }
    });

    test("is pushed nothing that she only says to follow", async () => {
      const { api } = await programOf(person());
      const { shut } = await vaultsOf("director");
      const token = await api.token();
      if (!token.ok) throw new Error(token.error);
      const socket = new WebSocket(`${scene.servers.url.replace("http", "ws")}/v1/live`);
      socket.binaryType = "arraybuffer";
      const came: string[] = [];
      socket.addEventListener("message", ({ data }) => {
        came.push(pageCodec.decode(new Uint8Array(data as ArrayBuffer))?.log ?? "");
      });
      await new Promise((open) => socket.addEventListener("open", open));
      const logs = [rosterLog, ...shut].map((log) => ({ log, size: 0 }));
      socket.send(
        followRequest.encode({
          token: Buffer.from(token.value, "hex"),
          logs,
        }) as Uint8Array<ArrayBuffer>,
      );
      await until("the roster", () => came.includes(rosterLog));
      await new Promise((later) => setTimeout(later, 300));
      const pushed = shut.filter((vault) => came.includes(vault));
      expect(pushed).toEqual(preset === "director" ? [] : shut);
      socket.close();
    });
  },
);

test("an auditor signs nothing that counts, and is granted nothing", async () => {
  const insider = await programOf(auditor);
  const founder = await programOf(scene.director);
  const vault = founder.vault({ compartment: "capacity", house: scene.house.house });
  const sealed = founder.seal(vault, { payload: utf8("{}") });
  const pulled = await insider.api.pull(vault, 0);
  if (!pulled.ok) throw new Error(pulled.error);
  await insider.follow.take(pulled.value, 0);
  expect(await insider.append(vault, [insider.frame(vault, [sealed])])).toBe("wrong-commit");
  const { epoch } = founder.key(vault);
  const entry = {
    is: "grant",
    vault,
    member: insider.member,
    generation: 1,
    right: 1,
    epoch,
    boxHash: new Uint8Array(32) as never,
  } as const;
  const bytes = founder.sign(rosterLog, { is: "entries", entries: [entry] });
  expect(await founder.append(rosterLog, [{ bytes, envelopes: [] }])).toBe("wrong-commit");
});
