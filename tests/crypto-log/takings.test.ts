import { describe, expect, test } from "vitest";
import {
  type Entry,
  type VaultId,
  admins,
  currentEpoch,
  holders,
  inDanger,
  mustRenew,
  rosterLog,
  sha256,
  signAcknowledgement,
} from "#crypto";
import { person } from "./cast.ts";
import { skipped } from "./stage.ts";
import { World } from "./world.ts";

/** Two vaults, of which a member holds both at 2 and a manager the first at 3. */
function stage() {
  const world = new World();
  const [one, two] = [world.createVault("one"), world.createVault("two")];
  const [member, manager] = [person("member"), person("manager")];
  for (const who of [member, manager]) world.join(who);
  world.grant(one, member, 2);
  world.grant(two, member, 2);
  world.grant(one, manager, 3);
  const attempt = (entries: readonly Entry[], by = world.founder) => world.try(by, entries).verdict;
  return { world, one, two, member, manager, attempt };
}

describe("a removal", () => {
  test("comes with a fence and a new epoch for every vault, or not at all", () => {
    const { world, member, attempt } = stage();
    const whole = world.removing(member);
    expect(whole).toHaveLength(5);
    expect(attempt(whole)).toEqual({ is: "valid" });
    for (let left = 1; left < whole.length; left++) {
      const without = whole.toSpliced(left, 1);
      const missing = whole[left]?.is === "fence" ? "no-fence" : "no-new-epoch";
      expect(attempt(without)).toEqual(skipped(missing));
    }
    for (let length = 1; length < whole.length; length++) {
      expect(attempt(whole.slice(0, length)).is).toBe("commit-fault");
    }
  });

  test("counts no epoch that was made before it, and none that still counts her", () => {
    const { world, one, member, attempt } = stage();
    const [remove, ...rest] = world.removing(member) as [Entry, ...Entry[]];
    const early = world.epoch(one, { boxesCount: 3 });
    const others = rest.filter((entry) => entry.is !== "epoch" || entry.vault !== one);
    expect(attempt([early, remove, ...others])).toEqual(skipped("no-new-epoch"));
    const counted = rest.map((entry) => (entry.is === "epoch" ? world.epoch(entry.vault) : entry));
    expect(attempt([remove, ...counted])).toEqual(skipped("wrong-boxes-count"));
  });

  test("leaves her no key, no right, no role, and her id to nobody", () => {
    const { world, one, two, member } = stage();
    world.must(world.founder, world.removing(member));
    expect([world.right(one, member), world.right(two, member)]).toEqual([0, 0]);
    expect(holders(world.roster, one).map((holder) => holder.member)).not.toContain(member.id);
    expect(world.try(world.founder, [world.grantOf(one, member, 1)]).verdict).toEqual(
      skipped("unknown-member"),
    );
    expect(world.try(world.founder, world.removing(member)).verdict).toEqual(
      skipped("unknown-member"),
    );
  });

  test("by herself leaves an epoch that its holders renew before they write", () => {
    const { world, one, member } = stage();
    world.must(member, world.removing(member));
    expect(mustRenew(world.roster, one)).toBe(true);
    const blind = currentEpoch(world.roster, one)?.epoch ?? 0;
    world.must(world.founder, [
      { is: "link", vault: one, epoch: blind, previous: new Uint8Array(48) },
      world.epoch(one),
    ]);
    expect(mustRenew(world.roster, one)).toBe(false);
  });
});

