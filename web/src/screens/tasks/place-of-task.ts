import type { DueKind } from "#domain/due-kinds.ts";
import type { TaskLine } from "#domain/view-tasks.ts";
import type { Route } from "../../state/routes.ts";

const ofIncidents: ReadonlySet<DueKind> = new Set([
  "incident_review",
  "follow_up",
  "staff_support",
]);

/** Where one reads on about a task: the file of whom it is about, or the incident that it comes from. */
export function placeOfTask({ house, kind, about, stayRef }: TaskLine): Route | undefined {
  if (about !== undefined && ofIncidents.has(kind)) {
    return { is: "incident", house, incident: about };
  }
  return stayRef === undefined ? undefined : { is: "file", house, stay: stayRef };
}
