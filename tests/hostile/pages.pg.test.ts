// Over 300 lines: one page of a log, and everything that can be done to it.
import { beforeAll, describe, expect, test } from "vitest";
import {
  type LogHead,
  type VaultId,
  appendLeaf,
  emptyFrontier,
  headOf,
  leafHash,
  rosterLog,
} from "#crypto";
import { headSigner, signAcknowledgement } from "#crypto/heads-sign";
import { type Page, type PulledCommit, page as pageCodec } from "#contract/pull.ts";
import { Book, type Check } from "#vault/book.ts";
import { Insider } from "./insider.ts";
import { type Stage, attack, theScene } from "./paths.ts";
import { register } from "./register.ts";

const scene = theScene();

/** A log as the server has it, and a book that knows the roster and nothing else. */
interface Told {
  readonly org: Book["org"];
  readonly roster: readonly Uint8Array[];
  readonly log: VaultId;
  readonly commits: readonly PulledCommit[];
  readonly foreign: PulledCommit;
  readonly sign: (head: LogHead) => Page["standing"];
  readonly book: () => Book;
}

let told: Told;
beforeAll(async () => {
  const made = scene();
  for (let i = 0; i < 6; i++) await made.stir();
  const insider = await Insider.of(made.servers, made.director);
  const { house } = made.house;
  const [log, other] = [
    insider.vault({ compartment: "capacity", house }),
    insider.vault({ compartment: "residents", house }),
  ];
  const [page, foreign] = await Promise.all([log, other].map((one) => insider.api.pull(one, 0)));
  if (!page?.ok || !foreign?.ok) throw new Error("no pages");
  const { org, follow } = insider;
  const roster = follow.book.rosterCommits;
  const { secret } = headSigner(made.servers.secrets.logSeed);
  told = {
    org,
    roster,
    log,
    commits: page.value.commits,
    foreign: foreign.value.commits[0] as PulledCommit,
    sign: (head) => signAcknowledgement(org, [head], secret),
    book: () => {
      const book = new Book(org);
      for (const bytes of roster) book.take(rosterLog, { bytes, envelopes: [] }, "own");
      book.agree(rosterLog);
      return book;
    },
  };
}, 120_000);

const headOver = (commits: readonly PulledCommit[]) => {
  let frontier = emptyFrontier;
  for (const { bytes } of commits) frontier = appendLeaf(frontier, leafHash(bytes));
  return headOf(frontier);
};

/** A page that says that the log consists of these commits, signed with the server's own key. */
const pageOf = (commits: readonly PulledCommit[], from: number): Page => ({
  log: told.log,
  from,
  commits: commits.slice(from),
  standing: told.sign({ log: told.log, ...headOver(commits) }),
});

type Change = (commits: readonly PulledCommit[], at: number) => readonly PulledCommit[];
/** What a server can do to a log without a member's key, at a position. */
const changes: { readonly [what: string]: Change } = {
  dropped: (commits, at) => commits.toSpliced(at, 1),
  doubled: (commits, at) => commits.toSpliced(at, 0, commits[at] as PulledCommit),
  exchanged: (commits, at) => {
    const [one, next] = commits.slice(at, at + 2) as [PulledCommit, PulledCommit];
    return commits.with(at, next).with(at + 1, one);
  },
  "repeated from the beginning": (commits, at) =>
    commits.toSpliced(at + 1, 0, commits[0] as PulledCommit),
  "put in from another log": (commits, at) => commits.toSpliced(at, 0, told.foreign),
};

/** Every position with LONG, else a fixed share of them. */
const positions = (count: number): number[] =>
  Array.from({ length: count }, (_, at) => at).filter(
    (at) => process.env["LONG"] === "1" || at < 2 || at % 5 === 0 || at === count - 1,
  );

