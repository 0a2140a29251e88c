// Over 300 lines: one row of the ways of working after another, each a short story.
import { afterAll, beforeAll, expect, test } from "vitest";
import { id } from "#domain/ids.ts";
import { type Servers, startServers } from "../server/world.ts";
import { colleague, makeDevice, newId, until } from "./people.ts";
import { Work } from "./way.ts";

/** Ways of working that the product carries from end to end, by the numbers that the design gives them. */
let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

test("flats for a few women each: a free place is found across them, and no worker of one reads where another is (A01)", async () => {
  const work = await Work.begin(servers.url, "2026-07-04T16:00:00Z");
  const streets = ["Hidden Lane 1", "Quiet Close 2", "Far Row 3", "Still Yard 4"];
  const flats = [];
  for (const [at, address] of streets.entries()) {
    const where = { id: id<"address">(newId()), address, accessNotes: `the door of ${address}` };
    flats.push(
      await work.house(`Flat ${at + 1}`, [1, 2].slice(0, 1 + (at % 2)), {
        kind: "safe_flat",
        address: where,
      }),
    );
  }
  const [first, second, third] = flats as [Lodging, Lodging, Lodging];
  await work.comes(first, [{ name: "Iris", bed: first.beds[0] as never }]);
  const worker = makeDevice(servers.url, { clock: () => work.now });
  await colleague(work.engine, worker, {
    displayName: "Bea",
    preset: "staff",
    house: { house: first.house } as never,
  });
  const { engine } = worker;
  const asked = { house: first.house, composition: { women: 1, otherAdults: 0, children: [] } };
  const look = async () => {
    const { elsewhere, fitting } = await engine.view("places", asked);
    return elsewhere.length === 3 && fitting.length === 0 && { elsewhere, fitting };
  };
  const found = await until("the other flats", look, 60_000);
  const offers = found.elsewhere.map(({ codeName, offerable, largest }) => [
    codeName,
    offerable,
    largest,
  ]);
  expect(offers.toSorted()).toEqual([
    ["Flat 2", 3, 2],
    ["Flat 3", 1, 1],
    ["Flat 4", 3, 2],
  ]);
  expect(found.elsewhere.at(-1)?.codeName).toBe("Flat 3");
  // She reads where her own flat is; of the others she has a code-name and numbers.
  const own = await engine.view("house", { house: first.house });
  expect(own?.address?.address).toBe("Hidden Lane 1");
  for (const { house } of [second, third]) {
    expect((await engine.view("house", { house }))?.address).toBeUndefined();
  }
  const shown = JSON.stringify([
    await engine.view("houses", {}),
    await engine.view("places", asked),
    await engine.view("tonight", { house: first.house }),
    await engine.view("people", { text: "" }),
    await engine.view("requests", { house: first.house }),
    await work.engine.view("outlook", {}),
    await work.engine.view("report", { from: "2026-07-01", to: "2026-08-01" }),
  ]);
  for (const address of streets) expect(shown).not.toContain(address);
  await engine.lock();
  await work.engine.lock();
});

type Lodging = Awaited<ReturnType<Work["house"]>>;

