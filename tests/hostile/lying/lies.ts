// Over 300 lines: every way to lie, one after another.
import {
  type Head,
  type LogHead,
  type LogId,
  appendLeaf,
  emptyFrontier,
  equal,
  headOf,
  leafHash,
  parseCommit,
  rosterLog,
} from "#crypto";
import { type Append, type CommitFrame, acknowledgement, appendRequest } from "#contract/append.ts";
import type { Codec } from "#contract/codec.ts";
import { type ServerError, serverErrors } from "#contract/errors.ts";
import { headsProofReply, headsReply } from "#contract/heads.ts";
import {
  type Page,
  type PulledCommit,
  boxesReply,
  historyReply,
  page,
  proofReply,
} from "#contract/pull.ts";
import type { Random } from "../../random.ts";
import { type Face, type Keeper, type Reply, faceOf, frame, refusal } from "./keeper.ts";
import { Ways } from "./law.ts";
import type { Lie, Silent } from "./wire.ts";

/** What liars have to work with, and what they have signed that cannot be taken back. */
export class Told {
  readonly keeper: Keeper;
  readonly random: Random;
  /** Logs for which two histories were signed, or one that is no history. */
  readonly logs = new Set<LogId>();
  /** How the logs that were signed for came to be. */
  readonly ways = new Ways();
  /** A heads log was signed that is not the true one. */
  heads = false;

  constructor(keeper: Keeper, random: Random) {
    this.keeper = keeper;
    this.random = random;
  }

  pick<T>(all: readonly T[]): T {
    return all[this.random.between(0, all.length - 1)] as T;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.random.between(0, 255));
  }
}

type Make = (told: Told) => Lie;

/** Where its author stood when she wrote the first of these. */
function baseOf([first]: readonly CommitFrame[]): Head | undefined {
  const parsed = first && parseCommit(first.bytes);
  return parsed?.ok ? parsed.value.base : undefined;
}

/** Nothing is answered by what a route answers with, a part of it is changed. */
const changing =
  <T>(name: string, path: string, codec: Codec<T>, by: (told: Told, value: T) => T): Make =>
  (told) => {
    const share = told.random.between(1, 10) / 10;
    return {
      name,
      changes: (reply, ask) => {
        if (ask.path !== path || reply.status !== 200 || !told.random.chance(share)) return reply;
        const value = codec.decode(reply.bytes);
        return value === undefined ? reply : frame(codec.encode(by(told, value)));
      },
      ...(path === "/v1/pull" && {
        pushes: (bytes: Uint8Array) => {
          const value = told.random.chance(share) ? codec.decode(bytes) : undefined;
          return value === undefined ? bytes : codec.encode(by(told, value));
        },
      }),
    };
  };

/** Pages in which commits are changed; half of them are signed for as if that were the log. */
const pages = (
  name: string,
  by: (told: Told, commits: PulledCommit[], of: Page) => readonly PulledCommit[],
): Make =>
  changing(name, "/v1/pull", page, (told, value) => {
    if (value.commits.length === 0) return value;
    const commits = by(told, [...value.commits], value);
    const changed = { ...value, commits };
    return told.random.chance(0.5) ? changed : signedAnew(told, changed);
  });

/** The server signs that the log is what this page makes of it. Every root on the way there is noted, also of what was true. */
function signedAnew(told: Told, changed: Page): Page {
  const shelf = told.keeper.truth.shelf(changed.log);
  let frontier = emptyFrontier;
  const heads = [headOf(frontier)];
  for (const leaf of shelf.leaves.slice(0, changed.from)) {
    frontier = appendLeaf(frontier, leaf);
    heads.push(headOf(frontier));
  }
  for (const { bytes } of changed.commits) {
    frontier = appendLeaf(frontier, leafHash(bytes));
    for (const head of heads) told.ways.note(changed.log, headOf(frontier), head);
    heads.push(headOf(frontier));
  }
  told.logs.add(changed.log);
  return { ...changed, standing: told.keeper.sign([{ log: changed.log, ...headOf(frontier) }]) };
}

