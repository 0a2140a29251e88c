import { type LogId, randomBytes, rosterLog, type Hash } from "#crypto";
import type { PulledCommit } from "#contract/pull.ts";
import { type Expected, type Stage, attack, theScene } from "./paths.ts";

const scene = theScene();
const hidden =
  "a client that has seen nothing cannot tell an old state from the newest: the heads log is for that";
const alarm = (code: Expected["code"], shown: Expected["shown"]): Expected => ({
  code,
  alarm: "passes",
  shown,
});
const refused: Expected = { code: "log-malformed", alarm: "none", shown: "nothing" };

const root = (): Hash => randomBytes(32) as Hash;

attack(scene, {
  row: 14,
  name: "every vault as it was before, under heads that the server signs",
  on: {
    W: alarm("log-rolled-back", "an earlier truth"),
    L: alarm("log-rolled-back", "an earlier truth"),
    O: alarm("log-rolled-back", "an earlier truth"),
  },
  not: { C: hidden },
  lie: async (hostile, { insider }) => {
    const { org } = await insider();
    hostile.pages((page) =>
      page.log === rosterLog
        ? page
        : hostile.standing(org, { ...page, commits: [] }, { size: page.from - 1, root: root() }),
    );
  },
});

attack(scene, {
  row: 14,
  name: "an old commit once more behind the newest, under a head that the server signs",
  on: {
    C: refused,
    W: alarm("log-malformed", "an earlier truth"),
    L: alarm("log-malformed", "an earlier truth"),
    O: alarm("log-malformed", "an earlier truth"),
  },
  lie: async (hostile, { insider }) => {
    const director = await insider();
    const first = new Map<LogId, PulledCommit>();
    for (const vault of director.follow.readable()) {
      const page = await director.api.pull(vault, 0);
      if (page.ok) first.set(vault, page.value.commits[0] as PulledCommit);
    }
    hostile.pages((page) => {
      const old = first.get(page.log);
      if (old === undefined) return page;
      const commits = [...page.commits, old];
      const size = page.from + commits.length;
      return hostile.standing(director.org, { ...page, commits }, { size, root: root() });
    });
  },
});

attack(scene, {
  row: 13,
  name: "the commits of one vault as another's",
  on: {
    C: refused,
    W: alarm("log-malformed", "an earlier truth"),
    L: alarm("log-malformed", "an earlier truth"),
    O: alarm("log-malformed", "an earlier truth"),
  },
  lie: async (hostile, stage: Stage) => {
    const director = await stage.insider();
    const { house } = stage.scene.house;
    const from = director.vault({ compartment: "exchange" });
    const other = await director.api.pull(from as LogId, 0);
    if (!other.ok) throw new Error(other.error);
    const into = director.vault({ compartment: "capacity", house });
    const some = other.value.commits;
    // More of them than the list of heads says that there are of the other.
    const commits = Array.from({ length: 200 }, (_, i) => some[i % some.length] as PulledCommit);
    hostile.pages((page) => {
      if (page.log !== into) return page;
      const size = page.from + commits.length;
      return hostile.standing(director.org, { ...page, commits }, { size, root: root() });
    });
  },
});
