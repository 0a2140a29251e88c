/** Closed sets of codes about incidents. Labels that people see are translated; codes never are. */

/** What an incident is; exactly one. */
export const incidentTypes = [
  "location_disclosed",
  "perpetrator_or_unknown_at_premises",
  "stalking_threat_online",
  "violence_between_residents",
  "violence_to_staff",
  "self_harm",
  "suicide_attempt_or_ideation",
  "medical_emergency",
  "substance_related",
  "missing_or_overdue",
  "child_safeguarding",
  "new_violence_disclosed",
  "sexual_harassment",
  "theft_or_damage",
  "fire_flood_utility",
  "police_on_site",
  "data_or_device_loss",
  "medication_error",
  "complaint",
  "staff_conduct",
  "near_miss",
  "death",
  "other",
] as const;
export type IncidentType = (typeof incidentTypes)[number];

/** 1 noted; 2 action this shift; 3 serious, a manager within 24 hours; 4 critical, made safe before it is written. */
export const severities = [1, 2, 3, 4] as const;
export type Severity = (typeof severities)[number];

/** Types that are critical until somebody says otherwise; free beds of other houses are offered with them. */
const critical: ReadonlySet<IncidentType> = new Set([
  "location_disclosed",
  "perpetrator_or_unknown_at_premises",
]);

/** Whether the place itself may not be safe any more. */
export const isAboutThePlace = (type: IncidentType): boolean => critical.has(type);

/** What an incident of a type is taken for until somebody says otherwise. */
export const usualSeverity = (type: IncidentType): Severity => (critical.has(type) ? 4 : 2);

/** What somebody had to do with an incident. */
export const incidentRoles = ["affected", "involved", "witness", "helped", "threat"] as const;
export type IncidentRole = (typeof incidentRoles)[number];

/** The checklist of a critical incident, in its order: call, lock, move. */
export const checklist = {
  call: ["emergency_called", "manager_called"],
  lock: ["doors_locked", "nobody_opens"],
  move: ["moved_inside", "places_elsewhere"],
} as const;
export const checklistSteps = Object.keys(checklist) as readonly (keyof typeof checklist)[];

/** What was done at once. */
export const immediateActions = [
  ...checklist.call,
  ...checklist.lock,
  ...checklist.move,
  "stayed_with_her",
  "people_separated",
  "first_aid",
  "things_secured",
] as const;
export type ImmediateAction = (typeof immediateActions)[number];

/** Who can have been told. */
export const notifiedParties = [
  "manager",
  "director",
  "police",
  "ambulance",
  "fire_service",
  "child_protection",
  "health",
  "other_house",
  "her_contact",
  "funder",
  "other",
] as const;
export type NotifiedParty = (typeof notifiedParties)[number];

/** Where a child or an adult at risk had to be thought of: what came of it. */
export const safeguardings = ["not_asked", "no_concern", "to_be_decided", "referred"] as const;
export type Safeguarding = (typeof safeguardings)[number];

/** Support for the staff themselves: a talk afterwards, time off the floor, somebody from outside. */
export const staffSupports = ["not_yet", "offered", "accepted", "not_needed"] as const;
export type StaffSupport = (typeof staffSupports)[number];

/** What a manager's sign-off says. */
export const signOffDecisions = ["reviewed", "closed"] as const;
export type SignOffDecision = (typeof signOffDecisions)[number];