describe.each(Object.entries(changes))("a commit %s,", (what, change) => {
  test.for(["now", "later"] as const)(
    "at any position, is not taken, nor anything after it, by a client that has seen the log up to any size; signatures checked %s",
    (check: Check, context) => {
      const { commits } = told;
      let tried = 0;
      for (const at of positions(commits.length - 1)) {
        const lied = change(commits, at);
        for (const seen of positions(at + 1)) {
          const book = told.book();
          const honest = { ...pageOf(commits.slice(0, seen), 0) };
          expect(book.takePage(honest, { check, least: 0 }).lie).toBeUndefined();
          const { lie } = book.takePage(pageOf(lied, seen), { check, least: seen });
          expect([at, seen, lie]).toEqual([at, seen, "log-malformed"]);
          expect(book.size(told.log)).toBeLessThanOrEqual(at + 1);
          expect(book.head(told.log)).toEqual(headOver(commits.slice(0, book.size(told.log))));
          // What is true goes on from there.
          const rest = book.takePage(pageOf(commits, book.size(told.log)), { check, least: 0 });
          expect(rest.lie).toBeUndefined();
          expect(book.head(told.log)).toEqual(headOver(commits));
          tried += 1;
        }
      }
      expect(tried).toBeGreaterThan(8);
      if (check !== "now") return;
      for (const path of ["C", "W"] as const) {
        register(context, {
          row: 22,
          attack: `a commit ${what}, at every position, signed for by the server`,
          path,
          is: "tried",
          code: "log-malformed",
          alarm: "none",
          shown: "an earlier truth",
          goesOn: true,
        });
      }
    },
  );
});

test("a commit that was damaged on the way is not taken, and the true one is, once it comes", () => {
  const { commits } = told;
  for (const at of positions(commits.length)) {
    const book = told.book();
    const { bytes, envelopes } = commits[at] as PulledCommit;
    book.takePage(pageOf(commits.slice(0, at), 0), { check: "now", least: 0 });
    for (let byte = 0; byte < bytes.length; byte += 7) {
      const other = bytes.slice();
      other[byte] = (other[byte] as number) ^ 1;
      const page = pageOf(commits, at);
      const damaged = { ...page, commits: page.commits.with(0, { bytes: other, envelopes }) };
      const { lie, taken } = book.takePage(damaged, { check: "now", least: at });
      expect([byte, lie, taken.length, book.size(told.log)]).toEqual([
        byte,
        "log-malformed",
        0,
        at,
      ]);
    }
    expect(book.takePage(pageOf(commits, at), { check: "now", least: at }).lie).toBeUndefined();
  }
});

test("a roster's commit that was damaged on the way is not taken, nor one under a head that nobody signed", () => {
  const all = told.roster.map((bytes) => ({ bytes, envelopes: [] }));
  const head = { log: rosterLog, ...headOver(all) };
  const book = new Book(told.org);
  for (const known of [0, 1, all.length - 1]) {
    const rest = { log: rosterLog, from: known, commits: all.slice(known) };
    for (const at of [known, all.length - 1]) {
      const bytes = (all[at] as PulledCommit).bytes.slice();
      bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
      const lied = all.with(at, { bytes, envelopes: [] });
      const commits = lied.slice(known);
      const how = { check: "now", least: known } as const;
      const damaged = book.takePage({ ...rest, commits, standing: told.sign(head) }, how);
      expect([damaged.lie, damaged.taken.length]).toEqual(["log-malformed", 0]);
      // With a head to match, by somebody who has not the server's key.
      const { signature } = told.sign(head);
      const standing = { heads: [{ log: rosterLog, ...headOver(lied) }], signature };
      const made = book.takePage({ ...rest, commits, standing }, how);
      expect(made.lie === "acknowledgement-unsigned" || made.lie === "log-malformed").toBe(true);
      expect([made.taken.length, book.size(rosterLog)]).toEqual([0, known]);
    }
    const next = known === 0 ? 1 : all.length - 1;
    const true_ = { heads: [{ log: rosterLog, ...headOver(all.slice(0, next)) }] };
    const page = {
      ...rest,
      commits: all.slice(known, next),
      standing: told.sign(true_.heads[0] as LogHead),
    };
    expect(book.takePage(page, { check: "now", least: known }).lie).toBeUndefined();
  }
});

/** A page before the last: of the head that is signed it says nothing. */
const partOf = (commits: readonly PulledCommit[], from: number, to: number): Page => ({
  ...pageOf(told.commits, from),
  commits: commits.slice(from, to),
});

/** A log of which one commit came with a bit changed in its signature. */
function damagedAt(commits: readonly PulledCommit[], at: number): readonly PulledCommit[] {
  const { bytes, envelopes } = commits[at] as PulledCommit;
  const other = bytes.slice();
  other[other.length - 1] = (other.at(-1) as number) ^ 1;
  return commits.with(at, { bytes: other, envelopes });
}

