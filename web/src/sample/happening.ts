import type { ActInput } from "#domain/acts.ts";
import type { IncidentType, Severity } from "#domain/codes-incidents.ts";
import { plusDays } from "#domain/dates.ts";
import { followUpKey } from "#domain/due-incidents.ts";
import type { Id } from "#domain/ids.ts";
import type { Dice } from "./dice.ts";
import { diceOf, type HouseOfTale, type Tale } from "./tale.ts";

/** What can happen in an invented house: nothing of it has happened to anybody. */
interface Happening {
  readonly type: IncidentType;
  readonly severity: Severity;
  readonly facts: string;
  readonly where?: string;
  readonly later?: string;
  readonly task?: string;
}

const happenings: readonly Happening[] = [
  {
    type: "theft_or_damage",
    severity: 1,
    facts: "A bicycle that stood in the yard overnight is gone. The gate was not locked.",
    where: "Yard",
    later: "It stood behind the shed.",
    task: "Oil the lock of the gate",
  },
  {
    type: "near_miss",
    severity: 1,
    facts: "A pan was left on the stove. The smoke alarm rang; nothing burned.",
    where: "Kitchen",
  },
  {
    type: "fire_flood_utility",
    severity: 2,
    facts: "No hot water since the morning. The plumber came and changed a valve.",
    where: "Cellar",
    task: "Ask for the plumber’s bill",
  },
  {
    type: "violence_between_residents",
    severity: 2,
    facts: "Two people shouted about the washing machine; one pushed a chair. Both went out.",
    where: "Laundry",
    later: "They spoke with each other in the evening.",
  },
  {
    type: "medical_emergency",
    severity: 3,
    facts: "A child had a high fever at night. The ambulance came and took her with her mother.",
    later: "Both are back; it was an ear.",
  },
  {
    type: "stalking_threat_online",
    severity: 3,
    facts: "She was sent a picture of the street corner by an unknown number.",
    later: "The police have the picture. It is another town.",
    task: "Go through the settings of her phone with her",
  },
  { type: "complaint", severity: 1, facts: "The music was loud after eleven on three evenings." },
];

const everyDays = 75;

/** Now and then something happens in a house, is written down, added to, and read by a manager. */
export function happen(tale: Tale, day: number): void {
  for (const house of tale.houses) {
    const dice = diceOf(house, day);
    if (!dice.chance(1 / everyDays) || day > tale.last - 3) continue;
    const told = dice.pick(happenings);
    const { incident, followUps } = write(tale, { house, day, dice, told, hour: 13 });
    const amendments = told.later === undefined ? [] : [add(tale, { house, dice, told, incident })];
    const about = { house: house.house, incident, amendments };
    const signOff = { ...about, signOff: dice.id<"signOff">(), decision: "closed" } as const;
    tale.stage.do("manager", { act: "signOffIncident", input: { ...signOff, amendments } });
    for (const { followUp } of followUps) {
      const mark = { house: house.house, mark: dice.id<"taskDone">(), key: followUpKey(followUp) };
      tale.stage.do("manager", { act: "finishTask", input: mark });
    }
  }
}

/** What the home house's manager has still to read today. */
export function happenToday(tale: Tale, house: HouseOfTale): void {
  const dice = diceOf(house, tale.last);
  const told = happenings.find(({ type }) => type === "stalking_threat_online") as Happening;
  write(tale, { house, day: tale.last, dice, told });
}

interface Writing {
  readonly house: HouseOfTale;
  readonly day: number;
  readonly dice: Dice;
  readonly told: Happening;
  readonly hour?: number;
}

function write(
  { stage, home }: Tale,
  { house, day, dice, told, hour }: Writing,
): ActInput<"recordIncident"> {
  if (hour !== undefined) stage.at(stage.moment(day, hour + dice.next()));
  const { type, severity, facts, where, task } = told;
  const input: ActInput<"recordIncident"> = {
    house: house.house,
    incident: dice.id<"incident">(),
    occurredAt: stage.clock - 20 * 60_000,
    type,
    severity,
    people: [],
    ...(where !== undefined && { locationInHouse: where }),
    facts,
    immediateActions: severity >= 3 ? [{ did: { code: "stayed_with_her" } }] : [],
    notified: [],
    safeguarding: "not_asked",
    staffSupportOffered: severity >= 3 ? "not_yet" : "not_needed",
    followUps:
      task === undefined
        ? []
        : [{ followUp: dice.id<"followUp">(), task, due: plusDays(stage.evening(day), 2) }],
  };
  stage.do(house.house === home ? "staff" : "manager", { act: "recordIncident", input });
  return input;
}

function add(
  { stage, home }: Tale,
  {
    house,
    dice,
    told,
    incident,
  }: Pick<Writing, "house" | "dice" | "told"> & { readonly incident: Id<"incident"> },
): Id<"amendment"> {
  const amendment = dice.id<"amendment">();
  stage.at(stage.clock + 2 * 3_600_000);
  const input = { house: house.house, amendment, incident, text: told.later ?? "" };
  stage.do(house.house === home ? "staff" : "manager", {
    act: "amendIncident",
    input: {
      ...input,
      notified: [],
      followUps: [],
      ...(told.severity >= 3 && { staffSupportOffered: "accepted" as const }),
    },
  });
  return amendment;
}
