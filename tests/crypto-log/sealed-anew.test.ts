import { describe, expect, test } from "vitest";
import { type LogState, type RecordId, sealedFrom } from "#crypto";
import { bytesOf, person, prune, put, recordId } from "./cast.ts";
import { stage } from "./stage.ts";

describe("live records are to be sealed anew", () => {
  test("not at all while nobody has lost a key, and not for a lower right that still reads", () => {
    const { world, vault, writer } = stage();
    expect(sealedFrom(world.roster, vault)).toBe(1);
    world.must(world.founder, world.revoking(vault, writer, 1));
    expect(sealedFrom(world.roster, vault)).toBe(1);
  });

  test("from the epoch that a holder made when she took the key away", () => {
    const { world, vault, writer } = stage();
    world.must(world.founder, world.revoking(vault, writer, 0));
    expect(sealedFrom(world.roster, vault)).toBe(2);
    world.must(world.founder, [world.epoch(vault)]);
    expect(sealedFrom(world.roster, vault)).toBe(2);
  });

  test("from the epoch after a blind one: whoever drew that does not hold the vault", () => {
    const { world, vault, writer } = stage();
    const admin = person("other admin");
    world.join(admin, { admin: true, audit: false });
    world.must(admin, world.removing(writer));
    expect(sealedFrom(world.roster, vault)).toBe(3);
    world.must(world.founder, [
      { is: "link", vault, epoch: 2, previous: new Uint8Array(48) },
      world.epoch(vault),
    ]);
    expect(sealedFrom(world.roster, vault)).toBe(3);
  });

  test("from the epoch after the one that somebody made who left by herself", () => {
    const { world, vault, writer } = stage();
    const [remove, fence, epoch] = world.removing(writer);
    if (!remove || !fence || epoch?.is !== "epoch") throw new Error("not a removal");
    const wrapped = { is: "wrapped", previous: new Uint8Array(48) } as const;
    world.must(writer, [remove, fence, { ...epoch, link: wrapped }]);
    expect(sealedFrom(world.roster, vault)).toBe(3);
  });
});

describe("the state of a log", () => {
  const again = (record: RecordId, epoch: number) =>
    put({ record, kind: "reseal", epoch, envelopeHash: bytesOf(`anew ${record} ${epoch}`) });
  const replaced = ({ live }: LogState, record: RecordId) =>
    live.get(record)?.replaced?.map(({ version, epoch }) => [version, epoch]);

  test("keeps every envelope that another has taken the place of, until a prune names it", () => {
    const { world, vault, writer } = stage();
    const record = recordId("0");
    const state = world.logs.get(vault) as LogState;
    const first = state.live.get(record)?.envelopeHash;
    world.must(world.founder, world.revoking(vault, writer, 0));
    world.write(vault, world.founder, [again(record, 2)]);
    expect(replaced(state, record)).toEqual([[1, 1]]);
    expect(state.live.get(record)).toMatchObject({
      author: writer.id,
      sealer: world.founder.id,
      epoch: 2,
    });
    world.must(world.founder, [world.epoch(vault)]);
    world.write(vault, world.founder, [again(record, 3)]);
    world.write(vault, world.founder, [put({ record, version: 2, epoch: 3 })]);
    expect(replaced(state, record)).toEqual([
      [1, 1],
      [1, 2],
    ]);
    const named = { ...prune(record, 1), ...(first && { envelopeHash: first }) };
    // By its hash alone it names nothing: the server drops nothing for it, so nobody may take it for dropped.
    for (const wrongly of [{ version: 2 }, { epoch: 2 }]) {
      world.write(vault, world.founder, [{ ...named, ...wrongly }]);
      expect(replaced(state, record)).toEqual([
        [1, 1],
        [1, 2],
      ]);
    }
    expect(world.write(vault, world.founder, [named])).toEqual({ is: "valid" });
    expect(replaced(state, record)).toEqual([[1, 2]]);
  });
});
