import { describe, expect, test } from "vitest";
import {
  type Entry,
  checkEpochBoxes,
  currentEpoch,
  epochsOf,
  holders,
  makeEpoch,
  mustRenew,
  sealBox,
} from "#crypto";
import { bytesOf, person, vaultId } from "./cast.ts";
import { skipped } from "./stage.ts";
import { World } from "./world.ts";

function stage() {
  const world = new World();
  const vault = world.createVault("house");
  const reader = person("reader");
  world.join(reader);
  world.grant(vault, reader, 1);
  const attempt = (entries: readonly Entry[], by = world.founder) => world.try(by, entries).verdict;
  return { world, vault, reader, attempt };
}

describe("a vault", () => {
  const create = (name: string): Entry => ({
    is: "create-vault",
    vault: vaultId(name),
    meaning: bytesOf(name),
    writeOnce: false,
  });

  test("begins with its first epoch, in one commit", () => {
    const { world, attempt } = stage();
    const first = world.epoch(vaultId("new"), { epoch: 1, link: { is: "first" }, boxesCount: 1 });
    expect(attempt([create("new")])).toEqual(skipped("no-first-epoch"));
    expect(attempt([create("new"), { ...first, epoch: 2 }])).toEqual(skipped("wrong-epoch"));
    expect(attempt([create("new"), { ...first, link: { is: "cut" } }])).toEqual(
      skipped("wrong-link"),
    );
    expect(attempt([create("new"), first, { ...first, epoch: 2 }])).toEqual(skipped("repeated"));
    expect(attempt([create("new"), first])).toEqual({ is: "valid" });
  });

  test("begins in one append with its first record, once", () => {
    const { world, attempt } = stage();
    const first = world.epoch(vaultId("new"), { epoch: 1, link: { is: "first" }, boxesCount: 1 });
    const alone = world.try(world.founder, [create("new"), first], { joint: [] });
    expect(alone.verdict).toEqual(skipped("vault-not-joint"));
    expect(attempt([create("house"), first])).toEqual(skipped("id-in-use"));
  });
});

