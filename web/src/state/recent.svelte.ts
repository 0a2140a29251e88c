import { untrack } from "svelte";
import type { HouseId } from "#domain/compartments.ts";
import { id, type StayRef } from "#domain/ids.ts";
import type { Engine } from "../vault/engine.ts";
import { coveredMeanwhile } from "./draft.svelte.ts";
import type { Route } from "./routes.ts";

const key = "recent";
const houseKey = "last-house";
const most = 5;

/** A stay whose file was opened. */
interface Opened {
  readonly house: HouseId;
  readonly stayRef: StayRef;
}

/** Where the person was last: the files, newest first, and the house; kept sealed on the device, by their ids alone. */
export class Recent {
  stays = $state.raw<readonly Opened[]>([]);
  /** The house that was looked at last. */
  house = $state.raw<HouseId | undefined>();
  /** What was kept has been taken up. */
  ready = $state(false);
  readonly #engine: Engine;
  /** Counts openings and closings: what was asked for in one does not come into the next. */
  #turn = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Takes up what was kept, once the account is open. */
  async takeUp(): Promise<void> {
    const turn = ++this.#turn;
    // Where nothing can be read, nobody has been anywhere.
    const read = Promise.all([this.#engine.draft(key), this.#engine.draft(houseKey)]);
    const [files, house] = await read.catch(() => []);
    if (turn !== this.#turn) return;
    const kept = (files as readonly Opened[] | undefined) ?? [];
    const isNew = ({ stayRef }: Opened): boolean =>
      !this.stays.some((one) => one.stayRef === stayRef);
    this.stays = [...this.stays, ...kept.filter(isNew)].slice(0, most);
    this.house ??= house as HouseId | undefined;
    this.ready = true;
  }

  /** Notes where the person went, if it is a house or a file. */
  note(route: Route): void {
    if ("house" in route && route.house !== untrack(() => this.house)) {
      this.house = route.house;
      void this.#engine.keepDraft(houseKey, route.house).catch(coveredMeanwhile);
    }
    if (route.is !== "file") return;
    const { house, stay } = route;
    const opened = { house, stayRef: id<"stay">(stay) };
    // An effect notes it: it must not run again because of what it has noted.
    const others = untrack(() => this.stays).filter(({ stayRef }) => stayRef !== opened.stayRef);
    this.stays = [opened, ...others].slice(0, most);
    void this.#engine.keepDraft(key, [opened, ...others].slice(0, most)).catch(coveredMeanwhile);
  }

  /** Forgets them here; what is kept stays, sealed. */
  clear(): void {
    this.#turn += 1;
    this.stays = [];
    this.house = undefined;
    this.ready = false;
  }
}
