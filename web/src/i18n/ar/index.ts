import { capacity } from "./capacity.ts";
import { common } from "./common.ts";
import { deeds } from "./deeds.ts";
import { entering } from "./entering.ts";
import { errors } from "./errors.ts";
import { house } from "./house.ts";
import { kit } from "./kit.ts";
import { knows } from "./knows.ts";
import { languages } from "./languages.ts";
import { refusals } from "./refusals.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { team } from "./team.ts";
import { tonight } from "./tonight.ts";
import { trust } from "./trust.ts";

/** Every message in Arabic. */
export const ar = {
  ...capacity,
  ...common,
  ...deeds,
  ...entering,
  ...errors,
  ...house,
  ...kit,
  ...knows,
  ...languages,
  ...refusals,
  ...settings,
  ...shell,
  ...team,
  ...tonight,
  ...trust,
} as const;