test("a year in an apartment of ten girls, then a flat of her own: guardian, eighteenth birthday, reminders, the same episode (A02)", async () => {
  const work = await Work.begin(servers.url, "2025-03-01T10:00:00Z");
  const apartment = await work.house("Ekh", [5, 5], { shared: true, maxStay: "P1Y" });
  const flat = await work.house("Shine", [1], { kind: "transitional_apartment", maxStay: "P2Y" });
  expect((await work.engine.view("inventory", apartment))?.funded).toBe(10);
  const bed = apartment.beds[0] as never;
  const girl = { name: "Tsetseg", bed, kind: "girl", ageBand: "16-17" } as const;
  const { stayRef, persons, episode } = await work.comes(apartment, [girl]);
  const personRef = persons[0]?.personRef as never;
  const { house } = apartment;
  const file = () => work.engine.view("stayFile", { house, stayRef });
  expect((await file())?.resident.plannedEnd).toBe("2026-03-01");
  expect(await work.due(apartment)).toEqual(["guardian"]);
  await work.does("setGuardian", { house, stayRef, guardianAuthority: "her aunt", was: "" });
  await work.does("changePerson", {
    house,
    stayRef,
    personRef,
    set: { birthDate: "2008-02-01" },
    was: { birthDate: null },
  });
  work.at("2025-12-30T10:00:00Z");
  expect(await work.due(apartment)).not.toContain("planned_end_soon");
  work.at("2025-12-31T10:00:00Z");
  expect(await work.due(apartment)).toContain("planned_end_soon");
  await work.ticks(apartment, "planned_end_soon");
  work.at("2026-01-30T10:00:00Z");
  expect(await work.due(apartment)).toContain("planned_end_soon");
  work.at("2026-02-01T10:00:00Z");
  expect(await work.due(apartment)).toContain("turns_eighteen");
  work.at("2026-02-10T10:00:00Z");
  const newStayRef = id<"stay">(newId());
  await work.does("moveOn", {
    house,
    stayRef,
    to: flat.house,
    newStayRef,
    placement: id(newId()),
    file: id(newId()),
    figures: id(newId()),
    movedAt: work.now,
    moves: [{ personRef, bed: flat.beds[0] as never }],
  });
  expect((await file())?.resident.departure?.reason).toBe("moved_to_transitional");
  const begun = await work.engine.view("stayFile", { house: flat.house, stayRef: newStayRef });
  expect(begun?.episode?.episode).toBe(episode);
  expect(begun?.resident).toMatchObject({ arrivedOn: "2026-02-10", plannedEnd: "2028-02-10" });
  await work.engine.lock();
});

test("two years of living together in dated phases, and past the maximum by an extension of a director alone (A03)", async () => {
  const work = await Work.begin(servers.url, "2024-02-29T10:00:00Z");
  const bom = await work.house("Bom", [1], {
    maxStay: "P2Y",
    policy: { adults: "women_only", unaccompaniedMinors: true, extensionApprover: "director" },
  });
  const { stayRef } = await work.comes(bom, [{ name: "Bada", bed: bom.beds[0] as never }]);
  const { house } = bom;
  await work.does("startPhase", { house, stayRef, name: "settling in", from: "2024-02-29" });
  work.at("2024-09-01T10:00:00Z");
  await work.does("startPhase", { house, stayRef, name: "training", from: "2024-09-01" });
  const file = () => work.engine.view("stayFile", { house, stayRef });
  expect((await file())?.phases.map(({ name, from }) => [name, from])).toEqual([
    ["settling in", "2024-02-29"],
    ["training", "2024-09-01"],
  ]);
  expect((await file())?.resident.plannedEnd).toBe("2026-02-28");
  const manager = makeDevice(servers.url, { clock: () => work.now });
  await colleague(work.engine, manager, {
    displayName: "Bea",
    preset: "manager",
    house: { house } as never,
  });
  const { engine } = manager;
  await until("the stay", async () => engine.view("stayFile", { house, stayRef }));
  const further = { house, stayRef, plannedEnd: "2026-08-31", reason: "training" } as const;
  const hers = await engine.act("extendStay", further);
  expect(hers).toMatchObject({
    ok: false,
    refusal: { code: "not-approver", approver: "director" },
  });
  await work.does("extendStay", further);
  expect((await file())?.resident.extensions).toMatchObject([
    { fromPlannedEnd: "2026-02-28", toPlannedEnd: "2026-08-31", reason: "training" },
  ]);
  await engine.lock();
  await work.engine.lock();
});