const flipped = (told: Told, bytes: Uint8Array): Uint8Array => {
  const out = bytes.slice();
  if (out.length > 0) {
    const at = told.random.between(0, out.length - 1);
    out[at] = (out[at] as number) ^ (1 << told.random.between(0, 7));
  }
  return out;
};

/** A face on which these logs stand at an earlier size. */
const shorter = (face: Face, sizes: ReadonlyMap<LogId, number>): Face =>
  faceOf(
    face.shelf,
    (log) => Math.min(face.size(log), sizes.get(log) ?? Number.POSITIVE_INFINITY),
    () => face.lines,
  );

/** An earlier truth, whole: all logs and the heads log. */
const past: Make = (told) => {
  const after = told.random.between(1, told.keeper.after);
  return { name: `everything as after ${after}`, face: () => told.keeper.earlier(after) };
};

/** Some logs as they were, the heads log as it is or as it was. */
const behind: Make = (told) => {
  const { keeper, random } = told;
  const after = random.between(1, keeper.after);
  const sizes = keeper.past.sizes[after] ?? new Map<LogId, number>();
  const logs = keeper.logs.filter(() => random.chance(0.4));
  const old = new Map(logs.map((log) => [log, sizes.get(log) ?? 0]));
  const lines = random.chance(0.5) ? after : undefined;
  return {
    name: `${logs.length} logs as after ${after}`,
    face: (face) => {
      const shown = shorter(face, old);
      return lines === undefined ? shown : faceOf(shown.shelf, shown.size, () => lines);
    },
  };
};

/** A log as it would be if what was refused had been taken. */
const branch: Make = (told) => {
  const { keeper } = told;
  const chosen = told.pick(keeper.past.branches);
  for (const log of chosen.keys()) told.logs.add(log);
  return {
    name: "a branch",
    face: (face) =>
      faceOf(
        (log) => chosen.get(log) ?? face.shelf(log),
        (log) => chosen.get(log)?.size ?? face.size(log),
        () => face.lines,
      ),
  };
};

const everyRoute =
  (name: string, by: (told: Told, bytes: Uint8Array) => Uint8Array): Make =>
  (told) => {
    const share = told.random.between(1, 10) / 10;
    const route = told.random.chance(0.5) ? told.pick(routes) : undefined;
    return {
      name: `${name} ${route ?? "everywhere"}`,
      changes: (reply, { path }) =>
        (route === undefined || route === path) && told.random.chance(share)
          ? { ...reply, bytes: by(told, reply.bytes) }
          : reply,
      pushes: (bytes) => (told.random.chance(share) ? by(told, bytes) : bytes),
    };
  };

const routes = [
  "/v1/challenge",
  "/v1/session",
  "/v1/pull",
  "/v1/history",
  "/v1/proof",
  "/v1/standing",
  "/v1/boxes",
  "/v1/heads",
  "/v1/heads/proof",
  "/v1/append",
  "/v1/account",
] as const;

const errors: Make = (told) => {
  const share = told.random.between(2, 10) / 10;
  const route = told.random.chance(0.6) ? told.pick(routes) : undefined;
  const code = told.pick(Object.keys(serverErrors) as ServerError[]);
  // What says that somebody has closed this session is believed: it locks, and that is all it does.
  const said = code === "session-closed" ? "our-fault" : code;
  return {
    name: `${said} ${route ?? "everywhere"}`,
    instead: ({ path }) =>
      (route === undefined || route === path) && told.random.chance(share)
        ? refusal(said)
        : undefined,
  };
};

const silence: Make = (told) => {
  const share = told.random.between(1, 9) / 10;
  const route = told.random.chance(0.5) ? told.pick(routes) : undefined;
  const how: Silent = told.random.chance(0.5) ? "lost" : "never";
  const before = told.random.chance(0.5);
  const hit = (path: string): boolean =>
    (route === undefined || route === path) && told.random.chance(share);
  return {
    name: `${how} ${route ?? "everywhere"}`,
    ...(before
      ? { instead: ({ path }) => (hit(path) ? how : undefined) }
      : { changes: (reply, { path }) => (hit(path) ? how : reply) }),
  };
};

