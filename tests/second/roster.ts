// Over 300 lines: one function over one state, as the fold that it checks.
/** Over 300 lines because one fold in one file can be read beside docs/protocol.md §3 from top to bottom. */
import { goodBoxKey, goodKey, prefixed, signed, unhex } from "./bytes.ts";
import {
  type Commit,
  type Entry,
  type Head,
  headOver,
  namesItself,
  orgOf,
  readCommit,
  rosterLog,
  same,
  signedBy,
} from "./commit.ts";

/** Everything that holds at one size. A roster is the list of these; nothing in it is ever clever. */
export interface Moment {
  org: string;
  logKey: string;
  entries: number;
  members: Record<string, Member>;
  vaults: Record<string, Vault>;
  invites: Record<string, Invite>;
  keys: string[];
}

interface Member {
  sign: string;
  generation: number;
  /** Bit 0 admin, bit 1 audit. */
  roles: number;
  state: "here" | "keys-lost" | "removed";
}

interface Vault {
  writeOnce: boolean;
  rights: Record<string, number>;
  epochs: { keyCommit: string; link: string; by: string }[];
  boxFaults: string[];
  /** Past `size`, nothing counts that the member wrote under a roster smaller than `from`. */
  fences: { member: string; from: number; size: number; root: string }[];
}

interface Invite {
  by: string;
  roles: number;
  vaults: string[];
  replaces: string;
  at: number;
  entry: number;
  open: boolean;
}

export interface Roster {
  readonly commits: readonly Uint8Array[];
  readonly heads: readonly Head[];
  readonly moments: readonly Moment[];
}

export type Class = "valid" | "commit-fault" | "tree-fault";

/** Before everything. */
export const nothing = (): Roster => ({
  commits: [],
  heads: [headOver([])],
  moments: [{ org: "", logKey: "", entries: 0, members: {}, vaults: {}, invites: {}, keys: [] }],
});

const byKey = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** What the fold has come to, as the frozen vectors write it down. */
export function summaryOf(roster: Roster): unknown {
  const { entries, logKey, members, vaults, invites } = roster.moments.at(-1) as Moment;
  return {
    ...(roster.heads.at(-1) as Head),
    entries,
    logKey,
    members: Object.fromEntries(
      byKey(members).map(([id, { sign, generation, roles, state }]) => {
        const [admin, audit] = [(roles & 1) === 1, (roles & 2) === 2];
        const removed = state === "removed";
        return [id, { generation, sign: state === "here" ? sign : "", removed, admin, audit }];
      }),
    ),
    vaults: Object.fromEntries(
      byKey(vaults).map(([id, { writeOnce, rights, epochs, fences }]) => [
        id,
        {
          writeOnce,
          rights: Object.fromEntries(byKey(rights).filter(([, right]) => right > 0)),
          epochs: epochs.map(({ link, keyCommit }) => ({ link, keyCommit })),
          fences: fences.map(({ member, size, root }) => [member, size, root]),
        },
      ]),
    ),
    openInvites: byKey(invites)
      .filter(([, invite]) => invite.open)
      .map(([key]) => key),
  };
}

class Fault extends Error {}
const must = (held: boolean): void => {
  if (!held) throw new Fault();
};

