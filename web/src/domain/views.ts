import type { HouseId } from "./compartments.ts";
import type { IsoDate } from "./dates.ts";
import type { Id, StayRef } from "./ids.ts";
import type * as houses from "./view-houses.ts";
import type * as places from "./view-places.ts";
import type * as residents from "./view-resident.ts";
import type { TonightView } from "./view-tonight.ts";

/** What each view is asked with, and what it shows. All of it can be structured-cloned. */
export interface Views {
  readonly tonight: {
    readonly args: { readonly house: HouseId };
    readonly result: TonightView | undefined;
  };
  readonly places: {
    readonly args: {
      readonly house: HouseId;
      readonly composition: places.Composition;
      /** Epoch milliseconds; now, where it is left out. */
      readonly arrivedAt?: number;
      /** The hold whose beds may be used. */
      readonly hold?: Id<"hold">;
    };
    readonly result: places.PlacesView;
  };
  /** Where a household that is here could move to, in the same house or, with `to`, in another. */
  readonly placesToMove: {
    readonly args: {
      readonly house: HouseId;
      readonly stayRef: StayRef;
      readonly to?: HouseId;
      readonly from?: IsoDate;
    };
    readonly result: places.PlacesView;
  };
  readonly houses: {
    readonly args: Record<never, never>;
    readonly result: readonly houses.HouseLine[];
  };
  readonly house: {
    readonly args: { readonly house: HouseId };
    readonly result: houses.HouseView | undefined;
  };
  readonly resident: {
    readonly args: { readonly house: HouseId; readonly stayRef: StayRef };
    readonly result: residents.ResidentView | undefined;
  };
  /** People known in a house whose called-name or code begins with the text; those who are not here first. */
  readonly known: {
    readonly args: { readonly house: HouseId; readonly text: string };
    readonly result: readonly residents.KnownHousehold[];
  };
  readonly organisation: {
    readonly args: Record<never, never>;
    readonly result: houses.OrganisationView;
  };
  /** Display names of members by their 32 hex characters. */
  readonly teamNames: {
    readonly args: Record<never, never>;
    readonly result: { readonly [member: string]: string };
  };
}

export type ViewName = keyof Views;
export type ViewArgs<N extends ViewName> = Views[N]["args"];
export type ViewResult<N extends ViewName> = Views[N]["result"];