test("damage before the last page is no fork, though a head is known there; what is signed all the same is one", () => {
  const { commits } = told;
  const known = headOver(commits.slice(0, 2));
  const how = { check: "now", least: 0 } as const;
  const begun = () => {
    const book = told.book();
    book.mustPass(told.log, known);
    const damaged = damagedAt(commits, 1);
    const { lie, taken } = book.takePage(partOf(damaged, 0, 2), how);
    expect([lie, taken.map(({ verdict }) => verdict.is)]).toEqual([
      undefined,
      ["valid", "commit-fault"],
    ]);
    return { book, damaged };
  };
  const { book } = begun();
  expect(book.takePage(pageOf(commits, 2), how).lie).toBe("log-malformed");
  book.forget(told.log);
  // It is still known what it must pass through.
  expect(book.largest().find(({ log }) => log === told.log)).toMatchObject(known);
  expect(book.takePage(partOf(commits, 0, 2), how).lie).toBeUndefined();
  expect(book.takePage(pageOf(commits, 2), how).lie).toBeUndefined();
  expect([book.agreed(told.log), book.hasSkipped(told.log)]).toEqual([commits.length, false]);

  const other = begun();
  const signed = pageOf(other.damaged.slice(0, 2), 2);
  const { lie, statements } = other.book.takePage(signed, how);
  expect(lie).toBe("log-forked");
  expect(statements?.map(({ is }) => is)).toEqual(["acknowledgement", "acknowledgement", "commit"]);
});

test("nobody is judged by what has come of the roster and is signed for by nobody", () => {
  const { commits, org } = told;
  const roster = told.roster.map((bytes) => ({ bytes, envelopes: [] }));
  const standing = told.sign({ log: rosterLog, ...headOver(roster) });
  const pageFrom = (all: readonly PulledCommit[], from: number, to?: number): Page => ({
    log: rosterLog,
    from,
    commits: all.slice(from, to),
    standing,
  });
  const how = { check: "now", least: 0 } as const;
  for (const at of [1, 2, 3]) {
    const book = new Book(org);
    const { lie, taken } = book.takePage(pageFrom(damagedAt(roster, at), 0, at + 1), how);
    expect([lie, taken.at(-1)?.verdict]).toEqual([
      undefined,
      { is: "commit-fault", code: "bad-signature" },
    ]);
    const early = book.takePage(pageOf(commits, 0), how);
    expect([early.lie, early.taken.length]).toEqual(["roster-withheld", 0]);
    // The rest shows it, also where nothing comes with it.
    const here = { log: rosterLog, ...headOver(roster.slice(0, at + 1)) };
    const empty = { log: rosterLog, from: at + 1, commits: [], standing: told.sign(here) };
    expect(book.takePage(empty, how).lie).toBe("log-malformed");
    expect(book.size(rosterLog)).toBe(0);
    expect(book.takePage(pageFrom(roster, 0), how).lie).toBeUndefined();
    expect(book.takePage(pageOf(commits, 0), how).lie).toBeUndefined();
    expect(book.hasSkipped(told.log)).toBe(false);
  }
});

test("a log cut off anywhere is a roll-back to whoever has seen more, and a fork where its root is another", () => {
  const { commits } = told;
  for (const at of positions(commits.length)) {
    const book = told.book();
    book.takePage(pageOf(commits, 0), { check: "now", least: 0 });
    const short = commits.slice(0, at);
    for (const from of new Set([0, at, commits.length])) {
      const page = { ...pageOf(short, 0), from, commits: short.slice(from) };
      const { lie } = book.takePage(page, { check: "now", least: commits.length });
      expect([at, from, lie]).toEqual([at, from, "log-rolled-back"]);
    }
    const other = told.sign({ log: told.log, size: commits.length, root: headOver(short).root });
    const page = { ...pageOf(commits, commits.length), standing: other };
    expect(book.takePage(page, { check: "now", least: commits.length }).lie).toBe("log-forked");
  }
});

/** The vault that stirring writes into, and all of it that the server has. */
async function capacity({ scene, insider }: Stage) {
  const director = await insider();
  const log = director.vault({ compartment: "capacity", house: scene.house.house });
  const pulled = await director.api.pull(log, 0);
  if (!pulled.ok) throw new Error(pulled.error);
  return { director, log, commits: pulled.value.commits };
}

/** Tells this log in place of the true one, whenever it is asked for; nothing of it is pushed. */
async function tell(
  stage: Stage,
  by: (commits: readonly PulledCommit[]) => readonly PulledCommit[],
) {
  const { hostile } = stage;
  const { log } = await capacity(stage);
  hostile.pushes((bytes) => (pageCodec.decode(bytes)?.log === log ? undefined : bytes));
  hostile.reply("/v1/pull", async (page) => {
    if (page.log !== log) return undefined;
    const { commits } = await capacity(stage);
    return { ...pageOf(by(commits), page.from), log };
  });
}