test("goes to her family, and comes back to another house of the organisation: the same woman, the same episode (A05)", async () => {
  const work = await Work.begin(servers.url, "2026-01-10T10:00:00Z");
  const aama = await work.house("Aama", [2], {});
  const didi = await work.house("Didi", [2], {});
  const { stayRef, persons, episode } = await work.comes(aama, [
    { name: "Kamal", bed: aama.beds[0] as never },
    { name: "Tara", bed: aama.beds[1] as never, kind: "girl", ageBand: "6-11" },
  ]);
  work.at("2026-05-10T10:00:00Z");
  const home = { reason: "family_reunification", destination: "family" } as const;
  await work.goes(aama, stayRef, home);
  work.at("2026-06-12T18:40:00Z");
  const { found } = await work.engine.view("people", { text: "kam" });
  expect(found.map(({ stayRef: one }) => one)).toEqual([stayRef]);
  const refs = persons.map(({ personRef }) => personRef);
  const asked = { house: didi.house, persons: refs };
  const [place] = (await work.engine.view("placesToReturn", asked)).fitting;
  const again = work.coming(
    didi,
    persons.map(({ personRef, calledName, kind, ageBand }, at) => ({
      personRef,
      name: calledName,
      kind,
      ageBand,
      bed: place?.beds[at]?.bed as never,
    })),
  );
  await work.does("placeHousehold", again);
  const back = await work.engine.view("stayFile", { house: didi.house, stayRef: again.stayRef });
  expect(back?.episode?.episode).toBe(episode);
  expect(back?.resident.arrivalKind).toBe("return");
  const before = await work.engine.view("stayFile", { house: aama.house, stayRef });
  expect(before?.nowIn).toEqual({ house: didi.house, codeName: "Didi", stayRef: again.stayRef });
  const { report } = await work.counted(didi, "2026-01-01", "2027-01-01");
  expect(report?.columns[0]?.quantities).toMatchObject({
    served: 2,
    admissions: 2,
    "admissions.linked": 1,
    "admissions.unlinked": 0,
    "departures.destination.family": 1,
  });
  await work.engine.lock();
});

test("a house that has closed keeps its past years to the digit, and nothing of it is offered (A08)", async () => {
  const work = await Work.begin(servers.url, "2025-06-04T10:00:00Z");
  const bambou = await work.house("Bambou", [2, 2], {});
  const { stayRef } = await work.comes(bambou, [{ name: "Iris", bed: bambou.beds[0] as never }]);
  work.at("2025-09-04T10:00:00Z");
  expect(await work.refusal("closeHouse", { house: bambou.house })).toMatchObject({
    code: "still-here",
  });
  await work.goes(bambou, stayRef, { reason: "planned_move_on", destination: "own_tenancy" });
  const year = async () => (await work.counted(bambou, "2025-06-01", "2025-09-01")).quantities;
  const before = await year();
  expect(before).toMatchObject({ occupied: 89, funded: 356 });
  await work.does("closeHouse", { house: bambou.house });
  work.at("2027-09-04T10:00:00Z");
  expect(await year()).toEqual(before);
  const board = await work.engine.view("tonight", { house: bambou.house });
  expect(board?.counts).toMatchObject({ beds: 0, offerable: 0, largest: { persons: 0 } });
  const arrival = work.coming(bambou, [{ name: "Fern", bed: bambou.beds[0] as never }]);
  expect((await work.refusal("placeHousehold", arrival)).code).toBe("house-closed");
  await work.engine.lock();
});

test("nights of a retreat are told apart: its board counts them, no figure of the shelters does (A17)", async () => {
  const work = await Work.begin(servers.url, "2026-07-03T10:00:00Z");
  const linde = await work.house("Linde", [2], { shared: true });
  const moana = await work.house("Moana", [2], { shared: true, kind: "retreat_venue" });
  await work.comes(linde, [{ name: "Iris", bed: linde.beds[0] as never }]);
  await work.comes(moana, [{ name: "Fern", bed: moana.beds[0] as never }]);
  const board = await work.engine.view("tonight", { house: moana.house });
  expect(board?.counts.occupied).toBe(1);
  work.at("2026-07-10T10:00:00Z");
  const { report } = await work.counted(linde, "2026-07-03", "2026-07-10");
  expect(report?.columns.every(({ quantities }) => quantities["occupied"] === 7)).toBe(true);
  expect(report?.apart).toMatchObject([{ codeName: "Moana", persons: 1, nights: 7 }]);
  await work.engine.lock();
});

