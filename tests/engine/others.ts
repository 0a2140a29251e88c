import type { Deed } from "#domain/acts.ts";
import type { HouseId } from "#domain/compartments.ts";
import { dueTasks } from "#domain/due.ts";
import { openItemsOf } from "#domain/acts/handover.ts";
import { id, type BedId, type Id, type PersonRef, type RequestId } from "#domain/ids.ts";
import type { PlaceRequest } from "#domain/records-requests.ts";
import type { HouseState, State } from "#domain/state.ts";
import { shiftOf } from "#domain/shifts.ts";
import type { Random } from "../random.ts";
import { newId } from "./people.ts";

/** Who acts, where and when. */
export interface Acting {
  readonly state: State;
  readonly house: HouseId;
  readonly member: string;
  readonly clock: number;
}

/** A deed of the desk: a task, a sheet, a reading mark, an open item, an incident; a request, a transfer, a setting. */
export function otherDeed(random: Random, acting: Acting): Deed {
  if (random.chance(0.5))
    return random.chance(0.5) ? asking(random, acting) : between(random, acting);
  const { state, house, member, clock } = acting;
  const there = state.houses.get(house);
  const pick = <T>(list: readonly T[]): T | undefined => list[random.between(0, list.length - 1)];
  const open = openItemsOf(there).map(([item]) => item);
  switch (random.between(0, 7)) {
    case 0: {
      const dueOn = new Date(clock).toISOString().slice(0, 10);
      return {
        act: "addTask",
        input: { house, task: id(newId()), text: "Call the school", dueOn },
      };
    }
    case 1: {
      const now = { instant: clock, timeZone: "Europe/Paris", member };
      const key = pick(dueTasks(state, house, now))?.key ?? "task:none";
      return { act: "finishTask", input: { house, mark: id(newId()), key } };
    }
    case 2: {
      const key = pick([...(there?.taskDone.values() ?? [])])?.key ?? "task:none";
      return { act: "reopenTask", input: { house, key } };
    }
    case 3:
      return {
        act: "closeHandover",
        input: {
          house,
          note: id(newId()),
          ...shiftOf(clock, "Europe/Paris"),
          since: clock - 3_600_000,
          lines: [{ is: "said", section: "other", text: newId() }],
          carried: open,
          items: [{ item: id(newId()), section: "house", text: "Cellar lamp" }],
        },
      };
    case 4: {
      const note = pick([...(there?.handoverNote.keys() ?? [])]) ?? newId();
      const marks = [{ note: note as Id<"handoverNote">, mark: id<"handoverRead">(newId()) }];
      return { act: "readHandover", input: { house, marks } };
    }
    case 5:
      return { act: "settleOpenItem", input: { house, item: pick(open) ?? id(newId()) } };
    case 6: {
      const closed = [...(there?.openItem ?? [])].filter(([, item]) => item.closed !== undefined);
      const item = (pick(closed)?.[0] ?? newId()) as Id<"openItem">;
      return { act: "reopenOpenItem", input: { house, item } };
    }
    default:
      return {
        act: "recordIncident",
        input: {
          house,
          incident: id(newId()),
          type: "theft_or_damage",
          severity: 2,
          people: [],
          facts: newId(),
          immediateActions: [],
          notified: [],
          safeguarding: "no_concern",
          staffSupportOffered: "not_needed",
          followUps: [],
        },
      };
  }
}

/** A request for a place, its offer, or an answer to it. */
function asking(random: Random, { state, house }: Acting): Deed {
  const there = state.houses.get(house);
  const pick = picking(random);
  const waiting = [...((there?.placeRequest ?? []) as Iterable<[RequestId, PlaceRequest]>)];
  const [request, record] = pick(waiting) ?? [id<"request">(newId()), undefined];
  const beds = [...((there?.bed.keys() ?? []) as Iterable<BedId>)];
  switch (random.between(0, 5)) {
    case 0:
      return {
        act: "declineRequest",
        input: { house, request, decision: "declined_by_us", reasons: ["full_beds"] },
      };
    case 1:
    case 2: {
      const bed = pick(beds) ?? id<"bed">(newId());
      return { act: "offerPlace", input: { house, request, hold: id(newId()), beds: [bed] } };
    }
    case 3: {
      const hold = record?.asked?.hold ?? id<"hold">(newId());
      return { act: "withdrawPlace", input: { house, request, hold } };
    }
    default:
      return {
        act: "takeRequest",
        input: {
          house,
          request: id(newId()),
          composition: { women: 1, otherAdults: 0, children: [] },
          urgency: "tonight",
        },
      };
  }
}

/** A transfer between the two houses, by offer and answer; or what the house is called and keeps to. */
function between(random: Random, { state, house }: Acting): Deed {
  const there = state.houses.get(house);
  const pick = picking(random);
  const offers = [...state.organisation.transferOffer];
  const offered = offers.filter(([, { state: stands }]) => stands.is === "offered");
  const [name, record] = pick(offered) ?? pick(offers) ?? [newId(), undefined];
  const offer = name as Id<"transfer">;
  const others = [...state.houses.keys()].filter((one) => one !== house);
  switch (random.between(0, 6)) {
    case 0:
    case 1:
    case 2: {
      const stayRef = pick([...(there?.placements.keys() ?? [])]) ?? id<"stay">(newId());
      const to = pick(others) ?? house;
      return { act: "offerTransfer", input: { house, stayRef, to, offer: id(newId()) } };
    }
    case 3:
    case 4: {
      const beds = freeIn(record && state.houses.get(record.to));
      const persons = (record?.persons ?? []).map(({ personRef }) => personRef as PersonRef);
      const moves = persons.map((personRef, at) => ({
        personRef,
        bed: beds[at] ?? id<"bed">(newId()),
      }));
      const ids = { placement: id<"placement">(newId()), figures: id<"figures">(newId()) };
      return { act: "acceptTransfer", input: { offer, moves, ...ids } };
    }
    case 5: {
      const act = random.chance(0.5) ? "declineTransfer" : "withdrawTransfer";
      return { act, input: { offer } };
    }
    default:
      return {
        act: "changeHouse",
        input: { house, maxStay: pick(["P1Y", "P18M", "P2Y"]) ?? "P1Y" },
      };
  }
}

const picking =
  (random: Random) =>
  <T>(list: readonly T[]): T | undefined =>
    list[random.between(0, list.length - 1)];

const freeIn = (house: HouseState | undefined): BedId[] =>
  [...((house?.bed.keys() ?? []) as Iterable<BedId>)].filter((bed) =>
    (house?.occupancies.get(bed) ?? []).every(({ to }) => to !== undefined),
  );
