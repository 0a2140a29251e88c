import { once } from "node:events";
import { createWriteStream } from "node:fs";
import {
  type Entry,
  type Frontier,
  type Hash,
  type Items,
  type LogHead,
  type LogId,
  type RecordId,
  Writer,
  appendLeaf,
  completed,
  concat,
  emptyFrontier,
  formatNote,
  headOf,
  headSigner,
  headsLeaf,
  idBytes,
  idFrom,
  itemsHash,
  leafHash,
  makeEpoch,
  makeIdentity,
  orgIdOf,
  randomBytes,
  rosterLog,
  seal,
  signCheckpoint,
  signCommit,
  sortHeads,
  utf8,
  writeHeads,
} from "#crypto";
import { copied } from "#audit/dump-known.ts";

const bytea = (bytes: Uint8Array): string => `\\\\x${Buffer.from(bytes).toString("hex")}`;

/**
 * Writes the dump of an organisation of one whose vault has so many commits, each with a sealed record, as a server
 * would hold it: two in five are a newer version of a record. Nothing but the file grows with the number.
 */
export async function writeLongLog(file: string, commits: number): Promise<void> {
  const identity = makeIdentity(1);
  const server = headSigner(randomBytes(32));
  const member = idFrom.member(randomBytes(16));
  const genesis: Extract<Entry, { is: "genesis" }> = {
    is: "genesis",
    nonce: randomBytes(32),
    member,
    sign: identity.signPublic,
    box: identity.boxPublic,
    logKey: server.publicKey,
    policy: { suite: 1, witnessQuorum: 0 },
  };
  const org = orgIdOf(genesis);
  const vault = idFrom.vault(randomBytes(16));
  const place = { org, vault, epoch: 1 };
  const holder = { member, generation: 1, boxPublic: identity.boxPublic };
  const epoch = makeEpoch(place, [holder], { is: "first" });
  const out = createWriteStream(file);
  const write = async (line: string): Promise<void> => {
    if (!out.write(`${line}\n`)) await once(out, "drain");
  };
  const frontiers = new Map<LogId, Frontier>();
  const headNow = (log: LogId): LogHead => ({
    log,
    ...headOf(frontiers.get(log) ?? emptyFrontier),
  });
  const put = async (
    log: LogId,
    items: Items,
    of: {
      readonly joint?: readonly { log: LogId; itemsHash: Hash }[];
      readonly envelopes?: readonly Uint8Array[];
      readonly roster?: LogHead;
    } = {},
  ): Promise<void> => {
    const { log: _, ...base } = headNow(log);
    const { log: __, ...roster } = of.roster ?? headNow(rosterLog);
    const draft = { log, base, roster, author: member, joint: of.joint ?? [], items };
    const { bytes } = signCommit(org, draft, identity);
    const position = base.size;
    frontiers.set(log, appendLeaf(frontiers.get(log) ?? emptyFrontier, leafHash(bytes)));
    const envelopes = new Writer().list(of.envelopes ?? [], (w, one) => w.block(one)).done();
    const row = [log === rosterLog ? 1 : 2, position, "\\N", bytea(bytes), bytea(envelopes)];
    await write(row.join("\t"));
  };
  const sealed = (record: RecordId, version: number) => {
    const made = seal(
      { org, vault, author: member, epochKey: epoch.key },
      { kind: "put", record, version, epoch: 1, schema: 1, payload: utf8(`version ${version}`) },
    );
    if (!made.ok) throw new Error(made.error);
    return made.value;
  };

  await write("-- PostgreSQL database dump");
  await write('COPY public.commits (log, "position", arrived_on, bytes, envelopes) FROM stdin;');
  await put(rosterLog, { is: "entries", entries: [genesis] });
  const meaning = randomBytes(32) as Hash;
  const created = { is: "create-vault", vault, meaning, writeOnce: false } as const;
  const begun: Items = { is: "entries", entries: [created, epoch.entry] };
  const first = sealed(idFrom.record(randomBytes(16)), 1);
  const opened: Items = { is: "leaves", leaves: [first.leaf] };
  const joint = [
    { log: rosterLog as LogId, itemsHash: itemsHash(begun) },
    { log: vault as LogId, itemsHash: itemsHash(opened) },
  ];
  await put(rosterLog, begun, { joint });
  await put(vault, opened, { joint, envelopes: [first.envelope] });
  const records: { readonly id: RecordId; version: number }[] = [];
  for (let at = 1; at < commits; at++) {
    const again = at % 5 >= 3 ? records[(at * 7919) % records.length] : undefined;
    const record = again ?? { id: idFrom.record(randomBytes(16)), version: 0 };
    if (again === undefined) records.push(record);
    record.version += 1;
    const { leaf, envelope } = sealed(record.id, record.version);
    await put(vault, { is: "leaves", leaves: [leaf] }, { envelopes: [envelope] });
  }
  await write("\\.");
  const heads = sortHeads([headNow(rosterLog), headNow(vault)]);
  await write("COPY public.logs (id, org, log, size, root, mark) FROM stdin;");
  for (const { log, size, root } of heads) {
    const id = log === rosterLog ? 1 : 2;
    await write(
      [id, bytea(idBytes(org)), bytea(idBytes(log)), size, bytea(root), "\\N"].join("\t"),
    );
  }
  await write("\\.");
  const leaf = headsLeaf(heads);
  const line = headOf(appendLeaf(emptyFrontier, leaf));
  const note = formatNote(signCheckpoint(org, line, server));
  const list = bytea(writeHeads(new Writer(), heads).done());
  const nodes = bytea(concat(...completed(emptyFrontier, leaf)));
  await write(
    "COPY public.heads (org, size, nodes, changed, list, note, cosigned, in_hour) FROM stdin;",
  );
  const row = [bytea(idBytes(org)), 1, nodes, list, list, note.replaceAll("\n", "\\n"), 0, "\\N"];
  await write(row.join("\t"));
  await write("\\.");
  await write("COPY public.boxes (org, vault, epoch, member, generation, bytes) FROM stdin;");
  for (const box of epoch.boxes) {
    const key = [bytea(idBytes(org)), bytea(idBytes(vault)), 1, bytea(idBytes(member)), 1];
    await write([...key, bytea(box.bytes)].join("\t"));
  }
  await write("\\.");
  for (const table of Object.keys(copied)) {
    if (["boxes", "commits", "heads", "logs"].includes(table)) continue;
    await write(`COPY public.${table} (${copied[table]}) FROM stdin;`);
    await write("\\.");
  }
  out.end();
  await once(out, "finish");
}
