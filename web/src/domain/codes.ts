/** Closed sets of codes that records hold. Labels that people see are translated; codes never are. */

export const ageBands = [
  "0-2",
  "3-5",
  "6-11",
  "12-15",
  "16-17",
  "18-24",
  "25-34",
  "35-44",
  "45-54",
  "55-64",
  "65+",
  "unknown",
] as const;
export type AgeBand = (typeof ageBands)[number];

export const personKinds = ["woman", "other_adult", "girl", "boy", "child"] as const;
export type PersonKind = (typeof personKinds)[number];

/** How someone came to the house. */
export const arrivalKinds = [
  "planned",
  "emergency_day",
  "emergency_night_weekend",
  "transfer_in",
  "return",
] as const;
export type ArrivalKind = (typeof arrivalKinds)[number];

/** Who sent her, or where the organisation met her. */
export const sources = [
  "self",
  "outreach",
  "online_contact",
  "drop_in",
  "hotline",
  "police",
  "health",
  "court_prosecutor",
  "migration_authority",
  "other_shelter",
  "other_ngo",
  "child_protection",
  "peer_former_resident",
  "family_friend",
  "siao_115",
] as const;
export type Source = (typeof sources)[number];

/** Why a person changed beds. */
export const moveReasons = [
  "arrival",
  "request",
  "conflict",
  "repair",
  "family_grows",
  "safety",
  "phase_change",
  "other",
] as const;
export type MoveReason = (typeof moveReasons)[number];

export const departureReasons = [
  "planned_move_on",
  "moved_to_transitional",
  "family_reunification",
  "own_choice_early",
  "returned_to_previous_situation",
  "no_contact",
  "safety_transfer",
  "hospital",
  "detention",
  "return_to_country",
  "maximum_stay",
  "asked_to_leave",
  "deceased",
  "other",
] as const;
export type DepartureReason = (typeof departureReasons)[number];

export const destinations = [
  "own_tenancy",
  "org_transitional_flat",
  "other_refuge",
  "family",
  "friends",
  "hotel",
  "host_home",
  "foster_or_child_home",
  "hospital",
  "psychiatric",
  "detox",
  "detention",
  "residential_project",
  "no_fixed_place",
  "with_partner_or_perpetrator",
  "previous_exploitation",
  "abroad",
  "unknown",
  "declined",
  "deceased",
] as const;
export type Destination = (typeof destinations)[number];

/** Whether it was safe to leave, in somebody's view. */
export const safeViews = ["safe", "not_safe", "unsure", "not_asked"] as const;
export type SafeView = (typeof safeViews)[number];

export const blockReasons = [
  "repair",
  "cleaning",
  "pest",
  "infection_control",
  "safety_hold",
  "staff_use",
  "renovation",
  "other",
] as const;
export type BlockReason = (typeof blockReasons)[number];

/** Why a planned end was moved. */
export const extensionReasons = [
  "housing_search",
  "legal_procedure",
  "health",
  "school_year",
  "pregnancy_birth",
  "safety",
  "training",
  "other",
] as const;
export type ExtensionReason = (typeof extensionReasons)[number];

/** Rules of a house about whom it takes. */
export const policyRules = [
  "women_only",
  "boys_max_age",
  "unaccompanied_minor",
  "max_children",
] as const;
export type PolicyRule = (typeof policyRules)[number];

/** How soon a place is needed. */
export const urgencies = ["tonight", "this_week", "planned"] as const;
export type Urgency = (typeof urgencies)[number];

/** What became of a request for a place. */
export const requestDecisions = [
  "pending",
  "offered",
  "admitted",
  "declined_by_us",
  "declined_by_survivor",
  "inappropriate",
  "withdrawn_no_contact",
] as const;
export type RequestDecision = (typeof requestDecisions)[number];

/** There was no bed, or no room large enough. */
export const capacityReasons = ["full_beds", "no_room_for_household_size"] as const;

/** Reasons of the first family, "we could not": only these make a turn-away. */
export const couldNotReasons = [
  ...capacityReasons,
  "staff_capacity",
  "policy_son_age",
  "policy_other",
  "needs_not_met_mental_health",
  "needs_not_met_addiction",
  "needs_not_met_disability",
  "safety_conflict",
  "too_close_to_danger",
  "no_funding_or_recourse",
  "closed_now",
] as const;

/** Reasons of the second family, "she chose otherwise". */
export const choseOtherwiseReasons = [
  "too_far",
  "too_close",
  "changed_mind",
  "found_other",
  "waiting_decision",
  "cannot_be_reached",
  "rules_or_shared_space",
] as const;

/** Reasons of the third family, "not for us". */
export const notForUsReasons = ["out_of_mandate", "wrong_region", "duplicate_request"] as const;

/** Why a request did not lead to a place. */
export const declineReasons = [
  ...couldNotReasons,
  ...choseOtherwiseReasons,
  ...notForUsReasons,
] as const;
export type DeclineReason = (typeof declineReasons)[number];
/** What a manager may decide against, with a reason: rules about whom a house takes, and safety conflicts. */
export const overridableRules = [...policyRules, "never_same_house", "never_same_room"] as const;
export type OverridableRule = (typeof overridableRules)[number];

/** Why somebody is away without having left. */
export const absenceKinds = ["overnight_agreed", "hospital", "travel", "unexplained"] as const;
export type AbsenceKind = (typeof absenceKinds)[number];

/** What someone is to the household she lives in. */
export const relations = ["head", "child", "partner", "relative", "other"] as const;
export type Relation = (typeof relations)[number];

/** Why two people must be kept apart, or told about each other. */
export const conflictKinds = [
  "same_network",
  "perpetrator_related",
  "recruiter_risk",
  "personal_conflict",
] as const;
export type ConflictKind = (typeof conflictKinds)[number];

/** How far apart: in other houses, in other rooms, or only known to whoever places them. */
export const conflictLevels = ["never_same_house", "never_same_room", "inform"] as const;
export type ConflictLevel = (typeof conflictLevels)[number];
