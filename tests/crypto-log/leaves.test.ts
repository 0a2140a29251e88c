import { describe, expect, test } from "vitest";
import { type Leaf, type LogState, type Verdict, noHash, requestHash } from "#crypto";
import { bytesOf, person, prune, put, recordId, tombstone } from "./cast.ts";
import { skipped } from "./stage.ts";
import { World } from "./world.ts";

const a = recordId("a");
const b = recordId("b");

/** A vault with a manager (the founder) and a writer, in which record `a` has two versions and `b` one. */
function stage(writeOnce = false) {
  const world = new World();
  const vault = world.createVault("house", { writeOnce });
  const writer = person("writer");
  world.join(writer);
  world.grant(vault, writer, 2);
  const write = (...leaves: Leaf[]): Verdict => world.write(vault, writer, leaves);
  const manage = (...leaves: Leaf[]): Verdict => world.write(vault, world.founder, leaves);
  expect(write(put({ record: a }), put({ record: b }))).toEqual({ is: "valid" });
  if (!writeOnce) expect(write(put({ record: a, version: 2 }))).toEqual({ is: "valid" });
  const state = world.logs.get(vault) as LogState;
  return { world, vault, writer, write, manage, state };
}

/** The next epoch for the same holders, so that there is something to reseal for. */
function renew({ world, vault }: ReturnType<typeof stage>): void {
  world.must(world.founder, [world.epoch(vault)]);
}

describe("a put", () => {
  test("is the next version, and no other", () => {
    const { write, state } = stage();
    for (const version of [1, 2, 4]) {
      expect(write(put({ record: a, version }))).toEqual(skipped("wrong-version"));
    }
    expect(write(put({ record: a, version: 3 }))).toEqual({ is: "valid" });
    expect(state.live.get(a)?.version).toBe(3);
  });

  test("is written for the newest epoch of the roster that its author names", () => {
    const stood = stage();
    const before = stood.world.roster.head;
    renew(stood);
    expect(stood.write(put({ record: a, version: 3 }))).toEqual(skipped("wrong-epoch"));
    const { world, vault, writer } = stood;
    const late = world.write(vault, writer, [put({ record: a, version: 3 })], { roster: before });
    expect(late).toEqual({ is: "valid" });
    expect(stood.write(put({ record: a, version: 4, epoch: 2 }))).toEqual({ is: "valid" });
    expect(stood.write(put({ record: a, version: 5, epoch: 3 }))).toEqual(skipped("wrong-epoch"));
  });

  test("after a tombstone goes on counting", () => {
    const { write } = stage();
    expect(write(tombstone(a, 3))).toEqual({ is: "valid" });
    expect(write(put({ record: a, version: 1 }))).toEqual(skipped("wrong-version"));
    expect(write(put({ record: a, version: 4 }))).toEqual({ is: "valid" });
  });
});

describe("a tombstone", () => {
  test("removes what is there, once", () => {
    const { write, state } = stage();
    expect(write(tombstone(recordId("never"), 1))).toEqual(skipped("nothing-there"));
    expect(write(tombstone(a, 2))).toEqual(skipped("wrong-version"));
    expect(write(tombstone(a, 3))).toEqual({ is: "valid" });
    expect(state.live.get(a)).toMatchObject({ kind: "tombstone", version: 3 });
    expect(write(tombstone(a, 4))).toEqual(skipped("nothing-there"));
  });

  test("for more than 20 records needs manage, and a reason beside it", () => {
    const { write, manage } = stage();
    const records = Array.from({ length: 21 }, (_, i) => recordId(`many ${i}`));
    expect(write(...records.map((record) => put({ record })))).toEqual({ is: "valid" });
    const stones = records.map((record) => tombstone(record, 2));
    expect(write(...stones)).toEqual(skipped("needs-manage"));
    expect(write(...stones.slice(0, 20))).toEqual({ is: "valid" });
    expect(write(...stones.slice(20), put({ record: recordId("other") }))).toEqual({ is: "valid" });
    expect(manage(...records.map((record) => put({ record, version: 3 })))).toEqual({
      is: "valid",
    });
    const again = records.map((record) => tombstone(record, 4));
    expect(manage(...again)).toEqual(skipped("needs-reason"));
    expect(manage(...again, put({ record: recordId("why") }))).toEqual({ is: "valid" });
  });
});

