import { describe, expect, test } from "vitest";
import { headOf } from "#crypto";
import { type Person, bytesOf, person, put, recordId } from "./cast.ts";
import { next, skipped, stage, stopped } from "./stage.ts";

describe("after a taking-away", () => {
  function leaving() {
    const stood = stage();
    const { world, vault, writer } = stood;
    const before = world.roster.head;
    const fencedAt = world.headOf(vault).size;
    world.must(world.founder, world.revoking(vault, writer, 0));
    return { ...stood, before, fencedAt };
  }

  test("a back-dated commit of the leaver, past the fence, is refused for ever", () => {
    const { world, vault, writer, before } = leaving();
    expect(world.judge(vault, world.signLeaves(vault, writer, [next]))).toEqual(
      skipped("no-right"),
    );
    const dated = world.signLeaves(vault, writer, [next], { roster: before });
    expect(world.judge(vault, dated)).toEqual(skipped("past-fence"));
  });

  test("others go on writing, and she again once she is let in again", () => {
    const { world, vault, writer, before } = leaving();
    const by = (who: Person, name: string, roster = world.roster.head) =>
      world.write(vault, who, [put({ record: recordId(name), epoch: 2 })], { roster });
    expect(by(world.founder, "founder")).toEqual({ is: "valid" });
    world.grant(vault, writer, 2);
    expect(by(writer, "again")).toEqual({ is: "valid" });
    const old = world.signLeaves(vault, writer, [put({ record: recordId("old") })], {
      roster: before,
    });
    expect(world.judge(vault, old)).toEqual(skipped("roster-went-back"));
  });

  test("what she wrote before the fence stays valid to a new reader", () => {
    const { world, vault, commits, fencedAt } = leaving();
    expect(commits).toHaveLength(fencedAt);
    expect(world.readAgain(vault, commits).verdicts.every((one) => one.is === "valid")).toBe(true);
  });

  test("a fence that the server signed over another history is its own proof", () => {
    const { world, vault, writer } = stage();
    const size = world.headOf(vault).size;
    const lie = { log: vault, size, root: bytesOf("never was") };
    world.must(world.founder, [
      { is: "revoke", vault, member: writer.id, right: 0 },
      world.fenceAt(writer, [lie]),
      world.epoch(vault, { boxesCount: 1 }),
    ]);
    const honest = world.signLeaves(vault, world.founder, [put({ record: next.record, epoch: 2 })]);
    expect(world.judge(vault, honest)).toEqual(stopped("fence-contradicted"));
  });

  test("a fence in a tail that was lost ends her part where the log goes on, and stops nobody", () => {
    const { world, vault, writer, commits, before } = leaving();
    const kept = commits.slice(0, 3);
    const { state } = world.readAgain(vault, kept);
    const head = headOf(state.frontier);
    const lost = world.headOf(vault);
    world.must(world.founder, [{ is: "reset", log: vault, head, lost }]);
    world.logs.set(vault, state);
    const hers = world.signLeaves(vault, writer, [put({ record: recordId("hers") })], {
      roster: before,
    });
    expect(world.judge(vault, hers)).toEqual(skipped("past-fence"));
    for (let i = 0; i < 6; i++) {
      const leaf = put({ record: recordId(`after ${i}`), epoch: 2 });
      expect(world.write(vault, world.founder, [leaf])).toEqual({ is: "valid" });
    }
  });

  test("old keys sign nothing under a roster that knows new ones", () => {
    const { world, vault, writer } = stage();
    const renewed = person("writer", 2);
    const before = world.roster.head;
    world.must(writer, [
      {
        is: "rotate-identity",
        sign: renewed.identity.signPublic,
        box: renewed.identity.boxPublic,
        generation: 2,
      },
      world.fence(writer, vault),
      world.epoch(vault),
    ]);
    const leaf = put({ record: recordId("renewed"), epoch: 2 });
    expect(world.judge(vault, world.signLeaves(vault, writer, [leaf]))).toEqual(
      skipped("bad-signature"),
    );
    const dated = world.signLeaves(vault, writer, [next], { roster: before });
    expect(world.judge(vault, dated)).toEqual(skipped("past-fence"));
    expect(world.judge(vault, world.signLeaves(vault, renewed, [leaf]))).toEqual({ is: "valid" });
  });
});