test("no man is placed in a house for women, unless its manager writes down why; a tradesman's visit is a task (A19)", async () => {
  const work = await Work.begin(servers.url, "2026-07-03T10:00:00Z");
  const weide = await work.house("Weide", [3], {
    policy: {
      adults: "women_only",
      boysMaxAge: 12,
      unaccompaniedMinors: false,
      extensionApprover: "manager",
    },
  });
  const [a, b] = weide.beds as never[];
  const woman = { name: "Iris", bed: a } as { name: string; bed: never };
  const refused = async (second: Parameters<Work["coming"]>[1][number]) =>
    work.refusal("placeHousehold", work.coming(weide, [woman, second]));
  const man = { name: "Jan", bed: b as never, kind: "other_adult" } as const;
  expect(await refused(man)).toMatchObject({ code: "policy", rule: "women_only" });
  const son = { name: "Tom", bed: b as never, kind: "boy", ageBand: "16-17" } as const;
  expect(await refused(son)).toMatchObject({ code: "policy", rule: "boys_max_age", limit: 12 });
  const input = work.coming(weide, [woman, son]);
  const override = { reason: "Brothers and sisters stay together." };
  await work.does("placeHousehold", { ...input, override });
  const { house } = weide;
  const file = await work.engine.view("stayFile", { house, stayRef: input.stayRef });
  expect(file?.overrides).toMatchObject([{ rule: "boys_max_age", ...override }]);
  const text = "Plumber, 14:00, room 1; a colleague goes with him";
  await work.does("addTask", { house, task: id(newId()), text, dueOn: "2026-07-06" });
  const { open } = await work.engine.view("tasks", { house });
  expect(open.find(({ kind }) => kind === "manual")).toMatchObject({ text, dueOn: "2026-07-06" });
  await work.engine.lock();
});

test("two organisations on one server: neither sees that the other is there, and one's login opens nothing of the other's (A21)", async () => {
  const [north, south] = [
    await Work.begin(servers.url, "2026-07-03T10:00:00Z"),
    await Work.begin(servers.url, "2026-07-03T10:00:00Z"),
  ];
  const [linde, birke] = [await north.house("Linde", [2], {}), await south.house("Birke", [2], {})];
  await north.comes(linde, [{ name: "Iris", bed: linde.beds[0] as never }]);
  await south.comes(birke, [{ name: "Fern", bed: birke.beds[0] as never }]);
  const seen = async ({ engine }: Work) =>
    JSON.stringify([
      await engine.view("houses", {}),
      await engine.view("people", { text: "" }),
      await engine.view("outlook", {}),
      await engine.view("report", { from: "2026-07-01", to: "2026-08-01" }),
      (await engine.trust()).vaults.map(({ vault }) => vault),
    ]);
  const [hers, theirs] = [await seen(north), await seen(south)];
  expect(hers).toContain("Iris");
  expect(theirs).toContain("Fern");
  for (const other of ["Fern", "Birke", birke.house]) expect(hers).not.toContain(other);
  for (const other of ["Iris", "Linde", linde.house]) expect(theirs).not.toContain(other);
  const vaults = async ({ engine }: Work): Promise<readonly string[]> =>
    (await engine.trust()).vaults.map(({ vault }) => String(vault));
  const own = new Set(await vaults(north));
  expect((await vaults(south)).filter((one) => own.has(one))).toEqual([]);
  const offer = id<"offer">(newId());
  const foreign = await north.engine.act("refreshOffer", { house: birke.house, offer });
  expect(foreign.ok).toBe(false);
  await north.engine.lock();
  await south.engine.lock();
});
