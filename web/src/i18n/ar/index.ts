import { inventory } from "./inventory.ts";
import { calendar } from "./calendar.ts";
import { capacity } from "./capacity.ts";
import { checkup } from "./checkup.ts";
import { deeds } from "./deeds.ts";
import { file } from "./file.ts";
import { first } from "./first.ts";
import { handover } from "./handover.ts";
import { house } from "./house.ts";
import { keys } from "./keys.ts";
import { incidents } from "./incidents.ts";
import { member } from "./member.ts";
import { organisation } from "./organisation.ts";
import { habits } from "./habits.ts";
import { people } from "./people.ts";
import { recover } from "./recover.ts";
import { refusals } from "./refusals.ts";
import { reports } from "./reports.ts";
import { requests } from "./requests.ts";
import { restored } from "./restored.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { tasks } from "./tasks.ts";
import { team } from "./team.ts";
import { tonight } from "./tonight.ts";
import { auditing } from "./auditing.ts";
import { trust } from "./trust.ts";
import { witnesses } from "./witnesses.ts";

/** Every message in Arabic. */
export const ar = {
  ...first,
  ...inventory,
  ...calendar,
  ...capacity,
  ...checkup,
  ...deeds,
  ...file,
  ...handover,
  ...house,
  ...keys,
  ...incidents,
  ...member,
  ...organisation,
  ...habits,
  ...people,
  ...recover,
  ...refusals,
  ...reports,
  ...requests,
  ...restored,
  ...settings,
  ...shell,
  ...tasks,
  ...team,
  ...tonight,
  ...auditing,
  ...trust,
  ...witnesses,
} as const;
