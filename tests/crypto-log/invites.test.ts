import { describe, expect, test } from "vitest";
import {
  type Entry,
  type Signature,
  type Wish,
  fold,
  inviteKeys,
  inviteLasts,
  inviteOf,
  keysOf,
  openInvites,
  rolesOf,
  signCommit,
} from "#crypto";
import { type Person, bytesOf, person } from "./cast.ts";
import { skipped } from "./stage.ts";
import { World } from "./world.ts";

const none = { admin: false, audit: false };
const seedOf = (name: string): Uint8Array => bytesOf(`seed ${name}`).slice(0, 16);
const keyOf = (name: string) => inviteKeys(seedOf(name)).publicKey;

const inviting = (name: string, wishes: readonly Wish[] = [], roles = none): Entry => ({
  is: "invite",
  invite: keyOf(name),
  roles,
  wishes,
});

/** An invite by the founder, named "open". */
function stage() {
  const world = new World();
  const vault = world.createVault("house");
  world.must(world.founder, [inviting("open", [{ vault, right: 2 }])]);
  const joiner = person("joiner");
  const accepting = (who: Person = joiner, name = "open") => [world.accept(who, seedOf(name))];
  return { world, vault, joiner, accepting };
}

describe("an invite", () => {
  test("lets one person in, with right 0 everywhere and its wishes noted", () => {
    const { world, vault, joiner, accepting } = stage();
    world.must(joiner, accepting());
    expect(keysOf(world.roster, joiner.id)?.generation).toBe(1);
    expect(world.right(vault, joiner)).toBe(0);
    expect(world.roster.members.get(joiner.id)).toMatchObject({
      invitedBy: world.founder.id,
      wishes: [{ vault, right: 2 }],
    });
    expect(openInvites(world.roster)).toEqual([]);
    const second = person("second");
    expect(world.try(second, accepting(second)).verdict).toEqual(skipped("unknown-invite"));
  });

  test("gives its roles, and those that an administrator alone may name", () => {
    const { world } = stage();
    world.must(world.founder, [inviting("auditor", [], { admin: false, audit: true })]);
    const auditor = person("auditor");
    world.must(auditor, [world.accept(auditor, seedOf("auditor"))]);
    expect(rolesOf(world.roster, auditor.id)).toEqual({ admin: false, audit: true });
  });

  test("ends when it is revoked", () => {
    const { world, joiner, accepting } = stage();
    world.must(world.founder, [{ is: "revoke-invite", invite: keyOf("open") }]);
    expect(world.try(joiner, accepting()).verdict).toEqual(skipped("unknown-invite"));
    const again: Entry = { is: "revoke-invite", invite: keyOf("open") };
    expect(world.try(world.founder, [again]).verdict).toEqual(skipped("unknown-invite"));
  });

  test("ends when its maker loses the right to make it, for ever", () => {
    const { world, vault, joiner, accepting } = stage();
    const manager = person("manager");
    world.join(manager);
    world.grant(vault, manager, 3);
    world.must(manager, [inviting("hers", [{ vault, right: 1 }])]);
    world.must(world.founder, world.revoking(vault, manager, 2));
    world.grant(vault, manager, 3);
    expect(inviteOf(world.roster, keyOf("hers"))?.state).toBe("maker-lost-right");
    expect(world.try(joiner, accepting(joiner, "hers")).verdict).toEqual(skipped("unknown-invite"));
    expect(world.try(joiner, accepting()).verdict).toEqual({ is: "valid" });
  });

  test(`ends ${inviteLasts} entries later`, () => {
    const { world, joiner, accepting } = stage();
    const entries = Array.from({ length: inviteLasts - 1 }, (_, i): Entry[] => [
      { is: "witness", quorum: 0, witnesses: [{ name: `w${i}`, key: keyOf("w") }] },
    ]).flat();
    world.must(world.founder, entries);
    expect(world.try(joiner, accepting()).verdict).toEqual({ is: "valid" });
    world.must(world.founder, [{ is: "witness", quorum: 0, witnesses: [] }]);
    expect(inviteOf(world.roster, keyOf("open"))?.state).toBe("expired");
    expect(world.try(joiner, accepting()).verdict).toEqual(skipped("unknown-invite"));
  });

  test("names vaults that exist and a key that is new, and asks nothing for an auditor", () => {
    const { world, vault } = stage();
    const attempt = (entry: Entry) => world.try(world.founder, [entry]).verdict;
    const nowhere = "77".repeat(16) as typeof vault;
    expect(attempt(inviting("a", [{ vault: nowhere, right: 1 }]))).toEqual(
      skipped("unknown-vault"),
    );
    expect(attempt(inviting("open"))).toEqual(skipped("key-in-use"));
    const audit = { admin: false, audit: true };
    expect(attempt(inviting("a", [{ vault, right: 1 }], audit))).toEqual(
      skipped("auditor-holds-nothing"),
    );
    expect(attempt(inviting("a", [], { admin: true, audit: true }))).toEqual(
      skipped("auditor-holds-nothing"),
    );
  });
});