describe("an epoch", () => {
  test("is the next number, once in a commit, with a key that the vault has not had", () => {
    const { world, vault, attempt } = stage();
    expect(attempt([world.epoch(vault, { epoch: 1 })])).toEqual(skipped("wrong-epoch"));
    expect(attempt([world.epoch(vault, { epoch: 3 })])).toEqual(skipped("wrong-epoch"));
    const used = currentEpoch(world.roster, vault)?.keyCommit ?? bytesOf("");
    expect(attempt([world.epoch(vault, { keyCommit: used })])).toEqual(
      skipped("key-commit-in-use"),
    );
    const twice = [world.epoch(vault), world.epoch(vault, { epoch: 3 })];
    expect(attempt(twice)).toEqual(skipped("repeated"));
    expect(attempt([world.epoch(vaultId("nowhere"), { epoch: 1 })]).is).toBe("commit-fault");
  });

  test("is for exactly the holders", () => {
    const { world, vault, attempt } = stage();
    for (const boxesCount of [1, 3]) {
      expect(attempt([world.epoch(vault, { boxesCount })])).toEqual(skipped("wrong-boxes-count"));
    }
    world.must(world.founder, [world.epoch(vault)]);
    expect(currentEpoch(world.roster, vault)?.holders).toEqual(
      holders(world.roster, vault).map(({ member, generation }) => ({ member, generation })),
    );
  });

  test("has boxes for its holders in their generations, and for nobody else", () => {
    const { world, vault, reader } = stage();
    const place = { org: world.org, vault, epoch: 2 };
    const previous = bytesOf("previous key") as never;
    const made = makeEpoch(place, holders(world.roster, vault), { is: "wrapped", previous });
    world.must(reader, [made.entry]);
    const epoch = currentEpoch(world.roster, vault);
    if (epoch === undefined) throw new Error("no epoch");
    expect(checkEpochBoxes(epoch, made.boxes)).toBe(true);
    expect(checkEpochBoxes(epoch, made.boxes.slice(1))).toBe(false);
    const other = makeEpoch(place, holders(world.roster, vault), { is: "cut" });
    expect(checkEpochBoxes(epoch, other.boxes)).toBe(false);
    const stranger = person("stranger");
    const strange = sealBox(place, made.key, {
      member: stranger.id,
      generation: 1,
      boxPublic: stranger.identity.boxPublic,
    });
    expect(checkEpochBoxes(epoch, [...made.boxes, strange])).toBe(false);
    const aged = made.boxes.map((box) => ({ ...box, generation: 2 }));
    expect(checkEpochBoxes(epoch, aged)).toBe(false);
  });

  test("is blind only where its maker cannot have the key", () => {
    const { world, vault, reader, attempt } = stage();
    const blind = (): Entry => world.epoch(vault, { link: { is: "blind" } });
    expect(attempt([blind()])).toEqual(skipped("wrong-link"));
    world.must(reader, [{ is: "box-fault", vault, epoch: 1 }]);
    expect(mustRenew(world.roster, vault)).toBe(true);
    expect(attempt([blind()])).toEqual(skipped("wrong-link"));
    expect(attempt([blind()], reader)).toEqual({ is: "valid" });
    world.must(world.founder, [world.epoch(vault)]);
    expect(mustRenew(world.roster, vault)).toBe(false);
    expect(attempt([blind()], reader)).toEqual(skipped("wrong-link"));
    const again: Entry = { is: "box-fault", vault, epoch: 1 };
    expect(attempt([again], reader)).toEqual(skipped("wrong-epoch"));
  });

  test("by an administrator without the vault is blind, and her other kinds are refused", () => {
    const { world, vault, reader, attempt } = stage();
    const admin = person("admin");
    world.join(admin, { admin: true, audit: false });
    const removal = world.removing(reader);
    expect(attempt(removal, admin)).toEqual({ is: "valid" });
    for (const link of [{ is: "cut" }, world.epoch(vault).link] as const) {
      const changed = removal.map((entry) => (entry.is === "epoch" ? { ...entry, link } : entry));
      expect(attempt(changed, admin)).toEqual(skipped("wrong-link"));
    }
  });

  test("that is blind takes links from its holders until it is renewed; others take none", () => {
    const { world, vault, reader, attempt } = stage();
    const link = (epoch: number): Entry => ({
      is: "link",
      vault,
      epoch,
      previous: new Uint8Array(48).fill(7),
    });
    expect(attempt([link(1)])).toEqual(skipped("wrong-link"));
    world.must(world.founder, world.removing(reader));
    expect(mustRenew(world.roster, vault)).toBe(true);
    expect(attempt([link(9)])).toEqual(skipped("wrong-epoch"));
    world.must(world.founder, [link(2), world.epoch(vault)]);
    expect(epochsOf(world.roster, vault).map((one) => one.links.length)).toEqual([0, 1, 0]);
    expect(mustRenew(world.roster, vault)).toBe(false);
  });
});

describe("a grant", () => {
  test("gives more, of the newest epoch, to a member in her present generation", () => {
    const { world, vault, reader, attempt } = stage();
    const grant = world.grantOf(vault, reader, 2);
    expect(attempt([grant])).toEqual({ is: "valid" });
    expect(attempt([{ ...grant, right: 1 }])).toEqual(skipped("not-more"));
    expect(attempt([{ ...grant, epoch: 2 }])).toEqual(skipped("wrong-epoch"));
    expect(attempt([{ ...grant, generation: 2 }])).toEqual(skipped("wrong-generation"));
    expect(attempt([{ ...grant, member: person("nobody").id }])).toEqual(skipped("unknown-member"));
    world.must(world.founder, [world.epoch(vault)]);
    expect(attempt([grant])).toEqual(skipped("wrong-epoch"));
  });
});
