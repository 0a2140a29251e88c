import { beforeAll, describe, expect, test } from "vitest";
import { entryKinds } from "#crypto";
import { person } from "./cast.ts";
import { type Row, type Stage, type Standing, stage, standings, table } from "./rights-table.ts";

/** Refusals that stand before the question of who signed. */
function refusalOf(row: Row, standing: Standing): readonly string[] {
  if (standing === "stranger") return row.is === "accept" ? ["bad-signature"] : ["unknown-member"];
  if (row.is === "abandon" && standing === "admin") return ["needless-abandon"];
  if (row.what === "administration for herself" && standing === "admin") return ["no-change"];
  if (row.what === "a grant of more to herself" && standing === "manage") return ["not-more"];
  return [row.refusal ?? "no-right"];
}

test("the table has a row for every kind of entry", () => {
  expect(new Set(table.map((row) => row.is))).toEqual(new Set(entryKinds));
});

describe("only the allowed cells of right × entry are valid:", () => {
  let shared: Stage;
  beforeAll(() => {
    shared = stage();
    // A third epoch, blind, for the rows about links: an administrator removes somebody without the key.
    const leaver = person("leaver");
    shared.world.join(leaver);
    shared.world.grant(shared.vault, leaver, 1, shared.people.manage);
    shared.world.must(shared.people.admin, shared.world.removing(leaver));
  });

  test.each(table)("$what", (row) => {
    for (const standing of standings) {
      const author = shared.people[standing];
      const { verdict } = shared.world.try(author, row.entries(shared, author));
      if (row.who.includes(standing)) {
        expect([standing, verdict]).toEqual([standing, { is: "valid" }]);
      } else {
        expect([standing, verdict.is]).toEqual([standing, "commit-fault"]);
        const code = verdict.is === "commit-fault" ? verdict.code : "";
        expect(refusalOf(row, standing), `${standing}: ${code}`).toContain(code);
      }
    }
  });

  test("a member removed before may sign nothing at all", () => {
    const { world } = shared;
    const leaver = person("leaver");
    for (const row of table) {
      if (row.is === "accept") continue;
      const { verdict } = world.try(leaver, row.entries(shared, leaver));
      expect(verdict).toEqual({ is: "commit-fault", code: "unknown-member" });
    }
  });
});