/** Says that there is more of the log than anybody has, so that an open client asks for it. */
async function rouse(stage: Stage): Promise<void> {
  const { director, log, commits } = await capacity(stage);
  const from = commits.length + 9;
  const standing = stage.hostile.sign(director.org, [{ log, ...headOver(commits), size: from }]);
  stage.hostile.push(pageCodec.encode({ log, from, commits: [], standing }));
}

const lied = { code: "log-malformed", alarm: "passes", shown: "an earlier truth" } as const;

attack(scene, {
  row: 22,
  name: "the last commit of every page damaged on the way",
  on: { C: { code: "log-malformed", alarm: "none", shown: "nothing" }, W: lied, L: lied, O: lied },
  lie: (hostile) => {
    hostile.pages((page) => {
      const last = page.commits.at(-1);
      if (last === undefined) return page;
      const bytes = last.bytes.slice();
      bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
      return { ...page, commits: page.commits.with(page.commits.length - 1, { ...last, bytes }) };
    });
  },
});

attack(scene, {
  row: 22,
  name: "a commit dropped, and all that came after it signed for by the server",
  on: { C: { code: "log-malformed", alarm: "none", shown: "nothing" }, W: lied, L: lied, O: lied },
  lie: (_hostile, stage) => tell(stage, (commits) => commits.toSpliced(commits.length - 3, 1)),
  stir: async (stage) => {
    for (let i = 0; i < 3; i++) await stage.scene.stir();
    await rouse(stage);
  },
});

const wentBack = { code: "log-rolled-back", alarm: "passes", shown: "an earlier truth" } as const;

attack(scene, {
  row: 23,
  name: "a log as it was before, under the signature that it had then",
  on: { W: wentBack, L: wentBack, O: wentBack },
  not: {
    C: "a new client has seen nothing: what a shorter log is missing, only a newer list of heads shows",
  },
  lie: (_hostile, stage) => tell(stage, (commits) => commits.slice(0, 2)),
  stir: async (stage) => {
    await stage.scene.stir();
    await rouse(stage);
  },
});

/** The first three commits of the roster, and what the server would have signed for them. */
async function earlierRoster({ hostile, insider }: Stage) {
  const director = await insider();
  const pulled = await director.api.pull(rosterLog, 0);
  if (!pulled.ok) throw new Error(pulled.error);
  const commits = pulled.value.commits.slice(0, 3);
  const standing = hostile.sign(director.org, [{ log: rosterLog, ...headOver(commits) }]);
  return { commits, standing };
}

const ofTheRoster = {
  on: {
    C: { code: "log-rolled-back", alarm: "none", shown: "nothing" },
    // The vaults are told truly all the while.
    W: { code: "log-rolled-back", alarm: "passes", shown: "the truth" },
  },
  not: {
    L: "the roster is asked for by the same step as on W, whenever a connection is made",
    O: "as on L; that the alarm is there without a network is seen with a vault's log",
  },
} as const;

attack(scene, {
  row: 23,
  name: "the roster as it was before, under the signature that it had then",
  ...ofTheRoster,
  lie: async (hostile, stage) => {
    const { commits, standing } = await earlierRoster(stage);
    hostile.reply("/v1/pull", ({ log, from }) =>
      log === rosterLog ? { log, from, commits: commits.slice(from), standing } : undefined,
    );
  },
});

attack(scene, {
  row: 22,
  name: "the same page of a log for ever, under a signature for more than that",
  on: { C: { code: "log-malformed", alarm: "none", shown: "nothing" }, W: lied, L: lied, O: lied },
  lie: async (hostile, stage) => {
    const { log } = await capacity(stage);
    hostile.pushes((bytes) => (pageCodec.decode(bytes)?.log === log ? undefined : bytes));
    hostile.reply("/v1/pull", async (page) => {
      if (page.log !== log) return undefined;
      const { commits } = await capacity(stage);
      return { ...pageOf(commits, 0), log, commits: commits.slice(0, 2) };
    });
  },
  stir: async (stage) => {
    await stage.scene.stir();
    await rouse(stage);
  },
});

attack(scene, {
  row: 23,
  name: "the roster as it was before, and of that the same page for ever",
  ...ofTheRoster,
  lie: async (hostile, stage) => {
    const { commits, standing } = await earlierRoster(stage);
    // Whoever has seen more asks for the whole of it, in case somebody has signed that the rest is lost.
    hostile.reply("/v1/pull", ({ log, from }) => {
      if (log !== rosterLog) return undefined;
      if (from >= commits.length) return { log, from, commits: [], standing };
      return { log, from: 0, commits: commits.slice(0, 2), standing };
    });
  },
});