describe("a reseal", () => {
  const resealed = (change: Partial<Leaf> = {}): Leaf =>
    put({ record: a, kind: "reseal", version: 2, epoch: 2, ...change });

  test("keeps version, schema, content and author, for a later epoch", () => {
    const stood = stage();
    const before = stood.state.live.get(a);
    renew(stood);
    expect(stood.manage(resealed())).toEqual({ is: "valid" });
    expect(stood.state.live.get(a)).toEqual({
      ...before,
      kind: "reseal",
      epoch: 2,
      envelopeHash: resealed().envelopeHash,
      position: stood.state.frontier.size - 1,
      sealer: stood.world.founder.id,
      replaced: [
        {
          version: 2,
          kind: "put",
          epoch: before?.epoch,
          envelopeHash: before?.envelopeHash,
          sealer: before?.sealer,
        },
      ],
    });
    expect(stood.state.live.get(a)?.author).toBe(stood.writer.id);
  });

  test("with another content, schema or version is refused from public data alone", () => {
    const stood = stage();
    renew(stood);
    const other = bytesOf("other");
    expect(stood.write(resealed({ contentCommit: other }))).toEqual(skipped("other-content"));
    expect(stood.write(resealed({ schema: 2 }))).toEqual(skipped("other-content"));
    expect(stood.write(resealed({ version: 1 }))).toEqual(skipped("wrong-version"));
    expect(stood.write(resealed({ record: recordId("never") }))).toEqual(skipped("nothing-there"));
    expect(stood.write(tombstone(a, 3, 2))).toEqual({ is: "valid" });
    expect(stood.write(resealed({ version: 3, contentCommit: noHash }))).toEqual(
      skipped("nothing-there"),
    );
  });

  test("for the same epoch is refused", () => {
    const { write } = stage();
    expect(write(resealed({ epoch: 1 }))).toEqual(skipped("wrong-epoch"));
  });
});

describe("a prune", () => {
  test("names what is superseded, sealed anew or removed, and leaves the live list alone", () => {
    const stood = stage();
    renew(stood);
    const { write, state } = stood;
    expect(write(prune(a, 1))).toEqual({ is: "valid" });
    expect(write(put({ record: a, kind: "reseal", version: 2, epoch: 2 }))).toEqual({
      is: "valid",
    });
    expect(write(prune(a, 2, 1))).toEqual({ is: "valid" });
    expect(write(tombstone(b, 2, 2))).toEqual({ is: "valid" });
    expect(write(prune(b, 1))).toEqual({ is: "valid" });
    expect(state.live.get(a)).toMatchObject({ version: 2, epoch: 2 });
  });

  test("of a live version is refused, also under an older version's number", () => {
    const { write, state } = stage();
    const live = state.live.get(a);
    expect(write(prune(a, 2))).toEqual(skipped("still-live"));
    expect(write(prune(a, 3))).toEqual(skipped("wrong-version"));
    const disguised = { ...prune(a, 1), envelopeHash: live?.envelopeHash ?? noHash };
    expect(write(disguised)).toEqual(skipped("still-live"));
    expect(write(prune(recordId("never"), 1))).toEqual(skipped("nothing-there"));
  });
});

