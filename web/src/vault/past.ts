import type { RecordId } from "#crypto";
import type { HouseId, Place } from "#domain/compartments.ts";
import {
  type HouseRecordType,
  type RecordOf,
  type RecordType,
  recordTypes,
} from "#domain/record-types.ts";
import type { History, PastVersion } from "./engine.ts";
import type { Follow } from "./follow.ts";
import type { Version, Versions, Wanted } from "./versions.ts";

/** Somebody who looks at the past of a record. */
interface Reader {
  readonly type: RecordType;
  readonly wanted: Wanted;
  readonly call: (history: History<RecordType>) => void;
  /** The newest version that she was told of. */
  told: number | undefined;
  reading: boolean;
  /** Something has changed while it was read. */
  again: boolean;
}

/** What is read from, while an account is open. */
export interface Read {
  readonly versions: Versions;
  readonly follow: Follow;
}

/** The past of records, for whoever looks at it: told once it is read, and again when the log has another version. */
export class Pasts {
  readonly #open: () => Read | undefined;
  readonly #readers = new Set<Reader>();

  constructor(open: () => Read | undefined) {
    this.#open = open;
  }

  /** Reads the past of a record; says how far it is, and at last what it found. Returns the way to stop. */
  read<T extends HouseRecordType>(
    type: T,
    { house, id }: { readonly house: HouseId; readonly id: string },
    call: (history: History<T>) => void,
  ): () => void {
    const tell = call as Reader["call"];
    const nothing = { told: undefined, reading: false, again: false };
    const place = { compartment: recordTypes[type].compartment, house } as Place;
    const reader: Reader = {
      type,
      wanted: { place, record: id as RecordId },
      call: tell,
      ...nothing,
    };
    this.#readers.add(reader);
    void this.#tell(reader);
    return () => this.#readers.delete(reader);
  }

  /** Commits have been read: of what has a newer version, the past is told anew. */
  changed(): void {
    const open = this.#open();
    if (open === undefined) return;
    for (const reader of this.#readers) {
      if (reader.reading) reader.again = true;
      else if (newestOf(open.follow, reader.wanted) !== reader.told) void this.#tell(reader);
    }
  }

  async #tell(reader: Reader): Promise<void> {
    const open = this.#open();
    const call = (history: History<RecordType>): void => {
      if (this.#readers.has(reader)) reader.call(history);
    };
    if (open === undefined) return call({ is: "failed", code: "try-again" });
    reader.reading = true;
    const isFirst = reader.told === undefined;
    const found = await open.versions.of(reader.wanted, (done, of) => {
      if (isFirst) call({ is: "reading", done, of });
    });
    reader.reading = false;
    if (!found.ok) return call({ is: "failed", code: found.error });
    reader.told = found.value.at(-1)?.version;
    call({ is: "here", versions: found.value.map((version) => pastOf(reader.type, version)) });
    if (!reader.again) return;
    reader.again = false;
    this.changed();
  }
}

const newestOf = ({ book, find }: Follow, { place, record }: Wanted): number | undefined => {
  const vault = find(place);
  return vault && book.logs.get(vault)?.live.get(record)?.version;
};

function pastOf<T extends RecordType>(
  type: T,
  { version, author, opened }: Version,
): PastVersion<T> {
  const content = ((): PastVersion<T>["content"] => {
    switch (opened.is) {
      case "open":
        return opened.type === type
          ? { is: "open", payload: opened.payload as RecordOf<T>, at: opened.at }
          : { is: "unreadable" };
      case "gone":
      case "dropped":
      case "withheld":
        return opened;
      default:
        return { is: "unreadable" };
    }
  })();
  return { version, author, content };
}