describe("a fence", () => {
  test("is signed by the server over exactly these heads of this organisation", () => {
    const { world, one, member, attempt } = stage();
    const [revoke, fence, epoch] = world.revoking(one, member, 0) as [
      Entry,
      Entry & { is: "fence" },
      Entry,
    ];
    const moved = fence.heads.map((head) => ({ ...head, size: head.size - 1 }));
    const bad = [
      { ...fence, heads: moved },
      { ...fence, heads: fence.heads.map((head) => ({ ...head, root: sha256(head.root) })) },
      { ...fence, serverSignature: fence.serverSignature.toReversed() as never },
      {
        ...fence,
        serverSignature: signAcknowledgement(
          "cd".repeat(32) as typeof world.org,
          fence.heads,
          world.server.signSecret,
        ).signature,
      },
      {
        ...fence,
        serverSignature: signAcknowledgement(world.org, fence.heads, member.identity.signSecret)
          .signature,
      },
    ];
    for (const entry of bad) {
      expect(attempt([revoke, entry, epoch])).toEqual(skipped("bad-fence-signature"));
    }
    expect(attempt([revoke, fence, epoch])).toEqual({ is: "valid" });
  });

  test("stands for whom and what the commit takes away, and for nothing else", () => {
    const { world, one, two, member, manager, attempt } = stage();
    const whole = world.revoking(one, member, 0);
    expect(attempt([...whole, world.fence(manager, one)])).toEqual(skipped("stray-fence"));
    expect(attempt([...whole, world.fence(member, two)])).toEqual(skipped("stray-fence"));
    expect(attempt([...whole, world.fenceAt(member, [])])).toEqual(skipped("stray-fence"));
    const roster = { log: rosterLog, ...world.roster.head };
    expect(attempt([...whole, world.fenceAt(member, [roster])])).toEqual(skipped("unknown-vault"));
  });
});

describe("the last one", () => {
  test("to manage a vault cannot go, or be lowered, without an abandon that names it", () => {
    const { world, two, attempt } = stage();
    const lowering = world.revoking(two, world.founder, 2);
    expect(attempt(lowering)).toEqual(skipped("last-manager"));
    const named: Entry = { is: "abandon", vault: two };
    expect(attempt([named, ...lowering])).toEqual({ is: "valid" });
    expect(inDanger(world.roster)).toContain(two);
  });

  test("but one to administer cannot go without an abandon that names the roster", () => {
    const { world, attempt } = stage();
    const second = person("second admin");
    world.join(second, { admin: true, audit: false });
    expect(admins(world.roster)).toHaveLength(2);
    const named: Entry = { is: "abandon", vault: rosterLog as string as VaultId };
    const none = { admin: false, audit: false };
    const demotion: Entry = { is: "role", member: second.id, roles: none };
    for (const taking of [[demotion], world.removing(second)]) {
      expect(attempt(taking)).toEqual(skipped("last-admin"));
      expect(attempt([named, ...taking])).toEqual({ is: "valid" });
    }
    expect(attempt(world.removing(second), second)).toEqual(skipped("last-admin"));
    world.join(person("third admin"), { admin: true, audit: false });
    expect(attempt([demotion])).toEqual({ is: "valid" });
    expect(attempt([named, demotion])).toEqual(skipped("needless-abandon"));
  });

  test("of all administrators can never go", () => {
    const { world, one, two, attempt } = stage();
    const named = [rosterLog as string as VaultId, one, two].map((vault): Entry => ({
      is: "abandon",
      vault,
    }));
    const demotion: Entry = {
      is: "role",
      member: world.founder.id,
      roles: { admin: false, audit: false },
    };
    expect(attempt([...named.slice(0, 1), demotion])).toEqual(skipped("last-admin"));
  });
});

test("a house is handed over in one commit: manage given, her own right lowered, a new epoch", () => {
  const { world, two, manager, attempt } = stage();
  const handOver: Entry[] = [
    world.grantOf(two, manager, 3),
    { is: "revoke", vault: two, member: world.founder.id, right: 1 },
    world.fence(world.founder, two),
    world.epoch(two, { boxesCount: 3 }),
  ];
  expect(attempt(handOver)).toEqual({ is: "valid" });
  world.must(world.founder, handOver);
  expect([world.right(two, manager), world.right(two, world.founder)]).toEqual([3, 1]);
  expect(mustRenew(world.roster, two)).toBe(false);
  expect(attempt([world.grantOf(two, world.founder, 3)])).toEqual(skipped("no-right"));
});

test("an auditor holds nothing, and nobody who holds something becomes one", () => {
  const { world, one, member, attempt } = stage();
  const auditor = person("auditor");
  world.join(auditor, { admin: false, audit: true });
  expect(attempt([world.grantOf(one, auditor, 1)])).toEqual(skipped("auditor-holds-nothing"));
  const becoming: Entry = {
    is: "role",
    member: member.id,
    roles: { admin: false, audit: true },
  };
  expect(attempt([becoming])).toEqual(skipped("auditor-holds-nothing"));
  expect(attempt([{ ...becoming, roles: { admin: true, audit: true } }])).toEqual(
    skipped("auditor-holds-nothing"),
  );
  expect(attempt([{ ...becoming, member: auditor.id }])).toEqual(skipped("no-change"));
});