describe("an accept", () => {
  test("with any key exchanged by the server is refused", () => {
    const { world, joiner, accepting } = stage();
    const thief = person("thief");
    const [accept] = accepting() as [ReturnType<World["accept"]>];
    const { signPublic: sign, boxPublic: box } = thief.identity;
    const swapped: [Person, Entry][] = [
      [
        { ...thief, id: joiner.id },
        { ...accept, sign },
      ],
      [joiner, { ...accept, box }],
      [thief, { ...accept, member: thief.id, sign, box }],
      [joiner, { ...accept, inviteSignature: new Uint8Array(64) as Signature }],
    ];
    for (const [author, entry] of swapped) {
      expect(world.try(author, [entry]).verdict).toEqual(skipped("bad-invite-signature"));
    }
  });

  test("is signed by the joiner's own key as well", () => {
    const { world, joiner, accepting } = stage();
    const { commit } = world.sign(joiner, accepting());
    const forged = signCommit(world.org, commit, person("thief").identity);
    expect(fold(world.roster, forged.commit, forged.bytes).verdict).toEqual(
      skipped("bad-signature"),
    );
  });

  test("names a head of this roster that holds the invite", () => {
    const { world, joiner } = stage();
    const { size } = world.roster.head;
    const at = (head: { size: number; root: ReturnType<typeof bytesOf> }) =>
      world.try(joiner, [world.accept(joiner, seedOf("open"), head)]).verdict;
    expect(at({ size, root: bytesOf("fake organisation") })).toEqual(skipped("not-on-roster"));
    expect(at({ size: size + 1, root: bytesOf("later") })).toEqual(skipped("not-on-roster"));
    const before = world.roster.roots[size - 1] as ReturnType<typeof bytesOf>;
    expect(at({ size: size - 1, root: before })).toEqual(skipped("not-on-roster"));
  });

  test("stands alone, under a new id, in the first generation", () => {
    const { world, joiner, accepting } = stage();
    const more: Entry[] = [...accepting(), inviting("more")];
    expect(world.try(joiner, more).verdict).toEqual(skipped("accept-not-alone"));
    const taken = { ...joiner, id: world.founder.id };
    expect(world.try(taken, accepting(taken)).verdict).toEqual(skipped("id-in-use"));
    const later = { id: joiner.id, identity: person("joiner", 2).identity };
    expect(world.try(later, accepting(later)).verdict).toEqual(skipped("wrong-generation"));
  });
});

describe("an invite that replaces lost keys", () => {
  /** A member with right 2 whose keys the founder calls lost. */
  function lost() {
    const { world, vault } = stage();
    const member = person("member");
    world.join(member);
    world.grant(vault, member, 2);
    const replacing: Entry[] = [
      { is: "invite", invite: keyOf("again"), roles: none, wishes: [], replaces: member.id },
      world.fence(member, vault),
      world.epoch(vault, { boxesCount: 1 }),
    ];
    const again = person("member", 2);
    return { world, vault, member, again, replacing };
  }

  test("takes the vaults from the old keys at once, and their signature", () => {
    const { world, vault, member, replacing } = lost();
    expect(world.try(world.founder, replacing.slice(0, 1)).verdict).toEqual(
      skipped("no-new-epoch"),
    );
    world.must(world.founder, replacing);
    expect(world.right(vault, member)).toBe(0);
    expect(keysOf(world.roster, member.id)).toBeUndefined();
    expect(world.try(member, world.removing(member)).verdict).toEqual(skipped("unknown-member"));
  });

  test("brings the same member back with the next generation, without a vault", () => {
    const { world, vault, again, replacing } = lost();
    world.must(world.founder, replacing);
    world.must(again, [world.accept(again, seedOf("again"))]);
    expect(keysOf(world.roster, again.id)?.generation).toBe(2);
    expect(world.right(vault, again)).toBe(0);
    world.grant(vault, again, 2);
    expect(world.roster.vaults.get(vault)?.grants.at(-1)?.generation).toBe(2);
  });

  test("is for her id and her next generation alone, and only once", () => {
    const { world, vault, again, member, replacing } = lost();
    world.must(world.founder, replacing);
    const other = person("other");
    const accept = (who: Person, name: string) =>
      world.try(who, [world.accept(who, seedOf(name))]).verdict;
    expect(accept(other, "again")).toEqual(skipped("id-in-use"));
    const old = { ...person("third"), id: member.id };
    expect(accept(old, "again")).toEqual(skipped("wrong-generation"));
    world.must(world.founder, [
      { is: "invite", invite: keyOf("twice"), roles: none, wishes: [], replaces: member.id },
    ]);
    world.must(again, [world.accept(again, seedOf("again"))]);
    expect(inviteOf(world.roster, keyOf("twice"))?.state).toBe("expired");
    expect(world.right(vault, member)).toBe(0);
  });

  test("keeps her roles: the invite names the same", () => {
    const { world, member, replacing } = lost();
    const [invite, ...rest] = replacing as [Entry & { is: "invite" }, ...Entry[]];
    const more = { ...invite, roles: { admin: true, audit: false } };
    expect(world.try(world.founder, [more, ...rest]).verdict).toEqual(skipped("no-change"));
    world.must(world.founder, world.removing(member));
    expect(world.try(world.founder, [invite]).verdict).toEqual(skipped("unknown-member"));
  });
});
