import type { ActInput } from "#domain/acts.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { RequestId } from "#domain/ids.ts";
import type { FittingPlace } from "#domain/view-places.ts";
import type { RequestLine } from "#domain/view-requests.ts";
import { drawPersonCode, suggestAlias } from "../../state/alias.ts";
import { newId } from "../../state/new-id.ts";
import type { ArrivalDraft } from "./arrival.svelte.ts";

type Person = Omit<ActInput<"placeHousehold">["persons"][number], "personRef" | "code" | "bed">;

/** The act that an arrival comes to: every id drawn here, a bed for each person in the order of the place. */
export function arrivalInput(arrival: {
  readonly house: HouseId;
  readonly who: ArrivalDraft;
  readonly place: FittingPlace;
  /** Epoch ms. */
  readonly at: number;
  /** A manager's, where a rule of the house stands against it; else empty. */
  readonly reason: string;
  /** The request that is answered by it. */
  readonly request?: RequestLine;
}): ActInput<"placeHousehold"> {
  const { house, who, place, at, request } = arrival;
  const reason = arrival.reason.trim();
  return {
    house,
    stayRef: newId<"stay">(),
    placement: newId<"placement">(),
    file: newId<"file">(),
    figures: newId<"figures">(),
    episode: newId<"episode">(),
    arrivedAt: at,
    persons: personsOf(who).flatMap((person, index) => {
      const bed = place.beds[index];
      if (bed === undefined) return [];
      return [{ ...person, personRef: newId<"person">(), code: drawPersonCode(), bed: bed.bed }];
    }),
    ...(place.brought.length > 0
      ? { brought: place.brought.map(({ bed, to }) => ({ bed, to })) }
      : {}),
    ...(request && { request: request.request }),
    ...(request?.offer && { hold: request.offer.hold }),
    ...(request?.source && { source: request.source }),
    ...(reason === "" ? {} : { override: { reason } }),
  };
}

/** Everybody at the door: women, other adults, children; the first adult bears the called-name. */
function personsOf(who: ArrivalDraft): readonly Person[] {
  const taken = new Set([who.calledName, ...who.children.map((child) => child.calledName)]);
  const adult = (kind: "woman" | "other_adult", first: boolean): Person => {
    const calledName = first ? who.calledName.trim() : suggestAlias(taken);
    taken.add(calledName);
    return { calledName, kind, ageBand: "unknown" };
  };
  const adults = [
    ...Array.from({ length: who.women }, () => "woman" as const),
    ...Array.from({ length: who.otherAdults }, () => "other_adult" as const),
  ].map((kind, index) => adult(kind, index === 0));
  const children = who.children.map((child, index) => ({
    ...child,
    calledName: adults.length === 0 && index === 0 ? who.calledName.trim() : child.calledName,
  }));
  return [...adults, ...children];
}

/** An arrival's input as the draft that it was typed as. */
export function arrivalDraft({ persons, arrivedAt }: ActInput<"placeHousehold">): ArrivalDraft {
  const count = (kind: string): number => persons.filter((person) => person.kind === kind).length;
  return {
    step: "place",
    calledName: persons[0]?.calledName ?? "",
    women: count("woman"),
    otherAdults: count("other_adult"),
    children: persons.flatMap(({ kind, calledName, ageBand }) =>
      kind === "woman" || kind === "other_adult" ? [] : [{ calledName, ageBand, kind }],
    ),
    arrivedAt,
  };
}

/** Whose arrival it is: a deed's that came back as a question, one that was asked for, or the next one's at this house. */
export interface ArrivalOf {
  readonly house?: HouseId;
  readonly request?: RequestId | undefined;
  readonly question?: string | undefined;
}

/** Under which name it is kept while it is typed: a draft of each of its own, so that none is written over by another. */
export const arrivalKey = ({ house, request, question }: ArrivalOf): string =>
  `arrival-${question ?? request ?? house}`;
