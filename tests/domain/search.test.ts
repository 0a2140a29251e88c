import { describe, expect, test } from "vitest";
import { latin } from "#domain/search/latin.ts";
import { closeness, namesFrom, questionFrom } from "#domain/search/matching.ts";
import { slips } from "#domain/search/typing.ts";
import { people } from "#domain/view-people.ts";
import { known } from "#domain/view-resident.ts";
import { World } from "./world.ts";

const close = (question: string, name: string, code = ""): number | undefined =>
  closeness(questionFrom(question), namesFrom(name, code));

describe("a name is found", () => {
  test.each([
    ["primevere", "Primevère"],
    ["GANSEBL", "Gänseblümchen"],
    ["lowenzahn", "Löwenzahn"],
    ["zuraw", "Żurawina"],
    ["kirlangic", "Kırlangıç"],
    ["nandu", "Ñandú"],
    ["may trang", "Mây Trắng"],
    ["flor", "Beija-flor"],
    ["dark", "D’Arkeia"],
  ])("without its marks: %s is %s", (question, name) => {
    expect(close(question, name)).toBeLessThanOrEqual(6);
  });

  test.each([
    ["oksana", "Оксана"],
    ["snezhinka", "Снежинка"],
    ["lastochka", "Ласточка"],
    ["kharaatsai", "Хараацай"],
    ["petalouda", "Πεταλούδα"],
    ["khelidoni", "Χελιδόνι"],
    ["zeitouna", "زيتونة"],
    ["mohamed", "محمد"],
    ["Muhammad", "محمد"],
    ["salma", "سلمى"],
    ["yasmina", "ياسمينة"],
    ["parastou", "پرستو"],
    ["snunit", "סנונית"],
    ["selam", "ሰላም"],
    ["birabiro", "ቢራቢሮ"],
    ["kamal", "कमल"],
    ["chandni", "चाँदनी"],
    ["shishir", "শিশির"],
    ["mertskhali", "მერცხალი"],
    ["titernik", "Թիթեռնիկ"],
    ["nabi", "나비"],
    ["mindeulle", "민들레"],
    ["燕", "燕子"],
  ])("in Latin letters: %s is %s", (question, name) => {
    expect(close(question, name)).toBeDefined();
  });

  test.each([
    ["Оксана", "Oksana"],
    ["ياسمين", "Yasmin"],
    ["فاطمة", "Fatima"],
    ["Ναντιά", "Nadia"],
    ["나비", "Nabi"],
  ])("from another alphabet: %s is %s", (question, name) => {
    expect(close(question, name)).toBeDefined();
  });

  test.each([
    ["Mohammed", "Muhamad"],
    ["Jasmin", "Yasmine"],
    ["Iasmina", "Yasmina"],
    ["Chadidscha", "Khadija"],
    ["Hadidja", "Khadija"],
    ["Aicha", "Aïsha"],
    ["Ayshe", "Ayşe"],
    ["Natalja", "Nataliya"],
    ["Halyna", "Галина"],
    ["Schirin", "Shirin"],
    ["Sahra", "Zahra"],
    ["Ouafa", "Wafa"],
    ["Fatoumata", "Fatumata"],
    ["Dschamila", "Djamila"],
    ["Kseniya", "Xenia"],
    ["Philomena", "Filomena"],
  ])("in another spelling: %s is %s", (question, name) => {
    expect(close(question, name)).toBeDefined();
  });

  test.each([
    ["jnuiper", "Juniper"],
    ["junper", "Juniper"],
    ["juniiper", "Juniper"],
    ["huniper", "Juniper"],
    ["dandeloin", "Dandelion"],
    ["golondirna", "Golondrina"],
    ["меренгоу", "Меренгой"],
    ["ромышка", "Ромашка"],
  ])("with a slip: %s is %s", (question, name) => {
    expect(close(question, name)).toBeDefined();
  });

  test("by its code, whole or begun, and with a slip in it", () => {
    expect(close("K7P2Q", "Iris", "K7P2Q")).toBe(0);
    expect(close("k7p", "Iris", "K7P2Q")).toBe(1);
    expect(close("K", "Iris", "K7P2Q")).toBeUndefined();
    expect(close("K7PQ2", "Iris", "K7P2Q")).toBeDefined();
  });
});

test.each([
  ["fern", "Amber"],
  ["min", "Nima"],
  ["oksana", "Роксолана"],
  ["juniper", "Jupiter Maximus"],
  ["amber fern", "Amber"],
  ["نعناع", "زعتر"],
  ["q", "Iris"],
])("%s is not %s", (question, name) => {
  expect(close(question, name)).toBeUndefined();
});

test("the name itself comes before its beginning, its alphabet before its sound, its sound before slips", () => {
  const order = ["Mina", "Minaret", "Мина", "Mouna", "Nina"].map(
    (name) => close("mina", name) ?? 99,
  );
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(new Set(order).size).toBe(order.length);
});

