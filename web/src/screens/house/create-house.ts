import type { ActInput } from "#domain/acts.ts";
import type { AdmissionPolicy } from "#domain/records.ts";
import { newHouseId, newId } from "../../state/new-id.ts";
import type { HouseDraft } from "./house-form.svelte.ts";
import type { RoomDraft } from "./room-form.svelte.ts";

/** The act that the wizard's pages come to; every id that it creates is drawn here. */
export function setUpHouseInput(draft: HouseDraft): ActInput<"setUpHouse"> {
  const address = draft.address.trim();
  const accessNotes = draft.accessNotes.trim();
  return {
    house: newHouseId(),
    codeName: draft.codeName.trim(),
    kind: draft.kind,
    maxStay: draft.maxStay,
    censusHour: draft.censusHour,
    policyId: newId<"policy">(),
    policy: policyOf(draft),
    ...(address || accessNotes
      ? { address: { id: newId<"address">(), address, accessNotes } }
      : {}),
    rooms: draft.rooms.map(roomOf),
  };
}

const policyOf = (draft: HouseDraft): AdmissionPolicy => ({
  adults: draft.womenOnly ? "women_only" : "other",
  ...(draft.boysMaxAge === "" ? {} : { boysMaxAge: Number(draft.boysMaxAge) }),
  unaccompaniedMinors: false,
  extensionApprover: "manager",
});

const roomOf = (room: RoomDraft): ActInput<"setUpHouse">["rooms"][number] => ({
  room: newId<"room">(),
  label: room.label.trim(),
  mode: room.mode,
  attributes: room.attributes,
  beds: room.beds.map(({ label, kind }) => ({ bed: newId<"bed">(), label: label.trim(), kind })),
});
