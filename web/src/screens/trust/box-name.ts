import type { Compartment, HouseId } from "#domain/compartments.ts";
import { t } from "../../i18n/t.ts";
import type { HouseNames } from "../team/house-names.svelte.ts";

/** What a box is called: the house's code-name and the compartment; undefined where this device cannot tell. */
export function boxName(
  { compartment, house }: { readonly compartment?: Compartment; readonly house?: HouseId },
  houses: Pick<HouseNames, "name">,
): string | undefined {
  if (compartment === undefined) return undefined;
  const box = t(`compartment.${compartment}`);
  return house === undefined ? box : t("trust.since.box", { house: houses.name(house), box });
}
