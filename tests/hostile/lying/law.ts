import { type Hash, type Head, type LogId, type VaultId, rosterLog, toHex } from "#crypto";
import { clientErrors, serverErrors } from "#contract/errors.ts";
import { runAct } from "#domain/acts.ts";
import type { Change } from "#domain/change.ts";
import type { Place } from "#domain/compartments.ts";
import { writeOnce } from "#domain/compartments.ts";
import { type State, applyChange, emptyState } from "#domain/state.ts";
import { type ViewName, runView } from "#domain/views.ts";
import type { Book } from "#vault/book.ts";
import { nowOf } from "#vault/now.ts";
import type { OpenAccount } from "#vault/open-account.ts";
import type { Captured } from "./capture.ts";
import type { Oracle, Said } from "./oracle.ts";

const codes = new Set<string>([...Object.keys(serverErrors), ...clientErrors]);

/** Roots that logs had on the way to where somebody was shown that they stand. */
export class Ways {
  readonly #roots = new Map<string, Hash>();

  note(log: LogId, to: Head, { size, root }: Head): void {
    this.#roots.set(nameOf(log, to, size), root);
  }

  rootAt(log: LogId, to: Head, size: number): Hash | undefined {
    return this.#roots.get(nameOf(log, to, size));
  }
}

const nameOf = (log: LogId, to: Head, size: number): string =>
  `${String(log)} ${to.size} ${toHex(to.root)} ${size}`;

/** Something that breaks the law: what, and where. */
export class Broken extends Error {}

const brief = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 300);

/**
 * The law, at any moment: every log stands where its members have signed that it stood; every record says what it said
 * there, or is counted as unreadable; what views show is made of that and of what she has done herself; and every alarm
 * has a code of the closed list.
 */
export function holds(
  {
    oracle,
    captured,
    clock,
    lies,
  }: { oracle: Oracle; captured: Captured; clock: () => number; lies: Ways },
  open: OpenAccount,
): void {
  const { follow } = open.entered;
  const { book, opener } = follow;
  const { head: roster, skipped } = book.roster;
  const flagged = new Set(open.alarms.all.map(({ code, vault }) => `${code} ${vault ?? ""}`));
  const rosterHead = believed({ log: rosterLog, head: roster, skipped }, { book, lies, oracle });
  if (!oracle.was(rosterLog, rosterHead)) throw new Broken("a roster that never was");
  if (rosterHead !== roster && !flagged.has("commit-skipped "))
    throw new Broken("a false roster, untold");
  const puts: Change[] = [];
  for (const vault of book.logs.keys()) {
    const at = book.head(vault);
    const { skipped } = book.state(vault);
    const head = believed({ log: vault, head: at, skipped }, { book, lies, oracle });
    if (!oracle.was(vault, head)) throw new Broken(`a log that never was: ${vault} of ${at.size}`);
    if (head !== at && !flagged.has(`commit-skipped ${vault}`))
      throw new Broken(`a false commit, untold: ${vault}`);
    const then = oracle.at(vault, head);
    const place = opener.places.get(vault);
    if (place === undefined) continue;
    if (brief(place) !== brief(then.place)) throw new Broken(`a vault taken for ${brief(place)}`);
    const records = follow.recordsOf(vault);
    for (const [id, said] of then.records) {
      const now = records.get(id as never);
      if (said.is === "gone") {
        if (now !== undefined && now.is !== "gone") throw new Broken(`${id} is gone and shown`);
        continue;
      }
      if (now === undefined) throw new Broken(`${said.type} ${id} is neither shown nor counted`);
      if (now.is === "unreadable") continue;
      if (now.is !== "open") throw new Broken(`${said.type} ${id} is ${now.is}`);
      const { type, payload, at } = said;
      if (
        now.type !== type ||
        now.at !== at ||
        JSON.stringify(now.payload) !== JSON.stringify(payload)
      ) {
        throw new Broken(`${type} ${id} says ${brief(now.payload)} for ${brief(payload)}`);
      }
      puts.push(putOf(place, { id, said, manager: captured.manager }));
    }
    for (const id of records.keys()) {
      if (!then.records.has(id) && records.get(id)?.is === "open")
        throw new Broken(`${id} never was`);
    }
  }
  for (const { code } of open.alarms.all)
    if (!codes.has(code)) throw new Broken(`no code: ${code}`);
  // What a view makes of records some of which are counted as unreadable is no state of anything.
  if (unreadable(open) > 0) return;
  shows(stateOf(puts, follow.state), { open, captured, clock });
}

/**
 * The head that a log had before commits that stand in its tree and count for nothing: what is shown was said there.
 * Members have signed no log with such a commit in it, so nothing that counts can come behind it. A device that was
 * opened again knows no earlier root; whoever lied to it does, or whoever knows the log: a true commit counts for nothing
 * to whom a false roster was signed.
 */
