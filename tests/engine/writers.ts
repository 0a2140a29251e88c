import { setTimeout as sleep } from "node:timers/promises";
import type { IsoDate } from "#domain/dates.ts";
import { type BedId, id } from "#domain/ids.ts";
import type { Engine } from "#vault/engine.ts";
import type { Random } from "../random.ts";
import { type Device, type House, arrival, done, newId, passphrase, until } from "./people.ts";

/** A device on which somebody writes without pause, and what became of what she wrote. */
export class Writer {
  readonly device: Device;
  readonly house: House;
  /** In one people come and go, the other is out of service again and again. */
  readonly beds: readonly [BedId, BedId];
  /** How many versions each record must have in the end. */
  readonly meant = new Map<string, number>();
  /** Records whose act was shown as saved. */
  readonly saved = new Set<string>();
  #stopped = true;
  #working: Promise<void> = Promise.resolve();

  constructor(device: Device, house: House, beds: readonly [BedId, BedId]) {
    this.device = device;
    this.house = house;
    this.beds = beds;
  }

  get engine(): Engine {
    return this.device.engine;
  }

  /** Writes until it is stopped: bed blocks, which go out in chains, and stays, which are joint appends. */
  start(random: Random): void {
    this.#stopped = false;
    this.#working = this.#work(random);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#working;
  }

  async #work(random: Random): Promise<void> {
    while (!this.#stopped) {
      if (random.chance(0.3)) await this.#stay();
      else await this.#block(random);
      await sleep(random.between(30, 250));
    }
  }

  async #block(random: Random): Promise<void> {
    const block = id<"block">(newId());
    const year = 2100 + random.between(0, 800);
    const acted = this.engine.act("blockBeds", {
      house: this.house.house,
      block,
      on: { bed: this.beds[1] },
      from: `${year}-01-01` as IsoDate,
      to: `${year}-01-02` as IsoDate,
      reason: "renovation",
    });
    await this.#note(acted, block, 1);
  }

  /** Somebody comes and goes on the same evening: two versions of one placement. */
  async #stay(): Promise<void> {
    const input = arrival(this.house, this.beds[0]);
    await this.#note(this.engine.act("placeHousehold", input), input.placement, 1);
    const departure = this.engine.act("departHousehold", {
      house: this.house.house,
      stayRef: input.stayRef,
      departedAt: Date.now(),
      reason: "planned_move_on",
      destination: "unknown",
    });
    await this.#note(departure, input.placement, 2);
  }

  async #note(acted: ReturnType<Engine["act"]>, record: string, versions: number): Promise<void> {
    const came = await acted;
    if (!came.ok) throw new Error(`refused: ${JSON.stringify(came.refusal)}`);
    this.meant.set(record, versions);
    void this.engine.settled(came.entry).then(
      ({ is }) => is === "saved" && this.saved.add(`${record} ${versions}`),
      () => undefined,
    );
  }

  /** What waits in the outbox now. */
  async waiting(): Promise<number> {
    let waiting = 0;
    this.engine.onOutbox(({ entries }) => {
      waiting = entries.filter(({ state }) => state.is === "kept" || state.is === "sending").length;
    })();
    return waiting;
  }

  /** The tab is closed and opened again, with the server or without. */
  async reopen(): Promise<void> {
    const engine = await this.device.reload();
    const [account] = await engine.accounts();
    await done(engine.unlock({ account: account?.id ?? "", passphrase }));
  }

  /** Waits until nothing waits any more; a question is a failed test, since nobody else writes here. */
  async settle(withinMs: number): Promise<void> {
    await until("an empty outbox", async () => (await this.waiting()) === 0, withinMs);
    let questions: unknown[] = [];
    this.engine.onOutbox(({ entries }) => {
      questions = entries.filter(({ state }) => state.is === "question");
    })();
    if (questions.length > 0) throw new Error(JSON.stringify(questions));
  }
}
