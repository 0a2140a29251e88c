import type { Deed } from "#domain/acts.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { BedId, Id, StayRef } from "#domain/ids.ts";
import type { TransferOffer } from "#domain/records-exchange.ts";
import type { World } from "./world.ts";

/** What a step does; more often what others follow. */
const kinds = ["offer", "accept", "send", "offer", "accept", "send", "end"] as const;

/** A step of a transfer by offer and answer, in either house; it may well be refused. */
export function transferDeedOf(
  { world, houses }: { world: World; houses: readonly [HouseId, HouseId] },
  { what, picks }: { readonly what: number; readonly picks: readonly number[] },
): Deed {
  const [a = 0, b = 0, c = 0, d = 0] = picks;
  const kind = kinds[what % kinds.length];
  const { state } = world;
  const from = houses[a % 2] as HouseId;
  const to = houses[(a + 1) % 2] as HouseId;
  const one = <T>(list: readonly T[], pick: number): T | undefined => list[pick % list.length];
  const all = [...state.organisation.transferOffer] as [Id<"transfer">, TransferOffer][];
  const meant = kind === "accept" ? ["offered"] : ["accepted", "file_sent"];
  const fitting = all.filter(([, { state: stands }]) => meant.includes(stands.is));
  const [offer, record] = one(fitting, b) ?? one(all, b) ?? [world.id<"transfer">(), undefined];
  switch (kind) {
    case "accept": {
      const there = record && state.houses.get(record.to);
      const beds = [...(there?.bed.keys() ?? [])] as BedId[];
      const free = beds.filter((bed) =>
        (there?.occupancies.get(bed) ?? []).every((occupancy) => occupancy.to),
      );
      const moves = (record?.persons ?? []).map(({ personRef }, at) => ({
        personRef,
        bed: one(free, c + at) ?? one(beds, d) ?? world.id<"bed">(),
      }));
      const ids = { placement: world.id<"placement">(), figures: world.id<"figures">() };
      return { act: "acceptTransfer", input: { offer, moves, ...ids } };
    }
    case "send": {
      const house = record && state.houses.get(record.from);
      const file = house?.files.get(record?.stayRef ?? ("" as StayRef));
      const content = file && house?.householdFile.get(file);
      if (content === undefined) return { act: "settleTransfer", input: { offer } };
      if (record?.state.is === "file_sent") {
        return { act: "takeFile", input: { offer, file: world.id<"file">(), content } };
      }
      const by = record?.state.is === "accepted" ? record.state.by : "";
      return {
        act: "sendFile",
        input: { offer, letter: { to: by, generation: 1, sealed: "5ea1ed" }, content },
      };
    }
    case "end":
      return c % 2
        ? { act: "withdrawTransfer", input: { offer } }
        : { act: "declineTransfer", input: { offer } };
    default: {
      const stays = [...(state.houses.get(from)?.placements.keys() ?? [])] as StayRef[];
      const stayRef = one(stays, b) ?? world.id<"stay">();
      const name = world.id<"transfer">();
      return { act: "offerTransfer", input: { house: from, stayRef, to, offer: name } };
    }
  }
}
