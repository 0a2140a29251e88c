import { notesOf } from "./acts/handover.ts";
import type { Now } from "./change.ts";
import type { HouseId } from "./compartments.ts";
import { msOf, plusDays, type IsoDate } from "./dates.ts";
import { draftAbsences } from "./draft-absences.ts";
import { draftBeds } from "./draft-beds.ts";
import { draftIncidents } from "./draft-incidents.ts";
import { draftStays } from "./draft-stays.ts";
import { draftTasks } from "./draft-tasks.ts";
import { eveningOf } from "./evenings.ts";
import { clockOf, tonightOf } from "./house.ts";
import { sections, type HandoverLine } from "./records-handover.ts";
import type { HouseState, State } from "./state.ts";

/** What a sheet is drafted about: the house, and the time since the one before. */
export interface Since {
  readonly state: State;
  readonly id: HouseId;
  readonly house: HouseState;
  readonly now: Now;
  /** Epoch milliseconds. */
  readonly since: number;
  /** The evening dates of `since` and of now. */
  readonly from: IsoDate;
  readonly tonight: IsoDate;
}

/** One area's lines, from the records that this member can read. */
export type DraftSource = (about: Since) => readonly HandoverLine[];

/** A line that has been drafted, and the key by which a form keeps what was said about it. */
export interface DraftedLine {
  readonly key: string;
  readonly line: HandoverLine;
}

const sources: readonly DraftSource[] = [
  draftIncidents,
  draftStays,
  draftAbsences,
  draftBeds,
  draftTasks,
];

const dayMs = 86_400_000;
const toldDays = 7;

/** From when on the next sheet tells: the last one's closing, or the last day where there is none yet. */
export const sinceOf = (house: HouseState, now: Now): number => {
  const last = notesOf(house)[0]?.[1].writtenAt;
  return last === undefined ? now.instant - dayMs : msOf(last);
};

/** The lines of the next sheet, by section; what an earlier one has told as news is not told again. */
export function draftOf(state: State, id: HouseId, now: Now): readonly DraftedLine[] {
  const house = state.houses.get(id);
  if (house === undefined) return [];
  const since = sinceOf(house, now);
  const tonight = tonightOf(state, id, now);
  const from = eveningOf(since, clockOf(state, id, now));
  const told = toldIn(house, plusDays(tonight, -toldDays));
  return sources
    .flatMap((source) => source({ state, id, house, now, since, from, tonight }))
    .map((line) => ({ key: keyOf(line), line }))
    .filter(({ key }) => !told.has(key))
    .toSorted((a, b) => sections.indexOf(a.line.section) - sections.indexOf(b.line.section));
}

/** What makes a line the same in two drafts. */
export function keyOf(line: HandoverLine): string {
  switch (line.is) {
    case "arrived":
    case "departed":
      return `${line.is}:${line.stayRef}`;
    case "moved":
      return `moved:${line.stayRef}:${line.on}:${line.to.room}:${line.to.bed}`;
    case "away":
      return `away:${line.stayRef}:${line.calledName ?? ""}:${line.from}`;
    case "back":
      return `back:${line.stayRef}:${line.calledName ?? ""}:${line.on}`;
    case "incident":
      return `incident:${line.incident}`;
    case "planned_end":
      return `planned_end:${line.stayRef}:${line.on}`;
    case "expected":
      return `expected:${line.hold}`;
    case "out_of_service":
      return `out_of_service:${line.block}`;
    case "task":
      return `task:${line.key}`;
    case "said":
      return `said:${line.section}:${line.text}`;
  }
}

/** Lines that say what has happened; the others say how things stand, and stand on every sheet. */
const news: ReadonlySet<HandoverLine["is"]> = new Set([
  "arrived",
  "departed",
  "moved",
  "back",
  "incident",
  "out_of_service",
]);

const toldIn = (house: HouseState, from: IsoDate): ReadonlySet<string> =>
  new Set(
    [...house.handoverNote.values()]
      .filter(({ date }) => date >= from)
      .flatMap(({ lines }) => lines.filter(({ is }) => news.has(is)).map(keyOf)),
  );
