import type { Refusal } from "#domain/change.ts";

const codes: ReadonlySet<Refusal["code"]> = new Set([
  "in-the-future",
  "time-to-come",
  "too-long-ago",
  "before-arrival",
  "moved-since",
]);

/** Whether what stands against a deed is the moment that was given for it, so that it stands beside that field. */
export const isAboutWhen = (refusal: Refusal | undefined): boolean =>
  refusal !== undefined && codes.has(refusal.code);
