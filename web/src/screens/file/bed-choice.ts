import type { BedForOne } from "#domain/view-beds.ts";
import { formatParts, withinLine } from "../../i18n/format.ts";
import { bedText } from "../../i18n/refusal.ts";
import { t } from "../../i18n/t.ts";

/** What tells one offered bed from another: a cot can stand where it is or be brought. */
export const bedKey = ({ bed, brought }: BedForOne): string => `${bed}${brought?.to ?? ""}`;

/** An offered bed in words; without a choice it is the first of them. */
export function bedForOneText(beds: readonly BedForOne[], key: string): string {
  if (key === "") return t("choose");
  const found = beds.find((one) => bedKey(one) === key);
  if (found === undefined) return t("choose");
  const { room, label, kind, brought } = found;
  return formatParts([
    bedText({ room, bed: label }),
    kind !== "single" && withinLine(t(`bedKind.${kind}`)),
    brought && t("file.bed.brought", { room: brought.from }),
  ]);
}
