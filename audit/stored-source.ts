import {
  type Hash,
  type LogHead,
  type LogId,
  type OrgId,
  type SealedBox,
  fromUtf8,
  idFrom,
  parse,
  readHeads,
  toHex,
} from "#crypto/verify";
import type { DatabaseSource, KeptCommit, KeptLine, Row, Tables } from "./source.ts";

/** A source over the tables of a database. */
export class StoredSource implements DatabaseSource {
  readonly name: string;
  readonly tables: Tables;
  #logs: Promise<readonly LogRow[]> | undefined;

  constructor(name: string, tables: Tables) {
    this.name = name;
    this.tables = tables;
  }

  async organisations(): Promise<readonly OrgId[]> {
    return [...new Set((await this.#logRows()).map(({ org }) => org))].toSorted();
  }

  async logs(org: OrgId): Promise<readonly LogHead[]> {
    const own = (await this.#logRows()).filter((row) => row.org === org);
    return own.map(({ head }) => head).toSorted((a, b) => (a.log < b.log ? -1 : 1));
  }

  async *commits(org: OrgId, log: LogId): AsyncGenerator<KeptCommit> {
    const row = (await this.#logRows()).find((one) => one.org === org && one.head.log === log);
    if (row === undefined) return;
    for await (const commit of this.tables.commits(row.id)) {
      yield {
        position: numberIn(commit, "position"),
        bytes: bytesIn(commit, "bytes"),
        envelopes: readEnvelopes(bytesIn(commit, "envelopes")),
      };
    }
  }

  async *boxes(org: OrgId): AsyncGenerator<SealedBox> {
    for await (const row of this.tables.rows("boxes")) {
      if (idFrom.org(bytesIn(row, "org")) === org) yield boxIn(row);
    }
  }

  async *lines(org: OrgId): AsyncGenerator<KeptLine> {
    const lines: KeptLine[] = [];
    for await (const row of this.tables.rows("heads")) {
      if (idFrom.org(bytesIn(row, "org")) === org) lines.push(lineIn(row));
    }
    yield* lines.toSorted((a, b) => a.size - b.size);
  }

  faults(): Promise<readonly string[]> {
    return this.tables.faults();
  }

  close(): Promise<void> {
    return this.tables.close();
  }

  #logRows(): Promise<readonly LogRow[]> {
    return (this.#logs ??= this.#readLogs());
  }

  async #readLogs(): Promise<readonly LogRow[]> {
    const logs: LogRow[] = [];
    for await (const row of this.tables.rows("logs")) {
      const log = idFrom.log(bytesIn(row, "log"));
      const head = { log, size: numberIn(row, "size"), root: bytesIn(row, "root") as Hash };
      // A log whose row was made and that nothing was appended to, as after a founding that failed.
      if (head.size === 0) continue;
      logs.push({ id: numberIn(row, "id"), org: idFrom.org(bytesIn(row, "org")), head });
    }
    return logs;
  }
}

interface LogRow {
  readonly id: number;
  readonly org: OrgId;
  readonly head: LogHead;
}

function lineIn(row: Row): KeptLine {
  const nodes = bytesIn(row, "nodes");
  const { list, note } = row;
  return {
    size: numberIn(row, "size"),
    changed: parse(bytesIn(row, "changed"), readHeads),
    nodes: Array.from(
      { length: Math.ceil(nodes.length / 32) },
      (_, at) => nodes.subarray(32 * at, 32 * at + 32) as Hash,
    ),
    list: list === null ? undefined : (parse(bytesIn(row, "list"), readHeads) ?? []),
    note: note === null ? undefined : textIn(row, "note"),
  };
}

/** A box as a row of `boxes` holds it. */
export const boxIn = (row: Row): SealedBox => ({
  vault: idFrom.vault(bytesIn(row, "vault")),
  epoch: numberIn(row, "epoch"),
  member: idFrom.member(bytesIn(row, "member")),
  generation: numberIn(row, "generation"),
  bytes: bytesIn(row, "bytes"),
});

/** The envelopes of a row: a u16 count, each behind its u32 length; undefined for anything else. */
const readEnvelopes = (bytes: Uint8Array): readonly Uint8Array[] | undefined =>
  parse(bytes, (r) => r.list(1_024, (v) => v.block(bytes.length)));

/** The bytes of a field; none where it holds nothing that can be bytes. */
export function bytesIn(row: Row, field: string): Uint8Array {
  const value = row[field];
  if (value instanceof Uint8Array) return value;
  if (typeof value !== "string" || !/^\\x(?:[0-9a-f]{2})*$/.test(value)) return new Uint8Array(0);
  return Buffer.from(value.slice(2), "hex");
}

/** The number of a field; not a number where it holds none. */
export const numberIn = (row: Row, field: string): number =>
  Number(textIn(row, field) || Number.NaN);

/** The text of a field; empty where it holds none. */
export function textIn(row: Row, field: string): string {
  const value = row[field];
  if (typeof value === "string") return value;
  return value instanceof Uint8Array ? (fromUtf8(value) ?? toHex(value)) : "";
}
