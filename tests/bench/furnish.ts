import { randomBytes } from "node:crypto";
import type { Change } from "#domain/change.ts";
import { putIn } from "#domain/change.ts";
import { houseId } from "#domain/compartments.ts";
import { instantOf, plusDays } from "#domain/dates.ts";
import { id, type IdName } from "#domain/ids.ts";

const newId = <N extends IdName>() => id<N>(randomBytes(16).toString("hex"));

/** A house to be scrolled through: so many beds, taken without a pause over so many nights on both sides of today. */
export interface Extent {
  readonly house: string;
  readonly beds: number;
  readonly nights: number;
}

const bedsInRoom = 3;

/** Rooms, beds, and one stay after the other in each bed, with the file of whoever is there. */
export function furnished({ house, beds, nights }: Extent): Change[] {
  const put = putIn(houseId(house));
  const today = instantOf(Date.now()).slice(0, 10);
  const begun = plusDays(today, -Math.floor(nights / 2));
  const changes: Change[] = [];
  for (let at = 0; at < beds; at += 1) {
    const first = at % bedsInRoom === 0;
    const room = first ? newId<"room">() : lastRoom(changes);
    if (first) {
      changes.push(
        put("room", room, {
          label: String(10 + at / bedsInRoom),
          floor: String(Math.floor(at / 15)),
          mode: [{ from: begun, mode: "shared" }],
          openedOn: begun,
          attributes: [],
        }),
      );
    }
    const bed = newId<"bed">();
    changes.push(
      put("bed", bed, {
        label: "ABC"[at % bedsInRoom] ?? "A",
        kind: "single",
        isMobile: false,
        funded: true,
        roomHistory: [{ room, from: begun }],
        inServiceFrom: begun,
      }),
    );
    let from = begun;
    for (let stay = 0; from <= today; stay += 1) {
      const to = plusDays(from, 14 + ((at * 7 + stay * 13) % 60));
      changes.push(...stayOf(put, bed, { from, to, today }));
      from = plusDays(to, (at + stay) % 4);
    }
    // What is still to come is held, a month at a time.
    for (let ahead = plusDays(from, 5); ahead < plusDays(today, nights / 2);) {
      const to = plusDays(ahead, 21 + (at % 9));
      changes.push(
        put("hold", newId<"hold">(), {
          beds: [bed],
          from: ahead,
          to,
          placedAt: instantOf(Date.now()),
          expiresAt: instantOf(Date.now() + 86_400_000),
          state: at % 2 === 0 ? "held" : "confirmed",
        }),
      );
      ahead = plusDays(to, 9);
    }
  }
  return changes;
}

const lastRoom = (changes: readonly Change[]) =>
  id<"room">(changes.findLast(({ type }) => type === "room")?.id ?? "");

function stayOf(
  put: ReturnType<typeof putIn>,
  bed: ReturnType<typeof newId<"bed">>,
  { from, to, today }: { readonly from: string; readonly to: string; readonly today: string },
): Change[] {
  const [stayRef, personRef] = [newId<"stay">(), newId<"person">()];
  const open = to > today;
  const placement = {
    stayRef,
    plannedEnd: to,
    assignments: [
      { personRef, bed, from, ...(open ? {} : { to }), moveReason: "arrival" as const },
    ],
    writtenAt: instantOf(Date.now()),
  };
  const file = {
    persons: [
      {
        personRef,
        kind: "woman" as const,
        calledName: `Name ${personRef.slice(0, 4)}`,
        code: "ABCD",
        ageBand: "25-34" as const,
        languages: [],
        alerts: [],
        needs: [],
      },
    ],
    members: [{ personRef, from, relation: "head" as const }],
    episode: {
      episode: newId<"episode">(),
      openedOn: from,
      source: "self" as const,
      coordinators: [],
      step: "engagement" as const,
      status: "active" as const,
    },
    stays: [
      {
        stayRef,
        arrivedOn: from,
        arrivedAt: `${from}T18:00:00Z`,
        arrivalKind: "planned" as const,
        source: "self" as const,
        plannedEnd: to,
        maxOnArrival: plusDays(from, 365),
        extensions: [],
        overrides: [],
        phases: [],
        absences: [],
      },
    ],
  };
  return [put("placement", newId(), placement), put("householdFile", newId(), file)];
}
