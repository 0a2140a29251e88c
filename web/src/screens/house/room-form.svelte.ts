import type { BedKind, RoomAttribute, RoomMode } from "#domain/records.ts";

/** One bed of the wizard. */
export interface BedDraft {
  label: string;
  kind: BedKind;
}

/** One room of the wizard, as plain data for the draft. */
export interface RoomDraft {
  label: string;
  mode: RoomMode;
  attributes: RoomAttribute[];
  beds: BedDraft[];
}

const most = 20;

/** A, B … Z, then A2, B2 …: the label of the nth bed of a room, counted from 0. */
export function bedLabel(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  const round = Math.floor(index / 26);
  return round === 0 ? letter : `${letter}${round + 1}`;
}

/** A room while it is typed; its number of beds is one number, each bed can still be changed. */
export class RoomForm {
  label = $state("");
  mode = $state<RoomMode>("household_exclusive");
  attributes = $state<RoomAttribute[]>([]);
  beds = $state<BedDraft[]>([]);

  constructor(draft: RoomDraft) {
    Object.assign(this, structuredClone(draft));
  }

  /** One bed more (1) or one less (-1), within 1 to 20. */
  count(by: 1 | -1): void {
    if (by === -1 && this.beds.length > 1) this.beds.pop();
    if (by === 1 && this.beds.length < most) {
      this.beds.push({ label: bedLabel(this.beds.length), kind: "single" });
    }
  }

  /** Adds a quality of the room, or takes it away. */
  toggle(attribute: RoomAttribute): void {
    const at = this.attributes.indexOf(attribute);
    if (at === -1) this.attributes.push(attribute);
    else this.attributes.splice(at, 1);
  }

  /** The room as plain data. */
  snapshot(): RoomDraft {
    return $state.snapshot({
      label: this.label,
      mode: this.mode,
      attributes: this.attributes,
      beds: this.beds,
    });
  }
}
