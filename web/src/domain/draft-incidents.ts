import { instantOf } from "./dates.ts";
import type { DraftSource } from "./handover-draft.ts";
import { storiesOf } from "./incidents.ts";

/** Incidents reported since the last sheet, by type and severity alone: what happened is read with the keys of incidents. */
export const draftIncidents: DraftSource = ({ house, since }) =>
  storiesOf(house)
    .filter(({ incident }) => incident.reportedAt >= instantOf(since))
    .map(({ id, incident, severity }) => ({
      is: "incident" as const,
      section: "safety" as const,
      incident: id,
      at: incident.occurredAt ?? incident.reportedAt,
      type: incident.type,
      severity,
    }));