function believed(
  {
    log,
    head,
    skipped,
  }: {
    readonly log: LogId;
    readonly head: Head;
    readonly skipped: readonly { readonly position: number }[];
  },
  { book, lies, oracle }: { readonly book: Book; readonly lies: Ways; readonly oracle: Oracle },
): Head {
  const size = head.size - skipped.length;
  const behind = skipped.every(({ position }) => position >= size);
  if (skipped.length === 0 || !behind) return head;
  const root =
    book.rootAt(log, size) ?? lies.rootAt(log, head, size) ?? oracle.rootAt(log, head, size);
  return root === undefined ? head : { size, root };
}

function putOf(
  place: Place,
  { id, said, manager }: { id: string; said: Said & { is: "open" }; manager: string },
): Change {
  const { type, payload } = said;
  const by = writeOnce.has(place.compartment) && {
    by: { member: said.by, manages: said.by === manager },
  };
  return { is: "put", place, type, id, payload, ...by } as Change;
}

/** A state of these, filled in the order in which another was: of two blocks of a bed a view names the first. */
function stateOf(puts: readonly Change[], like: State): State {
  const places = new Map<string, number>();
  for (const tables of [like.organisation, ...like.houses.values()]) {
    for (const table of Object.values(tables)) {
      if (table instanceof Map) for (const id of table.keys()) places.set(id, places.size);
    }
  }
  const place = ({ id }: Change): number => places.get(id) ?? places.size;
  const state = emptyState();
  for (const put of puts.toSorted((a, b) => place(a) - place(b))) applyChange(state, put);
  return state;
}

/** Whether views of what is true, with what she has done herself on top, are what is shown. */
function shows(
  state: State,
  { open, captured, clock }: { open: OpenAccount; captured: Captured; clock: () => number },
): void {
  const { pending } = open.outbox;
  if (pending.some(({ seen, doubt }) => seen.size > 0 || doubt !== undefined)) return;
  for (const { deed } of pending) {
    for (const told of deed.acts) {
      const came = runAct(state, told, deed.now);
      if (!came.ok) throw new Broken(`shown and not to be done: ${told.act}`);
      for (const change of came.changes) applyChange(state, change);
    }
  }
  // A house of which all was let go of for now is still one that she has.
  for (const one of open.entered.follow.state.houses.keys()) {
    const place = { compartment: "capacity", house: one } as const;
    const nothing = { place, type: "bedBlock", id: "0".repeat(32) } as const;
    if (state.houses.has(one)) continue;
    applyChange(state, { ...nothing, is: "put", payload: {} } as unknown as Change);
    applyChange(state, { ...nothing, is: "remove" });
  }
  const now = nowOf(open.entered.follow, { clock, timeZone: "Europe/Paris" } as never);
  const house = captured.houses
    .map((one) => one.house)
    .find((one) => open.entered.follow.state.houses.has(one));
  const looks: readonly (readonly [ViewName, object])[] = [
    ["houses", {}],
    ["teamNames", {}],
    ...(house === undefined
      ? []
      : ([
          ["tonight", { house }],
          ["incidents", { house }],
        ] as const)),
  ];
  for (const [name, args] of looks) {
    const [shown, true_] = [
      open.show(name, args as never),
      runView(state, { name, args: args as never }, now),
    ];
    if (sorted(shown) !== sorted(true_)) {
      throw new Broken(`${name} shows otherwise: ${apart(shown, true_).slice(0, 4).join("; ")}`);
    }
  }
}

/** Where two values differ. */
function apart(a: unknown, b: unknown, at = ""): readonly string[] {
  if (sorted(a) === sorted(b)) return [];
  const isBoth = [a, b].every((one) => typeof one === "object" && one !== null);
  if (!isBoth) return [`${at} ${brief(a)} for ${brief(b)}`];
  const [x, y] = [a, b] as readonly { readonly [name: string]: unknown }[];
  const names = new Set([...Object.keys(x ?? {}), ...Object.keys(y ?? {})]);
  return [...names].flatMap((name) => apart(x?.[name], y?.[name], `${at}.${name}`));
}

/** As text, in whichever order maps and lists were filled: the records themselves are compared one by one. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).toSorted().join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields
    .map(([name, field]) => `${name}:${sorted(field)}`)
    .toSorted()
    .join()}}`;
}

/** The logs in which a client stands where the truth does not. */
export function strayed(
  open: OpenAccount,
  truth: { head: (log: LogId) => { size: number; root: Uint8Array } },
): readonly LogId[] {
  const { follow } = open.entered;
  const logs: LogId[] = [rosterLog, ...follow.followed()];
  return logs.filter((log) => {
    const [mine, is] = [follow.book.head(log), truth.head(log)];
    return mine.size !== is.size || mine.root.some((byte, i) => byte !== is.root[i]);
  });
}

/** How many records of a vault are counted as unreadable. */
export const unreadable = (open: OpenAccount): number =>
  [...open.entered.follow.book.logs.keys()].reduce(
    (sum, vault: VaultId) =>
      sum +
      [...open.entered.follow.recordsOf(vault).values()].filter(({ is }) => is === "unreadable")
        .length,
    0,
  );