/** An answer that was true once, on the same route. */
const again: Make = (told) => {
  const kept = new Map<string, Reply[]>();
  const pushed: Uint8Array[] = [];
  return {
    name: "old answers",
    changes: (reply, { path }) => {
      const all = kept.get(path) ?? [];
      kept.set(path, all);
      if (reply.status === 200) all.push(reply);
      return all.length > 0 && told.random.chance(0.5) ? told.pick(all) : reply;
    },
    pushes: (bytes) => {
      pushed.push(bytes);
      return told.random.chance(0.5) ? told.pick(pushed) : bytes;
    },
  };
};

/** What an append is answered with that is not what became of it. */
const acknowledgements: Make = (told) => {
  const { keeper, random } = told;
  const how = random.between(0, 4);
  const names = [
    "unsigned",
    "of another root",
    "of an older head",
    "an error though it is kept",
    "of two logs",
  ];
  return {
    name: `appends acknowledged ${names[how]}`,
    changes: (reply, { path }) => {
      if (path !== "/v1/append" || reply.status !== 200) return reply;
      if (how === 3)
        return refusal(told.pick(["our-fault", "try-again", "wrong-commit", "moved"] as const));
      const ack = acknowledgement.decode(reply.bytes);
      if (ack === undefined) return reply;
      if (how === 0)
        return frame(
          acknowledgement.encode({
            ...ack,
            signature: flipped(told, ack.signature) as typeof ack.signature,
          }),
        );
      const heads = ack.heads.map((head): LogHead => {
        if (how === 4) return { ...head, log: told.pick(keeper.logs) };
        const shelf = keeper.truth.shelf(head.log);
        const size = Math.max(0, Math.min(head.size, shelf.size) - 1);
        if (how === 2) return { log: head.log, ...shelf.head(size) };
        told.logs.add(head.log);
        return { ...head, root: flipped(told, head.root) as typeof head.root };
      });
      if (how === 4) for (const { log } of heads) told.logs.add(log);
      const unique = [...new Map(heads.map((head) => [head.log, head])).values()];
      return frame(acknowledgement.encode(keeper.sign(unique)));
    },
  };
};

/**
 * Appends that are signed for and kept for nobody else: from then on she is shown a log of her own, for a while. It
 * goes on from where she stood, which may be an earlier place than where everybody else stands.
 */
const alone: Make = (told) => {
  const { keeper } = told;
  const own = new Map<LogId, ReturnType<Face["shelf"]>>();
  const shelfOf = (log: LogId) => own.get(log) ?? keeper.truth.shelf(log);
  const isOn = (append: Append): boolean =>
    append.chains.every(({ log }) => log !== rosterLog) && keeper.after === keeper.past.end;
  return {
    name: "appends kept for their author alone",
    face: (face) =>
      faceOf(
        (log) => own.get(log) ?? face.shelf(log),
        (log) => own.get(log)?.size ?? face.size(log),
        () => face.lines,
      ),
    instead: ({ path, body, token }) => {
      const append = path === "/v1/append" ? appendRequest.decode(body) : undefined;
      if (append === undefined || keeper.member(token) === undefined || !isOn(append))
        return undefined;
      const heads: LogHead[] = [];
      for (const { log, commits } of append.chains) {
        const base = baseOf(commits);
        const known = shelfOf(log);
        if (base === undefined || base.size > known.size) return refusal("wrong-commit");
        if (!equal(known.head(base.size).root, base.root)) return refusal("wrong-commit");
        const shelf = known.branch(base.size);
        const from = shelf.size;
        for (const one of commits) shelf.add(one);
        own.set(log, shelf);
        keeper.oracle.know(log, shelf, from);
        told.logs.add(log);
        heads.push({ log, ...shelf.head() });
      }
      return frame(acknowledgement.encode(keeper.sign(heads)));
    },
  };
};

/** A log that has not moved is said to have. */
const moved: Make = (told) => {
  const share = told.random.between(2, 10) / 10;
  return {
    name: "moved",
    instead: ({ path }) =>
      path === "/v1/append" && told.random.chance(share) ? refusal("moved") : undefined,
  };
};

