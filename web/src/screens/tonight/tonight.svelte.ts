import type { HouseId } from "#domain/compartments.ts";
import type { BedOnBoard, RoomOnBoard, TonightView } from "#domain/view-tonight.ts";
import type { Session } from "../../state/session.svelte.ts";

const minuteMs = 60_000;

/** A bed with its room, as the board and the sheet of one bed need it. */
export interface PlaceOnBoard {
  readonly room: RoomOnBoard;
  readonly bed: BedOnBoard;
}

/** The board of one house, as it is now and whenever it changes; the clock moves on by itself. */
export class TonightState {
  view = $state.raw<TonightView | undefined>();
  /** The view has come once; until then bones stand in its place. */
  read = $state(false);
  now = $state(Date.now());
  /** The bed whose sheet is open, by its id. */
  opened = $state.raw<string | undefined>();

  constructor(session: Session, house: HouseId) {
    $effect(() =>
      session.engine.watch("tonight", { house }, (view) => {
        this.view = view;
        this.read = true;
      }),
    );
    $effect(() => {
      const timer = setInterval(() => (this.now = Date.now()), minuteMs / 2);
      return () => clearInterval(timer);
    });
  }

  /** Every bed in the order in which the arrows walk. */
  get places(): readonly PlaceOnBoard[] {
    return this.view?.rooms.flatMap((room) => room.beds.map((bed) => ({ room, bed }))) ?? [];
  }

  /** The bed whose sheet is open, as it is now. */
  get place(): PlaceOnBoard | undefined {
    return this.places.find(({ bed }) => bed.bed === this.opened);
  }
}
