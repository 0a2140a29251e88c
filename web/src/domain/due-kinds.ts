/** What can be due in a house: the closed set of codes, each with words of its own. */
export const dueKinds = [
  "overdue",
  "planned_end_soon",
  "guardian",
  "turns_eighteen",
  "boy_reaches_limit",
  "birth_date",
  "expected_back",
  "conflict_review",
  "extension_waits",
  "incident_review",
  "follow_up",
  "staff_support",
  "callback",
  "hold_expires",
  "transfer_open",
  "manual",
] as const;
export type DueKind = (typeof dueKinds)[number];

/** Kinds that end when the thing itself is done, so that nobody can tick them away. */
export const endsByItself: ReadonlySet<DueKind> = new Set([
  "overdue",
  "extension_waits",
  "incident_review",
  "hold_expires",
  "transfer_open",
]);
