import type { Entry } from "#crypto";
import { type Person, bytesOf, person, vaultId } from "./cast.ts";
import { World } from "./world.ts";

/**
 * Seven people around one vault, each with exactly one standing, so that every cell asks about that alone:
 * `admin` holds nothing, `audit` cannot, the others are members with this right and no role.
 */
export const standings = [
  "admin",
  "audit",
  "manage",
  "append",
  "read",
  "nothing",
  "stranger",
] as const;
export type Standing = (typeof standings)[number];

export interface Stage {
  readonly world: World;
  readonly vault: ReturnType<typeof vaultId>;
  readonly people: Readonly<Record<Standing, Person>>;
  readonly other: Person;
}

const inviteSeed = bytesOf("an open invite").slice(0, 16);

/** `other` reads the vault, so that there is somebody to grant, revoke and remove. */
export function stage(nonce?: string): Stage {
  const world = new World(nonce);
  const vault = world.createVault("house");
  const people = Object.fromEntries(
    standings.map((name) => [name, name === "admin" ? world.founder : person(name)]),
  ) as Record<Standing, Person>;
  for (const name of ["manage", "append", "read", "nothing"] as const) world.join(people[name]);
  world.join(people.audit, { admin: false, audit: true });
  // Two more administrators and another manager, so that no rule about the last one speaks before the table.
  for (const name of ["second admin", "third admin"]) {
    world.join(person(name), { admin: true, audit: false });
  }
  const [other, deputy] = [person("other"), person("deputy")];
  for (const one of [other, deputy]) world.join(one);
  world.grant(vault, people.manage, 3);
  world.grant(vault, deputy, 3);
  world.grant(vault, people.append, 2);
  world.grant(vault, people.read, 1);
  world.grant(vault, other, 1);
  const invite = person("invite key").identity.signPublic;
  // By somebody outside of the table: whoever made an invite may end it, which is another question.
  world.must(deputy, [{ is: "invite", invite, roles: none, wishes: [{ vault, right: 1 }] }]);
  world.must(people.admin, world.revoking(vault, people.admin, 0));
  return { world, vault, people, other };
}

const none = { admin: false, audit: false };
const rotated = person("rotated", 1).identity;
const fresh = person("fresh key").identity.signPublic;

export interface Row {
  readonly what: string;
  readonly is: Entry["is"];
  readonly who: readonly Standing[];
  /** What somebody else says to it: no-right, unless the entry is refused for being there at all. */
  readonly refusal?: string;
  readonly entries: (stage: Stage, author: Person) => readonly Entry[];
}