/** One more commit of the roster's log. */
export function next(roster: Roster, bytes: Uint8Array): { class: Class; roster: Roster } {
  const commit = readCommit(bytes);
  const before = roster.moments.at(-1) as Moment;
  const head = roster.heads.at(-1) as Head;
  if (commit?.log !== rosterLog || !same(commit.base, head)) return { class: "tree-fault", roster };
  const commits = [...roster.commits, bytes];
  const grown = (moment: Moment): Roster => ({
    commits,
    heads: [...roster.heads, headOver(commits)],
    moments: [...roster.moments, moment],
  });
  try {
    return { class: "valid", roster: grown(new Act(roster, before, commit).run()) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (head.size === 0) return { class: "tree-fault", roster };
    return { class: "commit-fault", roster: grown(before) };
  }
}

/** One commit at work on a copy of the moment before it. */
class Act {
  readonly now: Moment;
  readonly size: number;
  readonly author: string;
  readonly taken: [vault: string, member: string][] = [];
  readonly due = new Set<string>();
  readonly fenced: string[] = [];
  readonly abandoned: string[] = [];
  readonly renewed: string[] = [];
  readonly created: string[] = [];
  readonly roster: Roster;
  readonly before: Moment;
  readonly commit: Commit;

  constructor(roster: Roster, before: Moment, commit: Commit) {
    this.roster = roster;
    this.before = before;
    this.commit = commit;
    this.now = structuredClone(before);
    this.size = roster.commits.length + 1;
    this.author = commit.author;
  }

  run(): Moment {
    const [first] = this.commit.entries as [Entry];
    const begins = first.is === "genesis" && this.size === 1;
    const comes = begins || first.is === "accept";
    const author = this.before.members[this.author];
    must(comes || author?.state === "here");
    const key = comes ? (first["sign"] as string) : (author as Member).sign;
    must(signedBy(key, begins ? orgOf(first) : this.before.org, this.commit));
    must(namesItself(this.commit));
    for (const entry of this.commit.entries) {
      this.take(entry as Fields);
      this.now.entries++;
    }
    this.settle();
    this.endInvites();
    return this.now;
  }

  get admin(): boolean {
    return this.isAdmin(this.author);
  }

  isAdmin(member: string): boolean {
    const found = this.now.members[member];
    return found !== undefined && found.state !== "removed" && (found.roles & 1) === 1;
  }

  vault(id: string): Vault {
    must(this.now.vaults[id] !== undefined);
    return this.now.vaults[id] as Vault;
  }

  right(vault: string, member = this.author): number {
    return this.now.vaults[vault]?.rights[member] ?? 0;
  }

  holders(vault: string): string[] {
    const { rights } = this.vault(vault);
    return Object.keys(rights).filter((one) => (rights[one] as number) > 0);
  }

  newKey(sign: string, ...box: readonly string[]): void {
    must(goodKey(sign) && box.every(goodBoxKey));
    for (const key of [sign, ...box]) must(!this.now.keys.includes(key));
    this.now.keys.push(sign, ...box);
  }

  lower(vault: string, member: string, right: number): void {
    this.vault(vault).rights[member] = right;
    this.taken.push([vault, member]);
    this.due.add(vault);
  }

  lowerAll(member: string): void {
    for (const vault of Object.keys(this.now.vaults)) {
      if (this.right(vault, member) > 0) this.lower(vault, member, 0);
    }
  }

  mayInvite(maker: string, invite: Pick<Invite, "roles" | "vaults" | "replaces">): boolean {
    if (this.isAdmin(maker)) return true;
    if (invite.roles !== 0 || invite.replaces !== "" || invite.vaults.length === 0) return false;
    return invite.vaults.every((vault) => this.right(vault, maker) === 3);
  }

  take(e: Fields): void {
    const { now, author } = this;
    const member = now.members[e.member];
    const took = this.taken.some(([vault]) => vault === e.vault);
    switch (e.is) {
      case "genesis": {
        must(now.org === "" && e.member === author && goodKey(e.logKey));
        this.newKey(e.sign, e.box);
        now.org = orgOf(e);
        now.logKey = e.logKey;
        now.members[e.member] = { sign: e.sign, generation: 1, roles: 1, state: "here" };
        return;
      }
      case "invite": {
        const vaults = e.wishes.map((wish) => wish.vault);
        const { roles, replaces } = e;
        must(this.mayInvite(author, { roles, replaces, vaults }));
        this.newKey(e.invite);
        for (const vault of vaults) this.vault(vault);
        must((roles & 2) === 0 || (roles === 2 && vaults.length === 0));
        if (replaces !== "") {
          const lost = now.members[replaces];
          must(lost !== undefined && lost.state !== "removed" && lost.roles === roles);
          this.lowerAll(replaces);
          (lost as Member).state = "keys-lost";
        }
        const at = this.size;
        const asked = { roles, replaces, vaults };
        now.invites[e.invite] = { by: author, ...asked, at, entry: now.entries, open: true };
        return;
      }
      case "accept": {
        must(this.commit.entries.length === 1 && author === e.member);
        const invite = now.invites[e.invite];
        must(invite?.open === true);
        const used = invite as Invite;
        const body = e.body.slice(0, -64);
        must(signed(e.invite, prefixed("linden/1/accept", unhex(now.org), body), e.signature));
        const seen = this.roster.heads[e.head.size];
        must(e.head.size >= used.at && seen !== undefined && same(seen, e.head));
        this.newKey(e.sign, e.box);
        must(used.replaces === "" ? member === undefined : used.replaces === e.member);
        must(e.generation === (member?.generation ?? 0) + 1);
        const roles = member?.roles ?? used.roles;
        const { sign, generation } = e;
        now.members[e.member] = { sign, generation, roles, state: "here" };
        used.open = false;
        return;
      }
      case "revoke-invite": {
        const invite = now.invites[e.invite];
        must(invite?.open === true && (this.admin || invite.by === author));
        (invite as Invite).open = false;
        return;
      }
      case "grant": {
        const vault = this.vault(e.vault);
        must(this.right(e.vault) === 3 && member?.state === "here");
        must(member?.generation === e.generation && (member.roles & 2) === 0);
        must(e.right > this.right(e.vault, e.member) && e.epoch === vault.epochs.length);
        vault.rights[e.member] = e.right;
        return;
      }
      case "revoke": {
        must(this.right(e.vault) === 3 || author === e.member);
        must(e.right < this.right(e.vault, e.member));
        this.lower(e.vault, e.member, e.right);
        return;
      }
      case "role": {
        must(this.admin && member !== undefined && member.state !== "removed");
        const found = member as Member;
        const holds = Object.keys(now.vaults).some((vault) => this.right(vault, e.member) > 0);
        must(found.roles !== e.roles && ((e.roles & 2) === 0 || (e.roles === 2 && !holds)));
        found.roles = e.roles;
        return;
      }
      case "remove": {
        must(this.admin || author === e.member);
        must(member !== undefined && member.state !== "removed");
        this.lowerAll(e.member);
        Object.assign(member as Member, { state: "removed", roles: 0 });
        return;
      }
      case "rotate-identity": {
        const own = now.members[author] as Member;
        must(own.state === "here" && own.generation === this.before.members[author]?.generation);
        must(e.generation === own.generation + 1);
        this.newKey(e.sign, e.box);
        for (const vault of Object.keys(now.vaults)) {
          if (this.right(vault) > 0) this.lower(vault, author, this.right(vault));
        }
        Object.assign(own, { sign: e.sign, generation: e.generation });
        return;
      }
      case "create-vault": {
        must(this.admin && now.vaults[e.vault] === undefined);
        must(this.commit.joint.some((part) => part.log === e.vault));
        now.vaults[e.vault] = {
          writeOnce: e.writeOnce === 1,
          rights: { [author]: 3 },
          epochs: [],
          boxFaults: [],
          fences: [],
        };
        this.created.push(e.vault);
        this.due.add(e.vault);
        return;
      }
      case "epoch": {
        const vault = this.vault(e.vault);
        must(took || this.right(e.vault) >= (e.link === "cut" ? 3 : 1));
        must(!this.renewed.includes(e.vault) && e.epoch === vault.epochs.length + 1);
        must((e.epoch === 1) === (e.link === "first"));
        const had = this.before.vaults[e.vault]?.rights[author] ?? 0;
        if (e.link === "blind") {
          must(took || vault.boxFaults.includes(`${author} ${e.epoch - 1}`));
        } else if (e.link !== "first") {
          must(had > 0 || this.right(e.vault) > 0);
        }
        must(vault.epochs.every((old) => old.keyCommit !== e.keyCommit));
        must(e.boxesCount === this.holders(e.vault).length);
        vault.epochs.push({ keyCommit: e.keyCommit, link: e.link, by: author });
        this.renewed.push(e.vault);
        this.due.delete(e.vault);
        return;
      }
      case "link": {
        must(this.right(e.vault) > 0);
        must(this.vault(e.vault).epochs[e.epoch - 1]?.link === "blind");
        return;
      }
      case "box-fault": {
        const vault = this.vault(e.vault);
        const said = `${author} ${e.epoch}`;
        must(this.right(e.vault) > 0 && e.epoch === vault.epochs.length);
        must(!vault.boxFaults.includes(said));
        vault.boxFaults.push(said);
        return;
      }
      case "fence": {
        const message = prefixed("linden/1/acknowledgement", unhex(now.org), e.message);
        must(signed(now.logKey, message, e.signature) && e.heads.length > 0);
        for (const { log, size, root } of e.heads) {
          this.vault(log).fences.push({ member: e.member, from: this.size, size, root });
          this.fenced.push(`${log} ${e.member}`);
        }
        return;
      }
      case "abandon": {
        must(this.admin && !this.abandoned.includes(e.vault));
        if (e.vault !== rosterLog) this.vault(e.vault);
        this.abandoned.push(e.vault);
        return;
      }
      case "witness": {
        must(this.admin && e.quorum <= e.witnesses.length);
        must(e.witnesses.every((one) => goodKey(one.key)));
        return;
      }
      case "log-key": {
        must(this.admin && goodKey(e.logKey) && e.logKey !== now.logKey);
        now.logKey = e.logKey;
        return;
      }
      case "reset": {
        must(this.admin);
        const { log, size, root } = e;
        if (log === rosterLog) return must(same({ size, root }, this.roster.heads.at(-1) as Head));
        for (const fence of this.vault(log).fences) {
          if (fence.size >= size) Object.assign(fence, { size, root });
        }
      }
    }
  }

  settle(): void {
    for (const vault of this.due) must(this.holders(vault).length === 0);
    const owed = new Set(this.taken.map(([vault, member]) => `${vault} ${member}`));
    const built = new Set(this.fenced);
    must(owed.size === built.size && [...owed].every((one) => built.has(one)));
    const manages = (moment: Moment, vault: string): boolean =>
      Object.values(moment.vaults[vault]?.rights ?? {}).includes(3);
    const missed = this.taken
      .map(([vault]) => vault)
      .filter((vault) => this.created.includes(vault) || manages(this.before, vault))
      .filter((vault) => !manages(this.now, vault));
    const count = ({ members }: Moment): number =>
      Object.values(members).filter((one) => one.state !== "removed" && one.roles & 1).length;
    const [had, left] = [count(this.before), count(this.now)];
    must(left > 0);
    if (left < 2 && left < had) missed.push(rosterLog);
    must([...this.abandoned].toSorted().join() === [...new Set(missed)].toSorted().join());
  }

  endInvites(): void {
    for (const invite of Object.values(this.now.invites)) {
      const replaced = this.now.members[invite.replaces];
      const needless = replaced !== undefined && replaced.state !== "keys-lost";
      const old = this.now.entries - invite.entry > 500;
      if (old || needless || !this.mayInvite(invite.by, invite)) invite.open = false;
    }
  }
}

/** The fields of all entries under one roof; each entry has those of its layout. */
interface Fields extends Entry {
  readonly member: string;
  readonly vault: string;
  readonly invite: string;
  readonly sign: string;
  readonly box: string;
  readonly logKey: string;
  readonly log: string;
  readonly size: number;
  readonly root: string;
  readonly link: string;
  readonly keyCommit: string;
  readonly generation: number;
  readonly right: number;
  readonly epoch: number;
  readonly roles: number;
  readonly quorum: number;
  readonly writeOnce: number;
  readonly boxesCount: number;
  readonly replaces: string;
  readonly head: Head;
  readonly signature: Uint8Array;
  readonly message: Uint8Array;
  readonly heads: readonly (Head & { readonly log: string })[];
  readonly wishes: readonly { readonly vault: string }[];
  readonly witnesses: readonly { readonly name: string; readonly key: string }[];
}
