import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type Result, err, ok } from "#crypto/verify";
import { DumpTables } from "./dump-tables.ts";
import { openFolder } from "./folder-tables.ts";
import { PostgresTables } from "./postgres-tables.ts";
import { readKey } from "./key.ts";
import { ServerCalls } from "./server-calls.ts";
import { type Calls, ServerSource } from "./server-source.ts";
import type { DatabaseSource, Source } from "./source.ts";
import { StoredSource } from "./stored-source.ts";

/** What is said when a place is named that holds nothing of Linden's. */
const unknown = (place: string): string =>
  `${place} is nothing that I can read. Name the address of a server (https://…), of a database (postgresql://…), a data folder, or a file of pg_dump.`;

/** Opens whatever `--from` names; `keyFile` is the auditor's own key, which a server asks for. The error is a sentence. */
export async function openSource(
  place: string,
  keyFile: string | undefined,
): Promise<Result<Source, string>> {
  if (!/^https?:/.test(place)) return openDatabase(place);
  if (keyFile === undefined) {
    return err(
      "A server shows its logs only to an auditor whom the organisation has invited: run audit join, and name her key with --key. Or read the database itself.",
    );
  }
  return openServer(place, keyFile);
}

/** Opens a database that runs, lies in a data folder or was dumped. */
export async function openDatabase(place: string): Promise<Result<DatabaseSource, string>> {
  if (/^https?:/.test(place)) {
    return err("This check reads a database. Name a data folder, a dump, or postgresql://…");
  }
  if (/^postgres(ql)?:/.test(place)) {
    const tables = await PostgresTables.open({ connectionString: place });
    const { host } = new URL(place);
    return tables.ok ? ok(new StoredSource(`the database at ${host}`, tables.value)) : tables;
  }
  const found = await stat(place).catch(() => undefined);
  if (found === undefined) return err(`There is no ${place}.`);
  if (found.isFile()) {
    const tables = await DumpTables.open(place);
    return tables.ok ? ok(new StoredSource(`the dump ${place}`, tables.value)) : tables;
  }
  for (const folder of [place, join(place, "postgres")]) {
    const version = await stat(join(folder, "PG_VERSION")).catch(() => undefined);
    if (version === undefined) continue;
    const tables = await openFolder(folder);
    return tables.ok ? ok(new StoredSource(`the data folder ${place}`, tables.value)) : tables;
  }
  return err(unknown(place));
}

/** A running server, as an auditor sees it whom the organisation has invited. The error is a sentence. */
async function openServer(origin: string, keyFile: string): Promise<Result<Source, string>> {
  const key = await readKey(keyFile);
  if (!key.ok) return key;
  const { member } = key.value;
  if (member === undefined) {
    return err(
      `The key in ${keyFile} belongs to no organisation: become its auditor with audit join.`,
    );
  }
  const calls = new ServerCalls(origin);
  const entered = await calls.enter(member.org, { is: "member", member: member.id }, key.value);
  if (!entered.ok) return entered;
  const leave = async (): Promise<void> => {
    await calls.send("/v1/session/end", new Uint8Array(0));
  };
  const { origin: at } = calls;
  const ask: Calls["ask"] = (path, reply, body) => calls.ask(path, reply, body);
  return ok(new ServerSource({ origin: at, ask, leave }, member.org));
}
