import type { HouseId } from "#domain/compartments.ts";
import { t } from "../../i18n/t.ts";
import type { HouseNames } from "../team/house-names.svelte.ts";
import type { RightsOf } from "./member.svelte.ts";

/** Where rights belong: a house by its code-name, the organisation, or what nobody here can name. */
export function whereText(where: RightsOf["where"], houses: HouseNames): string {
  if (where === "organisation") return t("member.organisation");
  return where === "untold" ? t("member.untold") : houses.name(where as HouseId);
}