describe("an erasure", () => {
  const request = recordId("request");
  const erasing = (record: Leaf["record"], version: number): Leaf => ({
    ...prune(record, version),
    contentCommit: requestHash(request),
  });

  /** A second manager has put a request; the founder is about to prune. */
  function requested(writeOnce = false) {
    const stood = stage(writeOnce);
    const { world, vault } = stood;
    const deputy = person("deputy");
    world.join(deputy);
    world.grant(vault, deputy, 3);
    const ask = (): Verdict => world.write(vault, deputy, [put({ record: request })]);
    return { ...stood, deputy, ask };
  }

  test("names a request that another manager wrote", () => {
    const { world, vault, deputy, manage, write, ask } = requested();
    expect(manage(erasing(a, 1))).toEqual(skipped("no-request"));
    expect(ask()).toEqual({ is: "valid" });
    expect(write(erasing(a, 1))).toEqual(skipped("no-request"));
    expect(world.write(vault, deputy, [erasing(a, 1)])).toEqual(skipped("no-request"));
    expect(manage(erasing(a, 1))).toEqual({ is: "valid" });
    expect(manage(erasing(a, 2))).toEqual(skipped("still-live"));
  });

  test("ends with its request, and with the right of whoever asked", () => {
    const { world, vault, deputy, manage, ask } = requested();
    expect(ask()).toEqual({ is: "valid" });
    world.must(world.founder, world.revoking(vault, deputy, 2));
    expect(manage(erasing(a, 1))).toEqual(skipped("no-request"));
    world.grant(vault, deputy, 3);
    expect(manage(erasing(a, 1))).toEqual({ is: "valid" });
    expect(manage(tombstone(request, 2, 2))).toEqual({ is: "valid" });
    expect(manage(erasing(a, 1))).toEqual(skipped("no-request"));
  });

  test("by a writer's own request is none", () => {
    const { world, vault, writer, manage } = requested();
    world.write(vault, writer, [put({ record: request })]);
    expect(manage(erasing(a, 1))).toEqual(skipped("no-request"));
  });

  test("in a write-once vault has its reason in the request", () => {
    const { manage, ask } = requested(true);
    expect(ask()).toEqual({ is: "valid" });
    expect(manage(tombstone(a, 2), put({ record: recordId("why") }))).toEqual({ is: "valid" });
    expect(manage(erasing(a, 1))).toEqual({ is: "valid" });
  });
});

describe("in a write-once vault", () => {
  test("there is no second version, not even by a manager", () => {
    const { write, manage } = stage(true);
    expect(write(put({ record: a, version: 2 }))).toEqual(skipped("write-once"));
    expect(manage(put({ record: a, version: 2 }))).toEqual(skipped("write-once"));
  });

  test("tombstones and prunes need manage, and a reason beside them", () => {
    const stood = stage(true);
    const { write, manage } = stood;
    expect(write(tombstone(a, 2))).toEqual(skipped("needs-manage"));
    expect(manage(tombstone(a, 2))).toEqual(skipped("needs-reason"));
    const why = (name: string): Leaf => put({ record: recordId(`why ${name}`) });
    expect(manage(tombstone(a, 2), why("removed"))).toEqual({ is: "valid" });
    expect(write(prune(a, 1), why("hers"))).toEqual(skipped("needs-manage"));
    expect(manage(prune(a, 1))).toEqual(skipped("needs-reason"));
    expect(manage(prune(a, 1), why("pruned"))).toEqual({ is: "valid" });
    expect(manage(put({ record: a, version: 3 }))).toEqual(skipped("write-once"));
  });

  test("sealing anew is allowed to every writer", () => {
    const stood = stage(true);
    renew(stood);
    const leaf = put({ record: a, kind: "reseal", version: 1, epoch: 2 });
    expect(stood.write(leaf)).toEqual({ is: "valid" });
  });
});

test("one bad leaf skips the whole commit, and the next good version heals the record", () => {
  const { write, state } = stage();
  const before = new Map(state.live);
  const size = state.frontier.size;
  expect(write(put({ record: recordId("c") }), put({ record: a, version: 9 }))).toEqual(
    skipped("wrong-version"),
  );
  expect(state.live).toEqual(before);
  expect(state.frontier.size).toBe(size + 1);
  expect(state.skipped).toEqual([{ position: size, code: "wrong-version" }]);
  expect(write(put({ record: recordId("c") }), put({ record: a, version: 3 }))).toEqual({
    is: "valid",
  });
});

test("a record has one new version at most in a commit", () => {
  const { write } = stage();
  const both = [put({ record: a, version: 3 }), put({ record: a, version: 3, schema: 2 })];
  expect(write(...both)).toEqual(skipped("repeated"));
  expect(write(prune(a, 1), prune(a, 1))).toEqual(skipped("repeated"));
});
