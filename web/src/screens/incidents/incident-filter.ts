import type { IncidentType, Severity } from "#domain/codes-incidents.ts";
import type { IncidentLine } from "#domain/view-incidents.ts";

/** Which incidents are shown. */
export interface IncidentFilter {
  /** Those that still need somebody, or all. */
  readonly which: "open" | "all";
  readonly severity: Severity | undefined;
  readonly type: IncidentType | undefined;
}

/** The lines that a filter lets through; what was reviewed is open until it is closed. */
export const filtered = (
  lines: readonly IncidentLine[],
  { which, severity, type }: IncidentFilter,
): readonly IncidentLine[] =>
  lines.filter(
    (line) =>
      (which === "all" || line.status !== "closed") &&
      (severity === undefined || line.severity === severity) &&
      (type === undefined || line.type === type),
  );