const everyone: readonly Standing[] = ["admin", "audit", "manage", "append", "read", "nothing"];
export const table: readonly Row[] = [
  {
    what: "a second genesis",
    is: "genesis",
    who: [],
    refusal: "second-genesis",
    entries: ({ world }, author) => [{ ...world.genesis, member: author.id, sign: fresh }],
  },
  {
    what: "an invite for a vault",
    is: "invite",
    who: ["admin", "manage"],
    entries: ({ vault }) => [
      { is: "invite", invite: fresh, roles: none, wishes: [{ vault, right: 2 }] },
    ],
  },
  {
    what: "an invite for nothing",
    is: "invite",
    who: ["admin"],
    entries: () => [{ is: "invite", invite: fresh, roles: none, wishes: [] }],
  },
  {
    what: "an invite for an administrator",
    is: "invite",
    who: ["admin"],
    entries: ({ vault }) => [
      {
        is: "invite",
        invite: fresh,
        roles: { admin: true, audit: false },
        wishes: [{ vault, right: 1 }],
      },
    ],
  },
  {
    what: "an invite that calls a member's keys lost",
    is: "invite",
    who: ["admin"],
    entries: ({ world, vault, other }) => [
      {
        is: "invite",
        invite: fresh,
        roles: none,
        wishes: [{ vault, right: 1 }],
        replaces: other.id,
      },
      world.fence(other, vault),
      world.epoch(vault, { boxesCount: 4, link: { is: "blind" } }),
    ],
  },
  {
    what: "an accept in another's name",
    is: "accept",
    who: [],
    refusal: "bad-signature",
    entries: ({ world }) => [world.accept(person("joiner"), inviteSeed)],
  },
  {
    what: "the end of another's invite",
    is: "revoke-invite",
    who: ["admin"],
    entries: () => [{ is: "revoke-invite", invite: person("invite key").identity.signPublic }],
  },
  {
    what: "a grant to another",
    is: "grant",
    who: ["manage"],
    entries: ({ world, vault, other }) => [world.grantOf(vault, other, 2)],
  },
  {
    what: "a grant of more to herself",
    is: "grant",
    who: [],
    refusal: "no-right",
    entries: ({ world, vault }, author) => [world.grantOf(vault, author, 3)],
  },
  {
    what: "a revoke of another's right",
    is: "revoke",
    who: ["manage"],
    entries: ({ world, vault, other }) => world.revoking(vault, other, 0),
  },
  {
    what: "a revoke of her own right",
    is: "revoke",
    who: ["manage", "append", "read"],
    refusal: "not-less",
    entries: ({ world, vault }, author) => world.revoking(vault, author, 0),
  },
  {
    what: "another's roles",
    is: "role",
    who: ["admin"],
    entries: ({ other }) => [
      { is: "role", member: other.id, roles: { admin: true, audit: false } },
    ],
  },
  {
    what: "administration for herself",
    is: "role",
    who: [],
    entries: (_, author) => [
      { is: "role", member: author.id, roles: { admin: true, audit: false } },
    ],
  },
  {
    what: "another's removal",
    is: "remove",
    who: ["admin"],
    entries: ({ world, other }) => world.removing(other),
  },
  {
    what: "her own removal",
    is: "remove",
    who: everyone,
    entries: ({ world }, author) => world.removing(author),
  },
  {
    what: "new keys for herself",
    is: "rotate-identity",
    who: everyone,
    entries: ({ world, vault }, author) => [
      {
        is: "rotate-identity",
        sign: rotated.signPublic,
        box: rotated.boxPublic,
        generation: author.identity.generation + 1,
      },
      ...(world.right(vault, author) > 0 ? [world.fence(author, vault), world.epoch(vault)] : []),
    ],
  },
  {
    what: "a vault",
    is: "create-vault",
    who: ["admin"],
    entries: ({ world }) => [
      {
        is: "create-vault",
        vault: vaultId("new"),
        meaning: bytesOf("meaning new"),
        writeOnce: false,
      },
      world.epoch(vaultId("new"), { epoch: 1, link: { is: "first" }, boxesCount: 1 }),
    ],
  },
  {
    what: "an epoch for the same holders",
    is: "epoch",
    who: ["manage", "append", "read"],
    entries: ({ world, vault }) => [world.epoch(vault)],
  },
  {
    what: "an epoch that cuts off the past",
    is: "epoch",
    who: ["manage"],
    entries: ({ world, vault }) => [world.epoch(vault, { link: { is: "cut" } })],
  },
  {
    what: "the link to a key before a blind epoch",
    is: "link",
    who: ["manage", "append", "read"],
    entries: ({ vault }) => [{ is: "link", vault, epoch: 3, previous: new Uint8Array(48) }],
  },
  {
    what: "a box that does not open",
    is: "box-fault",
    who: ["manage", "append", "read"],
    entries: ({ vault }) => [{ is: "box-fault", vault, epoch: 3 }],
  },
  {
    what: "a fence alone",
    is: "fence",
    who: [],
    refusal: "stray-fence",
    entries: ({ world, vault, other }) => [world.fence(other, vault)],
  },
  {
    what: "an abandon, of which nothing else in the commit has need",
    is: "abandon",
    who: [],
    entries: ({ vault }) => [{ is: "abandon", vault }],
  },
  {
    what: "witnesses",
    is: "witness",
    who: ["admin"],
    entries: () => [
      { is: "witness", quorum: 1, witnesses: [{ name: "witness.example/1", key: fresh }] },
    ],
  },
  {
    what: "another log key",
    is: "log-key",
    who: ["admin"],
    entries: () => [{ is: "log-key", logKey: fresh }],
  },
  {
    what: "a lost tail",
    is: "reset",
    who: ["admin"],
    entries: ({ world, vault }) => {
      const { size, root } = world.headOf(vault);
      const head = { size, root };
      return [{ is: "reset", log: vault, head, lost: head }];
    },
  },
];
