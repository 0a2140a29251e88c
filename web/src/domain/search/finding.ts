import type { AgeBand, PersonKind } from "../codes.ts";
import type { Id, PersonRef } from "../ids.ts";
import type { HouseholdFile, Person } from "../records-people.ts";
import type { HouseState } from "../state.ts";
import { closeness, type Names, namesFrom, questionFrom } from "./matching.ts";

/** A person as far as lists and coming back need her. */
export interface KnownPerson {
  readonly personRef: PersonRef;
  readonly calledName: string;
  readonly code: string;
  readonly kind: PersonKind;
  readonly ageBand: AgeBand;
}

/** That part of a person. */
export const lookOf = ({ personRef, calledName, code, kind, ageBand }: Person): KnownPerson => ({
  personRef,
  calledName,
  code,
  kind,
  ageBand,
});

/** How a file answers a question: the closest of its people, and how close. */
export interface Answer {
  readonly close: number;
  /** Whom the question meant; nobody where nothing was asked. */
  readonly person: Person | undefined;
}

/** How a file answers a question; undefined where none of its people does. */
export function answerOf(question: Names, file: HouseholdFile): Answer | undefined {
  if (question.words.length === 0) return { close: 0, person: undefined };
  let best: Answer | undefined;
  const all = namesIn(file);
  for (let at = 0; at < all.length; at++) {
    const close = closeness(question, all[at] as Names);
    if (close !== undefined && (best === undefined || close < best.close)) {
      best = { close, person: file.persons[at] };
    }
  }
  return best;
}

/** The households of a house that answer a question, the closest first. */
export function answering(house: HouseState, text: string): readonly Id<"file">[] {
  const question = questionFrom(text);
  if (question.words.length === 0) return [];
  return [...house.householdFile]
    .flatMap(([id, file]) => {
      const answer = answerOf(question, file);
      return answer === undefined ? [] : [{ id: id as Id<"file">, close: answer.close }];
    })
    .toSorted((a, b) => a.close - b.close)
    .map(({ id }) => id);
}

/** Names are prepared once for each version of a file, when it is first searched. */
const prepared = new WeakMap<HouseholdFile, readonly Names[]>();

function namesIn(file: HouseholdFile): readonly Names[] {
  let names = prepared.get(file);
  if (names === undefined) {
    names = file.persons.map(({ calledName, code }) => namesFrom(calledName, code));
    prepared.set(file, names);
  }
  return names;
}