/** Pages signed to stand elsewhere. */
const standing = changing("another standing", "/v1/pull", page, (told, value) => {
  const { keeper, random } = told;
  const [head] = value.standing.heads;
  if (head === undefined) return value;
  const how = random.between(0, 4);
  if (how === 0)
    return {
      ...value,
      standing: {
        ...value.standing,
        signature: flipped(told, value.standing.signature) as typeof value.standing.signature,
      },
    };
  if (how === 1) return { ...value, standing: keeper.sign([]) };
  told.logs.add(value.log);
  const shelf = keeper.truth.shelf(value.log);
  if (how === 2)
    return {
      ...value,
      standing: keeper.sign([{ log: value.log, ...shelf.head(random.between(0, shelf.size)) }]),
    };
  if (how === 3)
    return {
      ...value,
      standing: keeper.sign([{ ...head, size: head.size + random.between(1, 5) }]),
    };
  return {
    ...value,
    standing: keeper.sign([{ ...head, root: flipped(told, head.root) as typeof head.root }]),
  };
});

/** The heads log as it was, without its witness, or signed anew with another list. */
const heads: Make = (told) => {
  const { keeper, random } = told;
  const how = random.between(0, 4);
  const names = ["unwitnessed", "older", "with another list", "without lists", "flipped"];
  return {
    name: `heads log ${names[how]}`,
    changes: (reply, { path }) => {
      const value =
        path === "/v1/heads" && reply.status === 200 ? headsReply.decode(reply.bytes) : undefined;
      if (value === undefined) return reply;
      const lines = keeper.lines;
      const last = lines.at(-1);
      if (how === 0) {
        const bare =
          lines.find(({ note }) => note === value.newest.note)?.bare ?? value.newest.note;
        return frame(
          headsReply.encode({ newest: { ...value.newest, note: bare }, cosigned: undefined }),
        );
      }
      if (how === 1) {
        const at = random.between(0, lines.length - 1);
        return frame(
          headsReply.encode({ newest: keeper.served(at, 0), cosigned: keeper.served(at, 0) }),
        );
      }
      if (how === 2 && last !== undefined) {
        told.heads = true;
        const list = last.list.map((head) => {
          if (!random.chance(0.3)) return head;
          told.logs.add(head.log);
          return random.chance(0.5)
            ? { ...head, root: flipped(told, head.root) as typeof head.root }
            : { log: head.log, ...keeper.truth.shelf(head.log).head(random.between(0, head.size)) };
        });
        const forged = keeper.past.line(emptyFrontier, list, 0);
        const newest = { note: forged.bare, stands: { list: forged.list, path: [] } };
        return frame(headsReply.encode({ newest, cosigned: undefined }));
      }
      const bare = { ...value.newest, stands: undefined };
      if (how === 3) return frame(headsReply.encode({ newest: bare, cosigned: bare }));
      const note = {
        ...value.newest,
        note: String.fromCharCode(...flipped(told, new TextEncoder().encode(value.newest.note))),
      };
      return frame(headsReply.encode({ newest: note, cosigned: value.cosigned }));
    },
  };
};

/** Things that are pushed and were not asked for. */
const chatter: Make = (told) => {
  const { keeper, random } = told;
  return {
    name: "chatter",
    utters: () => {
      if (random.chance(0.3)) return told.bytes(random.between(0, 300));
      const log = told.pick(keeper.logs);
      const from = random.between(0, keeper.truth.size(log));
      const face = random.chance(0.5)
        ? keeper.truth
        : keeper.earlier(random.between(1, keeper.after));
      return page.encode(keeper.page(face, { log, from }));
    },
  };
};

/** Nothing is pushed. */
const mute: Make = () => ({ name: "nothing pushed", pushes: () => undefined });

