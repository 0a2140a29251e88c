import { msOf, plusDays } from "./dates.ts";
import { dueKey } from "./due-key.ts";
import type { DueSource, DueTask } from "./due.ts";
import { eveningOf } from "./evenings.ts";
import { clockOf } from "./house.ts";
import type { Id } from "./ids.ts";
import { storiesOf, type IncidentStory } from "./incidents.ts";

const serious = 3;

/** The key under which a follow-up is marked as done. */
export const followUpKey = (followUp: Id<"followUp">): string =>
  dueKey("incident", followUp, "follow_up");

/**
 * What is due because of incidents: a manager's reading, support for the team, and follow-ups. Closing an incident
 * ends the first alone; what remains to be done remains.
 */
export const dueIncidents: DueSource = (state, id, now) => {
  const house = state.houses.get(id);
  if (house === undefined) return [];
  const clock = clockOf(state, id, now);
  const evening = (instant: string): string => eveningOf(msOf(instant), clock);
  return storiesOf(house).flatMap((story): DueTask[] => [
    ...review(story).map(({ key, dueAt }) => ({
      key,
      house: id,
      kind: "incident_review" as const,
      dueOn: evening(dueAt),
      dueAt,
      // A manager within 24 hours: it asks from the moment on which it was written.
      asksOn: plusDays(evening(dueAt), -1),
      about: story.id,
      incident: { type: story.incident.type, severity: story.severity },
    })),
    ...story.followUps.map(({ followUp, task, due, owner }) => ({
      key: followUpKey(followUp),
      house: id,
      kind: "follow_up" as const,
      dueOn: due,
      about: story.id,
      text: task,
      ...(owner !== undefined && { owner }),
    })),
    ...(wantsSupport(story)
      ? [
          {
            key: dueKey("incident", story.id, "staff_support"),
            house: id,
            kind: "staff_support" as const,
            dueOn: plusDays(evening(story.incident.reportedAt), 1),
            about: story.id,
          },
        ]
      : []),
  ]);
};

/** A task anew for each moment from which it waits: a sign-off ends it, an amendment begins another. */
const review = ({ id, reviewBy }: IncidentStory): { key: string; dueAt: string }[] =>
  reviewBy === undefined
    ? []
    : [{ key: dueKey("incident", id, "incident_review", reviewBy), dueAt: reviewBy }];

const wantsSupport = ({ severity, staffSupportOffered }: IncidentStory): boolean =>
  severity >= serious && staffSupportOffered === "not_yet";
