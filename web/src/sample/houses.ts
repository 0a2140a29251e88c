import type { ActInput } from "#domain/acts.ts";
import { houseId } from "#domain/compartments.ts";
import type { IsoDate } from "#domain/dates.ts";
import type {
  AdmissionPolicy,
  BedKind,
  HouseKind,
  RoomAttribute,
  RoomMode,
} from "#domain/records.ts";
import type { Dice } from "./dice.ts";

/** Which of the two managers leads a house. */
export type Side = "north" | "south";

/** A room of the sample: its mode, its beds, and what is special about it. */
type RoomPlan = readonly [RoomMode, readonly BedKind[], ...RoomAttribute[]];

/** A house of the sample. */
export interface HousePlan {
  readonly codeName: string;
  readonly side: Side;
  readonly kind: HouseKind;
  readonly maxStay: string;
  readonly policy: Partial<AdmissionPolicy>;
  /** Stays in two years. */
  readonly stays: number;
  /** The share of its beds that is to be in use, about. */
  readonly use: number;
  readonly rooms: readonly RoomPlan[];
}

const alone = "household_exclusive";
const [one, twin, cot] = ["single", "double", "cot"] as const;
const bunks = ["bunk_lower", "bunk_upper"] as const;

/** The house in which the sample's staff and case worker are at home. */
export const homeName = "Linde";

/** Seven houses of two to ten beds, and two transitional apartments. */
export const housePlans: readonly HousePlan[] = [
  {
    codeName: homeName,
    side: "north",
    kind: "refuge",
    maxStay: "P1Y",
    policy: { boysMaxAge: 14, maxChildren: 4 },
    stays: 28,
    use: 0.6,
    rooms: [
      [alone, [one, cot], "baby", "ensuite"],
      [alone, [one, one], "step_free", "ground_floor"],
      ["shared", [one, one, one], "quiet"],
      ["shared", [...bunks]],
      [alone, [one], "near_staff"],
    ],
  },
  {
    codeName: "Ahorn",
    side: "south",
    kind: "refuge",
    maxStay: "P1Y",
    policy: { boysMaxAge: 12 },
    stays: 24,
    use: 0.62,
    rooms: [
      [alone, [twin, ...bunks], "ground_floor"],
      [alone, [one, cot], "baby"],
      ["shared", [one, one, one]],
    ],
  },
  {
    codeName: "Weide",
    side: "north",
    kind: "emergency_shelter",
    maxStay: "P3M",
    policy: { stepFree: true },
    stays: 34,
    use: 0.5,
    rooms: [
      [alone, [one, one, cot], "step_free", "ground_floor"],
      ["shared", [one, one], "near_staff"],
      ["shared", [...bunks]],
    ],
  },
  {
    codeName: "Birke",
    side: "south",
    kind: "refuge",
    maxStay: "P2Y",
    policy: { boysMaxAge: 16, pets: true },
    stays: 15,
    use: 0.7,
    rooms: [
      [alone, [one, one, cot], "baby"],
      [alone, [one, ...bunks], "ensuite"],
    ],
  },
  {
    codeName: "Erle",
    side: "north",
    kind: "safe_flat",
    maxStay: "P6M",
    policy: {},
    stays: 13,
    use: 0.6,
    rooms: [
      [alone, [one, ...bunks]],
      ["shared", [one, one]],
    ],
  },
  {
    codeName: "Hasel",
    side: "south",
    kind: "emergency_shelter",
    maxStay: "P3M",
    policy: { unaccompaniedMinors: true },
    stays: 22,
    use: 0.5,
    rooms: [
      [alone, [one, cot]],
      ["shared", [one, one], "quiet"],
    ],
  },
  {
    codeName: "Buche",
    side: "south",
    kind: "safe_flat",
    maxStay: "P6M",
    policy: { boysMaxAge: 10 },
    stays: 11,
    use: 0.6,
    rooms: [[alone, [one, one], "quiet"]],
  },
  {
    codeName: "Eibe",
    side: "north",
    kind: "transitional_apartment",
    maxStay: "P2Y",
    policy: {},
    stays: 7,
    use: 0.75,
    rooms: [
      [alone, [one, one, one]],
      [alone, [one, one]],
    ],
  },
  {
    codeName: "Ulme",
    side: "south",
    kind: "transitional_apartment",
    maxStay: "P18M",
    policy: {},
    stays: 6,
    use: 0.75,
    rooms: [
      [alone, [one, one]],
      [alone, [one, cot]],
    ],
  },
];

/** How many beds a house of the sample has. */
export const bedsOf = ({ rooms }: HousePlan): number =>
  rooms.reduce((sum, [, beds]) => sum + beds.length, 0);

/** The act that opens a house of the sample. */
export function setUp(plan: HousePlan, openedOn: IsoDate, dice: Dice): ActInput<"setUpHouse"> {
  const { codeName, kind, maxStay, policy } = plan;
  return {
    house: houseId(dice.hex()),
    codeName,
    kind,
    openedOn,
    maxStay,
    policyId: dice.id<"policy">(),
    policy: {
      adults: "women_only",
      unaccompaniedMinors: false,
      extensionApprover: "manager",
      ...policy,
    },
    address: {
      id: dice.id<"address">(),
      address: `1 ${codeName} Lane, Nowhere`,
      accessNotes: "An invented house: there is no door to ring at.",
    },
    rooms: plan.rooms.map(([mode, beds, ...attributes], at) => ({
      room: dice.id<"room">(),
      label: String(at + 1),
      mode,
      attributes,
      floor: String(Math.floor(at / 2)),
      beds: beds.map((bed, place) => ({
        bed: dice.id<"bed">(),
        label: "ABCDE".charAt(place),
        kind: bed,
      })),
    })),
  };
}