test("every invented name of every alphabet has Latin letters, but for signs that have no sound", () => {
  const names = [
    "Оксана",
    "Χελιδόνι",
    "زيتونة",
    "סנונית",
    "ቢራቢሮ",
    "चाँदनी",
    "শিশির",
    "ნამი",
    "Կակաչ",
    "이슬비",
    "ฟ้า",
  ];
  expect(names.map(latin).filter((name) => !/^[a-z]+$/.test(name))).toEqual([]);
});

/** All words that one slip makes of a word, the slow way. */
function slipped(word: string): Set<string> {
  const made = new Set<string>([word]);
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    made.add(before + after.slice(1));
    for (const letter of "abcx") {
      made.add(before + letter + after);
      made.add(before + letter + after.slice(1));
    }
    if (after.length > 1) made.add(`${before}${after[1]}${after[0]}${after.slice(2)}`);
  }
  return made;
}

test("one slip is counted as one, wherever it is, and never as none unless it is none", () => {
  for (const typed of slipped("abcab")) {
    expect(`${typed} ${Math.min(slips(typed, "abcab", 2), 1)}`).toBe(
      `${typed} ${"abcab".startsWith(typed) ? 0 : 1}`,
    );
  }
  expect(slips("xxab", "abcab", 1)).toBe(2);
});

const rooms = [
  { label: "1", mode: "household_exclusive", beds: ["A", "B"] },
  { label: "2", mode: "shared", beds: ["A", "B", "C"] },
] as const;

describe("People", () => {
  function houses() {
    const world = new World("2026-07-05T10:00:00Z");
    const linde = world.house("Linde", rooms);
    const birke = world.house("Birke", rooms);
    world.at("2026-06-01T10:00:00Z");
    const gone = world.place(linde, [{ name: "Сирень", bed: "2 A" }]);
    world.at("2026-06-20T10:00:00Z").depart(linde, gone);
    world.at("2026-07-05T10:00:00Z");
    const here = world.place(linde, [
      { name: "Iris", bed: "1 A" },
      { name: "Lark", bed: "1 B", kind: "girl", ageBand: "6-11" },
    ]);
    const other = world.place(birke, [{ name: "Siren", bed: "2 B" }]);
    const ask = (args: Parameters<typeof people>[1]) => people(world.state, args, world.now);
    return { world, linde, birke, gone, here, other, ask };
  }

  test("lists who is here by house and room, and who was here with the day she left", () => {
    const { ask, here, other, gone } = houses();
    const all = ask({ text: "" });
    expect(all.found.map(({ stayRef }) => stayRef)).toEqual([other, here, gone]);
    expect(all.found.map(({ where }) => where)).toEqual([
      { is: "here", room: "2", bed: "B" },
      { is: "here", room: "1", bed: "A" },
      { is: "was", until: "2026-06-20" },
    ]);
    expect(ask({ text: "", who: "was" }).count).toBe(1);
    expect(ask({ text: "", who: "here" }).count).toBe(2);
  });

  test("finds in every house that is read, or in one, and puts first whom the question meant", () => {
    const { ask, linde, here, other, gone } = houses();
    expect(ask({ text: "siren" }).found.map(({ stayRef }) => stayRef)).toEqual([other, gone]);
    expect(ask({ text: "siren", house: linde }).found.map(({ stayRef }) => stayRef)).toEqual([
      gone,
    ]);
    const [found] = ask({ text: "lark" }).found;
    expect(found?.stayRef).toBe(here);
    expect(found?.persons.map(({ calledName }) => calledName)).toEqual(["Lark", "Iris"]);
  });

  test("tells what is called as it was typed from who may have been meant, so that a deed of that name comes between", () => {
    const { ask } = houses();
    const answers = (text: string): readonly boolean[] =>
      ask({ text }).found.map(({ asWritten }) => asWritten);
    expect(answers("lar")).toEqual([true]);
    expect(answers("siren")).toEqual([true, true]);
    expect(answers("sirren")).toEqual([false, false]);
    expect(answers("")).toEqual([true, true, true]);
  });

  test("finds by a new name at once, and no longer by the old one", () => {
    const { world, linde, ask } = houses();
    const [id, file] = [...(world.state.houses.get(linde)?.householdFile ?? [])].at(-1) ?? [];
    if (id === undefined || file === undefined) throw new Error("no file");
    expect(ask({ text: "iris" }).count).toBe(1);
    const persons = file.persons.map((one) => ({
      ...one,
      calledName: `${one.calledName}tamarisk`.slice(4),
    }));
    world.write({
      is: "put",
      place: { compartment: "residents", house: linde },
      type: "householdFile",
      id,
      payload: { ...file, persons },
    });
    expect(ask({ text: "iris" }).count).toBe(0);
    expect(ask({ text: "tamarisk" }).count).toBe(1);
  });

  test("a household that comes back is found as tolerantly", () => {
    const { world, linde } = houses();
    const [found] = known(world.state, { house: linde, text: "siren" });
    expect(found?.persons[0]?.calledName).toBe("Сирень");
    expect(known(world.state, { house: linde, text: " " })).toEqual([]);
  });
});