const envelopes = pages("envelopes", (told, commits, { log }) => {
  const at = told.random.between(0, commits.length - 1);
  const one = commits[at] as PulledCommit;
  const others = told.keeper.truth.shelf(
    told.random.chance(0.5) ? log : told.pick(told.keeper.logs),
  ).frames;
  // A log may be empty still.
  const spare = told.pick(others)?.envelopes[0] ?? new Uint8Array(0);
  const changed = one.envelopes.map((envelope) => {
    const how = told.random.between(0, 4);
    if (how === 0) return new Uint8Array(0);
    if (how === 1) return flipped(told, envelope);
    if (how === 2) return spare;
    return how === 3 ? envelope.slice(0, told.random.between(0, envelope.length)) : told.bytes(400);
  });
  return commits.with(at, {
    ...one,
    envelopes: told.random.chance(0.2) ? changed.slice(1) : changed,
  });
});

/** Every way there is. */
export const ways: readonly Make[] = [
  past,
  behind,
  branch,
  pages("reordered", (told, commits) => {
    const [a, b] = [
      told.random.between(0, commits.length - 1),
      told.random.between(0, commits.length - 1),
    ];
    return commits.with(a, commits[b] as PulledCommit).with(b, commits[a] as PulledCommit);
  }),
  pages("doubled", (told, commits) => {
    const at = told.random.between(0, commits.length - 1);
    return commits.toSpliced(
      told.random.between(0, commits.length),
      0,
      commits[at] as PulledCommit,
    );
  }),
  pages("dropped", (told, commits) =>
    commits.toSpliced(told.random.between(0, commits.length - 1), 1),
  ),
  pages("substituted", (told, commits, { log }) => {
    const other = told.random.chance(0.5) ? log : told.pick(told.keeper.logs);
    const { frames } = told.keeper.truth.shelf(other);
    // A log that another lie has named may have nothing in it yet.
    if (frames.length === 0) return commits;
    return commits.with(told.random.between(0, commits.length - 1), told.pick(frames));
  }),
  pages("a bit of a commit flipped", (told, commits) => {
    const at = told.random.between(0, commits.length - 1);
    const one = commits[at] as PulledCommit;
    return commits.with(at, { ...one, bytes: flipped(told, one.bytes) });
  }),
  changing("another beginning", "/v1/pull", page, (told, value) => ({
    ...value,
    from: Math.max(0, value.from + told.random.between(-3, 3)),
  })),
  changing("another log's page", "/v1/pull", page, (told, value) => ({
    ...told.keeper.page(told.keeper.truth, { log: told.pick(told.keeper.logs), from: 0 }),
    ...(told.random.chance(0.5) && { log: value.log }),
  })),
  envelopes,
  standing,
  changing("history", "/v1/history", historyReply, (told, value) => {
    const all = value.envelopes;
    if (told.random.chance(0.3)) return { envelopes: all.map(() => new Uint8Array(0)) };
    return {
      envelopes: told.random.chance(0.5) ? all.toReversed() : all.map((one) => flipped(told, one)),
    };
  }),
  changing("boxes", "/v1/boxes", boxesReply, (told, { boxes }) => {
    if (told.random.chance(0.3)) return { boxes: [] };
    if (told.random.chance(0.3)) return { boxes: boxes.slice(1) };
    return {
      boxes: boxes.map((one) => ({
        ...one,
        box: {
          ...told.pick(boxes).box,
          ...(told.random.chance(0.5) && { bytes: flipped(told, one.box.bytes) }),
        },
      })),
    };
  }),
  changing("proofs", "/v1/proof", proofReply, (told, { hashes }) => ({
    hashes: hashes.map((hash) => flipped(told, hash) as typeof hash),
  })),
  changing("heads proofs", "/v1/heads/proof", headsProofReply, (told, { hashes }) => ({
    hashes: told.random.chance(0.5) ? [] : hashes.map((hash) => flipped(told, hash) as typeof hash),
  })),
  heads,
  acknowledgements,
  alone,
  moved,
  errors,
  silence,
  again,
  chatter,
  mute,
  everyRoute("a bit flipped", flipped),
  everyRoute("cut off", (told, bytes) => bytes.slice(0, told.random.between(0, bytes.length))),
  everyRoute("bytes behind", (told, bytes) => Uint8Array.of(...bytes, ...told.bytes(3))),
  everyRoute("nonsense", (told, bytes) => told.bytes(Math.min(bytes.length, 2_000))),
];
