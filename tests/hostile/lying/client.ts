// What an entrance fetches when it is wanted has to be there before time stands still.
import "#vault/coming-in.ts";
import type { ErrorCode } from "#contract/errors.ts";
import type { Deed } from "#domain/acts.ts";
import { Entrance } from "#vault/entrance.ts";
import type { OpenAccount } from "#vault/open-account.ts";
import { readAccounts, deviceStore } from "#vault/device.ts";
import type { Disk } from "../disk.ts";
import { secret } from "./capture.ts";
import type { Time } from "./time.ts";
import type { Wire } from "./wire.ts";

/** A deed that a person has done here: what it writes, and whether the client has said that it is saved. */
export interface Doing {
  readonly entry: string;
  versions: Readonly<Record<string, number>>;
  saved: boolean;
}

/** A real client from its entrance on, on a disk, behind a wire. */
export class Client {
  readonly disk: Disk;
  readonly entrance: Entrance;
  readonly doings: Doing[] = [];
  /** Something may be shown otherwise than before. */
  moved = true;
  /** Why she did not come in the last time. */
  refused: ErrorCode | undefined;

  constructor(time: Time, disk: Disk, wire: Wire) {
    this.disk = disk;
    const moved = (): void => void (this.moved = true);
    const ports = {
      ...wire.ports,
      origin: "https://linden.example",
      stores: disk.stores,
      clock: () => time.now,
      timeZone: "Europe/Paris",
      headsEveryMs: 60_000,
      broken: (what: string) => {
        throw new Error(what);
      },
    };
    const tell = {
      status: moved,
      outbox: moved,
      team: moved,
      alarms: moved,
      closed: () => this.entrance.lock("session-closed"),
      views: moved,
    };
    this.entrance = new Entrance(ports, tell, moved);
  }

  /** What is open; undefined while she is not in. */
  get open(): OpenAccount | undefined {
    return this.entrance.phase.is === "open" ? this.entrance.phase.open : undefined;
  }

  /** Comes in by the device's own authenticator. */
  async unlock(): Promise<void> {
    const [account] = await readAccounts(await this.disk.stores(deviceStore));
    const came = await this.entrance.unlock({ account: account?.id ?? "", secret: secret() });
    this.refused = came.ok ? undefined : came.error;
  }

  /** Does something, if she is in and may; remembers what it is to write. */
  async does(deed: Deed): Promise<void> {
    const { open } = this;
    if (open === undefined) return;
    const came = await open.act([deed]);
    if (!came.ok) return;
    const kept = open.outbox.all.find((one) => one.deed.id === came.entry);
    this.doings.push({ entry: came.entry, versions: kept?.deed.versions ?? {}, saved: false });
  }

  /** Notes which deeds are said to be saved. */
  note(): void {
    for (const doing of this.doings) {
      const kept = this.open?.outbox.all.find((one) => one.deed.id === doing.entry);
      if (kept === undefined) continue;
      doing.versions = kept.deed.versions;
      if (kept.state.is === "saved") doing.saved = true;
    }
  }
}
